"""A date that does not exist.

## Why
Each generator makes something else of it: one stops, one puts the post into the year 1, and several
carry on into the next month without a word.

## Bad
    ---
    title: The harbour opens again
    date: 2025-02-30
    ---

## Good
    ---
    title: The harbour opens again
    date: 2025-02-28
    ---

## Limits
Looks at values in the form year-month-day, with or without a time. A text that is no date at all is
for the schema to refuse.
"""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model.findings import Finding, Severity
from postlint.model.post import Post, ProblemKind
from postlint.rule import rule
from postlint.sites.base import Site


@rule("DT201", severity=Severity.ERROR, since="0.1.0")
def check(post: Post, site: Site, options: object) -> Iterator[Finding]:
    for problem in post.problems_of(ProblemKind.IMPOSSIBLE_DATE):
        yield Finding(problem.span, problem.message)
