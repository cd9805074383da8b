"""Reads the body of a post: its blocks, and what stands inside them, when somebody asks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from postlint.model.body import (
    CODE_KINDS,
    PICTURE_ENDINGS,
    PROSE_KINDS,
    Block,
    BlockKind,
    Body,
    Reference,
    place_of,
)
from postlint.model.patterns import late
from postlint.model.text import Span
from postlint.reading.blocks import read_blocks
from postlint.reading.templates import INCLUDES, PICTURE_TAGS, PLACEHOLDERS, Masked, mask_templates

if TYPE_CHECKING:
    from postlint.reading.inline import Inline
    from postlint.reading.references import Address


def _equals(*names: str) -> str:
    """A pattern for the `=` behind one of these names, or behind two blanks and who knows what."""
    near = "|".join(rf"(?<={name}=)" for name in names)
    behind_blank = "|".join(rf"(?<={name}\s=)" for name in names)
    last = "".join({name[-1] for name in names})
    return rf"=(?:(?<=[{last}]=)(?:{near})|(?<=\s=)(?:{behind_blank}|(?<=\s\s=)))"


# No image of Markdown or HTML is written without one of these. Each pattern begins with a character that
# is rare in prose, so `re` skips from one to the next: "![", "url(", and the end of "src=", "srcset =",
# "poster  =", but of "a  = b" too; not of "offset="
_BANG = late(r"!(?=\[)")
_URL = late(r"\((?<=url\()")
_SOURCE_EQUALS = late(_equals("src", "srcset", "poster"), re.IGNORECASE)
# the same, and of "style=", without which there is no "url(", and "source=", without which no ":::image"
_EQUALS = late(_equals("src", "srcset", "poster", "style", "source"), re.IGNORECASE)
# "src=", "srcset =", "poster="; each is looked for behind its own first letters, which is fast
_SOURCES = {word: late(word + r"\w*+\s*+=") for word in ("src", "SRC", "poster", "POSTER")}
_DIRECTIVE = ":::image "
# "{% include figure.html", "{{< img"; not "{% if image"
_PICTURE_TAG = late(rf"\{{(?:%[-+]?|\{{[<%])\s*+(?:{'|'.join(sorted(PICTURE_TAGS | INCLUDES))})(?![\w./-])")
# also amid an address: "x.png?w=3"
_PICTURE_ENDING = late(rf"\.(?:{'|'.join(PICTURE_ENDINGS)})", re.IGNORECASE)

_HIDING_KINDS = frozenset({*CODE_KINDS, BlockKind.COMMENT, BlockKind.DEFINITION})


def read_body(text: str, start: int) -> Body:
    """The body that begins at the offset `start` of `text`, which must be the start of a line."""
    contents = _Contents(text, start)
    return Body(lambda: contents.blocks, contents.hidden, contents.images, contents.links_in)


class _Contents:
    """What stands inside the blocks of one post; each block is scanned at most once.

    The scanners are imported when first needed: compiling their patterns takes longer than linting
    a post that has nothing for them.
    """

    def __init__(self, text: str, start: int) -> None:
        self.text = text
        self.start = start
        self._inlines: dict[int, Inline] = {}
        self._tags: dict[int, tuple[Span, ...]] = {}

    @cached_property
    def masked(self) -> Masked:
        return mask_templates(self.text, self.start)

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        return read_blocks(self.masked.text, self.start)

    def hidden(self, row: int) -> tuple[Span, ...]:
        return self.inline(row).hidden if self.blocks[row].kind in PROSE_KINDS else ()

    def images(self) -> tuple[Reference, ...]:
        if not _may_hold_image(self.text):
            return ()  # most posts end here, before their blocks are looked for
        found = [image for row in self.rows_with_images() for image in self.images_in(row)]
        found += [image for tag in self.masked.tags for image in self.template_images(tag)]
        if _DIRECTIVE in self.text:
            found += [image for row in range(len(self.blocks)) for image in self.directives(row)]
        return tuple(sorted(found, key=place_of))

    @cached_property
    def definitions(self) -> dict[str, Address]:
        from postlint.reading.references import read_definitions

        return read_definitions(self.text, (b for b in self.blocks if b.kind is BlockKind.DEFINITION))

    @cached_property
    def imports(self) -> dict[str, Address]:
        from postlint.reading.references import read_imports

        return read_imports(self.text, (b for b in self.blocks if b.kind is BlockKind.TEMPLATE))

    @cached_property
    def starts(self) -> list[int]:
        return [block.span.start for block in self.blocks]

    def inline(self, row: int) -> Inline:
        if row not in self._inlines:
            from postlint.reading.inline import scan_inline

            block = self.blocks[row]
            prose = Span(block.text_start, block.span.end)
            self._inlines[row] = scan_inline(self.masked.text, prose, self.definitions)
        return self._inlines[row]

    def row_at(self, offset: int) -> int:
        """The index of the last block that begins at or before `offset`, -1 for none."""
        return bisect_right(self.starts, offset) - 1

    def rows_with_images(self) -> list[int]:
        """The blocks that may hold an image of Markdown or HTML."""
        text = self.masked.text
        found = (pattern.finditer(text, self.start) for pattern in (_BANG, _URL, _SOURCE_EQUALS))
        return sorted({self.row_at(sign.start()) for sign in chain(*found)} - {-1})

    def tags(self, row: int) -> tuple[Span, ...]:
        """The HTML tags of one block."""
        block = self.blocks[row]
        if block.kind is BlockKind.HTML:
            if row not in self._tags:
                from postlint.reading.references import raw_html_tags

                self._tags[row] = tuple(raw_html_tags(self.masked.text, block))
            return self._tags[row]
        return self.inline(row).tags if block.kind in PROSE_KINDS else ()

    def images_in(self, row: int) -> Iterator[Reference]:
        from postlint.reading.references import markdown_references, tag_images

        for tag in self.tags(row):
            yield from tag_images(self.masked, tag, self.imports)
        if self.blocks[row].kind in PROSE_KINDS:
            yield from markdown_references(self.text, self.inline(row), self.definitions, images=True)

    def links_in(self, row: int) -> tuple[Reference, ...]:
        from postlint.reading.references import markdown_references, tag_links

        links = [link for tag in self.tags(row) for link in tag_links(self.masked, tag)]
        if self.blocks[row].kind in PROSE_KINDS:
            links += markdown_references(self.text, self.inline(row), self.definitions, images=False)
        return tuple(links)

    def template_images(self, tag: Span) -> Iterator[Reference]:
        """The image of a template tag, unless the tag stands in code or a comment."""
        if not (_PICTURE_TAG.match(self.text, tag.start) and _PICTURE_ENDING.search(self.text, *tag)):
            return  # as with most tags
        row = self.row_at(tag.start)
        if row < 0 or self.blocks[row].kind in _HIDING_KINDS:
            return
        from postlint.reading.references import template_images

        for image in template_images(self.text, tag):
            if not self.is_covered(row, tag):
                yield image

    def directives(self, row: int) -> Iterator[Reference]:
        """The images that a block shows by `:::image`, without those in code."""
        block = self.blocks[row]
        is_read = block.kind in PROSE_KINDS or block.kind is BlockKind.TEMPLATE
        if not is_read or self.text.find(_DIRECTIVE, *block.span) < 0:
            return
        from postlint.reading.references import directive_images

        hidden = self.hidden(row)
        for image in directive_images(self.text, block.span):
            before = bisect_right(hidden, image.span) - 1
            if before < 0 or hidden[before].end <= image.span.start:
                yield image

    def is_covered(self, row: int, tag: Span) -> bool:
        """Whether a template tag is part of inline code, of an address or of an HTML tag."""
        kind = self.blocks[row].kind
        if kind not in PROSE_KINDS and kind is not BlockKind.HTML:
            return False
        covers = self.tags(row) if kind is BlockKind.HTML else self.inline(row).hidden
        index = bisect_right(covers, (tag.start, tag.end)) - 1
        # template tags in a row are hidden as one: they do not cover each other
        return (
            index >= 0
            and covers[index].holds(tag)
            and self.masked.text[covers[index].start] not in PLACEHOLDERS
        )


def _may_hold_image(text: str) -> bool:
    """Whether an image can be written anywhere in a text, found without looking at its structure."""
    if _BANG.search(text):
        return True
    if _EQUALS.search(text):  # as in few posts: what follows may take its time
        if any(word in text and _SOURCES[word].search(text) for word in _SOURCES):
            return True
        if _URL.search(text) or _DIRECTIVE in text:
            return True
    return _PICTURE_TAG.search(text) is not None and _PICTURE_ENDING.search(text) is not None
