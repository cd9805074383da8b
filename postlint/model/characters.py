"""Characters that nobody sees in a text: which they are, what they are called, what to write instead."""

from __future__ import annotations

import re
from functools import cache

#: spaces of all widths but the usual one
SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
#: soft hyphen, zero-width space, word joiner, byte-order mark and the like
_NOTHINGS = "\u00ad\u180e\u200b\u2060-\u2064\ufeff"
#: joiners and directions, which Arabic, Hebrew, Persian and the scripts of India have uses for
_OF_SCRIPTS = "\u061c\u200c-\u200f\u202a-\u202e\u2066-\u2069"

#: those that turn the writing direction (https://www.unicode.org/reports/tr9/#Directional_Formatting_Characters)
_DIRECTIONS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"

#: for the inside of a class in a pattern; the first leaves alone what some scripts need
INVISIBLE_IN_ANY_SCRIPT = SPACES + _NOTHINGS
INVISIBLE = INVISIBLE_IN_ANY_SCRIPT + _OF_SCRIPTS


@cache
def runs_of(characters: str) -> re.Pattern[str]:
    """One or more of a class of characters in a row.

    Of SPACES, matches the no-break space of "title:\u00a0Foo"; must not match the blank of "title: Foo".
    """
    return re.compile(f"[{characters}]+")


def invisible_name(run: str) -> str:
    """What to call a run of invisible characters, by its first: "a no-break space (U+00A0)"."""
    import unicodedata

    name = "byte-order mark" if run[0] == "\ufeff" else unicodedata.name(run[0], "control character").lower()
    if run[0] in _DIRECTIONS:
        return f"an invisible mark for the writing direction ({name}, U+{ord(run[0]):04X})"
    article = "an" if name[0] in "aeiou" else "a"
    return f"{article} {name} (U+{ord(run[0]):04X})"


def seen_instead(run: str) -> str:
    """What a run stands for to the eye: a blank for each space in it, nothing for the rest."""
    return "".join(" " for char in run if char.isspace())
