"""The commands, put together."""

from __future__ import annotations

from typing import Annotated

import typer

#: the words that begin a command
COMMANDS = ("check", "rule", "rules", "config", "schema", "phrases", "server")


def build_app(command: str | None) -> typer.Typer:
    """The application with one command, or with all of them for help and completion.

    Each command brings imports of its own, and `check` is waited for at every commit.
    """
    app = typer.Typer(
        name="postlint",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
        help="Find what readers and site generators stumble over in Markdown posts.",
        epilog="`postlint PATHS` is short for `postlint check PATHS`.",
    )
    app.callback()(_root)
    if command in ("check", None):
        from postlint.cli.check import check

        app.command()(check)
    if command in ("rule", "rules", None):
        from postlint.cli.rules import rule, rules

        app.command()(rule)
        app.command()(rules)
    if command in ("config", None):
        from postlint.cli.config import config_app

        app.add_typer(config_app, name="config")
    if command in ("schema", None):
        from postlint.cli.schema import schema_app

        app.add_typer(schema_app, name="schema")
    if command in ("phrases", None):
        from postlint.cli.phrases import phrases_app

        app.add_typer(phrases_app, name="phrases")
    if command in ("server", None):
        from postlint.cli.server import server

        app.command()(server)
    return app


def _root(
    version: Annotated[bool, typer.Option("--version", "-V", help="Show the version and exit.")] = False,
) -> None:
    """Only carries `--version` into the help text: it is answered before typer is imported."""
