"""The words in which the schema room speaks of values, fields and near misses."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

from postlint.model.clipping import clipped
from postlint.model.values import Json, KeyPath, path_text

_HUGE = "a huge number"
_LONGEST_TEXT = 40
_LONGEST_NAME = 60
_MOST_LISTED = 6
#: above these, looking for a near name costs more than the hint is worth
_MOST_NAMES = 500

#: how much of its letters a name has to share with the one that is meant, from 0 to 1: more where it
#: may well be right, such as a field of the author's own …
NEAR_FIELD = 0.75
#: … and less where it is wrong for certain, and has to be one of a few: a value of an enum, a file
NEAR_CHOICE = 0.6
_LONGEST_COMPARED = 60


def named(path: KeyPath, *, whole: str = "the schema") -> str:
    """The place at a key path as a message names it: `` `cover.image` ``; `whole` for no path."""
    return f"`{clipped(path_text(path), _LONGEST_NAME)}`" if path else whole


def quoted(text: str) -> str:
    """A text in curly quotes, shortened to what fits in a message."""
    return f"“{clipped(text, _LONGEST_TEXT)}”"


def shown(value: Json) -> str:
    """A value as a message shows it: “no”, 5, true, a list."""
    match value:
        case None:
            return "nothing"
        case bool():
            return "true" if value else "false"
        case str():
            return quoted(value)
        case int():
            # turning a huge number into digits is slow, and Python refuses it above 4,300 digits
            return str(value) if value.bit_length() < 64 else _HUGE
        case float():
            return repr(value)
        case list():
            return "a list" if value else "an empty list"
        case _:
            return "a mapping" if value else "an empty mapping"


def found(value: Json) -> str:
    """A value with its kind: the text “no”, the number 5, true, a list, empty."""
    match value:
        case None:
            return "empty"
        case bool():
            return shown(value)
        case str():
            return f"the text {shown(value)}" if value else "an empty text"
        case int() | float():
            return _HUGE if shown(value) == _HUGE else f"the number {shown(value)}"
        case _:
            return shown(value)


_KINDS = {
    "string": "text",
    "number": "a number",
    "integer": "a whole number",
    "boolean": "true or false",
    "array": "a list",
    "object": "a mapping",
    "null": "nothing",
}


def kind(json_type: str) -> str:
    """A JSON type in plain words: text, a whole number, true or false, a list."""
    return _KINDS.get(json_type, json_type)


def choice(options: Iterable[str]) -> str:
    """Alternatives as a sentence has them: `a`, `a or b`, `a, b or c`."""
    options = list(dict.fromkeys(options))
    if len(options) < 2:
        return "".join(options)
    return f"{', '.join(options[:-1])} or {options[-1]}"


def listing(values: Sequence[Json]) -> str:
    """The values of an enum; a long one is cut after five."""
    if len(values) <= _MOST_LISTED:
        return ", ".join(shown(value) for value in values)
    return ", ".join(shown(value) for value in values[:5]) + f" and {len(values) - 5} more"


def count(number: int, noun: str) -> str:
    """A number with its noun: 1 item, 2 items."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def nearest(name: str, known: Collection[str], *, closeness: float = NEAR_FIELD) -> str | None:
    """The one of `known` that somebody who wrote `name` probably meant, None where none is near.

    Names that differ by letter case, dashes or underscores alone are the nearest. Short names
    have to share more, since `url` and `ul` are two words and not one misspelt.
    """
    if not known or len(known) > _MOST_NAMES or not 1 < len(name) <= _LONGEST_COMPARED:
        return None
    letters, first, length = folded(name), name[0].casefold(), len(name)
    best, nearest_yet = closeness, None
    for candidate in known:
        if not candidate or candidate == name:
            continue
        if candidate[0].casefold() == first and folded(candidate) == letters:
            return candidate
        other = len(candidate)
        # the ratio cannot be higher than twice the shorter over both lengths
        if length < 3 or other < 3 or 2 * min(length, other) < closeness * (length + other):
            continue
        likeness = _likeness(name, candidate)
        if likeness > best or (likeness == closeness and nearest_yet is None):
            best, nearest_yet = likeness, candidate
    return nearest_yet


@lru_cache(maxsize=4096)
def _likeness(one: str, other: str) -> float:
    """How alike two names are, from 0 to 1. The same few fields meet in one post after another."""
    from difflib import SequenceMatcher

    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def folded(name: str) -> str:
    """A name without what is no difference: letter case, dashes, underscores and spaces."""
    return name.casefold().replace("-", "").replace("_", "").replace(" ", "")
