"""`postlint baseline`: take note of what a site has today, so that only what is new is reported."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from postlint.cli.checking import nothing_checked, selection_of, status_of
from postlint.cli.choices import Color, FailOn
from postlint.cli.console import style_for
from postlint.cli.options import ColorOption, ConfigOption
from postlint.cli.progress import progress
from postlint.cli.writing import print_note
from postlint.engine.agenda import agenda_for
from postlint.engine.baseline.run import Recorded, record
from postlint.engine.run import check_agenda
from postlint.engine.workspace import Settings, Workspace
from postlint.errors import PostlintError
from postlint.reporters.summary import counted, remarks
from postlint.reporters.visible import visible

EXAMPLES = """
    postlint baseline             # write down what is found today
    postlint baseline --update    # take out what is gone
"""


def baseline(
    paths: Annotated[
        list[str] | None, typer.Argument(help="Posts and folders to check.", show_default=".")
    ] = None,
    *,
    update: Annotated[
        bool, typer.Option("--update", help="Take out of the baseline what is gone from the posts.")
    ] = False,
    all_: Annotated[
        bool, typer.Option("--all", help="With --update: also take in what is new in the posts.")
    ] = False,
    select: Annotated[
        list[str] | None, typer.Option(help="Take in only what these rules find, as for `postlint check`.")
    ] = None,
    ignore: Annotated[list[str] | None, typer.Option(help="Leave out what these rules find.")] = None,
    schema: Annotated[str | None, typer.Option(help="As for `postlint check`.")] = None,
    config: ConfigOption = None,
    root: Annotated[Path | None, typer.Option(help="The folder of the site.")] = None,
    baseline: Annotated[
        Path | None,
        typer.Option(
            show_default="`.postlint-baseline.json` in the site or above it", help="The file to write."
        ),
    ] = None,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Say nothing of what was found and written.")
    ] = False,
    color: ColorOption = Color.AUTO,
) -> None:
    """Write down all findings of today in `.postlint-baseline.json`.

    From then on `postlint check` reports only what is new: another fault, or the same a second time.
    Posts can be renamed and lines can move. Commit the file. When faults have been mended, make it
    smaller with --update.
    """
    if all_ and not update:
        raise PostlintError("--all needs --update beside it")
    settings = Settings(
        selection=selection_of(select, ignore),
        schema=schema,
        config=config,
        root=root,
        jobs=None,
        baseline=baseline,
    )
    workspace = Workspace(settings)
    agenda = agenda_for(tuple(paths or ["."]), workspace, settings)
    with progress(is_wanted=not quiet) as on_progress:
        run = check_agenda(agenda, workspace, settings, on_progress=on_progress)
    for line in run.unreadable:
        print_note(visible(f"postlint: {line}"))
    if not quiet:
        for line in remarks(run.report, style_for(color, sys.stderr)):
            print_note(line)
        if not run.report.checked:
            print_note(nothing_checked(run, may_be_empty=False))
    status = status_of(run, FailOn.NEVER, may_be_empty=False)
    if status:
        raise typer.Exit(status)
    recorded = list(record(run.report, agenda, workspace, settings, updates=update, grows=all_))
    if not quiet:
        for each in recorded:
            print_note(visible(_told(each)))
        if not recorded:
            print_note("nothing was found, so no baseline is needed")


def _told(recorded: Recorded) -> str:
    said = f"wrote {counted(recorded.findings, 'finding')} to {recorded.shown}"
    return said if recorded.before is None else f"{said}, which had {recorded.before}"
