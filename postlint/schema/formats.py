"""Whether a text has the shape that a schema's `format` names."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from postlint.model.patterns import late
from postlint.model.records import NamedTuple
from postlint.reading.written_dates import has_form_of_date, read_date

# matches 2025-11-05, not 2025-11-5
_DATE = r"\d{4}-\d{2}-\d{2}"
_CLOCK = r"(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d{1,12})?"
_ZONE = r"(?:[zZ]|[+-](?:[01]\d|2[0-3]):[0-5]\d)"

_FULL_DATE = late(_DATE, re.ASCII)
_FULL_TIME = late(_CLOCK + _ZONE, re.ASCII)
_DATE_TIME = late(rf"{_DATE}[tT ]{_CLOCK}{_ZONE}", re.ASCII)

# matches ann@example.org, not "Ann <ann@example.org>" or ann@localhost@example.org
_EMAIL = late(r"[^\s@<>()\[\],;:\\\"]{1,64}@[^\s@<>()\[\],;:\\\"]{1,255}")

# matches https://example.org/a?b#c and urn:isbn:1, not "example.org" or "https://a b"
_URI = late(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
_URI_REFERENCE = late(r"[^\s<>\"{}|\\^`]*")


def is_date(text: str) -> bool:
    """Year, month and day as RFC 3339 writes them (`full-date`, section 5.6).

    Only the shape is asked: whether the calendar has the day is a question for the date rules,
    which can say more about it.
    """
    return _FULL_DATE.fullmatch(text) is not None


def is_date_time(text: str) -> bool:
    """A date, a time and a zone as RFC 3339 writes them (`date-time`, section 5.6)."""
    return _DATE_TIME.fullmatch(text) is not None


def is_time(text: str) -> bool:
    """A time of day with its zone as RFC 3339 writes it (`full-time`, section 5.6)."""
    return _FULL_TIME.fullmatch(text) is not None


def is_post_date(text: str) -> bool:
    """A date as the generators take it for a post: a day alone, or with a time, or with a zone too.

    A time without a zone is one, and so is Jekyll's `2025-11-05 07:30:00 +0100`. As for `is_date`,
    only the shape is asked. Other forms, such as "5 November 2025", pass when they can be read: how
    a date is best written is a question for the date rules, which know the generator.
    """
    return has_form_of_date(text) or read_date(text) is not None


def is_email(text: str) -> bool:
    """One address without a name around it."""
    return _EMAIL.fullmatch(text) is not None


def is_uri(text: str) -> bool:
    """An address with its scheme (RFC 3986); letters beyond ASCII may stand in it."""
    return _URI.fullmatch(text) is not None


def is_uri_reference(text: str) -> bool:
    """An address, with or without a scheme, that needs no escapes."""
    return _URI_REFERENCE.fullmatch(text) is not None


def is_regex(text: str) -> bool:
    """A regular expression that Python can read."""
    try:
        re.compile(text)
    except (re.error, RecursionError, OverflowError):
        return False
    return True


def _any_text(_text: str) -> bool:
    return True


#: the format that marks a value as the address of an image; what lies there is asked elsewhere
IMAGE_FORMAT = "postlint-image"

#: the formats that are checked; by the standard, any other one is a remark and passes
CHECKS: Mapping[str, Callable[[str], bool]] = {
    "date": is_date,
    "date-time": is_date_time,
    "time": is_time,
    "email": is_email,
    "uri": is_uri,
    "uri-reference": is_uri_reference,
    "regex": is_regex,
    "postlint-date": is_post_date,
    IMAGE_FORMAT: _any_text,
}


class Wording(NamedTuple):
    """What people call a text of a format, one example, and how it is to be written."""

    noun: str
    example: str
    manner: str = ""


WORDS: Mapping[str, Wording] = {
    "date": Wording("a date", "2025-11-05"),
    "date-time": Wording("a date with a time and a zone", "2025-11-05T07:30:00Z"),
    "time": Wording("a time with a zone", "07:30:00Z"),
    "email": Wording("an e-mail address", "ann@example.org"),
    "uri": Wording("a whole web address", "https://example.org/about"),
    "uri-reference": Wording("an address", "/about"),
    "regex": Wording("a regular expression", "^[a-z]+$"),
    "postlint-date": Wording("a date", "2025-11-05", " written year-month-day,"),
    IMAGE_FORMAT: Wording("text", "images/boat.jpg"),
}
