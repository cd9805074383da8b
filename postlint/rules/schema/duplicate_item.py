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
Only where the schema sets `uniqueItems`; the bundled ones do not. Texts that differ by the case of
their letters alone are told too, though the schema takes them for different: most sites make one page
of them.
"""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model.findings import Finding, Fix, Severity
from postlint.model.post import Post
from postlint.model.triggers import violates
from postlint.model.verdict import Breach, Violation
from postlint.rule import rule
from postlint.schema.edits import item_removal
from postlint.sites.base import Site


@rule("SC109", severity=Severity.WARNING, since="0.1.0", fixable=True, trigger=violates(Breach.REPEATED))
def check(post: Post, site: Site, options: object) -> Iterator[Finding]:
    for violation, span in post.violations(Breach.REPEATED):
        yield Finding(span, violation.message, _fix(post, violation))


def _fix(post: Post, violation: Violation) -> Fix | None:
    *way, index = violation.path
    if post.front is None or not isinstance(index, int):
        return None
    edit = item_removal(post, post.front, violation.path)
    if edit is None:
        return None
    items = post.front.get(*way)
    # which of two spellings is right is not known
    is_repeated = isinstance(items, list) and items.index(items[index]) < index
    return Fix("delete the later one", (edit,), safe=is_repeated)
