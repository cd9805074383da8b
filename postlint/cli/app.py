"""The commands, put together."""

from __future__ import annotations

from typing import Annotated

import typer

from postlint.cli.check import check
from postlint.cli.config import config_app
from postlint.cli.rules import rule, rules
from postlint.cli.schema import schema_app

app = typer.Typer(
    name="postlint",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Find what readers and site generators stumble over in Markdown posts.",
    epilog="`postlint PATHS` is short for `postlint check PATHS`.",
)
app.command()(check)
app.command()(rule)
app.command()(rules)
app.add_typer(config_app, name="config")
app.add_typer(schema_app, name="schema")


@app.callback()
def _root(
    version: Annotated[bool, typer.Option("--version", "-V", help="Show the version and exit.")] = False,
) -> None:
    """Only carries `--version` into the help text: it is answered before typer is imported."""


def command_names() -> tuple[str, ...]:
    """The words that begin a command."""
    commands = [
        command.name or getattr(command.callback, "__name__", "") for command in app.registered_commands
    ]
    groups = [group.name for group in app.registered_groups if group.name]
    return (*commands, *groups)
