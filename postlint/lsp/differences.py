"""What changed between two versions of a text, as edits of whole lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate

from postlint.model.findings import Edit
from postlint.model.records import NamedTuple
from postlint.model.text import Span

# with its break: LF, CRLF or a lone CR
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")


class _Change(NamedTuple):
    """Lines of the old text, from `start` to before `end`, and the lines of the new one in their place."""

    start: int
    end: int
    new_start: int
    new_end: int


def edits_between(old: str, new: str) -> Iterator[Edit]:
    """The edits that make one text of the other, in order.

    Takes as long as it takes to read both texts. Lines that stand once in each are where the texts meet
    again; they are compared line by line between two of those. Every second line of Markdown is empty, and
    to compare all equal lines with each other takes minutes.
    """
    old_lines, new_lines = _LINE.findall(old), _LINE.findall(new)
    starts = list(accumulate(map(len, old_lines), initial=0))
    for change in _changes(old_lines, new_lines):
        written = "".join(new_lines[change.new_start : change.new_end])
        yield Edit(Span(starts[change.start], starts[change.end]), written)


def _changes(old: Sequence[str], new: Sequence[str]) -> Iterator[_Change]:
    start = new_start = 0
    for end, new_end in (*_meetings(old, new), (len(old), len(new))):
        yield from _changes_within(old, new, _Change(start, end, new_start, new_end))
        start, new_start = end, new_end


def _meetings(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Lines that both texts have once, by their numbers in each, as far as they stand in the same order."""
    is_once = {line for line, times in Counter(old).items() if times == 1}
    is_once &= {line for line, times in Counter(new).items() if times == 1}
    places = {line: number for number, line in enumerate(new) if line in is_once}
    last = -1
    for number, line in enumerate(old):
        if line in is_once and places[line] > last:
            last = places[line]
            yield number, last


def _changes_within(old: Sequence[str], new: Sequence[str], part: _Change) -> Iterator[_Change]:
    start, end, new_start, new_end = part
    while start < end and new_start < new_end and old[start] == new[new_start]:
        start, new_start = start + 1, new_start + 1
    while start < end and new_start < new_end and old[end - 1] == new[new_end - 1]:
        end, new_end = end - 1, new_end - 1
    if end - start != new_end - new_start:
        yield _Change(start, end, new_start, new_end)
        return
    for number, new_number in zip(range(start, end), range(new_start, new_end), strict=True):
        if old[number] != new[new_number]:
            yield _Change(number, number + 1, new_number, new_number + 1)
