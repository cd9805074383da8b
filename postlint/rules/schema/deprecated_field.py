"""A field that the schema calls deprecated.

## Why
The theme or generator still reads it today; after an update it will not, and the page loses what
the field said.

## Bad
    # with the schema
    # {"properties": {"summary": {"deprecated": true, "description": "Use `excerpt` instead."}}}
    ---
    summary: The ferry runs every hour.
    ---

## Good
    # with the schema
    # {"properties": {"summary": {"deprecated": true, "description": "Use `excerpt` instead."}}}
    ---
    excerpt: The ferry runs every hour.
    ---

## Limits
A field is deprecated by `"deprecated": true`, a keyword since draft 2019-09 that is honoured in all
drafts, or by a `deprecationMessage`, which editors show. What to write instead is read from
`deprecationMessage`, else from `description`, where it says “use `excerpt` instead”, “replaced by
`excerpt`”, “renamed to `excerpt`” or “in favour of `excerpt`”. The fix renames the field, unless the
new one is there already. One form of several (`anyOf`, `oneOf`) can be deprecated too.
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


@rule("SC107", severity=Severity.WARNING, since="0.1.0", fixable=True, trigger=violates(Breach.DEPRECATED))
def check(post: Post, site: Site, options: object) -> Iterator[Finding]:
    for violation, span in post.violations(Breach.DEPRECATED):
        yield Finding(span, violation.message, renaming(post, violation))
