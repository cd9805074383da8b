"""Mends one post: round after round, until no fix is left that does what it promises."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from postlint.engine.lint import Desk, lint_post, open_post
from postlint.engine.mending.edits import Patch, Room, lie_apart
from postlint.engine.mending.proof import State, objection
from postlint.model.findings import Diagnostic
from postlint.model.post import ProblemKind

MOST_ROUNDS = 10

#: what a file of these kinds holds cannot be written back as it was
_UNWRITABLE = (ProblemKind.UTF16, ProblemKind.BINARY)


class Kept(NamedTuple):
    """A fix that was not made; `why` completes "it would …"."""

    found: Diagnostic
    why: str


class Mended(NamedTuple):
    """A post after its fixes: the bytes it is to hold, the findings that are gone, and the fixes that were
    not made. `fighting` names rules that undo each other's fixes, which were left as they were."""

    raw: bytes
    fixed: tuple[Diagnostic, ...] = ()
    kept: tuple[Kept, ...] = ()
    fighting: tuple[str, ...] = ()


class ChangedPostError(OSError):
    """The post is not the one in which the findings were found."""


def mend(
    raw: bytes, path: str, desk: Desk, found: Iterable[Diagnostic], *, shown: str, unsafe: bool
) -> Mended:
    """Make the fixes of what was found in a post, and of what is found then.

    `path` is relative to the site root, `shown` the path as the user knows it. `found` may hold findings of
    rules across posts, whose fixes are made in the first round. Unsafe fixes are made only where `unsafe`.
    Raises ChangedPostError where the rest is not what is found in these bytes.
    """
    return _Mending(raw, path, desk, shown, unsafe=unsafe).run(tuple(found))


def is_wanted(found: Diagnostic, *, unsafe: bool) -> bool:
    """Whether the fix of a finding is to be made."""
    return found.fix is not None and (found.fix.safe or unsafe)


class _Mending:
    """A post while it is mended: `raw` is what it holds by now."""

    def __init__(self, raw: bytes, path: str, desk: Desk, shown: str, *, unsafe: bool) -> None:
        self._path, self._desk, self._shown, self._unsafe = path, desk, shown, unsafe
        self._raw, self._state = raw, self._state_of(raw)
        #: what the post held before each round, and what was mended in it
        self._rounds: list[tuple[bytes, list[Diagnostic]]] = []
        self._fighting: set[str] = set()

    def run(self, found: Sequence[Diagnostic]) -> Mended:
        across = {active.rule.code for active in self._desk.plan.site_rules}
        if self._state.result.diagnostics != tuple(one for one in found if one.code not in across):
            raise ChangedPostError(None, "it has changed since it was checked")
        if self._state.post.problems_of(*_UNWRITABLE):
            return Mended(self._raw)
        kept: list[Kept] = []
        for _ in range(MOST_ROUNDS):
            kept = []
            before = self._raw
            done = self._round(list(self._chosen(found, kept)), kept)
            if not done:
                break
            self._rounds.append((before, done))
            self._leave_a_circle()
            found = self._state.result.diagnostics
        else:
            kept += [
                Kept(finding, f"need more than {MOST_ROUNDS} rounds") for finding in self._chosen(found, [])
            ]
        fixed = tuple(finding for _, done in self._rounds for finding in done)
        return Mended(self._raw, fixed, tuple(kept), tuple(sorted(self._fighting)))

    def _chosen(self, found: Iterable[Diagnostic], kept: list[Kept]) -> Iterator[Diagnostic]:
        """The findings whose fixes can be made at once, in the order of the text."""
        room = Room()
        for finding in found:
            if finding.name in self._fighting or not is_wanted(finding, unsafe=self._unsafe):
                continue
            assert finding.fix is not None
            spans = [edit.span for edit in finding.fix.edits]
            if not lie_apart(spans):
                kept.append(Kept(finding, "write twice to one place"))
            elif room.takes(spans):
                yield finding

    def _round(self, chosen: list[Diagnostic], kept: list[Kept]) -> list[Diagnostic]:
        """Make those of the fixes that do no harm, and give their findings."""
        start = self._state
        done: list[Diagnostic] = []
        waiting = [chosen] if chosen else []
        while waiting:
            some = waiting.pop()
            why = self._tried(start, [*done, *some])
            if not why:
                done += some
            elif len(some) == 1:
                kept.append(Kept(some[0], why))
            else:
                half = len(some) // 2
                waiting += (some[half:], some[:half])
        return done

    def _tried(self, start: State, mended: Sequence[Diagnostic]) -> str:
        """What speaks against the fixes of some findings; where nothing does, the post is as they make it."""
        fixes = [finding.fix for finding in mended if finding.fix is not None]
        patch = Patch(edit for fix in fixes for edit in fix.edits)
        bom = start.post.bom and not any(fix.drops_bom for fix in fixes)
        try:
            text = patch.applied(start.post.text).encode("utf-8", "surrogateescape")
        except UnicodeEncodeError:
            return "write half a character"
        raw = codecs.BOM_UTF8 + text if bom else text
        state = self._state_of(raw)
        why = objection(start, state, patch, mended)
        if not why:
            self._raw, self._state = raw, state
        return why

    def _leave_a_circle(self) -> None:
        """Where the post is what it was before, have the rules that changed it in between no longer do so."""
        texts = [raw for raw, _ in self._rounds]
        if self._raw in texts:
            circle = texts.index(self._raw)
            self._fighting.update(finding.name for _, done in self._rounds[circle:] for finding in done)
            del self._rounds[circle:]

    def _state_of(self, raw: bytes) -> State:
        post = open_post(raw, self._path, self._desk)
        return State(post, lint_post(post, self._desk, shown=self._shown))
