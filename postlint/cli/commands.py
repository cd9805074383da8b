"""The kinds of commands that `postlint` is made of: typer's, with a `--help` of our own.

typer's imports rich, which takes longer than checking a post. It follows other variables for colour than the
findings do, and squeezes what an option is for into half of a terminal.
"""

from __future__ import annotations

import shutil
import sys
from typing import Any

from typer.core import TyperCommand, TyperGroup

from postlint.cli.choices import Color
from postlint.cli.typer_inside import offers_of


class Command(TyperCommand):
    """A command that does something."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        _write_help(self, ctx, formatter)


class Group(TyperGroup):
    """A command that has commands. Where one of them is meant when none is named, its options are offered to
    shells too."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        _write_help(self, ctx, formatter)

    def shell_complete(self, ctx: Any, incomplete: str) -> list[Any]:
        offers = super().shell_complete(ctx, incomplete)
        meant = self.commands.get("check") if ctx.parent is None and incomplete.startswith("-") else None
        if meant is not None:
            known = {offer.value for offer in offers}
            offers += [each for each in offers_of(meant, ctx, incomplete) if each.value not in known]
        return offers


def _write_help(command: Any, context: Any, formatter: Any) -> None:
    from postlint.cli.console import style_for
    from postlint.cli.help_page import help_page
    from postlint.cli.help_text import help_lines

    style = style_for(Color.AUTO, sys.stdout)
    # what is not said here, typer decides by the terminal alone
    context.color = style.color
    lines = help_lines(help_page(command, context), style, shutil.get_terminal_size().columns)
    formatter.write("".join(f"{line}\n" for line in lines))
