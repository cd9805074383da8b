"""Finds the places where a merge has left both versions of a text, with Git's markers around them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from postlint.model.body import CODE_KINDS
from postlint.model.post import Post
from postlint.model.records import NamedTuple
from postlint.model.text import Span
from postlint.prose.html_code import is_html_code

#: "<<<<<<< HEAD", "=======", ">>>>>>> draft" on lines of their own; not "<<<<<<<<", not "======= x"
#: (https://git-scm.com/docs/git-merge#_how_conflicts_are_presented)
_MARKER = r"^(?:<{7}|={7}(?=\r?$)|>{7})(?=[ \r\n]|\Z)[^\r\n]*"


class Conflict(NamedTuple):
    """One conflict: the line of its opening marker, and all of it with both versions."""

    opening: Span
    whole: Span


def find_conflicts(post: Post) -> tuple[Conflict, ...]:
    """The conflicts of a post in order; those that code shows are left out."""
    if "<<<<<<<" not in post.text:  # as with nearly all posts
        return ()
    return tuple(conflict for conflict in _conflicts(post.text) if not _is_shown(post, conflict))


def _conflicts(text: str) -> Iterator[Conflict]:
    opening: re.Match[str] | None = None
    is_parted = False
    for marker in re.finditer(_MARKER, text, re.MULTILINE):
        sign = marker[0][0]
        if sign == "<":
            opening, is_parted = marker, False
        elif sign == "=":
            is_parted = opening is not None
        elif opening is not None and is_parted:
            yield Conflict(Span(*opening.span()), Span(opening.start(), marker.end()))
            opening, is_parted = None, False


def _is_shown(post: Post, conflict: Conflict) -> bool:
    if conflict.opening.start < post.body_start:
        return False
    block = post.body.block_at(conflict.opening.start)
    if block is None:
        return False
    return block.kind in CODE_KINDS or is_html_code(post, conflict.opening.start)
