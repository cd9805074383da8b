"""A text that does not have the form the schema asks for.

## Why
A date that is no date, or an address that is no address, is taken by the generator as text, or as
another date than the one meant.

## Bad
    ---
    layout: post
    title: The harbour opens again
    date: next Monday
    author: Ada Finch
    excerpt: The ferry runs every hour.
    image: https://images.harbour-news.net/boats.jpg
    ---

## Good
    ---
    layout: post
    title: The harbour opens again
    date: 2025-03-01
    author: Ada Finch
    excerpt: The ferry runs every hour.
    image: https://images.harbour-news.net/boats.jpg
    ---

## Limits
Formats that postlint does not know are not checked. Whether a date exists is told by invalid-date, and
that a date is wrapped in curly quotes by smart-quote-delimiter. Eleventy's `date: Last Modified` and the
like are dates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from postlint.dates import DATES_OF_ELEVENTY, misdates
from postlint.model.findings import Finding, Severity
from postlint.model.post import Post
from postlint.model.triggers import violates
from postlint.model.verdict import Breach
from postlint.rule import rule
from postlint.rules.schema import text_in_curly_quotes
from postlint.sites.base import Site


@rule("SC105", severity=Severity.ERROR, since="0.1.0", trigger=violates(Breach.FORMAT))
def check(post: Post, site: Site, options: object) -> Iterator[Finding]:
    for violation, span in post.violations(Breach.FORMAT):
        value = None if post.front is None else post.front.get(*violation.path)
        is_quoted_date = re.match(r"\d{4}-\d\d-\d\d", text_in_curly_quotes(post, violation.path))
        if isinstance(value, str) and (is_quoted_date or _is_for(site, value)):
            continue
        if all(misdate.path != violation.path for misdate in post.once(misdates)):
            yield Finding(span, violation.message)


def _is_for(site: Site, value: str) -> bool:
    return site.generator == "eleventy" and value.lower() in DATES_OF_ELEVENTY
