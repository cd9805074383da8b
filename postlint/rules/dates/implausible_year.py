"""A date in a year in which the post was hardly written.

## Why
`0024`, `1970` and `2205` are slips of the keyboard, or what is left of an empty clock. The post
lands at the end of the archive, or stays unpublished for two hundred years.

## Bad
    ---
    title: The harbour opens again
    date: 2205-03-12
    ---

## Good
    ---
    title: The harbour opens again
    date: 2025-03-12
    ---

## Limits
Looks at `date` only. A year is plausible from 1990 to five years from today; `--today` says which
day that is.
"""

from __future__ import annotations

from collections.abc import Iterator

from postlint.dates import EARLIEST_YEAR, YEARS_AHEAD, day_in_path
from postlint.model.findings import Finding, Severity
from postlint.model.post import Post
from postlint.model.triggers import has_key
from postlint.reading.written_dates import read_year
from postlint.rule import OptionSet, option, rule
from postlint.sites.base import Site


class Options(OptionSet):
    earliest: int = option(EARLIEST_YEAR, "the first year that is plausible", least=1)
    years_ahead: int = option(YEARS_AHEAD, "how many years from today are plausible", least=0)


@rule("DT208", severity=Severity.WARNING, options=Options, since="0.1.0", trigger=has_key("date"))
def check(post: Post, site: Site, options: Options) -> Iterator[Finding]:
    if post.front is None or post.front.values is None:
        return
    value = post.front.values.get("date")
    year = read_year(value) if isinstance(value, str) else None
    if year is None:
        return
    if not options.earliest <= year <= site.this_year + options.years_ahead:
        named = day_in_path(post.path)
        other = f", {named.where} {named.day.year}" if named is not None and named.day.year != year else ""
        yield Finding(post.front.locate("date"), f"`date` is in the year {year:04}{other}")
