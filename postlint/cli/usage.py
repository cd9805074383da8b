"""Runs the application, and makes of every mistake in the call one line."""

from __future__ import annotations

from collections.abc import Sequence

import typer

from postlint.cli.typer_inside import UsageError, help_asked_by, sentence_of
from postlint.cli.writing import print_lines
from postlint.errors import PostlintError
from postlint.reporters.visible import visible


def run(app: typer.Typer, words: Sequence[str]) -> int:
    """The exit status of the command that the words call. Raises PostlintError for a mistake in the call."""
    try:
        # "not standalone": mistakes are raised, and a status comes back
        status = app(args=words, prog_name="postlint", standalone_mode=False)
    except UsageError as mistake:
        asked = help_asked_by(mistake)
        if asked is None:
            raise PostlintError(visible(sentence_of(mistake))) from mistake
        text, status = asked
        print_lines([text])
    return int(status or 0)
