"""The commands, put together."""

from __future__ import annotations

from typing import Annotated

import typer

from postlint.cli.commands import Command, Group
from postlint.cli.typer_inside import for_typer


def build_app(command: str | None) -> typer.Typer:
    """The application with one command, or with all of them for help and completion.

    Each command brings imports of its own, and `check` is waited for at every commit.
    """
    app = typer.Typer(
        name="postlint",
        cls=Group,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
        help="""
            Find what readers and site generators stumble over in Markdown posts.

            `postlint PATHS` is short for `postlint check PATHS`.
            `postlint COMMAND --help` tells more of a command.
        """,
        epilog="""
            postlint                            # check the folder you are in
            postlint check _posts               # check the posts of a folder
            postlint check --fix                # make every safe fix
            postlint rule image-not-found       # explain a rule
        """,
    )
    app.callback()(_root)
    if command in ("check", None):
        from postlint.cli.check import EXAMPLES, check

        app.command(cls=Command, epilog=EXAMPLES)(for_typer(check))
    if command in ("rule", "rules", None):
        from postlint.cli.rules import RULE_EXAMPLES, RULES_EXAMPLES, rule, rules

        app.command(cls=Command, epilog=RULE_EXAMPLES)(rule)
        app.command(cls=Command, epilog=RULES_EXAMPLES)(rules)
    if command in ("config", None):
        from postlint.cli.config import config_app

        app.add_typer(config_app, name="config")
    if command in ("schema", None):
        from postlint.cli.schema import schema_app

        app.add_typer(schema_app, name="schema")
    if command in ("phrases", None):
        from postlint.cli.phrases import phrases_app

        app.add_typer(phrases_app, name="phrases")
    if command in ("baseline", None):
        from postlint.cli.baseline import EXAMPLES as BASELINE_EXAMPLES
        from postlint.cli.baseline import baseline

        app.command(cls=Command, epilog=BASELINE_EXAMPLES)(baseline)
    if command in ("init", None):
        from postlint.cli.init import EXAMPLES as INIT_EXAMPLES
        from postlint.cli.init import init

        app.command(cls=Command, epilog=INIT_EXAMPLES)(init)
    if command in ("server", None):
        from postlint.cli.server import EXAMPLES as SERVER_EXAMPLES
        from postlint.cli.server import server

        app.command(cls=Command, epilog=SERVER_EXAMPLES)(server)
    return app


def _root(
    version: Annotated[bool, typer.Option("--version", "-V", help="Show the version and exit.")] = False,
) -> None:
    """Only carries `--version` into the help text: it is answered before typer is imported."""
