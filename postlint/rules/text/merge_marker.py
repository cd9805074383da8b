"""A merge conflict was committed with its markers.

## Why
Readers see both versions of the passage, one after the other, with rows of `<` and `>` around them. In
front matter no generator can read the post.

## Bad
    ---
    title: The harbour
    ---

    <<<<<<< HEAD
    The ferry leaves at nine.
    =======
    The ferry leaves at ten.
    >>>>>>> timetable

## Good
    ---
    title: The harbour
    ---

    The ferry leaves at ten.

## Limits
Only a whole conflict counts: the opening marker, the parting one and the closing one, each at the start
of a line. A row of `=` below a heading is none, and code may show what a conflict looks like.
"""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model.findings import Finding, Related, Severity
from postlint.model.post import Post
from postlint.model.text import Span
from postlint.model.triggers import has_text
from postlint.prose.conflicts import find_conflicts
from postlint.rule import rule
from postlint.sites.base import Site


@rule("TX712", severity=Severity.ERROR, since="0.1.0", trigger=has_text("<<<<<<<"))
def check(post: Post, site: Site, options: object) -> Iterator[Finding]:
    for conflict in post.once(find_conflicts):
        closing = Span(post.text.rindex(">>>>>>>", *conflict.whole), conflict.whole.end)
        yield Finding(
            conflict.opening,
            "merge conflict left in the text",
            related=(Related(closing, "it ends here"),),
        )
