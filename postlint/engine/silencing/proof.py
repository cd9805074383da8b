"""Proves that comments silence what they are written for, and change nothing that readers see."""

from __future__ import annotations

import codecs
from collections import Counter
from collections.abc import Iterator, Sequence

from postlint.engine.lint import Desk, lint_post, open_post
from postlint.engine.mending.proof import State
from postlint.engine.silencing.faults import Fault, Insertions
from postlint.engine.silencing.places import Comment
from postlint.engine.suppress import Suppressions
from postlint.model.body import Reference
from postlint.model.findings import Diagnostic
from postlint.model.post import Post
from postlint.model.records import NamedTuple
from postlint.model.report import FileResult
from postlint.model.text import Span
from postlint.reading.directives import directives_in
from postlint.reading.mending import applied


class Attempt(NamedTuple):
    """A comment, and what it is to silence."""

    fault: Fault
    comment: Comment


class Objection(NamedTuple):
    """Comments do not do what they are for. `blamed` are the numbers of those beside which something is
    wrong; there may be none."""

    blamed: frozenset[int]


def state_of(post: Post, desk: Desk) -> State:
    return State(post, lint_post(post, desk))


def with_comments(before: State, attempts: Sequence[Attempt], desk: Desk) -> tuple[State, Objection | None]:
    """A post with comments in it, and what speaks against them: each has to silence its findings, and
    values, blocks, links and all other findings of the post have to stay as they are."""
    insertions = Insertions(edit for attempt in attempts for edit in attempt.comment.edits)
    raw = bytes_of(before.post, applied(before.post.text, insertions.edits))
    after = state_of(open_post(raw, before.post.path, desk), desk)
    comparison = _Comparison(before, after, attempts, insertions)
    if comparison.is_fine():
        return after, None
    return after, Objection(frozenset(comparison.blamed()))


def bytes_of(post: Post, text: str) -> bytes:
    """What a post's file holds when its text is another one."""
    raw = text.encode("utf-8", "surrogateescape")
    return codecs.BOM_UTF8 + raw if post.bom else raw


class _Comparison:
    """A post before and after some comments were written."""

    def __init__(
        self, before: State, after: State, attempts: Sequence[Attempt], insertions: Insertions
    ) -> None:
        self._before, self._after = before, after
        self._attempts, self._insertions = attempts, insertions
        self._loud = list(self._still_loud())
        self._changed_blocks = list(self._blocks_that_were_not_there())
        self._lost_links = list(self._links_that_are_gone())

    def is_fine(self) -> bool:
        return (
            not self._loud
            and _values(self._before.post) == _values(self._after.post)
            and not self._changed_blocks
            and self._has_as_many_blocks()
            and not self._lost_links
            and self._finds_the_same()
        )

    def blamed(self) -> Iterator[int]:
        """The numbers of the comments beside which something is wrong."""
        yield from self._loud
        faulty = [*self._changed_blocks, *(one.span for one in self._new_findings())]
        has_other_values = _values(self._before.post) != _values(self._after.post)
        written = dict(zip(self._insertions.edits, self._insertions.spans, strict=True))
        for number, attempt in enumerate(self._attempts):
            edits = attempt.comment.edits
            if (
                any(written[edit].touches(span) for edit in edits for span in faulty)
                or any(link.holds(edit.span) for edit in edits for link in self._lost_links)
                or (has_other_values and edits[0].span.start < self._before.post.body_start)
            ):
                yield number

    def _still_loud(self) -> Iterator[int]:
        """The numbers of the comments that do not silence all that they should."""
        heard = {(each.found.code, each.found.span.start) for each in self._after.result.silenced}
        suppressions = Suppressions(self._after.post.once(directives_in))
        for number, (fault, _) in enumerate(self._attempts):
            places = [self._insertions.moved(offset) for offset in fault.offsets]
            if not all(
                (one.code, place) in heard or suppressions.directive_for(one.code, place)
                for one, place in zip(fault.found, places, strict=True)
            ):
                yield number

    def _blocks_that_were_not_there(self) -> Iterator[Span]:
        """The blocks, in the new text, that are others or have another extent than before."""
        old = {(block.kind, block.span) for block in self._before.post.body.blocks}
        back = self._insertions.back
        for block in self._after.post.body.blocks:
            place = (block.kind, Span(back(block.span.start), back(block.span.end)))
            if place not in old and not self._insertions.holds(block.span):
                yield block.span

    def _has_as_many_blocks(self) -> bool:
        blocks = self._after.post.body.blocks
        kept = sum(not self._insertions.holds(block.span) for block in blocks)
        return kept == len(self._before.post.body.blocks)

    def _links_that_are_gone(self) -> Iterator[Span]:
        """The links and images, in the old text, that are none any more: a label can go over two lines."""
        back = self._insertions.back
        there = {(link.target, back(link.span.start)) for link in _references(self._after.post)}
        for link in _references(self._before.post):
            if (link.target, link.span.start) not in there:
                yield link.span

    def _finds_the_same(self) -> bool:
        """Whether each rule that looks at one post finds as much as before, and says less by what was to be
        silent."""
        said = Counter(one.code for one in self._before.result.diagnostics)
        to_be_silent = (one.code for each in self._attempts for one in each.fault.found)
        # what rules across posts say is not known here
        said.subtract(code for code in to_be_silent if code in said)
        says = Counter(one.code for one in self._after.result.diagnostics)
        is_silent = all(count <= said[code] for code, count in says.items())
        return is_silent and _found(self._before.result) == _found(self._after.result)

    def _new_findings(self) -> Iterator[Diagnostic]:
        """What was not found there before."""
        back = self._insertions.back
        said = {(one.code, one.span.start) for one in self._before.result.diagnostics}
        for one in self._after.result.diagnostics:
            if (one.code, back(one.span.start)) not in said:
                yield one


def _found(result: FileResult) -> Counter[str]:
    """How often each rule finds something, be it silenced or not."""
    silenced = [each.found for each in result.silenced]
    return Counter(one.code for one in (*result.diagnostics, *silenced))


def _references(post: Post) -> tuple[Reference, ...]:
    return (*post.body.links, *post.body.images)


def _values(post: Post) -> str | None:
    # as text, for `1` and `True` are the same to Python
    return None if post.front is None else repr(post.front.values)
