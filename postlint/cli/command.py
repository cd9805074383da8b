"""Names the command that this process was called with: all that what it says depends on, but the site."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from postlint.engine.replay import Command, command

#: variables that change how findings look
_VARIABLES = (
    "NO_COLOR",
    "FORCE_COLOR",
    "TERM",
    "COLUMNS",
    "GITHUB_ACTIONS",
    "TF_BUILD",
    "GITHUB_WORKSPACE",
    "GITHUB_SERVER_URL",
    "GITHUB_REPOSITORY",
    "GITHUB_SHA",
    "CI_PROJECT_URL",
    "CI_COMMIT_SHA",
)


def command_of(options: Mapping[str, object], cache: Path | None, path: str) -> Command:
    """`options` are all that was given with it, `cache` is the folder with results that they name, `path` the
    first that is to be checked."""
    is_terminal = sys.stdout.isatty()
    told = (
        dict(options),
        [os.environ.get(name) for name in _VARIABLES],
        is_terminal,
        sys.stderr.isatty(),
        os.get_terminal_size() if is_terminal else None,
    )
    return command(told, cache, path)
