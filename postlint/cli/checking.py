"""Runs a check and puts into words what came out, for `postlint check`."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date, datetime
from typing import Any

from postlint.cli.choices import FailOn
from postlint.cli.console import style_for
from postlint.cli.outputs import Look, rendered, write_reports
from postlint.cli.progress import progress
from postlint.cli.writing import encoded_notes
from postlint.config.model import Selection
from postlint.engine.replay import Command, Said, remember
from postlint.engine.run import Run, check_paths, check_text
from postlint.engine.workspace import Settings
from postlint.errors import PostlintError
from postlint.model.findings import Diagnostic, Severity
from postlint.reporters.style import Style
from postlint.reporters.summary import remarks, summary
from postlint.reporters.visible import visible

EXIT_CLEAN, EXIT_FINDINGS, EXIT_USAGE, EXIT_NOTHING_CHECKED, EXIT_CRASHED = range(5)


def settings_for(
    *,
    today: datetime | None,
    select: list[str] | None,
    extend_select: list[str] | None,
    ignore: list[str] | None,
    **others: Any,
) -> Settings:
    """The settings that the options of the command line stand for."""
    return Settings(
        today=today.date() if today else date.today(),  # noqa: DTZ011 - the writer's own day counts
        selection=Selection(
            select=None if select is None else _split(select),
            extend_select=_split(extend_select),
            ignore=_split(ignore),
        ),
        **others,
    )


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
        notes += closing(run, style_for(look.color, sys.stderr))
    status = EXIT_USAGE if unwritten else status_of(run, fail_on, is_hook=is_content(settings))
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


def closing(run: Run, style: Style, *, tried: Collection[bool] = ()) -> Iterator[str]:
    """The lines that close a run; `tried` is as for `summary`."""
    yield from remarks(run.report, style)
    checked = run.report.checked
    yield summary(run.report, checked, tried=tried) if checked else _nothing_checked(run)


def _nothing_checked(run: Run) -> str:
    if run.unreadable:
        return "nothing was checked"
    return "nothing was checked: " + (
        "all files were left out" if run.left_out else "no Markdown files there"
    )


def is_content(settings: Settings) -> bool:
    """Whether it is fine that all files are left out, as it is where only changed files are to be checked."""
    return settings.excludes_named or settings.scope is not None


def status_of(run: Run, fail_on: FailOn, *, is_hook: bool) -> int:
    """The exit status that a run deserves. A hook is content when it has nothing to check."""
    report = run.report
    if report.crashes:
        return EXIT_CRASHED
    if run.unreadable:
        return EXIT_USAGE
    if not report.checked:
        return EXIT_CLEAN if is_hook and run.left_out else EXIT_NOTHING_CHECKED
    return EXIT_FINDINGS if is_severe(report.diagnostics, fail_on) else EXIT_CLEAN


def is_severe(found: Iterable[Diagnostic], fail_on: FailOn) -> bool:
    """Whether a run is to fail because of these findings."""
    if fail_on is FailOn.NEVER:
        return False
    limit = Severity(fail_on).rank
    return any(finding.severity.rank >= limit for finding in found)
