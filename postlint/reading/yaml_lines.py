"""Lines of YAML, without the blanks at their ends and the comments behind their values."""

from __future__ import annotations

import re

from postlint.model.text import Span, line_around
from postlint.model.text import line_above as whole_line_above

_BREAK = re.compile(r"[ \t]*(?:\r\n|\r|\n|\Z)")
_COMMENT = re.compile(r"[ \t]+#[^\r\n]*\Z")
# matches `title:`, `- a`, `"a": b`; must not match `A note: that` nor `-a`
_ENTRY = re.compile(r"""[ ]*+(?:-(?:[ ]|\Z)|(?:[\w.-]++|"[^"]*+"|'[^']*+')[ ]*+:(?:\s|\Z))""")


def line_at(text: str, offset: int, within: Span | None = None) -> Span:
    """The line of an offset; `within` is the block of the text that it may not leave."""
    return _without_blanks(text, line_around(text, offset, within))


def line_above(text: str, line: Span, within: Span | None = None) -> Span:
    """The line above another; that line itself where it is the first."""
    return _without_blanks(text, whole_line_above(text, line.start, within))


def line_below(text: str, end: int) -> Span:
    """The line below the one whose content ends at `end`; empty at the end of the text."""
    line_break = _BREAK.match(text, end)
    start = line_break.end() if line_break else end
    return _without_blanks(text, line_around(text, start, Span(start, len(text))))


def lines_of(block: str, fault: Span) -> list[Span]:
    """The lines that may be to blame: where a fault is seen, where its construct begins, and above."""
    seen = line_at(block, fault.end)
    return [seen, line_at(block, fault.start), line_above(block, seen)]


def is_entry(line: str) -> bool:
    """Whether a line begins with a key or as the item of a list."""
    return _ENTRY.match(line) is not None


def without_comment(value: str) -> str:
    return _COMMENT.sub("", value).rstrip()


def _without_blanks(text: str, line: Span) -> Span:
    return Span(line.start, line.start + len(line.of(text).rstrip(" \t")))
