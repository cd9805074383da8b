"""Mends one post: round after round, until no fix is left that does what it promises."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator, Sequence

from postlint.engine.lint import Desk, lint_post, open_post
from postlint.engine.mending.edits import Patch, Room, lie_apart
from postlint.engine.mending.proof import State, objection
from postlint.engine.mending.writing import ChangedError
from postlint.model.findings import Diagnostic
from postlint.model.fingerprints import fingerprint
from postlint.model.records import NamedTuple

MOST_ROUNDS = 10


class Kept(NamedTuple):
    """A fix that was not made; `why` completes "it would …"."""

    found: Diagnostic
    why: str


class Mended(NamedTuple):
    """A post after its fixes: the bytes it is to hold, the findings that are gone, and the fixes that were
    not made. `fighting` names rules that undo each other's fixes, of which none was made; `unfinished` is how
    many fixes another run has to make."""

    raw: bytes
    fixed: tuple[Diagnostic, ...] = ()
    kept: tuple[Kept, ...] = ()
    fighting: tuple[str, ...] = ()
    unfinished: int = 0


def mend(raw: bytes, path: str, desk: Desk, findings: Findings, *, unsafe: bool) -> Mended:
    """Make the fixes of what was found in a post, and of what is found then, as far as it is wanted.

    `path` is relative to the site root. The findings may be of rules across posts, whose fixes are made in
    the first round. Where all are wanted, so is what comes to light; else only what is like one of them.
    Unsafe fixes are made only where `unsafe`. Raises ChangedError where the rest is not what is found in
    these bytes.
    """
    return _Mending(raw, path, desk, findings, unsafe=unsafe).run(findings.all)


def is_wanted(found: Diagnostic, *, unsafe: bool) -> bool:
    """Whether the fix of a finding is to be made."""
    return found.fix is not None and (found.fix.safe or unsafe)


class Findings(NamedTuple):
    """What was found in a post that is `shown` so to the user: all of it, and that which something is to be
    done about."""

    all: tuple[Diagnostic, ...]
    wanted: tuple[Diagnostic, ...]
    shown: str


class Fixing(NamedTuple):
    """The way of changing posts that makes fixes, the unsafe ones only where `unsafe`."""

    unsafe: bool

    @property
    def is_of_all(self) -> bool:
        """What a baseline knows is mended too, as it does for nothing."""
        return True

    @property
    def rounds(self) -> int:
        """What fixes bring to light in a post is mended at once."""
        return 1

    def wants(self, found: Diagnostic) -> bool:
        return is_wanted(found, unsafe=self.unsafe)

    def changed(self, raw: bytes, path: str, desk: Desk, findings: Findings) -> Mended:
        return mend(raw, path, desk, findings, unsafe=self.unsafe)


class _Mending:
    """A post while it is mended: `raw` is what it holds by now."""

    def __init__(self, raw: bytes, path: str, desk: Desk, findings: Findings, *, unsafe: bool) -> None:
        self._path, self._desk, self._shown, self._unsafe = path, desk, findings.shown, unsafe
        is_all = findings.wanted == findings.all
        self._wanted = None if is_all else frozenset(map(fingerprint, findings.wanted))
        self._raw, self._state = raw, self._state_of(raw)
        self._start = self._raw, self._state
        #: what the post held before each round, and what was mended in it
        self._rounds: list[tuple[bytes, list[Diagnostic]]] = []
        self._fighting: set[str] = set()

    def run(self, found: Sequence[Diagnostic]) -> Mended:
        across = {active.rule.code for active in self._desk.plan.site_rules}
        if self._state.result.diagnostics != tuple(one for one in found if one.code not in across):
            raise ChangedError
        kept: list[Kept] = []
        left, unfinished = found, 0
        for number in range(MOST_ROUNDS + 1):
            refused = {finding for finding, _ in kept}
            kept_before, kept = kept, []
            chosen = list(self._chosen(left, kept))
            if number == MOST_ROUNDS:
                unfinished, kept = len(set(chosen) - refused), kept_before
                break
            before = self._raw
            done = self._round(chosen, kept)
            if not done:
                break
            self._rounds.append((before, done))
            left = found if self._leaves_a_circle() else self._state.result.diagnostics
        fixed = tuple(finding for _, done in self._rounds for finding in done)
        return Mended(self._raw, fixed, tuple(kept), tuple(sorted(self._fighting)), unfinished)

    def _chosen(self, found: Iterable[Diagnostic], kept: list[Kept]) -> Iterator[Diagnostic]:
        """The findings whose fixes can be made at once, in the order of the text."""
        room = Room()
        for finding in found:
            if finding.name in self._fighting or not is_wanted(finding, unsafe=self._unsafe):
                continue
            if self._wanted is not None and fingerprint(finding) not in self._wanted:
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

    def _leaves_a_circle(self) -> bool:
        """Where the post is what it was before, begin anew without the rules that changed it in between."""
        texts = [raw for raw, _ in self._rounds]
        if self._raw not in texts:
            return False
        circle = self._rounds[texts.index(self._raw) :]
        self._fighting.update(finding.name for _, done in circle for finding in done)
        self._rounds.clear()
        self._raw, self._state = self._start
        return True

    def _state_of(self, raw: bytes) -> State:
        post = open_post(raw, self._path, self._desk)
        return State(post, lint_post(post, self._desk, shown=self._shown))
