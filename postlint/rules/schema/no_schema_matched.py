"""A post for which the configuration names no schema.

## Why
When schemas are given by path, a post in a new folder is checked against none of them, and nobody
is told.

## Bad
    # a Hugo site whose postlint.toml gives a schema to content/news/** only
    ---
    title: The harbour opens again
    ---

## Good
    # a Hugo site whose postlint.toml gives a schema to content/news/** and one to all others
    ---
    title: The harbour opens again
    ---

## Limits
Says nothing unless an override in the configuration sets a schema, and nothing where a bundled
schema holds for the rest. `schema = "none"` says that a
post needs none.
"""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model.findings import Finding, Severity
from postlint.model.post import Post
from postlint.model.triggers import LACKS_SCHEMA
from postlint.rule import rule
from postlint.sites.base import Site


@rule("SC191", severity=Severity.INFO, since="0.1.0", trigger=LACKS_SCHEMA)
def check(post: Post, site: Site, options: object) -> Iterator[Finding]:
    if post.verdict is not None and post.verdict.is_unmatched and post.front is not None:
        yield Finding(post.front.close, "the configuration names no schema for this post")
