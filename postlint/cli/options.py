"""Options that several commands have."""

from __future__ import annotations

from typing import Annotated, TypeAlias

import typer

from postlint.cli.choices import Color

ColorOption: TypeAlias = Annotated[
    Color,
    typer.Option(
        metavar="WHEN",
        rich_help_panel="Output",
        help="Whether to use colour; `auto` asks the variables NO_COLOR and FORCE_COLOR, then the terminal.",
    ),
]
