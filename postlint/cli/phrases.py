"""`postlint phrases mine`: the words that too many posts of a site begin or end with."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Annotated

import typer

from postlint.cli.choices import Color
from postlint.cli.commands import Command, Group
from postlint.cli.console import style_for
from postlint.cli.options import ColorOption, ConfigOption
from postlint.cli.progress import progress
from postlint.cli.writing import print_lines, print_note
from postlint.config.show import as_toml
from postlint.engine.discover import discover
from postlint.engine.work import read_file
from postlint.engine.workspace import Settings, Workspace
from postlint.phrases.mining import Limits, Mine, Mined, Spot
from postlint.phrases.model import Scope
from postlint.reading import read_post
from postlint.reporters.style import Style
from postlint.reporters.visible import visible
from postlint.schema.words import count

phrases_app = typer.Typer(cls=Group, no_args_is_help=True, epilog="postlint phrases mine")

#: where a mined phrase is to be looked for, so that it is not reported in the middle of a sentence
_SCOPES = {spot: Scope.TITLE if spot is Spot.TITLE else Scope.OPENER for spot in Spot}


class MineFormat(StrEnum):
    TABLE = "table"
    TOML = "toml"
    JSON = "json"


@phrases_app.callback()
def _phrases() -> None:
    """Look at the phrases that posts repeat."""


@phrases_app.command(
    cls=Command,
    epilog="""
        postlint phrases mine                        # a table
        postlint phrases mine _posts --format toml   # blocks for your postlint.toml
    """,
)
def mine(
    paths: Annotated[
        list[str] | None, typer.Argument(help="Posts and folders to look at.", show_default=".")
    ] = None,
    *,
    least_posts: Annotated[
        int, typer.Option(min=2, help="How many posts must have the words.")
    ] = Limits().posts,
    least_share: Annotated[
        float,
        typer.Option(min=0, max=1, help="What share of the posts must have them: 0.01 is one in a hundred."),
    ] = Limits().share,
    least_times: Annotated[
        float, typer.Option(min=0, help="How many times as often as elsewhere they must come there.")
    ] = Limits().times,
    limit: Annotated[int, typer.Option(min=1, help="How many phrases to show at most.")] = 30,
    output_format: Annotated[
        MineFormat,
        typer.Option(
            "--format",
            "--output-format",
            metavar="FORMAT",
            help="A table, JSON, or TOML for your postlint.toml.",
        ),
    ] = MineFormat.TABLE,
    config: ConfigOption = None,
    color: ColorOption = Color.AUTO,
) -> None:
    """Show with which words suspiciously many posts begin or end, for your own list of phrases to avoid.

    Looked at are first sentences of posts and sections, last paragraphs, and labels in front of titles.
    What the packs of filler report already is left out.
    “times” says how many times as often the words stand there as elsewhere.
    """
    mined = _mine(paths or ["."], Settings(config=config))
    found = mined.phrases(Limits(least_posts, least_share, least_times))
    new = [each for each in found if not each.is_reported]
    shown = new[:limit]
    if output_format is MineFormat.JSON:
        record = {"posts": len(mined.paths), "phrases": [_record(each) for each in shown]}
        print_lines([json.dumps(record, indent=2, ensure_ascii=False)])
    elif output_format is MineFormat.TOML:
        print_lines(_toml(shown, len(mined.paths)))
    else:
        print_lines(_table(shown, style_for(color, sys.stdout)))
    print_note(f"looked at {count(len(mined.paths), 'file')}: {_summary(found, new, shown)}")


def _mine(paths: Sequence[str], settings: Settings) -> Mine:
    workspace = Workspace(settings)
    sources = discover(paths, is_excluded=workspace.is_excluded, excludes_named=False).sources
    mined = Mine()
    with progress(is_wanted=True) as on_progress:
        for done, source in enumerate(sources, 1):
            try:
                raw = read_file(source.path)
            except OSError as error:
                print_note(visible(f"postlint: cannot read {source.shown}: {error.strerror or error}"))
            else:
                mined.add(read_post(raw, workspace.path_of(source)), source.shown)
            if on_progress is not None:
                on_progress(done, len(sources))
    return mined


def _summary(found: Sequence[Mined], new: Sequence[Mined], shown: Sequence[Mined]) -> str:
    parts = [count(len(shown), "phrase") if shown else "nothing suspicious"]
    if len(new) > len(shown):
        parts.append(f"{len(new) - len(shown)} more with a larger --limit")
    if len(found) > len(new):
        parts.append(f"{len(found) - len(new)} reported by the packs already")
    return ", ".join(parts)


def _table(found: Sequence[Mined], style: Style) -> Iterator[str]:
    ink = style.ink
    width = max((len(each.text) for each in found), default=0)
    if found:
        head = f"{'posts':>6}  {'share':>6}  {'times':>6}  {'where':<14}  {'phrase':<{width}}  for example"
        yield f"{ink.faint}{head}{ink.off}"
    for each in found:
        times = "" if each.times is None else f"{each.times:.0f}×"
        known = f"  (in the pack {each.pack})" if each.pack else ""
        first = each.examples[0]
        yield (
            f"{each.posts:>6}  {each.share:>6.1%}  {times:>6}  {each.spot:<14}  "
            f"{ink.note}{visible(each.text):<{width}}{ink.off}  "
            f"{ink.path}{visible(first.path)}:{first.line}{ink.off}{known}"
        )


def _record(each: Mined) -> dict[str, object]:
    return {
        "text": each.text,
        "where": each.spot.value,
        "posts": each.posts,
        "share": round(each.share, 4),
        "times": None if each.times is None else round(each.times, 1),
        "pack": each.pack,
        "examples": [example._asdict() for example in each.examples],
    }


def _toml(found: Sequence[Mined], posts: int) -> Iterator[str]:
    """Tables for the configuration, each phrase once."""
    done: set[tuple[str, Scope]] = set()
    for each in found:
        scope = _SCOPES[each.spot]
        if (each.text, scope) in done:
            continue
        if done:
            yield ""
        done.add((each.text, scope))
        yield f"# {each.spot}: {each.posts} of {posts}, for example {visible(each.examples[0].path)}"
        yield "[[phrases]]"
        yield f"match = {as_toml(each.text)}"
        yield f"scope = {as_toml([scope])}"
        yield 'severity = "info"'
        yield 'message = "many posts have it"'
