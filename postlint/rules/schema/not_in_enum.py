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
Letter case counts; where it is all that differs, the fix is safe.
"""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model.findings import Finding, Fix, Severity
from postlint.model.post import Post
from postlint.model.triggers import violates
from postlint.model.verdict import Breach, Violation
from postlint.rule import rule
from postlint.schema.edits import value_edit
from postlint.sites.base import Site


@rule("SC103", severity=Severity.ERROR, since="0.1.0", fixable=True, trigger=violates(Breach.ENUM))
def check(post: Post, site: Site, options: object) -> Iterator[Finding]:
    for violation, span in post.violations(Breach.ENUM):
        yield Finding(span, violation.message, _fix(post, violation))


def _fix(post: Post, violation: Violation) -> Fix | None:
    edit = value_edit(post, violation)
    if edit is None or post.front is None:
        return None
    meant = violation.suggestion
    written = post.front.get(*violation.path)
    is_same_word = (
        isinstance(written, str) and isinstance(meant, str) and written.casefold() == meant.casefold()
    )
    return Fix(f"write {edit.replacement}", (edit,), safe=is_same_word)
