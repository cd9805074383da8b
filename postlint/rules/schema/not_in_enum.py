"""A value that is not among those the schema allows.

## Why
A layout or category that does not exist sends the post to a page that nobody finds.

## Bad
    # with the schema {"properties": {"layout": {"enum": ["post", "page"]}}}
    ---
    layout: psot
    ---

## Good
    # with the schema {"properties": {"layout": {"enum": ["post", "page"]}}}
    ---
    layout: post
    ---

## Limits
Letter case counts.
"""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model.findings import Edit, Finding, Fix, Severity
from postlint.model.post import Post
from postlint.model.verdict import Breach
from postlint.rule import rule
from postlint.sites.base import Site


@rule("SC103", severity=Severity.ERROR, since="0.1.0", fixable=True)
def check(post: Post, site: Site, options: object) -> Iterator[Finding]:
    for violation, span in post.violations(Breach.ENUM):
        meant = violation.suggestion
        fix = None
        if isinstance(meant, str) and post.front is not None:
            edit = Edit(post.front.locate_text(*violation.path), meant)
            fix = Fix(f"write {meant}", (edit,), safe=False)
        yield Finding(span, violation.message, fix)
