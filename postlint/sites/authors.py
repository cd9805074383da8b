"""The authors that a site declares, as its generator or the usual themes look for them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from postlint.model.records import NamedTuple
from postlint.model.values import Json
from postlint.sites.base import Site
from postlint.sites.site_values import ENDINGS, mapping, values_in

#: files of data with a key for each author, and folders with a file for each, without their endings
_PLACES = {
    "astro": ("src/content/authors", "src/data/authors"),
    "docusaurus": ("blog/authors",),
    "eleventy": ("_data/authors", "src/_data/authors"),
    "hugo": ("data/authors", "content/authors"),
    "jekyll": ("_data/authors",),
    "mkdocs": ("docs/blog/.authors", "docs/.authors"),
}

#: what a key for all authors is called where the file has more than authors
_GROUP = "authors"

#: what is read differently by template engines, so that only the build knows
_PROGRAMS = (".js", ".cjs", ".mjs", ".ts")


class Authors(NamedTuple):
    """The declared authors: the keys, the names people know them by, and where they stand.

    `are_slugs`: the generator looks for a name in the form that addresses have."""

    keys: frozenset[str]
    names: frozenset[str]
    place: str
    are_slugs: bool = False

    def knows(self, author: str) -> bool:
        """Whether an author is declared: by key, by a name, or in the form that addresses have."""
        return author in self.keys or author in self.names or (self.are_slugs and _slug(author) in self.keys)

    def may_be_name(self, author: str) -> bool:
        """Whether somebody is called by a full name, as templates show it, where keys have none."""
        return " " in author and not any(" " in key for key in self.keys)


def declared_authors(site: Site) -> Authors | None:
    """The authors that the site declares, None where it declares none that can be read."""
    return site.once(_declared)


def _declared(site: Site) -> Authors | None:
    for place in _PLACES.get(site.generator or "", ()):
        folder, _, name = place.rpartition("/")
        listed = site.files.listing(folder).names
        if any(name + ending in listed for ending in _PROGRAMS):
            return None
        file = next((f"{name}.{ending}" for ending in ENDINGS if f"{name}.{ending}" in listed), None)
        if file is not None:
            values = values_in(site.files, f"{folder}/{file}")
            return _in_file(mapping(dict(values)), f"{folder}/{file}") if values else None
        if name in listed:
            return _in_folder(site, place)
    return None


def _in_file(values: dict[str, Json], place: str) -> Authors | None:
    if set(values) == {_GROUP}:
        values = mapping(values[_GROUP])
    if not values:
        return None
    return Authors(frozenset(values), frozenset(_names_in(values)), place)


def _names_in(values: dict[str, Json]) -> Iterator[str]:
    for author in values.values():
        for key in ("name", "title", "full_name", "display_name"):
            name = mapping(author).get(key)
            if isinstance(name, str):
                yield name


def _in_folder(site: Site, place: str) -> Authors | None:
    names = site.files.listing(place).names
    keys = frozenset(name.partition(".")[0] for name in names if not name.startswith(("_", ".", "index.")))
    return Authors(keys, frozenset(), place, are_slugs=site.generator == "hugo") if keys else None


def _slug(author: str) -> str:
    return re.sub(r"[\s_]+", "-", author.strip().lower())
