"""Runs a check that changes posts, and puts into words what came out: `postlint check --fix`, `--diff`,
`--add-suppressions`."""

from __future__ import annotations

import sys
from pathlib import Path

from postlint.cli.checking import (
    EXIT_CLEAN,
    EXIT_FINDINGS,
    EXIT_USAGE,
    allows_empty,
    closing,
    is_severe,
    nothing_checked,
    standard_input,
    status_of,
)
from postlint.cli.choices import FailOn
from postlint.cli.console import style_for
from postlint.cli.outputs import Look, rendered, write_reports
from postlint.cli.progress import progress
from postlint.cli.writing import encoded_notes
from postlint.engine.mending.rounds import Fixing
from postlint.engine.mending.run import MendedPost, Mending, Way, mend_paths, mend_text
from postlint.engine.replay import Said
from postlint.engine.run import Run
from postlint.engine.silencing.rounds import Silencing
from postlint.engine.workspace import Settings
from postlint.model.records import NamedTuple
from postlint.reporters.diff import patch
from postlint.reporters.mended import mended
from postlint.reporters.summary import remarks
from postlint.reporters.visible import visible
from postlint.sites.detect import repository_root


class Change(NamedTuple):
    """In which way posts are to be changed, and whether only to show how. `done` and `planned` are the words
    for it; `tried` are the kinds of fixes, safe (True) or not, that are made where they can be."""

    way: Way
    diff: bool
    done: str
    planned: str
    tried: tuple[bool, ...] = ()


def fixes(*, unsafe: bool, diff: bool) -> Change:
    tried = (True, False) if unsafe else (True,)
    return Change(Fixing(unsafe), diff, "fixed", "would fix", tried)


def suppressions(*, diff: bool) -> Change:
    return Change(Silencing(), diff, "silenced", "would silence")


def mend_and_say(
    paths: list[str],
    settings: Settings,
    stdin_filename: str | None,
    look: Look,
    fail_on: FailOn,
    change: Change,
) -> Said:
    """What is to be written, and the exit status."""
    raw = standard_input(paths, stdin_filename)
    if raw is None:
        with progress(is_wanted=not look.quiet) as on_progress:
            mending = mend_paths(paths, settings, change.way, writes=not change.diff, on_progress=on_progress)
    else:
        name = stdin_filename or "stdin.md"
        mending = mend_text(raw, name, settings, change.way, checks_again=not change.diff)
    may_be_empty = allows_empty(settings)
    if change.diff:
        return _shown(mending, change, look, fail_on, may_be_empty=may_be_empty)
    return _made(mending, raw, change, look, fail_on, may_be_empty=may_be_empty)


def _shown(mending: Mending, change: Change, look: Look, fail_on: FailOn, *, may_be_empty: bool) -> Said:
    """The patch, and what it would mend."""
    run, style = mending.run, style_for(look.color, sys.stdout)
    out = b"".join(
        line for post in mending.posts for line in patch(_in_patch(post), post.raw, post.mended.raw, style)
    )
    notes = _trouble(mending)
    if not look.quiet:
        if run.report.checked:
            notes += mended(mending.posts, change.planned)
        else:
            notes.append(nothing_checked(run, may_be_empty=may_be_empty))
        notes += remarks(run.report, style_for(look.color, sys.stderr))
    fixed = (found for post in mending.posts for found in post.mended.fixed)
    otherwise = EXIT_FINDINGS if is_severe(fixed, fail_on) else EXIT_CLEAN
    return Said(out, encoded_notes(notes), _status(mending, run, otherwise, may_be_empty=may_be_empty))


def _made(
    mending: Mending,
    raw: bytes | None,
    change: Change,
    look: Look,
    fail_on: FailOn,
    *,
    may_be_empty: bool,
) -> Said:
    """What is left to do for a person. A post from standard input goes to standard output as the fixes make
    it, and all else to standard error."""
    left = mending.left or mending.run
    findings = rendered(left.report, look, sys.stdout if raw is None else sys.stderr)
    unwritten = list(write_reports(left.report, look))
    notes = [*_trouble(mending), *(f"postlint: {visible(line)}" for line in unwritten)]
    if not look.quiet:
        style = style_for(look.color, sys.stderr)
        notes += mended(mending.posts, change.done)
        notes += closing(left, style, may_be_empty=may_be_empty, tried=change.tried)
    otherwise = EXIT_USAGE if unwritten else status_of(left, fail_on, may_be_empty=may_be_empty)
    status = _status(mending, left, otherwise, may_be_empty=may_be_empty)
    if raw is None:
        return Said(findings, encoded_notes(notes), status)
    text = mending.posts[0].mended.raw if mending.posts else raw
    return Said(text, findings + encoded_notes(notes), status)


def _in_patch(post: MendedPost) -> str:
    """The path from the working folder, or from the repository's where the post is outside of the former:
    that is where `git apply` can be told of it."""
    path = Path(post.path)
    for top in (Path.cwd(), repository_root(path.parent)):
        if top is not None and path.is_relative_to(top):
            return path.relative_to(top).as_posix()
    return path.as_posix().lstrip("/")


def _trouble(mending: Mending) -> list[str]:
    return [f"postlint: {visible(line)}" for line in (*mending.run.unreadable, *mending.unwritten)]


def _status(mending: Mending, last: Run, otherwise: int, *, may_be_empty: bool) -> int:
    """The status of a run, whose troubles come before its findings."""
    status = status_of(last, FailOn.NEVER, may_be_empty=may_be_empty)
    if status != EXIT_CLEAN:
        return status
    return EXIT_USAGE if mending.unwritten else otherwise
