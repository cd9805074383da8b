"""A value that needs quotes to be read as text.

## Why
A colon followed by a space begins a new key in YAML, and a value must not begin with `@`, a
backtick or `%`; after `*`, `&` and `!` YAML expects something else than text. The front matter
cannot be read then, and the post vanishes, or the first word does. A `#` after a space begins a comment:
what follows it is lost without a word.

## Bad
    ---
    title: Ferries: the harbour opens again
    ---

## Good
    ---
    title: "Ferries: the harbour opens again"
    ---

## Limits
Reported only where quotes around this one value make the whole front matter readable. A `#` counts
only where a comment is unlikely: right before a letter or number in a text such as the title, as the
whole of a list item or of a list of tags, or as a colour; and `&` and `!` only in such a text.
"""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model.findings import Finding, Severity
from postlint.model.post import Post, ProblemKind
from postlint.model.triggers import has_problem
from postlint.rule import rule
from postlint.sites.base import Site


@rule(
    "FM004",
    severity=Severity.ERROR,
    since="0.1.0",
    fixable=True,
    trigger=has_problem(ProblemKind.UNQUOTED_VALUE),
)
def check(post: Post, site: Site, options: object) -> Iterator[Finding]:
    for problem in post.problems_of(ProblemKind.UNQUOTED_VALUE):
        yield Finding(problem.span, problem.message, problem.fix)
