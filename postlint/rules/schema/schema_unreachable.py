"""A post names a schema that is not to be had.

## Why
A schema that is not there checks nothing, and everything looks fine.

## Bad
    ---
    $schema: ./no-such.schema.json
    ---

## Good
    ---
    $schema: none
    ---

## Limits
Addresses on the network are never fetched, and nothing outside the site is read: name a bundled
schema, or a file of the site.
"""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model.findings import Finding, Severity
from postlint.model.post import Post
from postlint.model.triggers import HAS_SCHEMA_FAULT
from postlint.rule import rule
from postlint.sites.base import Site


@rule("SC192", severity=Severity.ERROR, since="0.1.0", trigger=HAS_SCHEMA_FAULT)
def check(post: Post, site: Site, options: object) -> Iterator[Finding]:
    fault = None if post.verdict is None else post.verdict.fault
    if fault is not None and fault.kind == "unreachable" and fault.span is not None:
        yield Finding(fault.span, fault.message)
