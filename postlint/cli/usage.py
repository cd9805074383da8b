"""Runs the application, and makes of every mistake in the call one line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import typer

from postlint.cli.writing import print_lines
from postlint.errors import PostlintError
from postlint.model.hints import question
from postlint.reporters.visible import visible

#: what all mistakes in a call have in common; of them typer exports only this one
_UsageError: Any = typer.BadParameter.__base__

#: typer's words, and ours
_WORDS = {
    "a valid integer range": "a whole number",
    "a valid int range": "a whole number",
    "a valid integer": "a whole number",
    "a valid float range": "a number",
    "a valid float": "a number",
    "does not match the formats '%Y-%m-%d'": "is not a day such as 2025-03-04",
    "is not in the range x>=": "is less than ",
    # its own question, which it asks for commands only
    ". Did you mean": "; did you mean",
}


def run(app: typer.Typer, words: Sequence[str]) -> int:
    """The exit status of the command that the words call. Raises PostlintError for a mistake in the call."""
    try:
        # "not standalone": mistakes are raised, and a status comes back
        status = app(args=words, prog_name="postlint", standalone_mode=False)
    except _UsageError as mistake:
        if type(mistake).__name__ == "NoArgsIsHelpError":  # a group without a command; typer asks it so, too
            print_lines([mistake.format_message()])
            return int(mistake.exit_code)
        raise PostlintError(visible(_sentence(mistake))) from mistake
    return int(status or 0)


def _sentence(mistake: Any) -> str:
    """What typer says of a mistake, told as all others are: lower case, no full stop, and what was meant."""
    near = getattr(mistake, "possibilities", None)
    said = str(mistake.message if near else mistake.format_message())
    for theirs, ours in _WORDS.items():
        said = said.replace(theirs, ours)
    said = f"{said[:1].lower()}{said[1:].rstrip('.')}"
    return f"{said}; {question(near[0])}" if near else said
