"""Writes comments for all that is found in a post, as many at once as can be proven at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from postlint.engine.lint import Desk, open_post
from postlint.engine.mending.proof import State
from postlint.engine.mending.rounds import Findings, Mended
from postlint.engine.silencing.faults import Fault, Insertions, all_of, faults_by_line, still_loud
from postlint.engine.silencing.places import Comment, comments_for_file, comments_for_line
from postlint.engine.silencing.proof import Attempt, Objection, bytes_of, state_of, with_comments
from postlint.model.findings import Diagnostic
from postlint.model.post import Post
from postlint.model.records import NamedTuple

#: so few comments are tried one by one, for one may be blamed for what its neighbour does
_FEW = 8


class Commented(NamedTuple):
    """A text with comments in it, and the findings for which there is no place to put one."""

    text: str
    left: tuple[Diagnostic, ...]


def commented(post: Post, found: Iterable[Diagnostic], desk: Desk) -> Commented:
    """The text of a post with comments for all of these findings: one for each line, and one for what only
    the whole file can be told of. `desk` is what the post was opened and checked with."""
    state = state_of(post, desk)
    waiting, far = faults_by_line(post.text, found), list[Fault]()
    while waiting := still_loud(state.post, waiting):
        step = _Round(state, desk)
        step.run(waiting)
        state, moves = step.state, step.insertions
        waiting = [fault.moved(moves) for fault in step.later]
        far = [fault.moved(moves) for fault in (*far, *step.hopeless)]
    far = still_loud(state.post, far)
    if not far:
        return Commented(state.post.text, ())
    fault = all_of(far)
    for comment in comments_for_file(state.post, fault):
        after, objection = with_comments(state, [Attempt(fault, comment)], desk)
        if objection is None:
            return Commented(after.post.text, ())
    return Commented(state.post.text, fault.found)


class Silencing(NamedTuple):
    """The way of changing posts that writes comments for what is reported in them."""

    @property
    def is_of_all(self) -> bool:
        """What a baseline knows needs no comment."""
        return False

    @property
    def rounds(self) -> int:
        """Where a whole post is no longer called a copy, its paragraphs are."""
        return 3

    def wants(self, _found: Diagnostic) -> bool:
        return True

    def changed(self, raw: bytes, path: str, desk: Desk, findings: Findings) -> Mended:
        found = findings.wanted
        post = open_post(raw, path, desk)
        done = commented(post, found, desk)
        left = set(done.left)
        silenced = tuple(one for one in found if one not in left)
        return Mended(bytes_of(post, done.text) if silenced else raw, silenced)


class _Waiting(NamedTuple):
    """What has no comment yet, and the comments that have not been tried for it."""

    fault: Fault
    comments: Iterator[Comment]


class _Round:
    """Comments that are written at once. `later` are the faults whose places others have taken, from below;
    `hopeless` are those for which there is no place."""

    def __init__(self, before: State, desk: Desk) -> None:
        self._before, self._desk = before, desk
        self._done: list[Attempt] = []
        #: the post with what is written by now
        self.state = before
        self.later: list[Fault] = []
        self.hopeless: list[Fault] = []

    @property
    def insertions(self) -> Insertions:
        """What is written by now."""
        return Insertions(edit for attempt in self._done for edit in attempt.comment.edits)

    def run(self, faults: Iterable[Fault]) -> None:
        """Write a comment for each fault, as near to it as can be. The faults come from below: where two
        want the same place, the lower one has it."""
        waiting = [_Waiting(fault, comments_for_line(self._before.post, fault)) for fault in faults]
        while waiting:
            attempts = list(self._next_attempts(waiting))
            refused = {attempt.fault for attempt in self._refused(attempts)}
            waiting = [each for each in waiting if each.fault in refused]
        self.later.sort(key=lambda fault: fault.offset, reverse=True)

    def _next_attempts(self, waiting: Iterable[_Waiting]) -> Iterator[Attempt]:
        """The next comment for each fault, where nothing else is written at its place."""
        taken = {edit.span.start for edit in self.insertions.edits}
        for fault, comments in waiting:
            comment = next(comments, None)
            if comment is None:
                self.hopeless.append(fault)
                continue
            places = {edit.span.start for edit in comment.edits}
            if places & taken:
                self.later.append(fault)
            else:
                taken |= places
                yield Attempt(fault, comment)

    def _refused(self, attempts: list[Attempt]) -> Iterator[Attempt]:
        """Write the comments that do what they are for, and give the others."""
        stack = [attempts] if attempts else []
        while stack:
            some = stack.pop()
            state, objection = with_comments(self._before, [*self._done, *some], self._desk)
            if objection is None:
                self._done += some
                self.state = state
                continue
            blamed, rest = self._parted(some, objection)
            if len(some) == 1 or (not rest and len(some) > _FEW):
                yield from some
            elif blamed and rest:
                stack += (blamed, rest)
            else:
                half = len(some) // 2
                stack += (some[half:], some[:half])

    def _parted(self, some: Iterable[Attempt], objection: Objection) -> tuple[list[Attempt], list[Attempt]]:
        """Those that are to blame, and the rest. Comments that are written have the first numbers."""
        blamed: list[Attempt] = []
        rest: list[Attempt] = []
        for number, attempt in enumerate(some, len(self._done)):
            (blamed if number in objection.blamed else rest).append(attempt)
        return blamed, rest
