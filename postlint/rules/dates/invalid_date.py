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
file names that begin with such a date, as `2025-02-30-harbour.md` does. A text that is no date at all
is for the schema to refuse.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from postlint.model.findings import Finding, Severity
from postlint.model.post import Post, ProblemKind
from postlint.model.text import Span
from postlint.reading.written_dates import date_fault
from postlint.rule import rule
from postlint.sites.base import Site

# "2025-02-30-harbour.md", "2025-02-30.md"; not "2025-02-305.md", "4711-02-30-harbour.md"
_NAME_DATE = re.compile(r"((?:19|20)\d{2}-\d{2}-\d{2})(?=[-.])", re.ASCII)


@rule("DT201", severity=Severity.ERROR, since="0.1.0")
def check(post: Post, site: Site, options: object) -> Iterator[Finding]:
    for problem in post.problems_of(ProblemKind.IMPOSSIBLE_DATE):
        yield Finding(problem.span, problem.message)
    named = _NAME_DATE.match(post.path.rpartition("/")[2])
    fault = date_fault(named[1]) if named is not None else None
    if fault is not None:
        yield Finding(Span(0, 0), f"in the file name, {fault}")
