"""Which fields of front matter hold the dates of a post, and what they say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from postlint.model.front_matter import FrontMatter
from postlint.model.post import Post
from postlint.model.values import Json, KeyPath, path_text
from postlint.reading.written_dates import Written, read_date

#: fields that say when a post appeared, in small letters, the one that counts most first
PUBLISHED = (
    "date",
    "date.created",
    "pubdate",
    "publishdate",
    "published",
    "published_at",
    "created",
    "created_at",
)
#: fields that say when it was changed
MODIFIED = (
    "updated",
    "lastmod",
    "modified",
    "last_modified_at",
    "last_modified",
    "updateddate",
    "updated_at",
    "lastupdated",
    "last_updated",
    "last_update.date",
    "date-modified",
    "date.updated",
)
#: fields that say when it is to vanish (https://gohugo.io/configuration/front-matter/#dates)
EXPIRES = ("expirydate", "unpublishdate")

_FIELDS = frozenset((*PUBLISHED, *MODIFIED, *EXPIRES))
#: fields under which a generator takes several dates
_GROUPS = frozenset(field.partition(".")[0] for field in _FIELDS if "." in field)


class GivenDate(NamedTuple):
    """A field that holds a date: the way to it, its text without quotes, and what that says.

    `name` is the field as its author wrote it, such as `lastmod` or `last_update.date`; `field` is
    the same in small letters, since generators differ in whether these count.
    """

    path: KeyPath
    name: str
    field: str
    text: str
    written: Written


def given_dates(post: Post) -> tuple[GivenDate, ...]:
    """The dates of a post in the order written; ask for it with `post.once`.

    Only fields whose name says that they are dates, and whose text is one that the calendar has.
    """
    return () if post.front is None else tuple(_dates_in(post.front))


def published_in(given: tuple[GivenDate, ...]) -> GivenDate | None:
    """The date on which the post appeared, None where none is given."""
    named = {one.field: one for one in given}
    return next((named[field] for field in PUBLISHED if field in named), None)


def _dates_in(front: FrontMatter) -> Iterator[GivenDate]:
    for key, value in (front.values or {}).items():
        name = key.lower()
        if name in _FIELDS:
            yield from _date_at((key,), value)
        if name in _GROUPS and isinstance(value, dict):
            for inner, text in value.items():
                if f"{name}.{inner.lower()}" in _FIELDS:
                    yield from _date_at((key, inner), text)


def _date_at(path: KeyPath, value: Json) -> Iterator[GivenDate]:
    written = read_date(value) if isinstance(value, str) else None
    if written is not None and isinstance(value, str):
        name = path_text(path)
        yield GivenDate(path, name, name.lower(), value.strip(), written)
