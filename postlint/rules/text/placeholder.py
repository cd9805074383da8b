"""Something that was to be replaced before publishing.

## Why
“Lorem ipsum”, “[insert quote]” or a picture that shows its own size tell readers that nobody looked at
the page. In a title or description it stands in every list and search result.

## Bad
    ---
    title: Your title here
    image: https://placehold.co/600x400
    ---

    Lorem ipsum dolor sit amet, consectetur adipiscing elit.

    The mayor said: [insert quote]

## Good
    ---
    title: The harbour opens again
    image: https://images.harbour-news.net/harbour.jpg
    ---

    The harbour opens again in May.

## Limits
Only sure forms: running text of “Lorem ipsum dolor”, told once for a post; `TKTK` and `[TK …]`, the
editors' mark for “to come”; brackets with “insert …” or “your … here”; “Description goes here” as a whole
paragraph; pictures of services for placeholders and of example.com. In `title`, `excerpt`, `description`
and `summary` also TK, TODO or TBD alone. Code, block quotes and quotations are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from postlint.model.body import PROSE_KINDS, Block, BlockKind
from postlint.model.fields import EXCERPTS
from postlint.model.findings import Finding, Severity
from postlint.model.patterns import late
from postlint.model.post import Post
from postlint.model.text import Span, once_each
from postlint.rule import rule
from postlint.sites.base import Site
from postlint.sites.images import IMAGE_FIELDS, PLACEHOLDER_HOST, labelled_images, placeholder_host

_LOREM = "orem ipsum dolor"

#: code points of a placeholder that a message shows
_LONGEST_SHOWN = 40
#: code points of a quotation before a placeholder in it
_LONGEST_QUOTED = 400

# Runs over every post: it begins with a plain character, which `re` looks for as fast as `in`.
# "[TK]", "[TK: price]", "[insert quote]", "[Your name here]"; not "[insert a row](x.md)", "[your agency]"
_BRACKETS = late(
    r"""\[(?:TK\b[^\[\]\r\n]{0,60}
           |(?:insert|Insert|INSERT)[ ][^\[\]\r\n]{2,60}
           |(?:your|Your|YOUR|add|Add|enter|Enter|put|Put|write|Write)[ ][^\[\]\r\n]{1,60}[ ](?:here|HERE)
         )\](?![(\[:])""",
    re.VERBOSE,
)
_TO_COME = late(r"(?<![\w/.-])(?:TK){2,}(?![\w-])")

_THING = r"(?:title|subtitle|headline|description|excerpt|summary|text|content|caption|intro(?:duction)?)"
_ARTICLE = r"(?:(?:the|a|an|your|my|short|brief|post|page|blog|article|some)[ ])*"
# takes `Your title here`, `Description goes here.`, `Insert text here`; not `The title`, `I live here`
_WHOLE = late(
    rf"""(?: {_ARTICLE} {_THING} [ ] goes [ ] here
           | (?: your | (?:insert|add|enter|put|write|type) (?:[ ]your)? ) [ ] {_ARTICLE} {_THING} [ ] here
         ) [.!…]*""",
    re.VERBOSE | re.IGNORECASE,
)
# takes ` sit amet, consectetur`, ` sit amet.` at the end of a block; not ` sit amet is Latin`
_LATIN = late(r"(?:\s+sit\s+amet)?(?:[,.]?\s+con\w+|[^\w\s]*\s*\Z)", re.IGNORECASE)
# takes `TKTK`, `TODO`, `TBD`, `Lorem ipsum dolor sit amet`; not `TK Maxx`, `Lorem ipsum explained`
_VALUE = late(r"(?:TK)+|TODO|TBD|[Ll]orem ipsum(?: dolor\b.*)?", re.DOTALL)


@rule("TX707", severity=Severity.WARNING, since="0.1.0")
def check(post: Post, site: Site, options: object) -> Iterator[Finding]:
    yield from _in_fields(post)
    if PLACEHOLDER_HOST.search(post.text):
        yield from _images(post)
    yield from _in_body(post)


def _in_fields(post: Post) -> Iterator[Finding]:
    if post.front is None or not post.front.values:
        return
    for field in ("title", *EXCERPTS):
        value = post.front.values.get(field)
        if isinstance(value, str) and _is_placeholder(value.strip()):
            shown = value.strip()[:_LONGEST_SHOWN]
            yield Finding(post.front.locate_text(field), f"`{field}` is a placeholder: “{shown}”")


def _is_placeholder(value: str) -> bool:
    # most values are spared the longer patterns, which take longer to be compiled than all else here
    forms = (_VALUE, *([_WHOLE] if "here" in value.lower() else []), *([_BRACKETS] if "[" in value else []))
    return any(form.fullmatch(value) for form in forms)


def _images(post: Post) -> Iterator[Finding]:
    images = (image for _, image in labelled_images(post, IMAGE_FIELDS))
    for image in once_each(images, lambda image: image.target_span):
        host = placeholder_host(image.target)
        if host is not None:
            yield Finding(image.target_span, f"placeholder image of {host}")


def _in_body(post: Post) -> Iterator[Finding]:
    lorem = (place for place in _places(post, _LOREM) if _is_filler(post, place))
    for place in islice(lorem, 1):
        yield _finding(post, Span(place.start - 1, place.end))
    for form in (_BRACKETS, _TO_COME) if "TKTK" in post.text else (_BRACKETS,):
        for found in form.finditer(post.text, post.body_start):
            place = Span(*found.span())
            if _is_running_text(post, place) and not _is_link(post, place):
                yield _finding(post, place)
    for place in _places(post, "goes here"):
        block = post.body.block_at(place.start)
        if block is not None and block.kind in PROSE_KINDS and block.kind is not BlockKind.QUOTE:
            yield from _whole_block(post, Span(block.text_start, block.span.end))


def _places(post: Post, words: str) -> Iterator[Span]:
    """Where `words` stand in the body; at least one other character stands before them."""
    at = post.text.find(words, post.body_start + 1)
    while at >= 0:
        yield Span(at, at + len(words))
        at = post.text.find(words, at + len(words))


def _whole_block(post: Post, place: Span) -> Iterator[Finding]:
    is_short = place.end - place.start <= 2 * _LONGEST_SHOWN
    if is_short and _WHOLE.fullmatch(place.of(post.text).strip()):
        yield _finding(post, place)


def _finding(post: Post, place: Span) -> Finding:
    return Finding(place, f"placeholder left in the text: “{place.of(post.text)[:_LONGEST_SHOWN]}”")


def _is_running_text(post: Post, place: Span) -> bool:
    block = post.body.block_at(place.start)
    if block is None or block.kind is BlockKind.QUOTE or not post.body.is_prose(place):
        return False
    return not _is_quoted(post.text, block, place)


def _is_quoted(text: str, block: Block, place: Span) -> bool:
    before = text[max(block.text_start, place.start - _LONGEST_QUOTED) : place.start]
    return before.count('"') % 2 == 1 or before.rfind("“") > before.rfind("”")


def _is_filler(post: Post, place: Span) -> bool:
    """Whether the filler goes on in Latin or ends with its block, and is not what a sentence is about."""
    block = post.body.block_at(place.start)
    if block is None or not _is_running_text(post, place):
        return False
    return _LATIN.match(post.text, place.end, block.span.end) is not None


def _is_link(post: Post, place: Span) -> bool:
    return any(link.span.holds(place) for link in post.body.links_near(place.start))
