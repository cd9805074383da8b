"""Entities that were escaped twice, so that their code shows on the page.

## Why
A program turned `&` into `&amp;` in a text where that had been done already. Readers see `&#39;` where an
apostrophe should be.

## Bad
    The harbour&amp;#39;s ferry is back. Finch &amp;amp; Sons run it.

## Good
    The harbour&#39;s ferry is back. Finch &amp; Sons run it.

## Limits
Looks at the body alone, and not at code or addresses. An entity that stands by itself, in brackets, quotes
or a cell of a table, is taken for meant, and so is one in a paragraph that speaks of entities, HTML
or escapes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from postlint.model.body import PROSE_KINDS, Block, BlockKind
from postlint.model.findings import Edit, Finding, Fix, Severity
from postlint.model.patterns import late
from postlint.model.post import Post
from postlint.model.text import Span
from postlint.model.triggers import has_text
from postlint.prose.html_code import is_html_code
from postlint.rule import rule
from postlint.sites.base import Site

#: entities that join or part words, and may have a space on both sides
_BETWEEN_WORDS = frozenset({"amp", "#38", "#x26", "ndash", "mdash", "#8211", "#8212", "hellip", "nbsp"})

# takes `&amp;#39;`, `&amp;amp;`, `&amp;amp;nbsp;`; not `&amp; nbsp;`
_ENTITIES = late(
    r"&amp;(?P<layers>(?:amp;){0,8})(?P<name>\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
)
_SPEAKS_OF_ENTITIES = late(
    r"\b(?:entit(?:y|ies)|html|escap(?:e|ed|es|ing)|encod(?:e|ed|es|ing))\b", re.IGNORECASE
)


@rule("EN507", severity=Severity.WARNING, since="0.1.0", fixable=True, trigger=has_text("&amp;"))
def check(post: Post, site: Site, options: object) -> Iterator[Finding]:
    if "&amp;" not in post.text:
        return
    is_to_read: dict[Block, bool] = {}
    for found in _ENTITIES.finditer(post.text, post.body_start):
        span, block = Span(*found.span()), post.body.block_at(found.start())
        if block is None or not _is_entity(found["name"]) or not _is_in_words(post.text, found):
            continue
        if block not in is_to_read:
            is_to_read[block] = _shows_no_entities(post.text, block)
        if is_to_read[block] and not post.body.is_hidden(span) and not is_html_code(post, span.start):
            layers = len(found["layers"]) // len("amp;") + 1
            times = "twice" if layers == 1 else f"{layers + 1} times"
            once = f"&{found['name']};"
            fix = Fix(f"write {once}", (Edit(span, once),), safe=False)
            yield Finding(span, f"`{once}` is escaped {times}", fix)


def _is_entity(name: str) -> bool:
    from html.entities import html5  # few posts come here

    return name[0] == "#" or f"{name};" in html5


def _is_in_words(text: str, found: re.Match[str]) -> bool:
    """Whether it touches a word, or stands between two as a dash does."""
    before, after = text[max(0, found.start() - 2) : found.start()], text[found.end() : found.end() + 2]
    if before[-1:].isalnum() or after[:1].isalnum():
        return True
    is_between = before[-1:] == " " and after[:1] == " " and before[:1].isalnum() and after[-1:].isalnum()
    return is_between and found["name"].lower() in _BETWEEN_WORDS


def _shows_no_entities(text: str, block: Block) -> bool:
    """Whether a block is for readers and speaks of something else than entities."""
    is_text = block.kind in PROSE_KINDS or block.kind is BlockKind.HTML
    return is_text and _SPEAKS_OF_ENTITIES.search(text, *block.span) is None
