"""A post has fewer words than the site wants.

## Why
A post of a few words is often one that was published before it was written.

## Bad
    ---
    title: The harbour opens again
    date: 2025-03-04
    ---

    More about this soon.

## Good
    ---
    title: The harbour opens again
    date: 2025-03-04
    ---

    The harbour opens again in May. The council found the money for a new quay in its last meeting before
    the summer, and work began in the same week. Ferries will leave from the old quay until then, at the
    usual times, and the last one comes back before midnight. Tickets are sold on board and in the library.

## Limits
Off by default: a short post may be whole. Words of headings, lists, quotes, tables and HTML count; code,
tags and addresses do not. Two Chinese or Japanese characters are a word. What `empty-body` leaves alone is
left alone here too, and an empty post is its matter.
"""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model.findings import Finding, Severity
from postlint.model.post import Post
from postlint.model.triggers import has_key
from postlint.prose.counting import count_words
from postlint.prose.presence import has_body, needs_body
from postlint.rule import OptionSet, option, rule
from postlint.sites.base import Site


class Options(OptionSet):
    min_words: int = option(50, "words that a post has at the least", least=1)


@rule(
    "TX710",
    severity=Severity.WARNING,
    options=Options,
    since="0.1.0",
    enabled=False,
    trigger=has_key("title"),
)
def check(post: Post, site: Site, options: Options) -> Iterator[Finding]:
    if post.front is None or not has_body(post) or not needs_body(post):
        return
    count = count_words(post, options.min_words)
    if count < options.min_words:
        words = "1 word" if count == 1 else f"{count} words"
        yield Finding(post.front.close, f"post has {words}, fewer than {options.min_words}")
