"""A post whose expiry date has passed.

## Why
Hugo leaves it out of the site without a word: its address is gone, and links to it are broken.

## Bad
    ---
    title: The harbour opens again
    date: 2025-03-12
    expiryDate: 2024-12-31
    ---

## Good
    ---
    title: The harbour opens again
    date: 2024-03-12
    ---

## Limits
For Hugo, which reads `expiryDate` and `unpublishdate`, and where the generator is not known. What expired
long ago has mostly done so on purpose, so only the last 90 days are told; `--today` says which day
counts as today. A post that expires before it appears is a warning, however long ago.
"""

from __future__ import annotations

from collections.abc import Iterator

from postlint.dates import EXPIRES, given_dates, published_in
from postlint.model.findings import Finding, Severity
from postlint.model.post import Post
from postlint.model.triggers import has_key_in_any_case
from postlint.rule import OptionSet, option, rule
from postlint.sites.base import Site


class Options(OptionSet):
    days: int = option(90, "how many days ago an expiry is still told of", least=0)


@rule("DT207", severity=Severity.INFO, options=Options, since="0.1.0", trigger=has_key_in_any_case(EXPIRES))
def check(post: Post, site: Site, options: Options) -> Iterator[Finding]:
    if site.generator not in (None, "hugo"):
        return
    dates = post.once(given_dates)
    published = published_in(dates)
    for given in dates:
        day = given.written.day
        if given.field not in EXPIRES or day is None or post.front is None:
            continue
        if published is not None and given.written.is_surely_before(published.written):
            message = f"`{given.name}` is {given.text}, before `{published.name}`, {published.text}"
            yield Finding(post.front.locate(*given.path), message, severity=Severity.WARNING)
        elif 0 < (site.today - day).days <= options.days:
            yield Finding(post.front.locate(*given.path), f"the post expired on {day}")
