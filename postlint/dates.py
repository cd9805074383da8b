"""Reads the dates that a post gives in front matter, in whichever way they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, timezone
from functools import cache
from typing import NamedTuple

from postlint.model.front_matter import FrontMatter
from postlint.model.patterns import late
from postlint.model.post import Post
from postlint.model.values import Json, KeyPath, path_text

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

#: no date is longer, and a very long text is not worth reading
_LONGEST = 60

# takes "T10:00", " 10:00:00.5 +0100"; not " 10"
_TIME = r"""
    (?: (?: [Tt] | ,?[ \t]{1,4} )
        (?P<hour>\d{1,2}) : (?P<minute>\d{2})
        (?: : (?P<second>\d{2}) (?: [.,] (?P<fraction>\d{1,6}) )? )?
        (?: [ \t]{0,4}
            (?P<zone> [Zz] | UTC | GMT | (?P<sign>[+-]) (?P<hours>\d{1,2}) (?: :?(?P<minutes>\d{2}) )? )
        )?
    )?
"""
_FLAGS = re.VERBOSE | re.ASCII
# takes "2024-01-05", "2024/1/5", "2024-01-05 10:00 +0100"; not "2024-01/05"
_YEAR_FIRST = late(
    rf"(?P<year>\d{{4}}) (?P<mark>[-/.]) (?P<month>\d{{1,2}}) (?P=mark) (?P<day>\d{{1,2}}) {_TIME}", _FLAGS
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class Written(NamedTuple):
    """A date as somebody wrote it.

    `day` is None where two readings are possible, which `readings` then holds. `offset` is the
    distance to UTC in minutes, None without a zone. `is_iso` says that the day is written as in
    ISO 8601, year-month-day with all its zeros, `is_usual` that the year comes first or the month is
    a word, which most programs read; neither says anything of the time.
    """

    day: date | None
    clock: time | None = None
    offset: int | None = None
    is_iso: bool = False
    is_usual: bool = False
    readings: tuple[date, ...] = ()

    def is_surely_before(self, other: Written) -> bool:
        """Whether it comes first in every time zone that may be meant."""
        if self.day is None or other.day is None:
            return False
        mine, others = self.moment, other.moment
        if mine is None or others is None or (self.offset is None) != (other.offset is None):
            is_local = self.offset is None and other.offset is None
            return (other.day - self.day).days > (0 if is_local else 1)
        return mine < others

    @property
    def moment(self) -> datetime | None:
        """The day with its time, and its zone where one is given; None without a time."""
        if self.day is None or self.clock is None:
            return None
        zone = None if self.offset is None else timezone(timedelta(minutes=self.offset))
        return datetime.combine(self.day, self.clock, zone)


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


def read_date(text: str) -> Written | None:
    """The date that a text is, with or without a time; None for other texts and impossible dates.

    Words are English. Where both the first and the second number may be the month, there is no day.
    """
    text = text.strip()
    if not text or len(text) > _LONGEST:
        return None
    quickly = _read_iso(text)
    if quickly is not None:
        return quickly
    found = _YEAR_FIRST.fullmatch(text)
    if found is not None:
        is_iso = found["mark"] == "-" and len(found["month"]) == len(found["day"]) == 2
        written = _written(found, [_day(found["year"], found["month"], found["day"])])
        return written and written._replace(is_iso=is_iso, is_usual=True)
    for pattern in _other_forms():
        found = pattern.fullmatch(text)
        if found is not None:
            written = _written(found, _days(found))
            return written and written._replace(is_usual=found["month"].isalpha())
    return None


def _read_iso(text: str) -> Written | None:
    """What most dates are, without a pattern; None means that it may still be one."""
    if text[4:5] != "-" or text[7:8] != "-" or text[10:11] not in ("", "T", " "):
        return None
    try:
        if len(text) == 10:
            return Written(date.fromisoformat(text), is_iso=True, is_usual=True)
        moment = datetime.fromisoformat(text.replace(" +", "+").replace(" -", "-"))
    except ValueError:
        return None
    offset = moment.utcoffset()
    minutes = None if offset is None else round(offset.total_seconds() / 60)
    return Written(moment.date(), moment.time(), minutes, is_iso=True, is_usual=True)


@cache
def _other_forms() -> tuple[re.Pattern[str], ...]:
    month = r"(?P<month>(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6})\.?"
    day = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
    return (
        # takes "05.01.2024", "5/1/2024 10:00"; not "5.1.24"
        re.compile(
            rf"(?P<day>\d{{1,2}}) (?P<mark>[-/.]) (?P<month>\d{{1,2}}) (?P=mark) (?P<year>\d{{4}}) {_TIME}",
            _FLAGS,
        ),
        # takes "5 January 2024", "Fri, 05 Jan 2024 10:00:00 +0100"; not "January 2024"
        re.compile(
            rf"(?:[A-Z][a-z]{{2,8}},?[ ])? {day} [ -] {month},? [ -] (?P<year>\d{{4}}) {_TIME}", _FLAGS
        ),
        # takes "January 5, 2024", "Jan 5th 2024"; not "January 2024"
        re.compile(rf"(?:[A-Z][a-z]{{2,8}},?[ ])? {month} [ ] {day},? [ ] (?P<year>\d{{4}}) {_TIME}", _FLAGS),
        # takes "2024年1月5日"
        re.compile(rf"(?P<year>\d{{4}})年(?P<month>\d{{1,2}})月(?P<day>\d{{1,2}})日 {_TIME}", _FLAGS),
    )


def _days(found: re.Match[str]) -> list[date | None]:
    """The days that may be meant: two where both numbers may be the month, as in "5/1/2024"."""
    year, month, day = found["year"], found["month"], found["day"]
    if month.isalpha():
        return [_day(year, str(_MONTHS.index(month[:3].lower()) + 1), day)]
    if "mark" in found.groupdict():
        return [_day(year, month, day), _day(year, day, month)]
    return [_day(year, month, day)]


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _written(found: re.Match[str], days: list[date | None]) -> Written | None:
    readings = tuple(dict.fromkeys(day for day in days if day is not None))
    try:
        clock, offset = _clock(found), _offset(found)
    except ValueError:  # no such time: invalid-date speaks of it
        return None
    if not readings:
        return None
    if len(readings) > 1:
        return Written(None, clock, offset, readings=readings)
    return Written(readings[0], clock, offset)


def _clock(found: re.Match[str]) -> time | None:
    if found["hour"] is None:
        return None
    fraction = int((found["fraction"] or "").ljust(6, "0"))
    return time(int(found["hour"]), int(found["minute"]), int(found["second"] or 0), fraction)


def _offset(found: re.Match[str]) -> int | None:
    if found["zone"] is None:
        return None
    distance = time(int(found["hours"] or 0), int(found["minutes"] or 0))
    minutes = distance.hour * 60 + distance.minute
    return -minutes if found["sign"] == "-" else minutes
