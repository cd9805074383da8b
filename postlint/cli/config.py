"""`postlint config show`: the configuration that counts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from postlint.cli.console import print_lines
from postlint.config.show import describe_config
from postlint.engine.discover import named_source
from postlint.engine.workspace import Settings, Workspace

config_app = typer.Typer(no_args_is_help=True)


@config_app.callback()
def _config() -> None:
    """Look at the configuration."""


@config_app.command()
def show(
    path: Annotated[str, typer.Argument(help="The post or folder whose configuration is wanted.")] = ".",
    config: Annotated[
        Path | None, typer.Option(help="Read this configuration and look for no other.")
    ] = None,
) -> None:
    """Show the configuration that counts for a post or a folder, and where it comes from."""
    workspace = Workspace(Settings(config=config))
    is_folder = Path(path).is_dir()
    # a folder is asked about through a file in it: files are what has a configuration
    source = named_source(f"{path.rstrip('/')}/post.md" if is_folder else path)
    text = describe_config(
        workspace.config_for(source),
        workspace.planner_for(source),
        None if is_folder else workspace.path_of(source),
    )
    print_lines(text.splitlines())
