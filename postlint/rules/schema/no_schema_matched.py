"""A post for which the configuration names no schema.

## Why
When schemas are given by path, a post in a new folder is checked against none of them, and nobody
is told.

## Bad
    # postlint.toml gives a schema to news/** only
    ---
    title: The harbour opens again
    ---

## Good
    # postlint.toml gives a schema to news/** and sets `schema` for all others
    ---
    title: The harbour opens again
    ---

## Limits
Says nothing unless an override in the configuration sets a schema. `schema = "none"` says that a
post needs none.
"""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model.findings import Finding, Severity
from postlint.model.post import Post
from postlint.rule import rule
from postlint.sites.base import Site


@rule("SC191", severity=Severity.INFO, since="0.1.0")
def check(post: Post, site: Site, options: object) -> Iterator[Finding]:
    if post.verdict is not None and post.verdict.is_unmatched and post.front is not None:
        yield Finding(post.front.close, "the configuration names no schema for this post")
