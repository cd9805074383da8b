"""A post names a schema that is wrong itself.

## Why
A schema that cannot be understood checks nothing, and everything looks fine.

## Bad
    # beside it stands post.schema.json: {"type": "strng"}
    ---
    $schema: ./post.schema.json
    ---

## Good
    # beside it stands post.schema.json: {"type": "object"}
    ---
    $schema: ./post.schema.json
    ---

## Limits
A schema named by the configuration or on the command line stops the run instead: `postlint schema
check` says what is wrong with it.
"""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model.findings import Finding, Severity
from postlint.model.post import Post
from postlint.model.triggers import HAS_SCHEMA_FAULT
from postlint.rule import rule
from postlint.sites.base import Site


@rule("SC190", severity=Severity.ERROR, since="0.1.0", trigger=HAS_SCHEMA_FAULT)
def check(post: Post, site: Site, options: object) -> Iterator[Finding]:
    fault = None if post.verdict is None else post.verdict.fault
    if fault is not None and fault.kind == "invalid" and fault.span is not None:
        yield Finding(fault.span, fault.message)
