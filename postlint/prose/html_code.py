"""Finds the code that a post writes in HTML, which people read as code and not as text."""

from __future__ import annotations

import re
from bisect import bisect_right

from postlint.model.patterns import late
from postlint.model.post import Post
from postlint.model.text import Span

# "<code>", "</pre", "<KBD class"; not "<codec>"
_TAGS = late(r"<(?P<slash>/?)(?P<name>pre|code|kbd|samp|script|style)(?=[\s/>])", re.IGNORECASE)


def is_html_code(post: Post, offset: int) -> bool:
    """Whether a place in the body stands in `<code>`, `<pre>` or the like."""
    spans = post.once(_html_code)
    row = bisect_right(spans, (offset, len(post.text))) - 1
    return row >= 0 and offset < spans[row].end


def _html_code(post: Post) -> tuple[Span, ...]:
    """The outermost elements, sorted; one that is never closed is left out."""
    spans: list[Span] = []
    opened: re.Match[str] | None = None
    for tag in _TAGS.finditer(post.text, post.body_start):
        is_of_opened = opened is not None and opened["name"].lower() == tag["name"].lower()
        if not tag["slash"] and (opened is None or is_of_opened):
            opened = tag
        elif opened is not None and tag["slash"] and is_of_opened:
            spans.append(Span(opened.start(), tag.start()))
            opened = None
    return tuple(spans)
