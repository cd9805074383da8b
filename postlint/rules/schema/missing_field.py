"""A field that the schema requires is not there.

## Why
The template prints an empty place, the feed drops the post, or the build stops: which of these
depends on the generator, and all of them are noticed late.

## Bad
    ---
    layout: post
    title: The harbour opens again
    date: 2025-03-01
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
Points at the closing fence, where the field can be added. What is required is for the schema to say:
`postlint schema show` prints it. The fix writes the `default` that the schema gives the field; where
it gives none, or the field belongs into another, there is no fix.
"""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model.findings import Finding, Fix, Severity
from postlint.model.post import Post
from postlint.model.verdict import Breach
from postlint.rule import rule
from postlint.schema.edits import insertion
from postlint.sites.base import Site


@rule("SC101", severity=Severity.ERROR, since="0.1.0", fixable=True)
def check(post: Post, site: Site, options: object) -> Iterator[Finding]:
    for violation, span in post.violations(Breach.MISSING):
        default, key = violation.suggestion, violation.key
        edit = None
        if default is not None and key is not None and not violation.path and post.front is not None:
            edit = insertion(post, post.front, key, default)
        fix = None if edit is None else Fix(f"add `{key}` with the schema's default", (edit,), safe=True)
        yield Finding(span, violation.message, fix)
