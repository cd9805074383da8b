"""What phrases are looked for in: blocks of prose and the values of the front matter."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from itertools import zip_longest

from postlint.model.body import PROSE_KINDS, Block, BlockKind
from postlint.model.fields import EXCERPTS
from postlint.model.front_matter import FrontMatter, Scalar
from postlint.model.post import Post
from postlint.model.records import dataclass
from postlint.model.text import Span
from postlint.phrases.folding import Places, fold, squeeze
from postlint.phrases.model import Scope

#: the front-matter keys that are read, and as which scope
FRONT_KEYS = {"title": Scope.TITLE, **dict.fromkeys(EXCERPTS, Scope.EXCERPT)}


@dataclass(frozen=True, eq=False)
class Passage:
    """A text that people read in one go: a block's, or a front-matter value's.

    `text` is written in the post from `start` on, or, where `start` is None, with escapes
    somewhere in `room`. `room` is the text's place: no edit may leave it. `block` and `following`
    are the block and the one after it, None for front matter; `opens_post` tells the first
    paragraph; `is_plain` a front-matter value without quotes.
    """

    scope: Scope
    text: str
    start: int | None
    room: Span
    block: Block | None = None
    following: Block | None = None
    opens_post: bool = False
    is_plain: bool = False

    @cached_property
    def folded(self) -> str:
        return fold(self.text)

    @cached_property
    def squeezed(self) -> str:
        """As long as `folded`, with its letter case kept."""
        return squeeze(self.text)

    @property
    def is_quotation(self) -> bool:
        """Whether it is a block quote; a callout, which begins with `[!NOTE]`, has the author's own words."""
        is_quote = self.block is not None and self.block.kind is BlockKind.QUOTE
        return is_quote and not self.text.startswith("[!")

    def span(self, start: int, end: int) -> Span:
        """Where a piece of `folded` is written; all of the room where that cannot be told."""
        return self.room if self.start is None else self._places.span(start, end).shifted(self.start)

    def is_quoted(self, start: int, end: int) -> bool:
        """Whether a piece of `folded` stands in quotation marks, as words of somebody else."""
        if bisect_left(self._quotes, start) % 2 == 1:
            return True
        after = self.folded[end : end + 3].lstrip(".,:;!?")
        return self.folded[max(0, start - 1) : start] == "'" and after.startswith("'")

    @property
    def leads_on(self) -> bool:
        """Whether it is a paragraph with a block after it."""
        is_paragraph = self.block is not None and self.block.kind is BlockKind.PARAGRAPH
        return is_paragraph and self.following is not None

    @cached_property
    def _places(self) -> Places:
        return Places(self.text)

    @cached_property
    def _quotes(self) -> list[int]:
        return [at for at, char in enumerate(self.folded) if char == '"']


def body_passages(post: Post) -> tuple[Passage, ...]:
    """The blocks of prose in the body, in order."""
    return tuple(_prose(post))


def _prose(post: Post) -> Iterator[Passage]:
    blocks = post.body.blocks
    opening = next(iter(post.paragraphs), None)
    for block, following in zip_longest(blocks, blocks[1:]):
        if block.kind in PROSE_KINDS:
            yield Passage(
                scope=Scope.HEADING if block.kind is BlockKind.HEADING else Scope.BODY,
                text=post.text[block.text_start : block.span.end],
                start=block.text_start,
                room=Span(block.text_start, block.span.end),
                block=block,
                following=following,
                opens_post=block is opening,
            )


def front_values(front: FrontMatter) -> Iterator[tuple[Scope, str, str]]:
    """The scope, key and text of each front-matter value in which phrases are looked for."""
    values = front.values or {}
    for key, scope in FRONT_KEYS.items():
        value = values.get(key)
        if isinstance(value, str):
            yield scope, key, value


def front_passage(post: Post, front: FrontMatter, scope: Scope, key: str, value: str) -> Passage:
    """A front-matter value, placed where it is written."""
    node = front.node(key)
    is_plain = isinstance(node, Scalar) and node.style == "plain"
    at = node.span.of(post.text).find(value)
    if at < 0:
        return Passage(scope, value, None, node.span, is_plain=is_plain)
    start = node.span.start + at
    return Passage(scope, value, start, Span(start, start + len(value)), is_plain=is_plain)
