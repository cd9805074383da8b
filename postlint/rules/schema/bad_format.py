"""A text that does not have the form the schema asks for.

## Why
A date that is no date, or an address that is no address, is taken by the generator as text, or as
another date than the one meant.

## Bad
    ---
    layout: post
    title: The harbour opens again
    date: next Monday
    author: Ada Finch
    excerpt: The ferry runs every hour.
    image: https://example.com/boats.jpg
    ---

## Good
    ---
    layout: post
    title: The harbour opens again
    date: 2025-03-01
    author: Ada Finch
    excerpt: The ferry runs every hour.
    image: https://example.com/boats.jpg
    ---

## Limits
Formats that postlint does not know are not checked. Whether a date exists is told by invalid-date.
"""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model.findings import Finding, Severity
from postlint.model.post import Post
from postlint.model.verdict import Breach
from postlint.rule import rule
from postlint.sites.base import Site


@rule("SC105", severity=Severity.ERROR, since="0.1.0")
def check(post: Post, site: Site, options: object) -> Iterator[Finding]:
    for violation, span in post.violations(Breach.FORMAT):
        yield Finding(span, violation.message)
