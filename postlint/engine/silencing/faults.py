"""What is to be silent at one place, while comments are written and it moves."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate, groupby

from postlint.engine.suppress import Suppressions
from postlint.model.findings import Diagnostic, Edit
from postlint.model.post import Post
from postlint.model.records import NamedTuple
from postlint.model.text import Span, line_with_break
from postlint.reading.directives import directives_in


class Fault(NamedTuple):
    """Findings that one comment is to silence, in the order of the text, and where each begins now."""

    found: tuple[Diagnostic, ...]
    offsets: tuple[int, ...]

    @property
    def offset(self) -> int:
        return self.offsets[0]

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of their rules, each once."""
        return tuple(sorted({one.code for one in self.found}))

    def moved(self, insertions: Insertions) -> Fault:
        return Fault(self.found, tuple(map(insertions.moved, self.offsets)))


def fault_of(found: Iterable[Diagnostic]) -> Fault:
    """All of these findings as one, where they were found."""
    found = sorted(found, key=lambda one: one.sort_key)
    return Fault(tuple(found), tuple(one.span.start for one in found))


def all_of(faults: Iterable[Fault]) -> Fault:
    """Several faults as one."""
    places = sorted(
        ((offset, one) for fault in faults for one, offset in zip(fault.found, fault.offsets, strict=True)),
        key=lambda place: (place[0], place[1].sort_key),
    )
    return Fault(tuple(one for _, one in places), tuple(offset for offset, _ in places))


def faults_by_line(text: str, found: Iterable[Diagnostic]) -> list[Fault]:
    """What was found, line by line, from below."""
    in_order = sorted(found, key=lambda one: one.sort_key)
    lines = groupby(in_order, lambda one: line_with_break(text, one.span.start).start)
    return [fault_of(of_line) for _, of_line in lines][::-1]


def still_loud(post: Post, faults: Iterable[Fault]) -> list[Fault]:
    """The faults without the findings that a comment of the post silences."""
    suppressions = Suppressions(post.once(directives_in))
    loud = []
    for fault in faults:
        places = zip(fault.found, fault.offsets, strict=True)
        kept = [pair for pair in places if suppressions.directive_for(pair[0].code, pair[1]) is None]
        if kept:
            loud.append(Fault(*map(tuple, zip(*kept, strict=True))))
    return loud


class Insertions:
    """What is inserted into a text, and the ways between its places before and after."""

    def __init__(self, edits: Iterable[Edit]) -> None:
        #: in the order of the text
        self.edits = sorted(edits, key=lambda edit: edit.span.start)
        self._starts = [edit.span.start for edit in self.edits]
        self._shifts = list(accumulate((len(edit.replacement) for edit in self.edits), initial=0))
        #: what is inserted, as places in the new text
        self.spans = [
            Span(start + shift, start + shift + len(edit.replacement))
            for edit, start, shift in zip(self.edits, self._starts, self._shifts, strict=False)
        ]

    def moved(self, offset: int) -> int:
        """Where what begins at an offset of the old text begins in the new one."""
        return offset + self._shifts[bisect_right(self._starts, offset)]

    def back(self, offset: int) -> int:
        """Where a place of the new text is in the old one."""
        number = self._last_before(offset)
        if number < 0:
            return offset
        return self._starts[number] + max(0, offset - self.spans[number].end)

    def holds(self, span: Span) -> bool:
        """Whether a part of the new text is nothing but what is inserted at one place."""
        number = self._last_before(span.start)
        return number >= 0 and self.spans[number].holds(span)

    def _last_before(self, offset: int) -> int:
        """The number of the last one that begins at an offset of the new text or before it; -1 for none."""
        return bisect_right(self.spans, offset, key=lambda span: span.start) - 1
