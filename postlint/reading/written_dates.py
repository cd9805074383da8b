"""Reads dates in whichever way they are written, and says what is wrong with those that no calendar has."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, timezone
from functools import cache, lru_cache

from postlint.model.patterns import late
from postlint.model.records import NamedTuple

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_SHORT_MONTHS = tuple(month[:3].lower() for month in _MONTHS)

#: no date is longer, and a very long text is not worth reading
_LONGEST = 60
#: that of "2024-01-05", as most dates are written
_LENGTH_OF_DAY = 10

# takes "T10:00", " 10:00:00.5 +0100"; not " 10"
_TIME = r"""
    (?: (?: [Tt] | ,?[ \t]{1,8} )
        (?P<hour>\d{1,2}) : (?P<minute>\d{2})
        (?: : (?P<second>\d{2}) (?: [.,] (?P<fraction>\d{1,12}) )? )?
        (?: [ \t]{0,8}
            (?P<zone> [Zz] | UTC | GMT | (?P<sign>[+-]) (?P<hours>\d{1,2}) (?: :?(?P<minutes>\d{2}) )? )
        )?
    )?
"""
_FLAGS = re.VERBOSE | re.ASCII
# takes "2024-01-05", "2024/1/5", "2024-01-05 10:00 +0100", "2024-13-45"; not "2024-01/05", "2024-01-02-slug"
_YEAR_FIRST = late(
    rf"(?P<year>\d{{4}}) (?P<mark>[-/.]) (?P<month>\d{{1,2}}) (?P=mark) (?P<day>\d{{1,2}}) {_TIME}", _FLAGS
)
# matches `"2024-13-45"` and `'2024-01-02 25:00'`; must not match `"2024-01"`
_QUOTED_DATE = late(r"""["'](\d{4}[-/]\d\d?[-/]\d\d?(?:[Tt ][\d:.Zz+ -]*)?)["']""", re.ASCII)


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


def read_date(text: str) -> Written | None:
    """The date that a text is, with or without a time; None for other texts and impossible dates.

    Words are English. Where both the first and the second number may be the month, there is no day.
    """
    text = text.strip()
    return _read_date(text) if 0 < len(text) <= _LONGEST else None


@lru_cache(maxsize=256)  # several rules ask for each date of a post
def _read_date(text: str) -> Written | None:
    quickly = _read_iso(text)
    if quickly is not None:
        return quickly
    found = _YEAR_FIRST.fullmatch(text)
    if found is not None:
        is_iso = found["mark"] == "-" and len(found["month"]) == len(found["day"]) == 2
        written = _written(found, [_day(found["year"], found["month"], found["day"])])
        return written and written._replace(is_iso=is_iso, is_usual=True)
    found = _in_other_form(text)
    if found is None:
        return None
    written = _written(found, _days(found))
    return written and written._replace(is_usual=found["month"].isalpha())


def read_year(text: str) -> int | None:
    """The year of a date in any form that `read_date` knows, on a day that no calendar has too."""
    text = text.strip()
    if not text or len(text) > _LONGEST:
        return None
    if len(text) == _LENGTH_OF_DAY and _read_iso(text) is not None:
        return int(text[:4])
    found = _YEAR_FIRST.fullmatch(text) or _in_other_form(text)
    return None if found is None else int(found["year"])


def has_form_of_date(text: str) -> bool:
    """Whether a text is year, month and day in numbers, in any calendar or none, with a time or without."""
    found = _YEAR_FIRST.fullmatch(text.strip())
    return found is not None and found["mark"] != "."


def date_fault(written: str) -> str | None:
    """Why a value in the form `YYYY-MM-DD` or `YYYY-MM-DD hh:mm[:ss][±hh:mm]` is no date.

    None for a date that exists and for a text of another form. Slashes may stand for the dashes.
    24:00:00 and a leap second pass, as in ISO 8601.
    """
    if len(written) == _LENGTH_OF_DAY and _read_iso(written) is not None:
        return None
    if _is_iso_day(written):  # as most are
        return None
    found = _YEAR_FIRST.fullmatch(written)
    if found is None or found["mark"] == ".":
        return None
    if found["year"][:2] not in ("19", "20") and not len(found["month"]) == len(found["day"]) == 2:
        return None  # without its zeros, only in a year that posts have: "4711-5-32" is none
    year, month, day = (int(found[part]) for part in ("year", "month", "day"))
    fault = _day_fault(year, month, day)
    if fault is not None:
        return f"{written} is no date: {fault}"
    return None if found["hour"] is None else _time_fault(written, found)


def fault_in_other_form(text: str) -> str | None:
    """Why a text in one of the other forms that `read_date` knows, such as "Sept 31, 2025", is no date.

    None where any of the readings is one.
    """
    text = text.strip()
    if not text or len(text) > _LONGEST:
        return None
    found = _YEAR_FIRST.fullmatch(text)
    if found is None:
        found = _in_other_form(text)
    elif found["mark"] != ".":
        return None
    if found is None:
        return None
    if any(day is not None for day in _days(found)):
        return None if found["hour"] is None else _time_fault(text, found)
    year, month, day = int(found["year"]), _month(found["month"]), int(found["day"])
    if month > 12 and _is_in_either_order(found):
        month, day = (day, month) if day <= 12 else (month, day)
    name = text if text[0].isdigit() else f"“{text}”"
    return f"{name} is no date: {_day_fault(year, month, day)}"


def may_hold_impossible_date(block: str) -> bool:
    """Whether some quoted text in a block, or a comment there, is a date that no calendar has."""
    return any(date_fault(found[1]) for found in _QUOTED_DATE.finditer(block))


def _is_iso_day(text: str) -> bool:
    if len(text) != 10 or text[4] != "-" or text[7] != "-":
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _read_iso(text: str) -> Written | None:
    """What most dates are, without a pattern; None means that it may still be one."""
    if text[4:5] != "-" or text[7:8] != "-" or text[10:11] not in ("", "T", " "):
        return None
    try:
        if len(text) == _LENGTH_OF_DAY:
            return Written(date.fromisoformat(text), is_iso=True, is_usual=True)
        moment = datetime.fromisoformat(text.replace(" +", "+").replace(" -", "-"))
    except ValueError:
        return None
    offset = moment.utcoffset()
    minutes = None if offset is None else round(offset.total_seconds() / 60)
    return Written(moment.date(), moment.time(), minutes, is_iso=True, is_usual=True)


@cache
def _other_forms() -> tuple[re.Pattern[str], ...]:
    month = rf"(?P<month>(?i:{'|'.join(_SHORT_MONTHS)})[a-z]{{0,6}})\.?"
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


def _in_other_form(text: str) -> re.Match[str] | None:
    matches = (pattern.fullmatch(text) for pattern in _other_forms())
    return next((found for found in matches if found is not None), None)


def _days(found: re.Match[str]) -> list[date | None]:
    """The days that may be meant: two where both numbers may be the month, as in "5/1/2024"."""
    year, month, day = found["year"], found["month"], found["day"]
    if month.isalpha():
        return [_day(year, str(_month(month)), day)]
    if _is_in_either_order(found):
        return [_day(year, month, day), _day(year, day, month)]
    return [_day(year, month, day)]


def _month(written: str) -> int:
    return _SHORT_MONTHS.index(written[:3].lower()) + 1 if written.isalpha() else int(written)


def _is_in_either_order(found: re.Match[str]) -> bool:
    """Whether day and month may have changed places, as in numbers before a year."""
    return "mark" in found.groupdict() and found.start("year") > 0


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
    microseconds = int((found["fraction"] or "")[:6].ljust(6, "0"))
    return time(int(found["hour"]), int(found["minute"]), int(found["second"] or 0), microseconds)


def _offset(found: re.Match[str]) -> int | None:
    if found["zone"] is None:
        return None
    distance = time(int(found["hours"] or 0), int(found["minutes"] or 0))
    minutes = distance.hour * 60 + distance.minute
    return -minutes if found["sign"] == "-" else minutes


def _day_fault(year: int, month: int, day: int) -> str | None:
    if not 1 <= month <= 12:
        return f"there is no month {month}"
    if 1 <= day <= (28 if month == 2 else 30):
        return None
    from calendar import monthrange

    # the calendar module starts at the year 1; 0 and 4 have the same Februaries
    last = monthrange(year or 4, month)[1]
    if 1 <= day <= last:
        return None
    in_year = f" {year}" if month == 2 else ""
    return f"{_MONTHS[month - 1]}{in_year} has {last} days"


def _time_fault(written: str, found: re.Match[str]) -> str | None:
    hour, minute, second = (int(found[part] or 0) for part in ("hour", "minute", "second"))
    if hour > 24 or (hour == 24 and (minute or second)):
        return f"{written} is no time: there is no hour {found['hour']}"
    if minute > 59:
        return f"{written} is no time: there is no minute {found['minute']}"
    if second > 60:
        return f"{written} is no time: there is no second {found['second']}"
    if found["hours"] is not None and (int(found["hours"]) > 14 or int(found["minutes"] or 0) > 59):
        # the farthest is that of Kiribati, +14:00
        return f"{written} is no time: there is no zone {found['zone']}"
    return None
