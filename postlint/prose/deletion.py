"""Tells what to delete along with a part of a post, so that no gap is left."""

from __future__ import annotations

from postlint.model.patterns import late
from postlint.model.text import Span

#: the end of a block's last line and the blank line below it
_BREAK_AND_BLANK = late(r"(?:[ \t]*(?:\r\n|\r|\n)){0,2}")

_SOMETHING = late(r"\S")


def with_blank_line(text: str, part: Span) -> Span:
    """Whole blocks with the blank line below them, or with the one above where they end the post."""
    start, end = part
    if _SOMETHING.search(text, end):
        below = _BREAK_AND_BLANK.match(text, end)
        return Span(start, below.end() if below else end)
    return Span(len(text[:start].rstrip()), end)
