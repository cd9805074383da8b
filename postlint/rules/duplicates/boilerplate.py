"""A paragraph, or the first or last words, that many posts have in common.

## Why
Posts that all begin or end alike read as if nobody had written them. What stands in each of them belongs
into the theme, where it is written once.

## Bad
    # one post in a hundred ends with the same words
    The ferry leaves from the new quay at nine.

    As always, let us know what you think in the comments.

## Good
    The ferry leaves from the new quay at nine.

## Limits
Off unless it is selected. Looks at paragraphs of prose, and at the first and the last six words of a
post, unless there is a link in them, or a list, a table, code, an image or the like below the last. One
finding for each thing that is repeated, at the first of the posts; one in a hundred posts have it, and
five at the least. Paragraphs count where they are the same to the letter, and posts where readers are
shown them: none that have expired or lead elsewhere (`redirect_to`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from zlib import crc32

from postlint.model.across import Elsewhere, SiteFinding
from postlint.model.body import SILENT_KINDS
from postlint.model.findings import Finding, Severity
from postlint.model.post import Post
from postlint.model.records import NamedTuple
from postlint.model.text import Span
from postlint.prose.candidates import letters_of
from postlint.prose.repeats import prose_paragraphs
from postlint.prose.sketches import has_link, sketch_paragraphs
from postlint.rule import OptionSet, WholeSite, option, site_rule
from postlint.sites.base import Site
from postlint.sites.visibility import is_withdrawn

#: words of an opener or a closer
_WORDS = 6
#: examples of where else it stands
_EXAMPLES = 3

_PARAGRAPH, _OPENER, _CLOSER = range(3)
_MESSAGES = (
    "paragraph stands in {} of {} posts",
    "{} of {} posts begin with these words",
    "{} of {} posts end with these words",
)


class Options(OptionSet):
    min_words: int = option(8, "words from which a paragraph counts", least=1)
    min_share: int = option(1, "posts that have it in common, in percent of all", least=1)
    min_posts: int = option(5, "posts that have it in common at the least", least=2)


class Facts(NamedTuple):
    """What may be boilerplate, paragraphs first: what it is (an index of `_MESSAGES`), from where to where
    it stands, and a digest of it."""

    kinds: list[int]
    starts: list[int]
    ends: list[int]
    digests: list[int]


class _Place(NamedTuple):
    path: str
    span: Span


def _collect(post: Post, site: Site, options: Options) -> Facts | None:
    paragraphs = post.once(prose_paragraphs)
    if not paragraphs or is_withdrawn(post, site):
        return None
    sketches = post.once(sketch_paragraphs, options.min_words)
    first, last = paragraphs[0].block, paragraphs[-1]
    facts = Facts(
        [_PARAGRAPH] * len(sketches.starts), [*sketches.starts], [*sketches.ends], [*sketches.digests]
    )
    edges = [(_OPENER, _first_words(post.text, Span(first.text_start, first.span.end)))]
    if all(block.kind in SILENT_KINDS for block in post.body.blocks[last.place + 1 :]):
        closing = Span(last.block.text_start, last.block.span.end)
        edges.append((_CLOSER, _last_words(post.text, closing)))
    for kind, span in edges:
        words = span.of(post.text)
        if has_link(words) or words.startswith("[!") or words.endswith(":"):
            continue
        facts.kinds.append(kind)
        facts.starts.append(span.start)
        facts.ends.append(span.end)
        facts.digests.append(crc32(letters_of(words)))
    return facts


def _first_words(text: str, paragraph: Span) -> Span:
    words = paragraph.of(text).split(None, _WORDS)
    rest = len(words[_WORDS]) if len(words) > _WORDS else 0
    end = paragraph.end - rest
    return Span(paragraph.start, paragraph.start + len(text[paragraph.start : end].rstrip()))


def _last_words(text: str, paragraph: Span) -> Span:
    words = paragraph.of(text).rsplit(None, _WORDS)
    rest = len(words[0]) if len(words) > _WORDS else 0
    start = paragraph.start + rest
    return Span(paragraph.end - len(text[start : paragraph.end].lstrip()), paragraph.end)


@site_rule(
    "DU608",
    severity=Severity.INFO,
    since="0.1.0",
    facts=Facts,
    collect=_collect,
    options=Options,
    enabled=False,
)
def compare(whole: WholeSite[Facts], options: Options) -> Iterator[SiteFinding]:
    least = max(options.min_posts, len(whole.posts) * options.min_share / 100)
    told: dict[str, list[Span]] = defaultdict(list)
    for (kind, _), places in sorted(_places(whole).items(), key=_order):
        first, *others = places
        # the first words of a paragraph that was told already
        if len(places) < least or any(span.holds(first.span) for span in told[first.path]):
            continue
        told[first.path].append(first.span)
        message = _MESSAGES[kind].format(len(places), len(whole.posts))
        examples = (Elsewhere(*place, "here, for example") for place in others[:_EXAMPLES])
        yield SiteFinding(first.path, Finding(first.span, message), tuple(examples))


def _places(whole: WholeSite[Facts]) -> dict[tuple[int, int], list[_Place]]:
    """Where each thing stands that may be boilerplate, once for each post."""
    places: dict[tuple[int, int], list[_Place]] = defaultdict(list)
    for path, facts in whole.posts:
        seen = set()
        for kind, start, end, digest in zip(*facts, strict=True):
            if (kind, digest) not in seen:
                seen.add((kind, digest))
                places[kind, digest].append(_Place(path, Span(start, end)))
    return places


def _order(item: tuple[tuple[int, int], list[_Place]]) -> tuple[int, _Place]:
    """Paragraphs come first: a place within one that is told needs no telling."""
    return item[0][0], item[1][0]
