"""The body of a post as blocks, prose and references."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from enum import StrEnum
from functools import cached_property

from postlint.model.records import NamedTuple, dataclass
from postlint.model.text import Span


class BlockKind(StrEnum):
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST_ITEM = "list-item"
    QUOTE = "quote"
    TABLE = "table"
    FENCED_CODE = "fenced-code"
    INDENTED_CODE = "indented-code"
    HTML = "html"
    COMMENT = "comment"
    TEMPLATE = "template"
    DEFINITION = "definition"
    RULE = "rule"


#: kinds whose text people read as sentences
PROSE_KINDS = frozenset(
    {BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.LIST_ITEM, BlockKind.QUOTE, BlockKind.TABLE}
)
#: kinds whose text is code
CODE_KINDS = frozenset({BlockKind.FENCED_CODE, BlockKind.INDENTED_CODE})
#: kinds that show nothing
SILENT_KINDS = frozenset({BlockKind.COMMENT, BlockKind.DEFINITION, BlockKind.RULE})

#: endings of names of pictures, in small letters
PICTURE_ENDINGS = (
    "apng",
    "avif",
    "bmp",
    "gif",
    "heic",
    "ico",
    "jfif",
    "jpe",
    "jpeg",
    "jpg",
    "jxl",
    "png",
    "svg",
    "tif",
    "tiff",
    "webp",
)


#: what Pelican puts before the address of a file (https://docs.getpelican.com/en/latest/content.html)
PELICAN_PREFIXES = ("{static}", "{attach}", "{filename}", "|static|", "|attach|", "|filename|")


#: takes what a scheme may have beside letters and digits out of it: `svn+ssh`, `chrome-extension`
_IN_SCHEMES = str.maketrans("", "", "+-")


class Block(NamedTuple):
    """A run of whole lines that belong together.

    `span` covers the lines without the last line break. `text_start` is where its text begins,
    after a heading's `#`, a list marker or a quote's `>`.
    """

    kind: BlockKind
    span: Span
    text_start: int


def level_of(text: str, heading: Block) -> int:
    """1 to 6; a heading without `#` is underlined with `=` or `-`."""
    marks = text.count("#", heading.span.start, heading.text_start)
    return marks or (1 if text[heading.span.end - 1] == "=" else 2)


class Reference(NamedTuple):
    """An image or a link, in whichever syntax.

    `target` is the address as written, without quotes or angle brackets; `target_span` covers
    exactly that text; `span` covers the whole construct. `alt` is None where the syntax has no
    place for it, or where an `<img>` has neither an `alt` attribute nor one that stands in for it;
    it is "" where an attribute says that the image is decoration. `syntax` names the construct:
    "markdown", "reference", "html", "srcset", "template", "wiki", "css", "directive" for
    `:::image`, "front-matter", or "include" for Jekyll's tag of that name and for tags of the
    site's own, which may put any folder before the address.
    """

    target: str
    target_span: Span
    span: Span
    syntax: str
    alt: str | None = None

    @property
    def path(self) -> str:
        """The address without query and fragment."""
        return path_in(self.target)

    @property
    def is_remote(self) -> bool:
        """Whether the address leaves the site: a scheme (`https:`, `data:`) or `//host`."""
        target = self.target.lstrip()
        if target.startswith("//"):
            return True
        scheme, colon, _ = target.partition(":")
        # one letter before the colon is a Windows drive, which is a path and not a scheme
        return (
            bool(colon)
            and len(scheme) > 1
            and scheme.translate(_IN_SCHEMES).isalnum()
            and scheme[0].isalpha()
        )

    @property
    def is_dynamic(self) -> bool:
        """Whether the address is only known when the generator runs: `{{ page.image }}`, an alias
        such as `@/` or `~/`, a plugin's `{photo}`, or a relative one in a tag whose template is the
        site's own."""
        target = self.target
        if target.startswith("{") and not target.startswith(PELICAN_PREFIXES):
            return True
        if "{{" in target or "{%" in target or "${" in target:
            return True
        if target.startswith(("@", "~", "$lib/")):
            return "/" in target
        return self.syntax == "include" and not target.startswith("/")


def path_in(address: str) -> str:
    """An address without query and fragment."""
    return address.partition("#")[0].partition("?")[0]


def place_of(reference: Reference) -> tuple[Span, Span]:
    """What references are sorted by: none of them may be compared by its other fields."""
    return reference.span, reference.target_span


@dataclass(frozen=True, eq=False)
class Body:
    """The blocks of a post in order, and what is written inside them.

    Each part is read when first asked for: most posts have nothing that makes a rule ask.
    """

    read_blocks: Callable[[], tuple[Block, ...]]
    read_hidden: Callable[[int], tuple[Span, ...]]
    """Gives the hidden spans of the block with an index; asked only for what somebody wants."""
    read_images: Callable[[], tuple[Reference, ...]]
    read_links: Callable[[int], tuple[Reference, ...]]
    """Gives the links of the block with an index."""

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        return self.read_blocks()

    @cached_property
    def images(self) -> tuple[Reference, ...]:
        """The images in the order written."""
        return self.read_images()

    @property
    def has_read_images(self) -> bool:
        """Whether somebody has asked for the images."""
        return "images" in self.__dict__

    @cached_property
    def links(self) -> tuple[Reference, ...]:
        """The links in the order written."""
        return self._links_of(range(len(self.blocks)))

    def links_near(self, offset: int) -> tuple[Reference, ...]:
        """The last two links that begin at `offset` or before it: one may stand within the other."""
        end = bisect_right(self.links, offset, key=lambda link: link.span.start)
        return self.links[max(0, end - 2) : end]

    def links_in(self, span: Span) -> tuple[Reference, ...]:
        """The links of the blocks that `span` touches."""
        return self._links_of(self._rows(span))

    def _links_of(self, rows: range) -> tuple[Reference, ...]:
        return tuple(sorted((link for row in rows for link in self.read_links(row)), key=place_of))

    @cached_property
    def paragraphs(self) -> tuple[Block, ...]:
        """The prose paragraphs alone."""
        return tuple(block for block in self.blocks if block.kind is BlockKind.PARAGRAPH)

    @cached_property
    def _starts(self) -> list[int]:
        return [block.span.start for block in self.blocks]

    def block_at(self, offset: int) -> Block | None:
        """The block in whose lines an offset stands."""
        index = bisect_right(self._starts, offset) - 1
        if index < 0 or offset > self.blocks[index].span.end:
            return None
        return self.blocks[index]

    def hidden_in(self, span: Span) -> tuple[Span, ...]:
        """What readers do not read as text in the prose blocks that `span` touches: inline code, HTML
        tags and comments, addresses of links and images, template tags. Sorted, not overlapping."""
        return tuple(hidden for row in self._rows(span) for hidden in self.read_hidden(row))

    def is_hidden(self, span: Span) -> bool:
        """Whether any part of `span` is inline code, an address, a tag or the like."""
        return any(_is_touched(self.read_hidden(row), span) for row in self._rows(span))

    def _rows(self, span: Span) -> range:
        """The indexes of the blocks that a span touches."""
        first = max(0, bisect_right(self._starts, span.start) - 1)
        return range(first, bisect_left(self._starts, span.end))

    def is_prose(self, span: Span) -> bool:
        """Whether `span` lies inside one block of readable text and touches nothing hidden."""
        block = self.block_at(span.start)
        return (
            block is not None
            and block.kind in PROSE_KINDS
            and block.span.holds(span)
            and not self.is_hidden(span)
        )


def _is_touched(hidden: tuple[Span, ...], span: Span) -> bool:
    # sorted and apart: if the last one that starts before our end does not reach us, none does
    index = bisect_left(hidden, (span.end,)) - 1
    return index >= 0 and hidden[index].end > span.start
