"""The date in the file name is another one than the date in front matter.

## Why
One of the two decides the address and the place in the archive, and which one differs between
generators: the post appears on a day that its author did not mean.

## Bad
    # the file is called 2025-03-12-harbour.md
    ---
    title: The harbour opens again
    date: 2025-03-21
    ---

## Good
    # the file is called 2025-03-12-harbour.md
    ---
    title: The harbour opens again
    date: 2025-03-12
    ---

## Limits
Folders count too where they are year/month/day: `2025/03/12/harbour.md`. One day apart is allowed, for
time zones. Up to a week it is an info, further apart a warning. Hugo, Zola and Astro do not take a
date from the file name unless it is missing or they are told to: for them it is an info, and up to 45
days nothing is said. The fix writes the day of the file name, and is unsafe: that may be the wrong one. It is
offered for dates that begin as 2025-03-12 does. A `date` before 1990, or more than five years ahead, in a
file whose name says another year is for implausible-year.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from postlint.dates import day_in_path, is_year_of_posts
from postlint.model.findings import Edit, Finding, Fix, Severity
from postlint.model.front_matter import Node, Scalar
from postlint.model.patterns import late
from postlint.model.post import Post
from postlint.model.text import Span
from postlint.model.triggers import has_key
from postlint.reading.written_dates import read_date
from postlint.rule import OptionSet, option, rule
from postlint.sites.base import Site

_A_WEEK = 7
#: so far a draft's first day may be from the day it appears
_A_DRAFT = 45

_ISO_DAY = late(r"\d{4}-\d{2}-\d{2}")

# https://gohugo.io/configuration/front-matter/#dates, https://www.getzola.org/documentation/content/page/
_TAKE_NO_DATE_FROM_NAMES = frozenset({"astro", "hugo", "zola"})


class Options(OptionSet):
    field: str = option("date", "the field that holds the date of the post")
    tolerance: int = option(1, "how many days the two may be apart", least=0)


@rule(
    "DT203",
    severity=Severity.WARNING,
    options=Options,
    since="0.1.0",
    fixable=True,
    trigger=lambda options: has_key(options.field),
)
def check(post: Post, site: Site, options: Options) -> Iterator[Finding]:
    if post.front is None or post.front.values is None:
        return
    value = post.front.values.get(options.field)
    named = day_in_path(post.path) if isinstance(value, str) else None
    if named is None or not isinstance(value, str):
        return
    written = read_date(value)
    if written is None or written.day is None or _is_in_odd_year(options, written.day, named.day, site):
        return
    apart = abs((written.day - named.day).days)
    is_harmless = site.generator in _TAKE_NO_DATE_FROM_NAMES
    if apart > (max(options.tolerance, _A_DRAFT) if is_harmless else options.tolerance):
        message = f"`{options.field}` is {written.day}, but {named.where} {named.day}"
        severity = Severity.INFO if is_harmless or apart <= _A_WEEK else Severity.WARNING
        fix = _fix(post, post.front.node(options.field), named.day)
        yield Finding(post.front.locate(options.field), message, fix, severity=severity)


def _fix(post: Post, node: Node, named: date) -> Fix | None:
    """Writes another day in front of the time, if there is one."""
    if not isinstance(node, Scalar):
        return None
    start = node.inner.start
    day = Span(start, start + len("2025-03-12"))
    if not _ISO_DAY.fullmatch(day.of(post.text)):
        return None
    return Fix(f"write {named}", (Edit(day, named.isoformat()),), safe=False)


def _is_in_odd_year(options: Options, day: date, named: date, site: Site) -> bool:
    """Whether the year is the slip, of which implausible-year tells."""
    if options.field != "date" or day.year == named.year:
        return False
    return is_year_of_posts(named.year, site.this_year) and not is_year_of_posts(day.year, site.this_year)
