"""Front matter that is not made of keys and values.

## Why
A list, or a line of text, between the fences gives the generator no title and no date: it ignores
the block, or prints it on the page.

## Bad
    ---
    - The harbour opens again
    - 2025-03-01
    ---

## Good
    ---
    title: The harbour opens again
    date: 2025-03-01
    ---

## Limits
An empty block is fine as far as this rule goes.
"""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model.findings import Finding, Severity
from postlint.model.post import Post, ProblemKind
from postlint.model.triggers import has_problem
from postlint.rule import rule
from postlint.sites.base import Site


@rule("FM009", severity=Severity.ERROR, since="0.1.0", trigger=has_problem(ProblemKind.NOT_A_MAPPING))
def check(post: Post, site: Site, options: object) -> Iterator[Finding]:
    for problem in post.problems_of(ProblemKind.NOT_A_MAPPING):
        yield Finding(problem.span, problem.message)
