"""An item that stands twice in a list of different ones.

## Why
The page shows the tag twice, and counts of it are wrong.

## Bad
    # with the schema {"properties": {"tags": {"uniqueItems": true}}}
    ---
    tags: [harbour, harbour]
    ---

## Good
    # with the schema {"properties": {"tags": {"uniqueItems": true}}}
    ---
    tags: [harbour]
    ---

## Limits
Only where the schema sets `uniqueItems`; the bundled ones do not. Letter case counts.
"""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model.findings import Finding, Severity
from postlint.model.post import Post
from postlint.model.verdict import Breach
from postlint.rule import rule
from postlint.sites.base import Site


@rule("SC109", severity=Severity.WARNING, since="0.1.0")
def check(post: Post, site: Site, options: object) -> Iterator[Finding]:
    for violation, span in post.violations(Breach.REPEATED):
        yield Finding(span, violation.message)
