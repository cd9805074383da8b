"""Edits of a text: which of them lie apart, what they make of it, and where the rest of it goes."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate, pairwise

from postlint.model.findings import PlacedEdit
from postlint.model.text import Span


class Patch:
    """Edits that lie apart, and the text that they make. What two of them insert at one place stands there
    in the order given."""

    def __init__(self, edits: Iterable[PlacedEdit]) -> None:
        # the sort is stable, and what is inserted at a place comes before what is written over there
        self._edits = sorted(((edit.span, edit.replacement) for edit in edits), key=lambda edit: edit[0])
        self._ends = [span.end for span, _ in self._edits]
        growths = (len(replacement) - (end - start) for (start, end), replacement in self._edits)
        #: by how much the text before each edit, and behind the last, is longer than it was
        self._shifts = list(accumulate(growths, initial=0))

    @property
    def spans(self) -> list[Span]:
        """What is written over in the old text; empty where something is inserted."""
        return [span for span, _ in self._edits]

    @property
    def new_spans(self) -> list[Span]:
        """What is written instead, in the new text."""
        return [
            Span(span.start + shift, span.start + shift + len(replacement))
            for (span, replacement), shift in zip(self._edits, self._shifts, strict=False)
        ]

    def applied(self, text: str) -> str:
        """The new text."""
        pieces: list[str] = []
        at = 0
        for (start, end), replacement in self._edits:
            pieces += (text[at:start], replacement)
            at = end
        return "".join((*pieces, text[at:]))

    def moved(self, span: Span) -> Span:
        """Where a part of the old text is in the new one, with what is inserted at its ends and all of what
        is written over it."""
        return Span(self._moved_start(span.start), self._moved_end(span.end))

    def _moved_start(self, offset: int) -> int:
        number = bisect_left(self._ends, offset)
        while number < len(self._edits):
            start, end = self._edits[number][0]
            if end > offset or start == end:
                return min(start, offset) + self._shifts[number]
            number += 1
        return offset + self._shifts[number]

    def _moved_end(self, offset: int) -> int:
        number = bisect_right(self._ends, offset)
        if number < len(self._edits):
            (start, _), replacement = self._edits[number]
            if start < offset:
                return start + self._shifts[number] + len(replacement)
        return offset + self._shifts[number]


class Room:
    """Keeps the edits of several fixes out of each other's way."""

    def __init__(self) -> None:
        self._taken: list[Span] = []

    def takes(self, spans: Iterable[Span]) -> bool:
        """Whether the spans lie apart from all that were taken before; if they do, they are taken."""
        spans = sorted(spans)
        if any(map(self._is_taken, spans)):
            return False
        for span in spans:
            self._taken.insert(bisect_right(self._taken, span), span)
        return True

    def _is_taken(self, span: Span) -> bool:
        number = bisect_left(self._taken, span)
        if number and self._taken[number - 1].overlaps(span):
            return True
        while number < len(self._taken) and self._taken[number].start < span.end:
            if self._taken[number].overlaps(span):
                return True
            number += 1
        return False


def lie_apart(spans: Iterable[Span]) -> bool:
    """Whether no two of the spans have anything in common."""
    return not any(one.overlaps(other) for one, other in pairwise(sorted(spans)))
