"""Front matter whose closing fence is missing.

## Why
Some generators take the whole post for front matter and stop; others publish the front matter as
text, at the top of the page.

## Bad
    ---
    title: The harbour opens again
    date: 2025-03-01

    The harbour opens again on Monday.

## Good
    ---
    title: The harbour opens again
    date: 2025-03-01
    ---

    The harbour opens again on Monday.

## Limits
A line of dashes at the top that no `key: value` follows is a thematic break and no front matter.
"""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model.findings import Finding, Severity
from postlint.model.post import Post, ProblemKind
from postlint.model.triggers import has_problem
from postlint.rule import rule
from postlint.sites.base import Site


@rule(
    "FM002", severity=Severity.ERROR, since="0.1.0", fixable=True, trigger=has_problem(ProblemKind.UNCLOSED)
)
def check(post: Post, site: Site, options: object) -> Iterator[Finding]:
    for problem in post.problems_of(ProblemKind.UNCLOSED):
        yield Finding(problem.span, problem.message, problem.fix)
