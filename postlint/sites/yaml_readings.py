"""Tells what a site's generator makes of an unquoted YAML value that does not come out as it was typed.

The habits are those of the libraries that the generators read YAML with, found by running them:
SafeYAML for Jekyll, PyYAML for MkDocs, js-yaml 3 for Gatsby and VitePress, 4 for Astro, 3 to 5 for
Docusaurus and Eleventy, `yaml` 2 for Hexo, goccy/go-yaml for Hugo, serde_yaml for Zola, ruamel.yaml for
Nikola. Pelican reads no YAML at all.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache
from math import isfinite

from postlint.model.records import NamedTuple
from postlint.model.values import Json
from postlint.model.yaml_text import TRUTHS


class _Habit(StrEnum):
    """What a reader may do; YAML 1.1 (https://yaml.org/type/) allows most of it, YAML 1.2 little."""

    WORDS = "`no` is false"
    SIXTIES = "22:30 is 1350"
    EARLY_SIXTIES = "09:30 is 570"
    OCTAL = "012 is 10"
    LEADING_ZERO = "012 is 12"
    UNDERSCORES = "1_000 is 1000"
    POWERS = "1e3 is 1000"
    WHOLE = "2.0 is shown as 2"
    DATES = "2024-01-02 is no text"


class Reading(NamedTuple):
    """What a value is read as: in words, and as a value where JSON has one.

    `is_certain` is False where only some generators, or some versions of this one, read it so.
    """

    words: str
    value: Json
    is_certain: bool

    @property
    def verb(self) -> str:
        return "is read as" if self.is_certain else "may be read as"


class _Habits(NamedTuple):
    certain: frozenset[_Habit]
    possible: frozenset[_Habit] = frozenset()


_OF_YAML_1_1 = frozenset({_Habit.SIXTIES, _Habit.OCTAL, _Habit.UNDERSCORES})
_OF_JAVASCRIPT = frozenset({_Habit.POWERS, _Habit.WHOLE})
_HABITS: dict[str, _Habits] = {
    "astro": _Habits(_OF_JAVASCRIPT | {_Habit.LEADING_ZERO, _Habit.DATES}),
    "docusaurus": _Habits(_OF_JAVASCRIPT, frozenset({_Habit.LEADING_ZERO, _Habit.DATES})),
    "eleventy": _Habits(_OF_JAVASCRIPT, frozenset({_Habit.LEADING_ZERO, _Habit.DATES})),
    "gatsby": _Habits(_OF_JAVASCRIPT | _OF_YAML_1_1 | {_Habit.DATES}),
    "hexo": _Habits(_OF_JAVASCRIPT | {_Habit.LEADING_ZERO, _Habit.DATES}),
    "hugo": _Habits(frozenset({_Habit.OCTAL, _Habit.UNDERSCORES, _Habit.WHOLE})),
    "jekyll": _Habits(_OF_YAML_1_1 | {_Habit.WORDS, _Habit.EARLY_SIXTIES}),
    "mkdocs": _Habits(_OF_YAML_1_1 | {_Habit.WORDS, _Habit.DATES}),
    "nikola": _Habits(frozenset({_Habit.LEADING_ZERO, _Habit.POWERS, _Habit.DATES})),
    "quarto": _Habits(frozenset({_Habit.POWERS})),
    "vitepress": _Habits(_OF_JAVASCRIPT | _OF_YAML_1_1 | {_Habit.DATES}),
    "zola": _Habits(frozenset({_Habit.POWERS})),
}
_UNKNOWN = _Habits(frozenset(), frozenset(_Habit) - {_Habit.EARLY_SIXTIES, _Habit.POWERS, _Habit.UNDERSCORES})
_NO_YAML = frozenset({"pelican"})

#: a longer value is never anything but text
LONGEST = 40
_NULLS = frozenset({"~", "null", "Null", "NULL"})


def reading_of(text: str, generator: str | None) -> Reading | None:
    """What the generator makes of an unquoted value, None where it comes out as typed.

    `generator` is None where it is not known. Dates and times of day are only told apart from text;
    whoever asks for a date gets one.
    """
    if len(text) > LONGEST or generator in _NO_YAML:
        return None
    if text in _NULLS:
        return Reading("nothing", None, is_certain=True)
    habits = _HABITS.get(generator or "", _UNKNOWN)
    both = habits.certain | habits.possible
    reading = _boolean(text) or _date(text) or _sixties(text) or _whole(text, both) or _decimal(text, both)
    if reading is None:
        return None
    habit, words, value = reading
    if habit is not None and habit not in both:
        return None
    return Reading(words, value, is_certain=habit is None or habit in habits.certain)


#: a habit that the reading rests on, None where every reader has it; its words; its value
_Rough = tuple[_Habit | None, str, Json]


def _boolean(text: str) -> _Rough | None:
    value = TRUTHS.get(text.lower())
    if value is None or text not in (text.lower(), text.capitalize(), text.upper()):
        return None
    return _Habit.WORDS, str(value).lower(), value


def _date(text: str) -> _Rough | None:
    return (_Habit.DATES, "a date", None) if _patterns().date.fullmatch(text) else None


def _sixties(text: str) -> _Rough | None:
    """https://yaml.org/type/int.html: digits with colons count by sixties."""
    if not _patterns().sixties.fullmatch(text):
        return None
    number = 0
    for part in text.lstrip("+-").split(":"):
        number = number * 60 + int(part)
    habit = _Habit.EARLY_SIXTIES if text.lstrip("+-").startswith("0") else _Habit.SIXTIES
    return _number(habit, -number if text.startswith("-") else number)


def _whole(text: str, habits: frozenset[_Habit]) -> _Rough | None:
    if _patterns().hexadecimal.fullmatch(text):
        return _number(None, int(text, 16))
    if not _patterns().whole.fullmatch(text):
        return None
    digits = text.lstrip("+-").replace("_", "")
    if "_" in text:
        return _number(_Habit.UNDERSCORES, int(digits))
    if digits[0] == "0" and len(digits) > 1:
        if _Habit.OCTAL in habits and not set(digits) & {"8", "9"}:
            return _number(_Habit.OCTAL, int(digits, 8))
        return _number(_Habit.LEADING_ZERO, int(digits))
    return _number(None, int(digits)) if text[0] == "+" else None


def _decimal(text: str, habits: frozenset[_Habit]) -> _Rough | None:
    if _patterns().power.fullmatch(text):
        value = float(text)
        if not isfinite(value):
            return _Habit.POWERS, "infinity", None
        return _number(_Habit.POWERS, int(value) if value.is_integer() and abs(value) < 1e15 else value)
    if not _patterns().decimal.fullmatch(text):
        return None
    value = float(text)
    if str(value) == text:
        # 2.0 stays what it is only where a number remembers that it has decimals
        return _number(_Habit.WHOLE, int(value)) if value.is_integer() and abs(value) < 1e15 else None
    is_shown_whole = _Habit.WHOLE in habits and value.is_integer() and abs(value) < 1e15
    return _number(None, int(value) if is_shown_whole else value)


def _number(habit: _Habit | None, value: float) -> _Rough:
    return habit, f"the number {value}", value


class _Patterns(NamedTuple):
    date: re.Pattern[str]
    sixties: re.Pattern[str]
    hexadecimal: re.Pattern[str]
    whole: re.Pattern[str]
    decimal: re.Pattern[str]
    power: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    """What a value is matched with as a whole; few posts have a value worth it."""
    return _Patterns(
        # "2024-01-02" and "2024-01-02 10:00:00", not "2024-1-2" nor "2024-01-02 10:00"
        date=re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}.*)?"),
        # "22:30", not "22:75" nor "1:2-3"
        sixties=re.compile(r"[-+]?[0-9]+(?::[0-5]?[0-9])+"),
        # "0x1F", not "0x1G"
        hexadecimal=re.compile(r"0x[0-9a-fA-F]+"),
        # "012" and "1_000", not "_1" nor "1_"
        whole=re.compile(r"[-+]?[0-9]+(?:_[0-9]+)*"),
        # "1.10", not "1." nor "1.2.3"
        decimal=re.compile(r"[-+]?[0-9]*\.[0-9]+(?:[eE][-+][0-9]+)?"),
        # "1e3", not "e3"
        power=re.compile(r"[-+]?[0-9]+[eE][-+]?[0-9]+"),
    )
