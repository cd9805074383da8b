"""`postlint rule` and `postlint rules`: what the rules say of themselves."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated

import typer

from postlint.cli.choices import Color
from postlint.cli.completing import complete_rule
from postlint.cli.console import style_for
from postlint.cli.options import ColorOption
from postlint.cli.writing import print_lines
from postlint.config.shapes import options_table
from postlint.config.suggest import no_such_rule
from postlint.errors import PostlintError
from postlint.pages import rule_page
from postlint.registry import all_rules, find_rule
from postlint.reporters.style import Style
from postlint.rule import Rule

RULE_EXAMPLES = """
    postlint rule IM401                 # by its code
    postlint rule image-not-found       # or by its name
"""
RULES_EXAMPLES = """
    postlint rules                      # a table
    postlint rules --format json        # for a program
"""


class ListFormat(StrEnum):
    TEXT = "text"
    JSON = "json"


def rule(
    name: Annotated[
        str,
        typer.Argument(
            metavar="RULE", help="A code or a name: IM401, image-not-found.", autocompletion=complete_rule
        ),
    ],
    color: ColorOption = Color.AUTO,
) -> None:
    """Explain a rule: why it is there, what is bad, what is good, and its options."""
    found = find_rule(name)
    if found is None:
        raise PostlintError(no_such_rule(name, all_rules(), or_family=False))
    print_lines(_page(found, style_for(color, sys.stdout)))


def rules(
    output_format: Annotated[
        ListFormat,
        typer.Option("--format", "--output-format", metavar="FORMAT", help="How the list is written."),
    ] = ListFormat.TEXT,
    color: ColorOption = Color.AUTO,
) -> None:
    """List every rule with its code, name, severity and summary."""
    if output_format is ListFormat.JSON:
        print_lines([json.dumps([_record(each) for each in all_rules()], indent=2)])
    else:
        print_lines(_table(style_for(color, sys.stdout)))


def _page(found: Rule, style: Style) -> Iterator[str]:
    """The rule's page as the terminal shows it: headings in colour, examples and code indented."""
    ink = style.ink
    in_code = False
    for line in rule_page(found):
        if line.startswith("```"):
            in_code = not in_code
        elif in_code:
            yield f"    {line}".rstrip()
        elif line.startswith("# "):
            yield f"{ink.path}{line[2:]}{ink.off}"
        elif line.startswith("## "):
            yield f"{ink.note}{line[3:]}{ink.off}"
        elif line.startswith("*"):
            yield f"{ink.faint}{line.strip('*')}{ink.off}"
        else:
            yield line


def _table(style: Style) -> Iterator[str]:
    ink = style.ink
    width = max(len(each.name) for each in all_rules())
    for each in all_rules():
        severity = each.severity.value if each.enabled else "off"
        color = ink.severity[each.severity] if each.enabled else ink.faint
        mark = "fix" if each.fixable else "   "
        yield (
            f"{ink.path}{each.code}{ink.off}  {each.name:<{width}}  {color}{severity:<7}{ink.off}  "
            f"{mark}  {each.summary}"
        ).rstrip()


def _record(each: Rule) -> dict[str, object]:
    return {
        "code": each.code,
        "name": each.name,
        "summary": each.summary,
        "severity": each.severity.value,
        "enabled": each.enabled,
        "fixable": each.fixable,
        "since": each.since,
        "options": {
            key: {"default": option.default, "help": option.help}
            for key, option in options_table(each).keys.items()
        },
    }
