"""A field that holds another sort of value than the schema allows.

## Why
`draft: "no"` is a text, and any text counts as true; a template that walks a list of tags walks the
letters of a word.

## Bad
    ---
    layout: post
    title: The harbour opens again
    date: 2025-03-01
    author: Ada Finch
    excerpt: The ferry runs every hour.
    image: https://example.com/boats.jpg
    published: maybe
    ---

## Good
    ---
    layout: post
    title: The harbour opens again
    date: 2025-03-01
    author: Ada Finch
    excerpt: The ferry runs every hour.
    image: https://example.com/boats.jpg
    published: false
    ---

## Limits
What a field may hold is for the schema to say.
"""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model.findings import Finding, Severity
from postlint.model.post import Post
from postlint.model.verdict import Breach
from postlint.rule import rule
from postlint.sites.base import Site


@rule("SC102", severity=Severity.ERROR, since="0.1.0")
def check(post: Post, site: Site, options: object) -> Iterator[Finding]:
    for violation, span in post.violations(Breach.TYPE):
        yield Finding(span, violation.message)
