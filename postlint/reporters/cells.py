"""How wide text is in a terminal, code point by code point, so that a caret stands where it should."""

from __future__ import annotations

from functools import lru_cache
from unicodedata import category, combining, east_asian_width

from postlint.model.patterns import late
from postlint.model.records import NamedTuple
from postlint.reporters.visible import visible

_TAB = "    "
_EMOJI_STYLE = "\ufe0f"
_JOINER = "\u200d"

# Latin, Cyrillic, quotes, dashes and money, so that most lines need no look at each code point
# matches: “It’s £89m — или €100”; must not match: a tab, a soft hyphen, “e” with a combining accent, “中”
_ONE_CELL_EACH = late(
    "[ -~\u00a0-\u00ac\u00ae-\u02ff\u0400-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]*"
)

# matches: a skin tone, the selector in “❤️”, the joiner in a family; must not match: “é”, “中”
_DEPENDS_ON_NEIGHBOUR = late("[\u200c\u200d\ufe0f\U0001f3fb-\U0001f3ff]")


class Cells(NamedTuple):
    """One line as shown: for each code point what is printed for it, and how many cells that takes."""

    shown: list[str]
    widths: list[int]


def has_plain_cells(text: str) -> bool:
    """Whether each code point of a text is shown as it is, in one cell."""
    return (text.isascii() and text.isprintable()) or _ONE_CELL_EACH.fullmatch(text) is not None


def laid_out(text: str) -> Cells:
    """Each code point of one line with its printed form and its width in cells.

    A tab is four spaces; what cannot be seen is spelled out; wide characters take two cells,
    combining marks none, and an emoji sequence as many as its first emoji (as wcwidth has it).
    """
    if has_plain_cells(text):
        return Cells(list(text), [1] * len(text))
    glyphs = [_glyph(char) for char in text]
    shown, widths = [glyph[0] for glyph in glyphs], [glyph[1] for glyph in glyphs]
    for found in _DEPENDS_ON_NEIGHBOUR.finditer(text):
        _fit_to_neighbours(text, found.start(), shown, widths)
    return Cells(shown, widths)


@lru_cache(maxsize=4096)
def _glyph(char: str) -> tuple[str, int]:
    if char == "\t":
        return _TAB, len(_TAB)
    if char in "\u200c\u200d":
        return char, 0
    spelled = visible(char)
    if spelled != char:
        return spelled, len(spelled)
    # the vowels and finals of Hangul written letter by letter share the cell of their consonant
    if combining(char) or category(char) in ("Mn", "Me") or "\u1160" <= char <= "\u11ff":
        return char, 0
    return char, 2 if east_asian_width(char) in "WF" else 1


def _fit_to_neighbours(text: str, at: int, shown: list[str], widths: list[int]) -> None:
    mark, before = text[at], text[at - 1] if at else " "
    if mark == _EMOJI_STYLE:
        may_be_emoji = before in "0123456789#*‼⁉" or category(before) in ("So", "Sm")
        if may_be_emoji and widths[at - 1] == 1:
            widths[at - 1] = 2
    elif mark > _EMOJI_STYLE:
        if category(before) == "So":
            widths[at - 1 : at + 1] = [2, 0]
    elif before.isascii():
        shown[at] = visible(mark)
        widths[at] = len(shown[at])
    elif mark == _JOINER and category(text[at + 1 : at + 2] or " ") == "So":
        widths[at + 1] = 0
