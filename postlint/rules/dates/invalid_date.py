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
Looks at values in the form year-month-day or year/month/day, with or without a time and a zone, and at
file names that begin with such a date, as `2025-02-30-harbour.md` does. Other forms, such as
`Sept 31, 2025` or `31.09.2025`, count in the fields that hold the dates of a post, where no reading
makes a day of them; so do the letter O for a zero and dashes for hyphens. A text that is no date at all
is for the schema to refuse.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from postlint.dates import DATE_KEYS, Misdate, misdates
from postlint.model.findings import Edit, Finding, Fix, Severity
from postlint.model.front_matter import Scalar
from postlint.model.patterns import late
from postlint.model.post import Post, ProblemKind
from postlint.model.text import Span
from postlint.model.triggers import has_key_in_any_case, has_problem, is_named
from postlint.reading.written_dates import date_fault
from postlint.rule import rule
from postlint.sites.base import Site

# "2025-02-30-harbour.md", "2025-02-30.md"; not "2025-02-305.md", "4711-02-30-harbour.md"
_NAME_DATE = late(r"((?:19|20)\d{2}-\d{2}-\d{2})(?=[-.])", re.ASCII)


@rule(
    "DT201",
    severity=Severity.ERROR,
    since="0.1.0",
    fixable=True,
    trigger=has_problem(ProblemKind.IMPOSSIBLE_DATE) | has_key_in_any_case(DATE_KEYS) | is_named("19", "20"),
)
def check(post: Post, site: Site, options: object) -> Iterator[Finding]:
    for problem in post.problems_of(ProblemKind.IMPOSSIBLE_DATE):
        yield Finding(problem.span, problem.message)
    for misdate in post.once(misdates):
        yield _finding(post, misdate)
    named = _NAME_DATE.match(post.path.rpartition("/")[2])
    fault = date_fault(named[1]) if named is not None else None
    if fault is not None:
        yield Finding(Span(0, 0), f"in the file name, {fault}")


def _finding(post: Post, misdate: Misdate) -> Finding:
    assert post.front is not None
    node = post.front.node(*misdate.path)
    fix = None
    if misdate.meant is not None and isinstance(node, Scalar) and node.inner.of(post.text) == misdate.text:
        fix = Fix(f"write {misdate.meant}", (Edit(node.inner, misdate.meant),), safe=True)
    return Finding(node.span, misdate.message, fix)
