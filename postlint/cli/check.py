"""`postlint check`: options in, findings out, one exit status."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from postlint.cli.console import Color, print_lines, print_note, style_for
from postlint.cli.progress import progress
from postlint.config.model import Selection
from postlint.engine.run import Run, check_paths, check_text
from postlint.engine.workspace import Settings
from postlint.errors import PostlintError
from postlint.model.findings import Severity
from postlint.model.report import Report
from postlint.reporters import REPORTERS
from postlint.reporters.style import Style
from postlint.reporters.summary import remarks, summary

EXIT_CLEAN, EXIT_FINDINGS, EXIT_USAGE, EXIT_NOTHING_CHECKED, EXIT_CRASHED = range(5)


class FailOn(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    NEVER = "never"


OutputFormat = StrEnum("OutputFormat", list(REPORTERS))  # type: ignore[misc]


def check(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            help="Posts and folders to check; `-` reads one post from standard input.", show_default="."
        ),
    ] = None,
    *,
    select: Annotated[
        list[str] | None,
        typer.Option(
            help="Run only these rules: codes, names or the letters of a family, with commas between."
        ),
    ] = None,
    extend_select: Annotated[
        list[str] | None, typer.Option(help="Run these rules as well as the chosen ones.")
    ] = None,
    ignore: Annotated[list[str] | None, typer.Option(help="Leave these rules out.")] = None,
    schema: Annotated[
        str | None,
        typer.Option(
            help="Hold every post against this schema: a bundled name or a file; `none` for no schema."
        ),
    ] = None,
    config: Annotated[
        Path | None, typer.Option(help="Read this configuration and look for no other.")
    ] = None,
    isolated: Annotated[bool, typer.Option("--isolated", help="Read no configuration.")] = False,
    root: Annotated[
        Path | None, typer.Option(help="The folder of the site, where addresses such as /images/x.jpg begin.")
    ] = None,
    fail_on: Annotated[
        FailOn, typer.Option(help="Exit with status 1 for findings of this severity and above.")
    ] = FailOn.WARNING,
    output_format: Annotated[
        OutputFormat, typer.Option(help="How findings are written.")
    ] = OutputFormat.full,  # type: ignore[attr-defined]
    statistics: Annotated[
        bool, typer.Option("--statistics", help="Count the findings of each rule instead of showing them.")
    ] = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Write findings only, no notes and no summary.")
    ] = False,
    color: Annotated[Color, typer.Option(help="Whether to use colour.")] = Color.AUTO,
    stdin_filename: Annotated[
        str | None, typer.Option(help="The path that a post from standard input has, or will have.")
    ] = None,
    today: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day that counts as today.")
    ] = None,
    jobs: Annotated[
        int | None,
        typer.Option(
            min=1,
            show_default="one for each processor when there are many files",
            help="How many processes check files at the same time.",
        ),
    ] = None,
    no_cache: Annotated[
        bool,
        typer.Option(
            "--no-cache", envvar="POSTLINT_NO_CACHE", help="Check every file again, and keep no results."
        ),
    ] = False,
    cache_dir: Annotated[
        Path | None,
        typer.Option(
            envvar="POSTLINT_CACHE_DIR",
            show_default="`.postlint_cache` in the site",
            help="The folder that keeps results, so that only what has changed is checked again.",
        ),
    ] = None,
    force_exclude: Annotated[
        bool,
        typer.Option(
            "--force-exclude", help="Leave excluded files out even when they are named, as hooks name them."
        ),
    ] = False,
) -> None:
    """Check posts, and say at the exact place what is wrong with them."""
    settings = Settings(
        today=today.date() if today else date.today(),  # noqa: DTZ011 - the writer's own day counts
        selection=Selection(
            select=None if select is None else _split(select),
            extend_select=_split(extend_select),
            ignore=_split(ignore),
        ),
        config=config,
        isolated=isolated,
        root=root,
        schema=schema,
        excludes_named=force_exclude,
        jobs=jobs,
        is_cached=not no_cache,
        cache=None if no_cache else cache_dir,
    )
    with progress(is_wanted=not quiet) as on_progress:
        run = _run(paths or ["."], settings, stdin_filename, on_progress)
    style = style_for(color, sys.stdout)
    print_lines(_render(run.report, output_format, style, statistics=statistics))
    for line in run.unreadable:
        print_note(f"postlint: {line}")
    if not quiet:
        _print_closing(run, style_for(color, sys.stderr))
    raise typer.Exit(_status(run, fail_on, is_hook=force_exclude))


def _split(values: list[str] | None) -> tuple[str, ...]:
    """`["DU,TX7", "EN502"]` as three selectors."""
    return tuple(word.strip() for value in values or () for word in value.split(",") if word.strip())


def _run(
    paths: list[str],
    settings: Settings,
    stdin_filename: str | None,
    on_progress: Callable[[int, int], None] | None,
) -> Run:
    if "-" not in paths:
        if stdin_filename is not None:
            raise PostlintError("--stdin-filename needs `-` as the path")
        return check_paths(paths, settings, on_progress)
    if len(paths) > 1:
        raise PostlintError("`-` reads one post from standard input and takes no other path beside it")
    return check_text(sys.stdin.buffer.read(), stdin_filename or "stdin.md", settings)


def _render(report: Report, output_format: str, style: Style, *, statistics: bool) -> Iterator[str]:
    if not statistics:
        return REPORTERS[output_format](report, style)
    from postlint.reporters import statistics as count

    if output_format in ("json", "jsonl"):
        return count.statistics_json(report, style)
    return count.statistics(report, style)


def _print_closing(run: Run, style: Style) -> None:
    for line in remarks(run.report, style):
        print_note(line)
    checked = run.report.checked
    print_note(summary(run.report, checked) if checked else _nothing_checked(run))


def _nothing_checked(run: Run) -> str:
    if run.unreadable:
        return "nothing was checked"
    return "nothing was checked: " + (
        "all files were left out" if run.left_out else "no Markdown files there"
    )


def _status(run: Run, fail_on: FailOn, *, is_hook: bool) -> int:
    report = run.report
    if report.crashes:
        return EXIT_CRASHED
    if run.unreadable:
        return EXIT_USAGE
    if not report.checked:
        # a hook names the changed files, and it is fine that all of them are excluded
        return EXIT_CLEAN if is_hook and run.left_out else EXIT_NOTHING_CHECKED
    if fail_on is FailOn.NEVER:
        return EXIT_CLEAN
    limit = Severity(fail_on).rank
    return EXIT_FINDINGS if any(found.severity.rank >= limit for found in report.diagnostics) else EXIT_CLEAN
