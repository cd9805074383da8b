"""A field that the schema does not know.

## Why
A mistyped field is no fault to a generator: `catgories` is kept, and the post has no categories.

## Bad
    # with the schema {"properties": {"title": {}, "tags": {}}, "additionalProperties": false}
    ---
    title: The harbour opens again
    tgas: [harbour]
    ---

## Good
    # with the schema {"properties": {"title": {}, "tags": {}}, "additionalProperties": false}
    ---
    title: The harbour opens again
    tags: [harbour]
    ---

## Limits
Only a schema that closes its set of fields has unknown ones; the bundled ones allow fields of your
own.
"""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model.findings import Finding, Severity
from postlint.model.post import Post
from postlint.model.triggers import violates
from postlint.model.verdict import Breach
from postlint.rule import rule
from postlint.schema.edits import renaming
from postlint.sites.base import Site


@rule("SC104", severity=Severity.WARNING, since="0.1.0", fixable=True, trigger=violates(Breach.UNKNOWN))
def check(post: Post, site: Site, options: object) -> Iterator[Finding]:
    for violation, span in post.violations(Breach.UNKNOWN):
        yield Finding(span, violation.message, renaming(post, violation))
