"""The terminal: what may be written to it, and how wide and colourful."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TextIO

from postlint.cli.choices import Color
from postlint.reporters.style import Style
from postlint.sites.detect import repository_root


def style_for(color: Color, stream: TextIO) -> Style:
    """Colour and width for a stream. `auto` follows NO_COLOR and FORCE_COLOR, then the terminal."""
    is_terminal = stream.isatty()
    if color is Color.AUTO:
        is_colorful = is_terminal and os.environ.get("TERM") != "dumb"
        if os.environ.get("FORCE_COLOR"):
            is_colorful = True
        if os.environ.get("NO_COLOR"):
            is_colorful = False
    else:
        is_colorful = color is Color.ALWAYS
    width = shutil.get_terminal_size().columns if is_terminal else None
    return Style(color=is_colorful, width=width, base=_base())


def _base() -> str:
    """The working folder as seen from the top of the checkout, "" where it is the top or there is none."""
    here = Path.cwd()
    top = Path(os.environ.get("GITHUB_WORKSPACE") or repository_root(here) or here)
    return here.relative_to(top).as_posix().removeprefix(".") if here.is_relative_to(top) else ""
