"""Tells which posts stand side by side in one list: those of one section of a site, in one language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from postlint.dates import day_of
from postlint.model.across import Gathered
from postlint.model.patterns import late
from postlint.model.post import Post
from postlint.model.records import NamedTuple
from postlint.model.text import Span
from postlint.sites.base import Site
from postlint.sites.bundles import is_index
from postlint.sites.naming import language_of
from postlint.sites.versions import page_of
from postlint.sites.visibility import is_unpublished, is_withdrawn

# "2025", "03", "2025-03" as names of folders that only keep posts in order
_ORDINAL = late(r"\d+(?:[-_]\d+)*")


class Wording(NamedTuple):
    """What a post says of itself in one field, white space made even, its language as it says, and the day
    on which it appeared."""

    text: str
    language: str | None
    day: str


def wording_of(post: Post, site: Site, *fields: str) -> Wording | None:
    """What a post says in the first of these fields that it has; None for one that readers are not shown."""
    values = post.front.values if post.front is not None else None
    if not values:
        return None
    text = next((text for field in fields if isinstance(text := values.get(field), str) and text), None)
    if text is None or is_unpublished(post.path, values) or is_withdrawn(post, site):
        return None
    return Wording(" ".join(text.split()), language_of(values), post.once(day_of))


def groups_alike(posts: Iterable[Gathered[Wording]]) -> Iterator[Sequence[Gathered[Wording]]]:
    """The posts of one section that say the same but for letter case, two or more, the oldest first."""
    by_text: dict[str, list[Gathered[Wording]]] = {}
    for post in posts:
        by_text.setdefault(post.facts.text.casefold(), []).append(post)
    for alike in by_text.values():
        if len(alike) > 1:
            yield from _by_section(alike)


def _by_section(posts: Sequence[Gathered[Wording]]) -> Iterator[Sequence[Gathered[Wording]]]:
    sections: dict[tuple[str, str | None], list[Gathered[Wording]]] = {}
    for post in posts:
        sections.setdefault((section_of(post.path), post.facts.language), []).append(post)
    yield from (sorted(section, key=_age) for section in sections.values() if len(section) > 1)


def _age(post: Gathered[Wording]) -> tuple[str, str]:
    return post.facts.day, post.path


def place_of_field(post: Post | None, *fields: str) -> Span:
    """Where a post says the first of these fields that it has; the beginning of one that is gone."""
    if post is not None and post.front is not None:
        for field in fields:
            if isinstance(post.front.get(field), str):
                return post.front.locate_text(field)
    return Span(0, 0)


def section_of(path: str) -> str:
    """The folder that a post stands in: with `#` for years and months, without the folder that is the
    post's own, and with the language of the file's name."""
    *folders, name = path.split("/")
    if folders and is_index(path) and not _is_edition(folders[-1]):
        folders.pop()
    folders = ["#" if _ORDINAL.fullmatch(folder) else folder for folder in folders]
    return "/".join((*folders, _language_in(name)))


def edition_of(path: str) -> str:
    """The languages and versions that a path names: `de` for `de/a.md` and `a.de.md`, `v2/de` for both."""
    folder, _, name = path.rpartition("/")
    editions, language = _editions_in(folder), _language_in(name)
    return f"{editions}/{language}".strip("/") if editions or language else ""


@lru_cache(maxsize=1024)
def _editions_in(folder: str) -> str:
    return "/".join(filter(_is_edition, folder.split("/")))


def _is_edition(folder: str) -> bool:
    return page_of(f"{folder}/a.md") != f"{folder}/a.md"


def _language_in(name: str) -> str:
    """The language in a file's name, the empty text where there is none."""
    if name.count(".") < 2:  # as with most
        return ""
    return name.split(".")[-2] if page_of(name) != name else ""
