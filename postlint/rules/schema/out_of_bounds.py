"""A text, number or list that is too long, too short, large or small.

## Why
A description is cut off in search results, or a list of tags that must not be empty is.

## Bad
    # with the schema {"properties": {"tags": {"minItems": 1}}}
    ---
    tags: []
    ---

## Good
    # with the schema {"properties": {"tags": {"minItems": 1}}}
    ---
    tags: [harbour]
    ---

## Limits
The bounds are those of the schema; the bundled ones set few.
"""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model.findings import Finding, Severity
from postlint.model.post import Post
from postlint.model.triggers import violates
from postlint.model.verdict import Breach
from postlint.rule import rule
from postlint.sites.base import Site


@rule("SC106", severity=Severity.WARNING, since="0.1.0", trigger=violates(Breach.BOUNDS))
def check(post: Post, site: Site, options: object) -> Iterator[Finding]:
    for violation, span in post.violations(Breach.BOUNDS):
        yield Finding(span, violation.message)
