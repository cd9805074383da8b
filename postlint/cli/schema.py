"""`postlint schema`: which schemas there are, what they ask for, and what is wrong with one."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from postlint.cli.choices import Color
from postlint.cli.commands import Command, Group
from postlint.cli.completing import complete_schema
from postlint.cli.console import style_for
from postlint.cli.options import ColorOption, ConfigOption
from postlint.cli.writing import print_lines, print_note
from postlint.reporters.style import Style
from postlint.reporters.visible import visible
from postlint.schema.describe import (
    Field,
    FileFault,
    Summary,
    check_schema_file,
    describe_schema,
    list_schemas,
    unchecked_formats,
    unknown_keywords_in,
)
from postlint.schema.inferring.records import Limits
from postlint.schema.locate import bundled_names, bundled_schema_text
from postlint.schema.words import count

schema_app = typer.Typer(
    cls=Group,
    no_args_is_help=True,
    help="Look at the schemas that posts are held against.",
    epilog="""
        postlint schema list
        postlint schema show post
        postlint schema check own.schema.json
    """,
)


class ShowFormat(StrEnum):
    TEXT = "text"
    JSON = "json"


@schema_app.command("list", cls=Command, epilog="postlint schema list")
def list_() -> None:
    """List the schemas that come with postlint."""
    summaries = list_schemas()
    width = max(len(summary.name) for summary in summaries)
    print_lines(f"{summary.name:<{width}}  {summary.title}" for summary in summaries)


@schema_app.command(
    cls=Command,
    epilog="""
        postlint schema show post                    # the fields as a table
        postlint schema show post --format json      # the schema itself
    """,
)
def show(
    name: Annotated[
        str,
        typer.Argument(metavar="SCHEMA", help="A bundled schema, or a file.", autocompletion=complete_schema),
    ] = "post",
    output_format: Annotated[
        ShowFormat,
        typer.Option(
            "--format",
            "--output-format",
            metavar="FORMAT",
            help="The fields as a table, or the schema itself.",
        ),
    ] = ShowFormat.TEXT,
    color: ColorOption = Color.AUTO,
) -> None:
    """Show what a schema asks of a post."""
    summary, fields = describe_schema(name, base=Path.cwd())
    if output_format is ShowFormat.JSON:
        text = (
            bundled_schema_text(name) if name in bundled_names() else Path(name).read_text(encoding="utf-8")
        )
        print_lines(text.splitlines())
    else:
        print_lines(_table(summary, fields, style_for(color, sys.stdout)))


@schema_app.command(
    cls=Command,
    epilog="""
    postlint schema infer                              # show it
    postlint schema infer --output posts.schema.json   # write it
    postlint schema infer _posts --output schemas/     # one for each sort
""",
)
def infer(
    paths: Annotated[
        list[str] | None, typer.Argument(help="Posts and folders to look at.", show_default=".")
    ] = None,
    *,
    required_share: Annotated[
        float,
        typer.Option(
            min=0.5, max=1, help="What share of the posts has to fit the schema and each part of it."
        ),
    ] = Limits().required_share,
    min_posts: Annotated[
        int, typer.Option(min=1, help="Describe only fields that so many posts have.")
    ] = Limits().posts,
    output: Annotated[
        str | None,
        typer.Option(
            help="Write the schema to this file. To a folder (with a slash at its end, if it is new) goes "
            "one schema for each sort of posts, where folders have other fields than the rest.",
            metavar="FILE|FOLDER/",
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over files that are there.")] = False,
    config: ConfigOption = None,
) -> None:
    """Make a schema from the posts there are.

    What is rare does not widen it: such posts are listed, the rarest first.
    With `--output`, what is printed instead of the schema is what to add to the configuration.
    Exits with 3 when there are no posts with front matter.
    """
    # the other commands of this module need none of what reads posts
    from postlint.cli.inferring import Wish, infer_and_say
    from postlint.engine.workspace import Settings

    wish = Wish(Limits(required_share, min_posts), output, may_replace=force)
    raise typer.Exit(infer_and_say(paths or ["."], wish, Settings(config=config)))


@schema_app.command(cls=Command, epilog="postlint schema check own.schema.json")
def check(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILES", help="Schema files, as JSON, YAML or TOML.")
    ],
) -> None:
    """Say what is wrong with schema files. Exits with 1 when something is."""
    checked = f"checked {count(len(files), 'schema')}"
    faults = [fault for file in files for fault in check_schema_file(file)]
    if faults:
        print_lines(visible(_line(fault)) for fault in faults)
        print_note(f"{checked}: {count(len(faults), 'fault')}")
        raise typer.Exit(1)
    warnings = [warning for file in files for warning in unknown_keywords_in(file)]
    for warning in warnings:
        print_note(visible(f"warning: {_line(warning)}"))
    for name in dict.fromkeys(name for file in files for name in unchecked_formats(file)):
        print_note(visible(f"note: the format “{name}” is not known and not checked"))
    print_note(f"{checked}: {count(len(warnings), 'warning') if warnings else 'all good'}")


def _table(summary: Summary, fields: tuple[Field, ...], style: Style) -> Iterator[str]:
    ink = style.ink
    yield f"{ink.path}{visible(summary.name)}{ink.off}  {visible(summary.title)}"
    if summary.description:
        yield visible(summary.description)
    names = max((len(field.name) for field in fields), default=0)
    expected = max((len(field.expected) for field in fields), default=0)
    for field in fields:
        mark = "required" if field.required else ""
        row = f"  {visible(field.name):<{names}}  {mark:<8}  {visible(field.expected):<{expected}}"
        yield f"{row}  {visible(field.description)}".rstrip()


def _line(fault: FileFault) -> str:
    where = "" if fault.position is None else f":{fault.position.line}:{fault.position.column}"
    pointer = f" (at {fault.pointer})" if fault.pointer else ""
    return f"{fault.file}{where}: {fault.message}{pointer}"
