"""Furniture of another page, copied along with its text.

## Why
"This video cannot be played", "Advertisement" and "Share this:" meant something where they stood. In
a post they are lines that nothing belongs to, and readers see where the text comes from.

## Bad
    The harbour opens again in May.

    This video cannot be played

    Share this:

    [caption id="attachment_12" align="left"]The harbour[/caption]

## Good
    The harbour opens again in May.

## Limits
Off unless it is selected. Lines that authors write as well ("Subscribe to our newsletter", "Read more:")
are infos. Most lines count only as a paragraph, heading or list item that is nothing else. Only those of
the packs are known, in English: `scraper` has what stays when a page or a feed is copied, `cms` the
shortcodes and page frames of content management systems. Block quotes and quoted words are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model.body import BlockKind
from postlint.model.findings import Edit, Finding, Fix, Severity
from postlint.model.patterns import late
from postlint.model.post import Post
from postlint.model.text import Span
from postlint.phrases.edits import block_removal
from postlint.phrases.matching import Hit, find_in_packs
from postlint.phrases.model import Category
from postlint.phrases.wording import is_allowed, quoted
from postlint.rule import OptionSet, option, rule
from postlint.sites.base import Site

_PACKS = ("cms", "scraper")

#: the longest shortcode; a line may have a megabyte
_LONGEST = 400

# matches the end of "[the harbour, external](…)" and of "<a …>the harbour, external</a>", not "internal,
# external and more"
_LINK_ICON = late(r", external(?=\](?:\(|\[)|</a>)")
# matches "the harbour […]" and "[&hellip;]" at the end of a post, not "[…] said" or "[...](more.md)"
_CUT_END = late(r"\[ ?(?:…|\.\.\.|&hellip;|&#8230;) ?\]\s{0,20}\Z")


class Options(OptionSet):
    packs: tuple[str, ...] = option(_PACKS, "the phrase packs to look for", choices=lambda: _PACKS)
    allow: tuple[str, ...] = option((), "phrases of the packs to leave alone")


@rule("TX714", severity=Severity.WARNING, options=Options, since="0.1.0", fixable=True, enabled=False)
def check(post: Post, site: Site, options: Options) -> Iterator[Finding]:
    for hit in post.once(find_in_packs, options.packs).hits:
        if is_allowed(hit, options.allow):
            continue
        span = _shortcode(post.text, hit) if hit.category is Category.MARKER else hit.span
        words = f"“{span.of(post.text)}”" if hit.category is Category.MARKER else quoted(hit)
        yield Finding(
            span, f"{words}: {hit.phrase.reason}", fix=_fix(hit, span), severity=hit.phrase.severity
        )
    if "scraper" in options.packs and ", external" in post.text:
        yield from _link_icons(post)
    if "cms" in options.packs and "&nbsp;" in post.text:
        yield from _blank_paragraphs(post)
    if "scraper" in options.packs:
        yield from _cut_off(post)


def _shortcode(text: str, hit: Hit) -> Span:
    """The shortcode up to its bracket, where that is on the same line."""
    end = hit.span.end
    line = text[end : min(hit.passage.room.end, end + _LONGEST)].partition("\n")[0]
    if text[end - 1] == "]" or "]" not in line:
        return hit.span
    return Span(hit.span.start, end + line.index("]") + 1)


def _fix(hit: Hit, span: Span) -> Fix | None:
    if hit.category is Category.MARKER:
        return Fix("delete the shortcode", (Edit(span, ""),), safe=False)
    if hit.category is Category.PHRASE and not hit.phrase.begins_with:
        return None
    edit = block_removal(hit.passage)
    return None if edit is None else Fix("delete the line", (edit,), safe=False)


def _link_icons(post: Post) -> Iterator[Finding]:
    for found in _LINK_ICON.finditer(post.text, post.body_start):
        span = Span(*found.span())
        if post.body.is_prose(span):
            fix = Fix("delete the icon's name", (Edit(span, ""),), safe=False)
            yield Finding(span, "“, external” in a link: an icon of another page, read aloud", fix=fix)


def _blank_paragraphs(post: Post) -> Iterator[Finding]:
    for block in post.paragraphs:
        words = block.span.of(post.text)
        if words.startswith("&nbsp;") and not words.replace("&nbsp;", "").strip():
            fix = Fix("delete the paragraph", (Edit(block.span, ""),), safe=False)
            yield Finding(block.span, "a paragraph of nothing but “&nbsp;”", fix=fix)


def _cut_off(post: Post) -> Iterator[Finding]:
    found = _CUT_END.search(post.text, max(post.body_start, len(post.text) - 40))
    if found is None:  # as with most posts: the body need not be read
        return
    block = post.body.blocks[-1] if post.body.blocks else None
    if block is None or block.kind is not BlockKind.PARAGRAPH:
        return
    mark = Span(found.start(), block.span.end)
    if post.body.is_prose(mark):
        fix = Fix("delete the mark", (Edit(mark, ""),), safe=False)
        yield Finding(mark, f"the feed cut the post off here: “{mark.of(post.text)}”", fix=fix)
