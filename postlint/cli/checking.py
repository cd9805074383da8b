"""Runs a check and puts into words what came out, for `postlint check`."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date, datetime

from postlint.cli.choices import FailOn
from postlint.cli.console import style_for
from postlint.cli.outputs import Look, rendered, write_reports
from postlint.cli.progress import progress
from postlint.cli.writing import encoded_notes
from postlint.config.model import Selection
from postlint.engine.agenda import UNCHANGED
from postlint.engine.replay import Command, Said, remember
from postlint.engine.run import Run, check_paths, check_text
from postlint.engine.workspace import Settings
from postlint.errors import PostlintError
from postlint.model.findings import Diagnostic, Severity
from postlint.reporters.style import Style
from postlint.reporters.summary import remarks, summary
from postlint.reporters.visible import visible

EXIT_CLEAN, EXIT_FINDINGS, EXIT_USAGE, EXIT_NOTHING_CHECKED, EXIT_CRASHED = range(5)


def selection_of(
    select: list[str] | None, ignore: list[str] | None, extend_select: list[str] | None = None
) -> Selection:
    """The rules that the options of the command line choose."""
    return Selection(
        select=None if select is None else _split(select),
        extend_select=_split(extend_select),
        ignore=_split(ignore),
    )


def day_of(today: datetime | None) -> date:
    """The day that --today names, without it the writer's own."""
    return today.date() if today else date.today()  # noqa: DTZ011 - no time zone but that of the computer


def check_and_say(
    paths: list[str],
    settings: Settings,
    stdin_filename: str | None,
    look: Look,
    fail_on: FailOn,
    called: Command | None,
) -> Said:
    """What is to be written, and the exit status. It is kept for the next run of the same command."""
    started = time.time_ns()
    with progress(is_wanted=not look.quiet) as on_progress:
        run = _run(paths, settings, stdin_filename, on_progress)
    out = rendered(run.report, look, sys.stdout)
    unwritten = list(write_reports(run.report, look))
    notes = [f"postlint: {visible(line)}" for line in (*run.unreadable, *unwritten)]
    if not look.quiet:
        notes += closing(run, style_for(look.color, sys.stderr), may_be_empty=allows_empty(settings))
    status = EXIT_USAGE if unwritten else status_of(run, fail_on, may_be_empty=allows_empty(settings))
    said = Said(out, encoded_notes(notes), status)
    if called is not None and run.cache is not None and said.status in (EXIT_CLEAN, EXIT_FINDINGS):
        remember(called, run.cache, run.inputs(), started, said)
    return said


def _split(values: list[str] | None) -> tuple[str, ...]:
    """`["DU,TX7", "EN502"]` as three selectors."""
    return tuple(word.strip() for value in values or () for word in value.split(",") if word.strip())


def _run(
    paths: list[str],
    settings: Settings,
    stdin_filename: str | None,
    on_progress: Callable[[int, int], None] | None,
) -> Run:
    raw = standard_input(paths, stdin_filename)
    if raw is None:
        return check_paths(paths, settings, on_progress)
    return check_text(raw, stdin_filename or "stdin.md", settings)


def standard_input(paths: list[str], stdin_filename: str | None) -> bytes | None:
    """The post from standard input; None where the paths are of files and folders.

    Raises PostlintError where they are both, and for a name without a post.
    """
    if "-" not in paths:
        if stdin_filename is not None:
            raise PostlintError("--stdin-filename needs `-` as the path")
        return None
    if len(paths) > 1:
        raise PostlintError("`-` reads one post from standard input and takes no other path beside it")
    return sys.stdin.buffer.read()


def closing(run: Run, style: Style, *, may_be_empty: bool, tried: Collection[bool] = ()) -> Iterator[str]:
    """The lines that close a run; `may_be_empty` is as for `status_of`, `tried` as for `summary`."""
    yield from remarks(run.report, style)
    checked = run.report.checked
    if checked:
        yield summary(run.report, checked, tried=tried)
    else:
        yield nothing_checked(run, may_be_empty=may_be_empty)


def nothing_checked(run: Run, *, may_be_empty: bool) -> str:
    """Why a run has checked nothing."""
    if run.unreadable:
        return "nothing was checked"
    if UNCHANGED in run.left_out:
        return "nothing to check has changed"
    if not run.left_out:
        return "nothing was checked: no Markdown files there"
    # as long as all is well, the words are others than those that the status 3 has
    return f"{'nothing to check' if may_be_empty else 'nothing was checked'}: all files were left out"


def allows_empty(settings: Settings) -> bool:
    """Whether all is well when all files are left out: in a hook, and where only what has changed is asked
    for."""
    return settings.excludes_named or settings.scope is not None


def status_of(run: Run, fail_on: FailOn, *, may_be_empty: bool) -> int:
    """The exit status that a run deserves. `may_be_empty`: it is no fault that all files were left out."""
    report = run.report
    if report.crashes:
        return EXIT_CRASHED
    if run.unreadable:
        return EXIT_USAGE
    if not report.checked:
        return EXIT_CLEAN if may_be_empty and run.left_out else EXIT_NOTHING_CHECKED
    return EXIT_FINDINGS if is_severe(report.diagnostics, fail_on) else EXIT_CLEAN


def is_severe(found: Iterable[Diagnostic], fail_on: FailOn) -> bool:
    """Whether a run is to fail because of these findings."""
    if fail_on is FailOn.NEVER:
        return False
    limit = Severity(fail_on).rank
    return any(finding.severity.rank >= limit for finding in found)
