"""`postlint config show`: the configuration that counts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from postlint.cli.commands import Command, Group
from postlint.cli.options import ConfigOption
from postlint.cli.writing import print_lines
from postlint.config.show import describe_config
from postlint.engine.discover import named_source
from postlint.engine.judging import schema_for
from postlint.engine.lint import Desk
from postlint.engine.workspace import Settings, Workspace
from postlint.reporters.visible import visible
from postlint.schema.locate import NO_SCHEMA

config_app = typer.Typer(cls=Group, no_args_is_help=True, epilog="postlint config show")


@config_app.callback()
def _config() -> None:
    """Look at the configuration."""


@config_app.command(
    cls=Command,
    epilog="""
        postlint config show                # what counts for the folder you are in
        postlint config show _drafts/a.md   # what counts for this post
    """,
)
def show(
    path: Annotated[str, typer.Argument(help="The post or folder whose configuration is wanted.")] = ".",
    config: ConfigOption = None,
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
    desk, _ = workspace.desk_for(source)
    print_lines(map(visible, [*text.splitlines(), *_found_by_looking(desk)]))


def _found_by_looking(desk: Desk) -> Iterator[str]:
    """What the configuration does not say and counts all the same."""
    yield ""
    yield f"# the site's root is {desk.site.root}"
    yield f"# the generator is {desk.site.generator or 'not known'}"
    yield f"# posts are held against the schema {schema_for(desk.plan, desk.site) or NO_SCHEMA}"
