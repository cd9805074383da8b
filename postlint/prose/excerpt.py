"""Shows people which paragraph or post is meant."""

from __future__ import annotations

from postlint.model.body import Block
from postlint.model.post import Post
from postlint.model.text import Span

#: code points of a paragraph that are shown
_LONGEST = 40


def beginning(post: Post, block: Block) -> str:
    """The first words of a block as they are written, on one line, with `…` for the rest."""
    span = Span(block.text_start, block.span.end)
    words = post.text[span.start : min(span.end, span.start + 4 * _LONGEST)].split()
    shown = ""
    for word in words:
        if shown and len(shown) + 1 + len(word) > _LONGEST:
            return f"{shown}…"
        shown = f"{shown} {word}".lstrip()
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"


def and_more(path: str, others: int) -> str:
    """A post, and how many others there are: `ferry.md and 2 more posts`."""
    return f"{path} and {others} more post{'s' if others > 1 else ''}" if others else path
