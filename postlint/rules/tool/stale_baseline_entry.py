"""A finding of the baseline that is not there any more.

## Why
It was mended, or its post is gone. Left in the baseline, it will hide the same fault when somebody makes it
again.

## Bad
    # .postlint-baseline.json has a missing author of a post that has one by now

## Good
    # `postlint baseline --update` has taken the entry out

## Limits
Told only of posts that are checked and of rules that run. What rules across posts say of posts that are
compared with no others is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from postlint.model.findings import MOST_ALIKE, Finding, Severity, rest_of
from postlint.model.known import KnownFinding
from postlint.rule import baseline_rule


@baseline_rule("PL904", severity=Severity.INFO, since="0.1.0")
def gone(entries: Sequence[KnownFinding]) -> Iterator[Finding]:
    for entry in entries[:MOST_ALIKE]:
        times = f", {entry.times} times" if entry.times > 1 else ""
        message = f"{entry.code} is gone from {entry.path}{times}: `postlint baseline --update` takes it out"
        yield Finding(entry.span, message)
    yield from rest_of([entry.span for entry in entries], "findings that are gone")
