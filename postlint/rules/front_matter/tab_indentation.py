"""A tab where YAML wants spaces.

## Why
YAML forbids tabs in indentation. Some generators read the post all the same, into another tree than
the one that the author sees; Jekyll drops it.

## Bad
    ---
    title: The harbour opens again
    tags:
    ␉- harbour
    ---

## Good
    ---
    title: The harbour opens again
    tags:
      - harbour
    ---

## Limits
Only a tab that keeps the front matter from being read is reported.
"""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model.findings import Finding, Severity
from postlint.model.post import Post, ProblemKind
from postlint.model.triggers import has_problem
from postlint.rule import rule
from postlint.sites.base import Site


@rule("FM006", severity=Severity.ERROR, since="0.1.0", fixable=True, trigger=has_problem(ProblemKind.TAB))
def check(post: Post, site: Site, options: object) -> Iterator[Finding]:
    for problem in post.problems_of(ProblemKind.TAB):
        yield Finding(problem.span, problem.message, problem.fix)
