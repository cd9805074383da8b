"""Tells which lines of a body belong together, so that no comment comes between them.

A generator may take for one paragraph what are several blocks to us: a shortcode and the text below it. And a
line of attributes belongs to the block that it touches.
"""

from __future__ import annotations

from bisect import bisect_left

from postlint.model.body import Block, BlockKind
from postlint.model.post import Post
from postlint.model.text import Span, line_above

#: kinds that begin anew below a line of text, as CommonMark has it; HTML and headings do not always
_INTERRUPTING = frozenset(
    {BlockKind.FENCED_CODE, BlockKind.RULE, BlockKind.QUOTE, BlockKind.LIST_ITEM, BlockKind.COMMENT}
)
#: kinds that end with their last line, where they are written so
_ENDS: dict[BlockKind, str | tuple[str, ...]] = {
    BlockKind.HEADING: "",
    BlockKind.RULE: "",
    BlockKind.HTML: "<",
    BlockKind.COMMENT: ("<!--", "{/*"),
    BlockKind.FENCED_CODE: ("`", "~"),
    # an abbreviation, "*[HTML]: …", is a paragraph to most
    BlockKind.DEFINITION: "[",
}
#: what begins a line with attributes, as of kramdown: "{: .note}"
_ATTRIBUTES = "{:"


def lines_with(post: Post, block: Block) -> Span:
    """A block with the blocks above and below it from which nothing may part it."""
    blocks = post.body.blocks
    number = bisect_left(blocks, block.span, key=lambda each: each.span)
    first = last = number
    while first and _are_bound(post, blocks[first - 1], blocks[first]):
        first -= 1
    while last + 1 < len(blocks) and _are_bound(post, blocks[last], blocks[last + 1]):
        last += 1
    return Span(blocks[first].span.start, blocks[last].span.end)


def _are_bound(post: Post, above: Block, below: Block) -> bool:
    """Whether a comment between two blocks might part what belongs together."""
    if line_above(post.text, below.span.start).start > above.span.end:
        return False
    if _has_attributes(post, above) or _has_attributes(post, below):
        return True
    if _begins_anew(post, below):
        return False
    written = _ENDS.get(above.kind)
    return written is None or not post.text.startswith(written, above.text_start)


def _has_attributes(post: Post, block: Block) -> bool:
    return block.kind is BlockKind.TEMPLATE and post.text.startswith(_ATTRIBUTES, block.text_start)


def _begins_anew(post: Post, block: Block) -> bool:
    """Whether a block ends a paragraph above it."""
    if block.kind is BlockKind.HEADING:
        return "#" in post.text[block.span.start : block.text_start]
    return block.kind in _INTERRUPTING
