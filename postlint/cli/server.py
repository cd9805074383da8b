"""`postlint server`: a language server for editors."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from postlint.cli.options import ConfigOption
from postlint.errors import PostlintError

EXAMPLES = """
    postlint server                     # as an editor starts it
"""


def server(
    *,
    config: ConfigOption = None,
    no_cache: Annotated[
        bool,
        typer.Option("--no-cache", envvar="POSTLINT_NO_CACHE", help="Keep no results of the other posts."),
    ] = False,
    cache_dir: Annotated[
        Path | None,
        typer.Option(
            envvar="POSTLINT_CACHE_DIR",
            show_default="`.postlint_cache` in the site",
            help="The folder that keeps results of the other posts.",
        ),
    ] = None,
) -> None:
    """Speak to an editor on standard input and output, by the Language Server Protocol.

    Editors start it by themselves, once they are told to. It needs pygls: `pip install 'postlint[lsp]'`.
    """
    try:
        from postlint.lsp.server import serve
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] not in (
            "pygls",
            "lsprotocol",
            "cattrs",
            "attrs",
        ):
            raise
        raise PostlintError("the language server needs pygls: pip install 'postlint[lsp]'") from error
    from postlint.engine.workspace import Settings
    from postlint.lsp.surveying import own_output

    settings = Settings(config=config, jobs=None, is_cached=not no_cache, cache=cache_dir)
    with own_output() as out:
        serve(settings, sys.stdin.buffer, out)
