"""A link says that a chatbot sent the reader.

## Why
Chatbots add `utm_source=chatgpt.com` and the like to the addresses they give. Copied into a post, it
tells the linked site that every reader comes from that chatbot, and readers where the text comes from.

## Bad
    The [timetable](https://example.com/ferry?day=5&utm_source=chatgpt.com) is on the harbour's site.

## Good
    The [timetable](https://example.com/ferry?day=5) is on the harbour's site.

## Limits
Looked for in the addresses of links, in the body and in front matter, never in code. Only parameters
that name a known chatbot or its maker count: `utm_source=newsletter` is the author's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from postlint.model.body import BlockKind
from postlint.model.findings import Edit, Finding, Fix, Severity
from postlint.model.patterns import late
from postlint.model.post import Post
from postlint.model.text import Span
from postlint.model.triggers import has_text
from postlint.rule import rule
from postlint.sites.base import Site

_CHATBOTS = r"""
    (?: chat\. )? (?: openai (?: \.com )? | deepseek (?: \.com )? )
  | chatgpt (?: \.com )?
  | (?: www\. )? perplexity (?: \.ai )?
  | (?: m365\. )? copilot (?: \.com | \.microsoft\.com )?
  | gemini (?: \.google\.com )?
  | claude (?: \.ai )?
  | grok (?: \.com )? | x\.ai
  | meta\.ai
  | chat\.mistral\.ai
"""

# takes `?utm_source=chatgpt.com`, `&amp;referrer=grok.com&`, `?utm\_source=openai`; not
# `?utm_source=gemini-news`, not `?my_utm_source=openai`
_PARAMETER = late(
    rf"""
    (?P<before> \? | & (?: amp; | \#38; )? )
    (?P<parameter> (?: utm\\?_source | referrer ) = (?: {_CHATBOTS} ) ) (?! [\w%+-] | \.\w )
    (?P<after> & (?: amp; | \#38; )? )?
    """,
    re.VERBOSE | re.IGNORECASE,
)


@rule(
    "TX706", severity=Severity.WARNING, since="0.1.0", fixable=True, trigger=has_text("_source=", "referrer=")
)
def check(post: Post, site: Site, options: object) -> Iterator[Finding]:
    if "_source=" not in post.text and "referrer=" not in post.text:
        return
    for found in _PARAMETER.finditer(post.text):
        place = Span(*found.span("parameter"))
        if _is_in_address(post, place):
            fix = Fix("delete the parameter", (Edit(_without_separator(found), ""),), safe=True)
            yield Finding(place, f"the link names a chatbot: {found['parameter']}", fix)


def _without_separator(found: re.Match[str]) -> Span:
    """The parameter with the `&` behind it when it is the first of several, else with the sign before it."""
    if found["before"] == "?" and found["after"]:
        return Span(found.start("parameter"), found.end())
    return Span(found.start(), found.end("parameter"))


def _is_in_address(post: Post, place: Span) -> bool:
    if post.front is not None and post.front.span.holds(place):
        return post.front.values is not None
    block = post.body.block_at(place.start)
    if block is None:
        return False
    if block.kind is BlockKind.DEFINITION:
        return True
    return any(link.target_span.holds(place) for link in post.body.links_near(place.start))
