"""Where a post says on which day it appeared, in front matter or in its path, and what it says there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from postlint.model.patterns import late
from postlint.model.post import Post
from postlint.model.records import NamedTuple
from postlint.model.values import Json, KeyPath, path_text
from postlint.reading.written_dates import Written, fault_in_other_form, read_date

#: fields that say when a post appeared, in small letters, the one that counts most first
PUBLISHED = (
    "date",
    "date.created",
    "pubdate",
    "publishdate",
    "publish_date",
    "published",
    "published_at",
    "publishedat",
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
#: the keys of the top level, in small letters, without which front matter has none of these dates
DATE_KEYS = _FIELDS | _GROUPS

#: the first year in which posts were written, and how many years ahead some are planned
EARLIEST_YEAR, YEARS_AHEAD = 1990, 5

# "2025-03-12-harbour.md", "2025-03-12.md"; not "12025-03-12.md", "2025-03-123.md"
_NAME_DATE = late(r"(\d{4})-(\d{2})-(\d{2})(?!\d)")
# "blog/2025/03/12/harbour.md", "2025/03/12/harbour/index.md"; not "2025/03/harbour.md"
_FOLDER_DATE = late(r"(?:.*/)?(\d{4})/(\d{2})/(\d{2})/(?:[^/]*|[^/]*/index\.[^/]*)")

#: what Eleventy takes for a date besides dates, in small letters (https://www.11ty.dev/docs/dates/)
DATES_OF_ELEVENTY = frozenset({"created", "last modified", "git created", "git last modified"})


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
    return tuple(_dates_in(post.once(_date_texts)))


def published_in(given: tuple[GivenDate, ...]) -> GivenDate | None:
    """The date on which the post appeared, None where none is given."""
    named = {one.field: one for one in given}
    return next((named[field] for field in PUBLISHED if field in named), None)


class NamedDay(NamedTuple):
    """The day that a path names; `where` begins a clause: "the file name says"."""

    day: date
    where: str


def day_in_path(path: str) -> NamedDay | None:
    """The day with which a file's name begins, or that of the folder of an `index.md`, or that its
    folders are: `2025/03/12/harbour.md`. None where there is none that a calendar has."""
    folder, _, name = path.rpartition("/")
    above, _, last = folder.rpartition("/")
    in_name = _NAME_DATE.match(last if name.startswith("index.") else name)
    # asked for every post: few paths have folders that end so
    may_be_in_folders = folder[-2:].isdigit() or above[-2:].isdigit()
    found = in_name or (_FOLDER_DATE.fullmatch(path) if may_be_in_folders else None)
    if found is None:
        return None
    year, month, day = map(int, found.groups())
    try:
        return NamedDay(date(year, month, day), "the file name says" if in_name else "the folders say")
    except ValueError:  # no such day: invalid-date speaks of it
        return None


#: sorts behind every day that a post says
NO_DAY = "9999-99-99"

# in which generators look for an address, which may name the day: "/2025/03/12/harbour/"
_ADDRESSES = ("permalink", "url", "path", "slug")


def day_of(post: Post) -> str:
    """The day on which a post appeared, as in 2025-03-12: what front matter says, else the path, else the
    address that front matter gives; `NO_DAY` when nothing tells. Ask for it with `post.once`."""
    published = published_in(post.once(given_dates))
    if published is not None and published.written.day is not None:
        return published.written.day.isoformat()
    values = post.front.values if post.front is not None else None
    addresses = (values.get(field) for field in _ADDRESSES) if values else ()
    paths = (post.path, *(address.rstrip("/") for address in addresses if isinstance(address, str)))
    named = next(filter(None, map(day_in_path, paths)), None)
    return NO_DAY if named is None else named.day.isoformat()


def is_year_of_posts(year: int, this_year: int) -> bool:
    """Whether a post may well have been written in a year, or be planned for it."""
    return EARLIEST_YEAR <= year <= this_year + YEARS_AHEAD


class Misdate(NamedTuple):
    """A text in a field of dates that is none, but was to be one: why, and what was probably meant."""

    path: KeyPath
    text: str
    message: str
    meant: str | None = None


def misdates(post: Post) -> tuple[Misdate, ...]:
    """The dates of a post, in any form but the usual one, that no calendar has or that are mistyped.

    Ask for it with `post.once`. Dates as year-month-day are read with the block, in whichever field.
    """
    found = (_misdate(path, text) for path, text in post.once(unread_dates))
    return tuple(each for each in found if each is not None)


def unread_dates(post: Post) -> tuple[tuple[KeyPath, str], ...]:
    """The texts in fields of dates that are none, with the way to each; ask for it with `post.once`."""
    texts, given = post.once(_date_texts), post.once(given_dates)
    if len(texts) == len(given):  # as with most posts
        return ()
    read = {one.path for one in given}
    return tuple((path, text) for path, text in texts if path not in read)


def _date_texts(post: Post) -> tuple[tuple[KeyPath, str], ...]:
    """The texts in the fields whose name says that they are dates, with the way to each."""
    return () if post.front is None or not post.front.values else tuple(_texts_in(post.front.values))


def _texts_in(values: Mapping[str, Json]) -> Iterator[tuple[KeyPath, str]]:
    for key, value in values.items():
        if isinstance(value, str):
            if key.lower() in _FIELDS:
                yield (key,), value
        elif isinstance(value, dict) and (name := key.lower()) in _GROUPS:
            for inner, text in value.items():
                if f"{name}.{inner.lower()}" in _FIELDS and isinstance(text, str):
                    yield (key, inner), text


def _dates_in(texts: Iterable[tuple[KeyPath, str]]) -> Iterator[GivenDate]:
    for path, value in texts:
        written = read_date(value)
        if written is not None:
            name = path_text(path)
            yield GivenDate(path, name, name.lower(), value.strip(), written)


#: characters that are typed for others, with what is said of them
_MISTYPED = (
    *((letter, "0", f"the letter {letter} stands where a zero should") for letter in "Oo"),
    *((letter, "1", f"the letter {letter} stands where a one should") for letter in "lI"),
    *((dash, "-", "it has dashes where hyphens should be") for dash in "‐‑‒–—−"),
)


def _misdate(path: KeyPath, value: str) -> Misdate | None:
    fault = fault_in_other_form(value)
    if fault is not None:
        return Misdate(path, value, fault)
    return _mistyped(path, value)


def _mistyped(path: KeyPath, value: str) -> Misdate | None:
    day = value[:10]
    reasons = [why for character, _, why in _MISTYPED if character in day]
    if not reasons:
        return None
    for character, meant, _ in _MISTYPED:
        day = day.replace(character, meant)
    written = read_date(day + value[10:])
    if written is None or not written.is_iso:
        return None
    return Misdate(path, value, f"{value} is no date: {reasons[0]}", day + value[10:])
