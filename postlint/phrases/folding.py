"""Folds a text so that a phrase is found however it was typed, and leads back to the text as written.

Letter case, curly quotes, kinds of dashes, emphasis marks, character references, accents that are
characters of their own, and any run of white space (line breaks with indentation or a quote's `>` among
it) make no difference.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right

from postlint.model.patterns import late
from postlint.model.text import Span

#: emphasis, backslash escapes, soft hyphen, zero-width space, word joiner, no-break zero-width
_DROPPED = "*_\\\u00ad\u200b\u2060\ufeff"

_FOLDED = (
    *((char, "") for char in _DROPPED),
    *((char, "'") for char in "‘’‛ʼ′"),
    *((char, '"') for char in "“”„‟″«»"),
    *((char, "-") for char in "‐‑‒–—―−"),
    # where no line begins it is a sign like any other, which no phrase has inside
    (">", " "),
)
_FOLDED_ASCII = tuple(pair for pair in _FOLDED if pair[0].isascii())

_ENTITIES = {
    "&": ("amp", "#38", "#x26"),
    "'": ("apos", "lsquo", "rsquo", "#39", "#x27", "#8216", "#8217", "#x2018", "#x2019"),
    '"': ("quot", "ldquo", "rdquo", "#34", "#x22", "#8220", "#8221", "#x201c", "#x201d"),
    "-": ("ndash", "mdash", "#8211", "#8212", "#x2013", "#x2014"),
    " ": ("nbsp", "#160", "#xa0"),
}
_BY_NAME = {name: char for char, names in _ENTITIES.items() for name in names}

# matches "eacute" and "#233", not "copy" or "alpha"
_LETTER = (
    "[aeiouAEIOU](?:acute|circ|grave|uml)|[anoANO]tilde|[cC]cedil|[yY]acute|yuml|szlig|oelig|OElig"
    "|#(?:19[2-9]|2[0-4][0-9]|25[0-5])|#x[c-fC-F][0-9a-fA-F]"
)
# matches "&rsquo;", "&#39;" and "&eacute;", not "&copy;" or "&rsquo" without its semicolon
_ENTITY_PATTERN = rf"&({'|'.join(_BY_NAME)}|{_LETTER});"
_ENTITY = late(_ENTITY_PATTERN)

# an accent that is a character of its own, behind a letter with which it makes one: "e\u0301", not "q\u0301"
_DECOMPOSED_PATTERN = "[aeiouyAEIOUY][\u0300\u0301\u0302\u0308]|[anoANO]\u0303|[cC]\u0327"
_DECOMPOSED = late(_DECOMPOSED_PATTERN)
_ACCENTS = "\u0300\u0301\u0302\u0303\u0308\u0327"
#: what each of them begins with in UTF-8
_ACCENT_BYTE = b"\xcc"

# Where the fold is shorter than the text: two or more marks of a gap ("\n> "), one mark that goes
# ("*"), a character reference ("&#39;"), a letter and its accent. Not a single space or line break, which is
# one character in both.
_GAP = rf"(?:[\s>{re.escape(_DROPPED)}]|&(?:{'|'.join(_ENTITIES[' '])});)"
_SHORTER = late(rf"{_GAP}{{2,}}|[{re.escape(_DROPPED)}]|{_DECOMPOSED_PATTERN}|{_ENTITY_PATTERN}")
_LEADING = late(rf"{_GAP}*")

_LOWER = bytes(range(256)).lower()
_NO_LETTERS = bytes(code for code in range(256) if code > 127 or not chr(code).isalnum())


def squeeze(text: str) -> str:
    """The text on one line, in plain quotes and dashes and without emphasis; letter case is kept."""
    if "&" in text:
        text = _ENTITY.sub(_character, text)
    if not text.isascii() and any(accent in text for accent in _ACCENTS):
        text = _DECOMPOSED.sub(lambda found: unicodedata.normalize("NFC", found[0]), text)
    for written, plain in _FOLDED_ASCII if text.isascii() else _FOLDED:
        text = text.replace(written, plain)
    return " ".join(text.split())


def _character(entity: re.Match[str]) -> str:
    """The one character that a reference stands for."""
    known = _BY_NAME.get(entity[1])
    if known:
        return known
    from html import unescape  # which brings two thousand names along

    return unescape(entity[0])


def fold(text: str) -> str:
    """The squeezed text in lower case, character for character as long as `squeeze` makes it."""
    return _lower(squeeze(text))


def letters(text: str) -> bytes:
    """The ASCII letters and digits of a text, in lower case.

    A phrase that is in `fold(text)` has its letters, in one run, among the letters of the text.
    That is a fast way to see that it is not there: one pass over the bytes, whatever the text.
    """
    if "&" in text:
        text = _ENTITY.sub("", text)
    if not text.isascii():
        text = _without_odd_letters(text)
    encoded = text.encode("utf-8", "surrogatepass")
    if _ACCENT_BYTE in encoded:
        encoded = _DECOMPOSED.sub("", text).encode("utf-8", "surrogatepass")
    return encoded.translate(_LOWER, _NO_LETTERS)


class Places:
    """Leads from places in the fold of a text to places in the text."""

    def __init__(self, text: str) -> None:
        # for each piece: where it starts in the fold, and where it starts and ends in the text
        self._folded: list[int] = []
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._length = 0
        leading = _LEADING.match(text)
        done = leading.end() if leading else 0
        for shorter in _SHORTER.finditer(text, done):
            self._add(done, shorter.start(), shorter.start() - done)
            self._add(shorter.start(), shorter.end(), 1 if shorter[0].strip(_DROPPED) else 0)
            done = shorter.end()
        self._add(done, len(text), len(text) - done)
        self._folded.append(self._length)

    def _add(self, start: int, end: int, length: int) -> None:
        if length:
            self._folded.append(self._length)
            self._starts.append(start)
            self._ends.append(end)
            self._length += length

    def span(self, start: int, end: int) -> Span:
        """Where the fold's characters from `start` up to `end` (not empty) are written."""
        first = bisect_right(self._folded, start) - 1
        last = bisect_right(self._folded, end - 1) - 1
        if end == self._folded[last + 1]:
            written_end = self._ends[last]
        else:
            written_end = self._starts[last] + end - self._folded[last]
        return Span(self._starts[first] + start - self._folded[first], written_end)


def _lower(text: str) -> str:
    if text.isascii():
        return text.lower()
    # a sigma's lower case depends on its neighbours
    return _without_odd_letters(text).replace("Σ", "σ").lower().replace("ς", "σ")


def _without_odd_letters(text: str) -> str:
    """Without the two letters beyond ASCII that have ASCII in their lower case: the dotted I, whose
    lower case is two characters, and the Kelvin sign."""
    return text.replace("\u0130", "i").replace("\u212a", "k")
