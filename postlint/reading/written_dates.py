"""Finds what is wrong with a date that no calendar has."""

from __future__ import annotations

import re
from calendar import monthrange

from postlint.model.patterns import late

# matches "2024-13-45", "2024/2/30", "2024-02-30T25:00:00Z"; must not match "2024-01-02-slug", nor "4711-5-32"
_DATE = late(
    r"""
    (?: (?=19|20) | (?=\d{4}[-/]\d\d[-/]\d\d) )    # without its zeros, only in a year that posts have
    (?P<year>\d{4})(?P<mark>[-/])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})
    (?:(?:[Tt]|[ ]+)
        (?P<hour>\d{2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?
        [ ]?(?:[Zz]|(?P<zone>[+-](?P<hours>\d{2})(?::?(?P<minutes>\d{2}))?))?
    )?
    """,
    re.VERBOSE | re.ASCII,
)
# matches `"2024-13-45"` and `'2024-01-02 25:00'`; must not match `"2024-01"`
_QUOTED_DATE = late(r"""["'](\d{4}[-/]\d\d?[-/]\d\d?(?:[Tt ][\d:.Zz+ -]*)?)["']""", re.ASCII)
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


def date_fault(written: str) -> str | None:
    """Why a value in the form `YYYY-MM-DD` or `YYYY-MM-DD hh:mm[:ss][±hh:mm]` is no date.

    None for a date that exists and for a text of another form. Slashes may stand for the dashes.
    24:00:00 and a leap second pass, as in ISO 8601.
    """
    found = _DATE.fullmatch(written)
    if found is None:
        return None
    year, month, day = (int(found[part]) for part in ("year", "month", "day"))
    if not 1 <= month <= 12:
        return f"{written} is no date: there is no month {found['month']}"
    # the calendar module starts at the year 1; 0 and 4 have the same Februaries
    last = monthrange(year or 4, month)[1]
    if not 1 <= day <= last:
        return f"{written} is no date: {_MONTHS[month - 1]} {_days(year, month, last)}"
    if found["hour"] is None:
        return None
    hour, minute, second = (int(found[part] or 0) for part in ("hour", "minute", "second"))
    if hour > 24 or (hour == 24 and (minute or second)):
        return f"{written} is no time: there is no hour {found['hour']}"
    if minute > 59:
        return f"{written} is no time: there is no minute {found['minute']}"
    if second > 60:
        return f"{written} is no time: there is no second {found['second']}"
    if found["zone"] is not None and (int(found["hours"]) > 14 or int(found["minutes"] or 0) > 59):
        # the farthest is that of Kiribati, +14:00
        return f"{written} is no time: there is no zone {found['zone']}"
    return None


def may_hold_impossible_date(block: str) -> bool:
    """Whether some quoted text in a block, or a comment there, is a date that no calendar has."""
    return any(date_fault(found[1]) for found in _QUOTED_DATE.finditer(block))


def _days(year: int, month: int, last: int) -> str:
    return f"{year} has {last} days" if month == 2 else f"has {last} days"
