"""The same key twice in front matter.

## Why
Most generators take the last one without a word, so the first value is lost; others stop the build.

## Bad
    ---
    title: The harbour opens again
    tags: [harbour]
    tags: [ferries]
    ---

## Good
    ---
    title: The harbour opens again
    tags: [harbour, ferries]
    ---

## Limits
Keys that differ in letter case are two keys.
"""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model.findings import Finding, Related, Severity
from postlint.model.post import Post, ProblemKind
from postlint.rule import rule
from postlint.sites.base import Site


@rule("FM005", severity=Severity.ERROR, since="0.1.0")
def check(post: Post, site: Site, options: object) -> Iterator[Finding]:
    for problem in post.problems_of(ProblemKind.DUPLICATE_KEY):
        related = () if problem.related is None else (Related(problem.related, "first here"),)
        yield Finding(problem.span, problem.message, related=related)
