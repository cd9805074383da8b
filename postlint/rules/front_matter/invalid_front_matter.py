"""Front matter that cannot be read.

## Why
Jekyll drops such a post from the site and says so only in its log; Hugo and Astro stop the build.

## Bad
    ---
    title: "The harbour opens again
    date: 2025-03-01
    ---

## Good
    ---
    title: "The harbour opens again"
    date: 2025-03-01
    ---

## Limits
What the schema asks of the fields is not checked while they cannot be read. A value that only lacks
its quotes is reported by unquoted-colon, a tab by tab-indentation.
"""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model.findings import Finding, Severity
from postlint.model.post import Post, ProblemKind
from postlint.model.triggers import has_problem
from postlint.prose.conflicts import find_conflicts
from postlint.rule import rule
from postlint.sites.base import Site


@rule(
    "FM003",
    severity=Severity.ERROR,
    since="0.1.0",
    fixable=True,
    trigger=has_problem(ProblemKind.SYNTAX, ProblemKind.TOO_BIG),
)
def check(post: Post, site: Site, options: object) -> Iterator[Finding]:
    if not post.problems:  # as with most posts
        return
    if any(conflict.opening.start < post.body_start for conflict in post.once(find_conflicts)):
        return  # the conflict is the cause
    for problem in post.problems_of(ProblemKind.SYNTAX, ProblemKind.TOO_BIG):
        yield Finding(problem.span, problem.message, problem.fix)
