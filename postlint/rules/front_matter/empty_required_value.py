"""A field that the schema requires and that holds nothing.

## Why
The field is there, so nobody misses it, and the page shows a gap where the template prints it.

## Bad
    ---
    layout: post
    title:
    date: 2025-03-01
    author: Ada Finch
    excerpt: The ferry runs every hour.
    image: https://images.harbour-news.net/boats.jpg
    ---

## Good
    ---
    layout: post
    title: The harbour opens again
    date: 2025-03-01
    author: Ada Finch
    excerpt: The ferry runs every hour.
    image: https://images.harbour-news.net/boats.jpg
    ---

## Limits
Empty means nothing, blank text, an empty list or an empty mapping. Fields that the schema does not
require may be empty. A value that a `#` makes a comment is left to unquoted-colon.
"""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model.findings import Finding, Severity
from postlint.model.post import Post
from postlint.model.triggers import violates
from postlint.model.verdict import Breach
from postlint.rule import rule
from postlint.rules.front_matter import is_cut_short
from postlint.sites.base import Site


@rule("FM010", severity=Severity.ERROR, since="0.1.0", trigger=violates(Breach.EMPTY))
def check(post: Post, site: Site, options: object) -> Iterator[Finding]:
    for violation, span in post.violations(Breach.EMPTY):
        if not is_cut_short(post, span):
            yield Finding(span, violation.message)
