"""A time without a time zone.

## Why
The generator takes it for the time of the machine that builds the site. That is another one on the
author's desk than on a server, and a post of the late evening changes its day, and with it its address.

## Bad
    ---
    title: The harbour opens again
    date: 2025-03-12 23:30:00
    ---

## Good
    ---
    title: The harbour opens again
    date: 2025-03-12 23:30:00 +0100
    ---

## Limits
Off by default: a site may name its zone in the configuration, as `timezone` does for Jekyll and `timeZone`
for Hugo. Dates without a time are fine.
"""

from __future__ import annotations

from collections.abc import Iterator

from postlint.dates import DATE_KEYS, given_dates
from postlint.model.findings import Finding, Severity
from postlint.model.post import Post
from postlint.model.triggers import has_key_in_any_case
from postlint.rule import rule
from postlint.sites.base import Site


@rule(
    "DT205", severity=Severity.WARNING, since="0.1.0", enabled=False, trigger=has_key_in_any_case(DATE_KEYS)
)
def check(post: Post, site: Site, options: object) -> Iterator[Finding]:
    for given in post.once(given_dates):
        if given.written.clock is not None and given.written.offset is None and post.front is not None:
            yield Finding(post.front.locate(*given.path), f"the time in `{given.name}` has no zone")
