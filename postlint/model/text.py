"""Places in a text: spans while we work, lines and columns when people or protocols read them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate
from typing import TypeVar

from postlint.model.patterns import late
from postlint.model.records import NamedTuple

_UP_TO_BREAK = late(r"[^\r\n]*")
_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_PLAIN = bytes((9, 10, 13, *range(32, 127)))

_Placed = TypeVar("_Placed")


def beyond_ascii(text: str) -> str:
    """The characters that are no ASCII or are control characters other than tab and line breaks, in
    order: several times faster than a search for them."""
    return text.encode("utf-8", "surrogatepass").translate(None, _PLAIN).decode("utf-8", "surrogatepass")


class Span(NamedTuple):
    """A half-open range of code points in a post's text: `start` is in, `end` is not."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The part of `text` that the span covers."""
        return text[self.start : self.end]

    def holds(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two have anything in common. An empty span at an end of another is beside it."""
        return self.start < other.end and other.start < self.end

    def touches(self, other: Span) -> bool:
        """Whether the two overlap or stand beside each other."""
        return self.start <= other.end and other.start <= self.end

    def shifted(self, by: int) -> Span:
        return Span(self.start + by, self.end + by)


#: how much of a line the search for its beginning takes at first
_LINE_LENGTH = 256


def line_around(text: str, offset: int, within: Span | None = None) -> Span:
    """The line in which an offset stands, without its line break: LF, CRLF or a lone CR.

    `within` is a part of the text that the line may not leave. Linear in the line, not in the text.
    """
    first, last = within or (0, len(text))
    start, reach = offset, _LINE_LENGTH
    while start > first:
        before = max(first, offset - reach)
        line_break = max(text.rfind("\n", before, start), text.rfind("\r", before, start))
        if line_break >= 0:
            start = line_break + 1
            break
        start, reach = before, reach * 4
    found = _UP_TO_BREAK.match(text, start, last)
    return Span(start, found.end() if found else start)


def once_each(things: Iterable[_Placed], place: Callable[[_Placed], Span]) -> Iterator[_Placed]:
    """The things without those at a place that has one already."""
    seen: set[Span] = set()
    for thing in things:
        span = place(thing)
        if span not in seen:
            seen.add(span)
            yield thing


def line_above(text: str, start: int, within: Span | None = None) -> Span:
    """The line above the one that begins at `start`; that line itself where it is the first."""
    line_break = 2 if text.endswith("\r\n", 0, start) else 1
    return line_around(text, max(start - line_break, within.start if within else 0), within)


def line_with_break(text: str, offset: int) -> Span:
    """The line in which an offset stands, to where the next one begins."""
    start, end = line_around(text, offset)
    return Span(start, end + (2 if text.startswith("\r\n", end) else end < len(text)))


class Position(NamedTuple):
    """Where a person looks: 1-based line, 1-based column in code points.

    `more_bytes` says how many bytes more than code points stand before it on its line, for those who count
    columns in bytes of UTF-8.
    """

    line: int
    column: int
    more_bytes: int = 0

    @property
    def byte_column(self) -> int:
        """1-based column in bytes of UTF-8."""
        return self.column + self.more_bytes


class Excerpt(NamedTuple):
    """One source line, or the window of a very long one, for showing a caret under it.

    `column` is the 1-based column of the first code point of `text`: 1 unless the line was cut.
    """

    text: str
    column: int


def _line_starts(text: str) -> list[int]:
    if "\r" in text:
        return [0, *(found.end() for found in _LINE_BREAK.finditer(text))]
    # four times as fast, and by far the usual case
    return [0, *accumulate(len(line) + 1 for line in text.split("\n")[:-1])]


def _extra_bytes(text: str) -> int:
    """How many bytes more than code points a text has in UTF-8."""
    return 0 if text.isascii() else len(text.encode("utf-8", "surrogateescape")) - len(text)


class LineIndex:
    """Turns offsets of one text into lines and columns. Lines end at LF, CRLF or a lone CR."""

    #: a longer line is shown as a window around the finding, so that a 1 MB line costs nothing
    LONGEST = 240
    #: how much of the line such a window shows before the finding, unless the line ends first
    LEAD = 60
    #: so many lines are counted from the top of the text; only when more are asked for is it indexed,
    #: which takes as long as that
    FEW = 24
    #: of a longer line it is kept how many bytes it has up to each multiple of this, in code points
    STEP = 256

    def __init__(self, text: str) -> None:
        self._text = text
        # in a text with other line breaks than LF, lines are not counted so easily
        self._starts = _line_starts(text) if "\r" in text else None
        self._counted = 0
        self._last = (1, 0, -1)
        self._steps: dict[int, list[int]] = {}

    def position(self, offset: int) -> Position:
        line, start, end = self._line_at(offset)
        return Position(line, offset - start + 1, self._more_bytes(Span(start, end), offset))

    def line_span(self, line: int) -> Span:
        """The code points of a 1-based line, without its line break."""
        starts = self._indexed()
        start = starts[line - 1]
        end = starts[line] if line < len(starts) else len(self._text)
        while end > start and self._text[end - 1] in "\r\n":
            end -= 1
        return Span(start, end)

    def excerpt(self, position: Position) -> Excerpt:
        """The line of a position, or the window of it in which the position stands."""
        last_line, start, end = self._last
        if position.line != last_line or end < 0:
            start, end = self.line_span(position.line)
        if end - start <= self.LONGEST:
            return Excerpt(self._text[start:end], 1)
        skipped = max(0, min(position.column - 1 - self.LEAD, end - start - self.LONGEST))
        start += skipped
        return Excerpt(self._text[start : start + self.LONGEST], skipped + 1)

    def _more_bytes(self, line: Span, offset: int) -> int:
        """The bytes more than code points from the start of a line to an offset."""
        text, start = self._text, line.start
        if text.isascii():
            return 0
        if offset - start < self.STEP:
            return _extra_bytes(text[start:offset])
        if start not in self._steps:
            starts = range(start, line.end, self.STEP)
            of_each = (_extra_bytes(text[at : min(at + self.STEP, line.end)]) for at in starts)
            self._steps[start] = [0, *accumulate(of_each)]
        step = min((offset - start) // self.STEP, len(self._steps[start]) - 1)
        return self._steps[start][step] + _extra_bytes(text[start + step * self.STEP : offset])

    def _line_at(self, offset: int) -> tuple[int, int, int]:
        """The line in which an offset stands: its number, where it starts, and where it ends without its
        line break."""
        line, start, end = self._last
        if start <= offset <= end:  # most findings begin and end on one line
            return self._last
        if self._starts is None and self._counted < self.FEW:
            self._counted += 1
            line = self._text.count("\n", 0, offset) + 1
            start = self._text.rfind("\n", 0, offset) + 1
            end = self._text.find("\n", offset)
            self._last = line, start, end if end >= 0 else len(self._text)
        else:
            line = bisect_right(self._indexed(), offset)
            self._last = line, *self.line_span(line)
        return self._last

    def _indexed(self) -> list[int]:
        if self._starts is None:
            self._starts = _line_starts(self._text)
        return self._starts
