"""A value that needs quotes to be read as text.

## Why
A colon followed by a space begins a new key in YAML, and a value must not begin with `@`, a
backtick or `%`; after `*`, `&` and `!` YAML expects something else than text. The front matter
cannot be read then, and the post vanishes.

## Bad
    ---
    title: Ferries: the harbour opens again
    ---

## Good
    ---
    title: "Ferries: the harbour opens again"
    ---

## Limits
Reported only where quotes around this one value make the whole front matter readable.
"""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model.findings import Edit, Finding, Fix, Severity
from postlint.model.post import Post, ProblemKind
from postlint.rule import rule
from postlint.sites.base import Site


@rule("FM004", severity=Severity.ERROR, since="0.1.0", fixable=True)
def check(post: Post, site: Site, options: object) -> Iterator[Finding]:
    for problem in post.problems_of(ProblemKind.UNQUOTED_VALUE):
        edit = Edit(problem.span, _quoted(problem.span.of(post.text)))
        yield Finding(problem.span, problem.message, Fix("put quotes around it", (edit,), safe=True))


def _quoted(value: str) -> str:
    """The value in double quotes, or in single ones where it holds what double quotes would change."""
    if '"' in value or "\\" in value:
        return "'" + value.replace("'", "''") + "'"
    return f'"{value}"'
