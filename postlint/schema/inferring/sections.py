"""Tells the folders of a site whose posts have other fields than the rest."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from postlint.model.records import NamedTuple
from postlint.schema.emptiness import is_empty
from postlint.schema.inferring.records import Sample

#: posts of a folder that show what its fields are
_ENOUGH = 10
#: a field that at least this share of one folder's posts have, and at most that share of the other's …
_MOST, _FEW = 0.9, 0.1
#: … and so many of which make them two sorts of posts
_DIFFERENCES = 2
#: more sorts of posts than this are none
_MOST_SECTIONS = 8


class Section(NamedTuple):
    """Posts that have much the same fields. `folders`, as paths from the site's root, are theirs alone, but
    the first section of a site has whatever is in no folder of the others."""

    folders: tuple[str, ...]
    samples: tuple[Sample, ...]

    @property
    def main_folder(self) -> str:
        """The folder with the most posts."""
        counts = Counter(
            folder for folder in self.folders for sample in self.samples if _is_in(folder, sample)
        )
        return max(counts, key=lambda folder: counts[folder])


def sections_of(samples: Sequence[Sample]) -> tuple[Section, ...]:
    """The posts by the folders below the one that holds them all, folders with like fields together; one
    section where the fields are much the same everywhere. Paths count from the site's root."""
    top = _common_folder(sample.path for sample in samples)
    by_folder: dict[str, list[Sample]] = defaultdict(list)
    for sample in samples:
        by_folder[_folder_below(top, sample.path)].append(sample)
    sorts = _sorts(by_folder, top)
    if not 1 < len(sorts) <= _MOST_SECTIONS:
        return (Section((top,), tuple(samples)),)
    return tuple(
        Section(
            tuple(sorted(folders)) if number else (top,),
            tuple(sample for folder in sorted(folders) for sample in by_folder[folder]),
        )
        for number, folders in enumerate(sorts)
    )


def _sorts(by_folder: Mapping[str, Sequence[Sample]], top: str) -> list[list[str]]:
    """The folders that are alike, the most posts first; but for `top`, whose posts are in no folder of their
    own and can only be of the first sort."""
    uses = {folder: _use(samples) for folder, samples in by_folder.items()}
    by_size = sorted(by_folder, key=lambda folder: (folder != top, -uses[folder].posts, folder))
    sorts: list[list[str]] = []
    sort_uses: list[_Use] = []
    for folder in sorted(by_size, key=lambda folder: uses[folder].posts < _ENOUGH):
        use = uses[folder]
        differences = [_differences(use, other) for other in sort_uses]
        nearest = 0 if folder == top else min(range(len(sorts)), key=differences.__getitem__, default=0)
        if not sorts or (use.posts >= _ENOUGH and differences[nearest] >= _DIFFERENCES):
            sorts.append([folder])
            sort_uses.append(use)
        else:
            sorts[nearest].append(folder)
            sort_uses[nearest] = _Use(
                sort_uses[nearest].having + use.having, sort_uses[nearest].posts + use.posts
            )
    return sorts


class _Use(NamedTuple):
    """How many of so many posts have each field, with something in it."""

    having: Counter[str]
    posts: int


def _use(samples: Sequence[Sample]) -> _Use:
    having = Counter(
        key
        for sample in samples
        for key in sample.given | {key for key, value in sample.values.items() if not is_empty(value)}
    )
    return _Use(having, len(samples))


def _differences(one: _Use, other: _Use) -> int:
    """How many fields nearly all posts have here and nearly none there."""
    shares = (
        (one.having[key] / one.posts, other.having[key] / other.posts) for key in one.having | other.having
    )
    return sum(max(both) >= _MOST and min(both) <= _FEW for both in shares)


def _common_folder(paths: Iterable[str]) -> str:
    """The deepest folder that all files are in, "" for the site's root."""
    ways = [path.split("/")[:-1] for path in paths]
    shortest = min(ways, key=len)
    depth = next(
        (at for at, name in enumerate(shortest) if any(way[at] != name for way in ways)), len(shortest)
    )
    return "/".join(shortest[:depth])


def _folder_below(top: str, path: str) -> str:
    """The folder in `top` that a file is in, `top` itself where it is in none."""
    below = path.removeprefix(f"{top}/" if top else "")
    name, slash, _ = below.partition("/")
    if not slash:
        return top
    return f"{top}/{name}" if top else name


def _is_in(folder: str, sample: Sample) -> bool:
    return not folder or sample.path.startswith(f"{folder}/")
