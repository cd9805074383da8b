"""Options that several commands have."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from postlint.cli.choices import Color

ConfigOption: TypeAlias = Annotated[
    Path | None, typer.Option(help="Read this configuration and look for no other.")
]

ColorOption: TypeAlias = Annotated[
    Color,
    typer.Option(
        metavar="WHEN",
        rich_help_panel="Output",
        help="Whether to use colour; `auto` asks the variables NO_COLOR and FORCE_COLOR, then the terminal.",
    ),
]
