"""The terminal: what may be written to it, and how wide and colourful."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TextIO

from postlint.cli.choices import Color
from postlint.reporters.style import Style
from postlint.sites.detect import repository_root


def style_for(color: Color, stream: TextIO | None) -> Style:
    """Colour and width for a stream, or for a file (None), which is in colour only where that is asked for.
    `auto` follows NO_COLOR and FORCE_COLOR, then the terminal."""
    if stream is None:
        return _in_checkout(Style(color=color is Color.ALWAYS))
    is_terminal = stream.isatty()
    if color is Color.AUTO:
        is_colorful = is_terminal and os.environ.get("TERM") != "dumb"
        if os.environ.get("FORCE_COLOR"):
            is_colorful = True
        if os.environ.get("NO_COLOR"):
            is_colorful = False
    else:
        is_colorful = color is Color.ALWAYS
    return _in_checkout(Style(color=is_colorful, width=_columns() if is_terminal else None))


def _columns() -> int:
    import shutil  # which imports all that packs files

    return shutil.get_terminal_size().columns


def takes_commands() -> bool:
    """Whether this is a job of a service that runs the commands it finds in the log: GitHub's or Azure's."""
    return any(os.environ.get(name) for name in ("GITHUB_ACTIONS", "TF_BUILD"))


def _in_checkout(style: Style) -> Style:
    """The style with what is known of the checkout; the working folder is its top where there is none."""
    here = Path.cwd()
    top = Path(os.environ.get("GITHUB_WORKSPACE") or repository_root(here) or here)
    if not here.is_relative_to(top):
        top = here
    base = "" if here == top else here.relative_to(top).as_posix()
    return style._replace(base=base, top=top.as_posix(), files=_files())


def _files() -> str:
    """The address of the checkout's files on the service whose job this is, "" outside of one.

    https://docs.github.com/actions/reference/workflows-and-actions/variables,
    https://docs.gitlab.com/ci/variables/predefined_variables/
    """
    says = os.environ.get
    if says("GITHUB_REPOSITORY") and says("GITHUB_SHA"):
        server = says("GITHUB_SERVER_URL") or "https://github.com"
        return f"{server}/{says('GITHUB_REPOSITORY')}/blob/{says('GITHUB_SHA')}/"
    if says("CI_PROJECT_URL") and says("CI_COMMIT_SHA"):
        return f"{says('CI_PROJECT_URL')}/-/blob/{says('CI_COMMIT_SHA')}/"
    return ""
