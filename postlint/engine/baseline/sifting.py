"""Tells findings that a site has had for long from new ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping

from postlint.model.findings import Diagnostic, Silenced, Silencer
from postlint.model.fingerprints import fingerprint
from postlint.model.records import NamedTuple
from postlint.model.report import FileResult


class Key(NamedTuple):
    """Findings that count as the same: those of one rule and fingerprint in one file, by its path from the
    baseline."""

    path: str
    code: str
    mark: str


class Baseline(NamedTuple):
    """How many findings of each kind are known, and what they say, for who reads the file."""

    counts: Mapping[Key, int]
    says: Mapping[Key, str]


EMPTY = Baseline({}, {})


class Sifted(NamedTuple):
    """What a baseline made of findings: the results without those that are known, and how many of the
    baseline's are gone, by key. `moved` has the key that each known one of a renamed file has now."""

    results: dict[str, FileResult]
    gone: Counter[Key]
    moved: dict[Key, Counter[Key]]


def sift(
    baseline: Baseline,
    results: Mapping[str, FileResult],
    *,
    exists: Callable[[str], bool],
    rules_for: Callable[[str], Collection[str]],
) -> Sifted:
    """Silence what the baseline knows in some results, by path from where its paths begin.

    A file that is not there any more was renamed, as far as the same findings are new elsewhere. `rules_for`
    gives the codes of the rules that ran for a file: of others nothing can be said to be gone.
    """
    left = Counter(baseline.counts)
    known: dict[str, list[Diagnostic]] = {path: [] for path in results}
    strange: list[tuple[str, Diagnostic, Key]] = []
    for path, result in results.items():
        for found in result.diagnostics:
            key = Key(path, found.code, fingerprint(found))
            if left[key] > 0:
                left[key] -= 1
                known[path].append(found)
            else:
                strange.append((path, found, key))
    moved: dict[Key, Counter[Key]] = {}
    lost = _lost(left, exists) if strange else {}
    for path, found, key in strange:
        for old in lost.get((key.code, key.mark), ()):
            if left[old] > 0:
                left[old] -= 1
                known[path].append(found)
                moved.setdefault(old, Counter())[key] += 1
                break
    gone = {key: n for key, n in left.items() if n > 0 and may_be_gone(key, results, exists, rules_for)}
    new = {path: _without(result, known[path]) for path, result in results.items()}
    return Sifted(new, Counter(gone), moved)


def _lost(left: Mapping[Key, int], exists: Callable[[str], bool]) -> dict[tuple[str, str], list[Key]]:
    """The keys of files that are not there any more, by what their findings look like."""
    there: dict[str, bool] = {}
    lost: dict[tuple[str, str], list[Key]] = {}
    for key, count in left.items():
        if key.path not in there:
            there[key.path] = exists(key.path)
        if count > 0 and not there[key.path]:
            lost.setdefault((key.code, key.mark), []).append(key)
    return lost


def may_be_gone(
    key: Key,
    results: Mapping[str, FileResult],
    exists: Callable[[str], bool],
    rules_for: Callable[[str], Collection[str]],
) -> bool:
    """Whether a finding that was not made is gone: its rule has run for its file, or the file is gone."""
    if key.path in results:
        return key.code in rules_for(key.path) and not results[key.path].is_context
    return not exists(key.path)


def _without(result: FileResult, known: list[Diagnostic]) -> FileResult:
    if not known:
        return result
    numbers = {id(found) for found in known}
    rest = tuple(found for found in result.diagnostics if id(found) not in numbers)
    silenced = (*result.silenced, *(Silenced(found, Silencer.BASELINE) for found in known))
    return result._replace(diagnostics=rest, silenced=silenced)


def baseline_of(results: Mapping[str, FileResult]) -> Baseline:
    """All findings of these files, by their path from the baseline."""
    counts: Counter[Key] = Counter()
    says: dict[Key, str] = {}
    for path, result in results.items():
        for found in result.diagnostics:
            key = Key(path, found.code, fingerprint(found))
            counts[key] += 1
            says.setdefault(key, found.message)
    return Baseline(counts, says)


def shrunk(baseline: Baseline, sifted: Sifted) -> Baseline:
    """The baseline without what is gone, with renamed files under their new names."""
    counts: Counter[Key] = Counter(baseline.counts)
    counts.subtract(sifted.gone)
    says = dict(baseline.says)
    for old, new in sifted.moved.items():
        for key, count in new.items():
            counts[old] -= count
            counts[key] += count
            says.setdefault(key, baseline.says.get(old, ""))
    return Baseline({key: count for key, count in counts.items() if count > 0}, says)


def merged(old: Baseline, new: Baseline, is_gone: Callable[[Key], bool]) -> Baseline:
    """Both baselines, without what `is_gone`; of what is in both, the new one knows how often."""
    kept = {key: count for key, count in old.counts.items() if not is_gone(key)}
    return Baseline({**kept, **new.counts}, {**old.says, **new.says})
