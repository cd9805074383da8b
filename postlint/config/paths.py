"""Paths as messages and notes show them."""

from __future__ import annotations

from pathlib import Path


def shown(path: Path) -> str:
    """A path as people read it: from the working folder where it is below, else in full."""
    whole = path.absolute()
    here = Path.cwd()
    return (whole.relative_to(here) if whole.is_relative_to(here) else whole).as_posix()


def as_argument(path: Path) -> str:
    """A path as it is typed behind a command."""
    import shlex  # what checks do not need

    written = shown(path)
    return shlex.quote(f"./{written}" if written.startswith("-") else written)
