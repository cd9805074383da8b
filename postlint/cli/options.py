"""Options that several commands have."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from postlint.cli.choices import Color
from postlint.cli.declared import COLOR
from postlint.cli.typer_inside import typer_option

ConfigOption: TypeAlias = Annotated[
    Path | None, typer.Option(help="Read this configuration and look for no other.")
]

ColorOption: TypeAlias = Annotated[Color, typer_option("color", COLOR)]
