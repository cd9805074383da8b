"""Counts the words that a post has to read."""

from __future__ import annotations

import re

from postlint.model.body import PROSE_KINDS, BlockKind
from postlint.model.patterns import late
from postlint.model.post import Post
from postlint.model.text import Span
from postlint.prose.folding import plain_words, words_in

#: what is no text in HTML: "<p class='a'>", "<!-- b -->", "<style>c</style>"; not the "d" of "<b>d</b>"
_UNREAD = late(r"<!--.*?(?:-->|\Z)|<(style|script|pre)\b.*?(?:</\1|\Z)|<[^<>]*>", re.DOTALL | re.IGNORECASE)


def count_words(post: Post, enough: int) -> int:
    """The words of the body outside of code, tags and addresses; counting ends at `enough`."""
    count = 0
    for block in post.body.blocks:
        if block.kind in PROSE_KINDS:
            count += sum(1 for _ in words_in(post, Span(block.text_start, block.span.end)))
        elif block.kind is BlockKind.HTML:
            count += len(plain_words(_UNREAD.sub(" ", block.span.of(post.text))))
        if count >= enough:
            break
    return count
