"""`postlint init`: a first configuration for a site, and what to do next."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from postlint.cli.starting.run import start

EXAMPLES = """
    postlint init --dry-run             # show what would be written
    postlint init                       # write it
    postlint init --schema none         # ask for no fields
"""


def init(
    folder: Annotated[Path, typer.Argument(help="The site's folder.")] = Path(),
    *,
    schema: Annotated[
        str | None,
        typer.Option(
            show_default="`post` where most posts fit it, else `infer`",
            help="The schema for the posts: a bundled name, a file, `infer` to make one of the posts that "
            "there are, or `none`.",
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be written, and write nothing.")
    ] = False,
) -> None:
    """Look at a site, write `postlint.toml` for it, and tell what to add to pre-commit and CI.

    Files that are there are never written over.
    """
    raise typer.Exit(start(folder, schema, dry_run=dry_run))
