"""A post that was changed before it was published.

## Why
One of the two dates is wrong, often a year that was copied from another post. Feeds, search engines and
“last updated” lines go by it.

## Bad
    ---
    title: The harbour opens again
    date: 2025-03-12
    lastmod: 2024-03-14
    ---

## Good
    ---
    title: The harbour opens again
    date: 2025-03-12
    lastmod: 2025-03-14
    ---

## Limits
Compares `updated`, `lastmod`, `modified`, `last_modified_at` and the like with `date`, or with the first
field that says when the post appeared. Dates with a time and a zone are compared to the second; where
one of the two has a zone and the other none, a day is allowed for it.
"""

from __future__ import annotations

from collections.abc import Iterator

from postlint.dates import DATE_KEYS, MODIFIED, given_dates, published_in
from postlint.model.findings import Finding, Related, Severity
from postlint.model.post import Post
from postlint.model.triggers import has_key_in_any_case
from postlint.rule import rule
from postlint.sites.base import Site


@rule("DT206", severity=Severity.WARNING, since="0.1.0", trigger=has_key_in_any_case(DATE_KEYS))
def check(post: Post, site: Site, options: object) -> Iterator[Finding]:
    given = post.once(given_dates)
    published = published_in(given) if len(given) > 1 else None
    if published is None or post.front is None:
        return
    for changed in given:
        if changed.field in MODIFIED and changed.written.is_surely_before(published.written):
            message = f"`{changed.name}` is {changed.text}, before `{published.name}`, {published.text}"
            related = Related(post.front.locate(*published.path), "published here")
            yield Finding(post.front.locate(*changed.path), message, related=(related,))
