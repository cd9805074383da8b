"""Places of a text as editors count them: lines and characters from zero, in the units they asked for."""

from __future__ import annotations

import re
from bisect import bisect_right

from lsprotocol.types import Position, PositionEncodingKind, Range

from postlint.model.text import Position as Place
from postlint.model.text import Span

# the line breaks of the protocol; other libraries also break lines at U+2028 and its like
_LINE_BREAK = re.compile(r"\r\n|\r|\n")


def units(text: str, encoding: str) -> int:
    """How many units of an encoding a text takes."""
    if encoding == PositionEncodingKind.Utf32 or text.isascii():
        return len(text)
    if encoding == PositionEncodingKind.Utf8:
        return len(text.encode("utf-8", "surrogatepass"))
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def characters(text: str, count: int, encoding: str) -> int:
    """How many characters of a text so many units are; all of them where there are fewer units. What ends
    within a character ends before it."""
    if encoding == PositionEncodingKind.Utf32 or text.isascii():
        return min(count, len(text))
    taken = 0
    for number, char in enumerate(text):
        taken += units(char, encoding)
        if taken > count:
            return number
    return len(text)


class Places:
    """Turns offsets in a post's text into positions in the editor's document, and back.

    The document may begin with a byte-order mark, which is no part of the post's text.
    """

    def __init__(self, document: str, encoding: str) -> None:
        self._text = document
        self._encoding = encoding
        self._shift = 1 if document.startswith("\ufeff") else 0
        self._starts = [0, *(found.end() for found in _LINE_BREAK.finditer(document))]
        #: the last place that was asked for, and its units: most are asked for in order
        self._last = (0, 0)

    def position(self, offset: int) -> Position:
        at = min(max(0, offset + self._shift), len(self._text))
        line = bisect_right(self._starts, at) - 1
        known, count = self._last
        if not self._starts[line] <= known <= at:
            known, count = self._starts[line], 0
        count += units(self._text[known:at], self._encoding)
        self._last = (at, count)
        return Position(line, count)

    def range(self, span: Span) -> Range:
        return Range(self.position(span.start), self.position(span.end))

    def at(self, place: Place) -> Position:
        """Where lines and columns of the post's text lead, which count from 1."""
        if place.line > len(self._starts):
            return self.position(len(self._text))
        before = self._starts[place.line - 1] - (self._shift if place.line > 1 else 0)
        return self.position(before + place.column - 1)

    def offset(self, position: Position) -> int:
        """The offset of a position; one outside of the text is moved to the nearest place in it."""
        if position.line >= len(self._starts):
            return len(self._text) - self._shift
        start = self._starts[position.line]
        line = self._line(position.line)
        return max(0, start + characters(line, position.character, self._encoding) - self._shift)

    def span(self, range_: Range) -> Span:
        start, end = self.offset(range_.start), self.offset(range_.end)
        return Span(min(start, end), max(start, end))

    def _line(self, number: int) -> str:
        end = self._starts[number + 1] if number + 1 < len(self._starts) else len(self._text)
        return self._text[self._starts[number] : end].rstrip("\r\n")
