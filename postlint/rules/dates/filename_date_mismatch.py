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
days nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from postlint.model.findings import Finding, Severity
from postlint.model.post import Post
from postlint.reading.written_dates import read_date
from postlint.rule import OptionSet, option, rule
from postlint.sites.base import Site

# "2025-03-12-harbour.md", "2025-03-12.md"; not "12025-03-12.md", "2025-03-123.md"
_NAME_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?!\d)")
# "blog/2025/03/12/harbour.md", "2025/03/12/harbour/index.md"; not "2025/03/harbour.md"
_FOLDER_DATE = re.compile(r"(?:.*/)?(\d{4})/(\d{2})/(\d{2})/(?:[^/]*|[^/]*/index\.[^/]*)")

_A_WEEK = 7
#: so far a draft's first day may be from the day it appears
_A_DRAFT = 45

# https://gohugo.io/configuration/front-matter/#dates, https://www.getzola.org/documentation/content/page/
_TAKE_NO_DATE_FROM_NAMES = frozenset({"astro", "hugo", "zola"})


class Options(OptionSet):
    field: str = option("date", "the field that holds the date of the post")
    tolerance: int = option(1, "how many days the two may be apart", least=0)


@rule("DT203", severity=Severity.WARNING, options=Options, since="0.1.0")
def check(post: Post, site: Site, options: Options) -> Iterator[Finding]:
    if post.front is None or post.front.values is None:
        return
    in_name = _NAME_DATE.match(_name(post.path))
    named = _day_in(in_name or _FOLDER_DATE.fullmatch(post.path))
    value = post.front.values.get(options.field)
    if named is None or not isinstance(value, str):
        return
    written = read_date(value)
    if written is None or written.day is None:
        return
    apart = abs((written.day - named).days)
    is_harmless = site.generator in _TAKE_NO_DATE_FROM_NAMES
    if apart > (max(options.tolerance, _A_DRAFT) if is_harmless else options.tolerance):
        where = "file name says" if in_name else "folders say"
        message = f"`{options.field}` is {written.day}, but the {where} {named}"
        severity = Severity.INFO if is_harmless or apart <= _A_WEEK else Severity.WARNING
        yield Finding(post.front.locate(options.field), message, severity=severity)


def _name(path: str) -> str:
    """The name that may begin with a date: that of the file, or of the folder of an `index.md`."""
    folder, _, name = path.rpartition("/")
    return folder.rpartition("/")[2] if name.startswith("index.") else name


def _day_in(match: re.Match[str] | None) -> date | None:
    if match is None:
        return None
    year, month, day = map(int, match.groups())
    try:
        return date(year, month, day)
    except ValueError:  # no such day: invalid-date speaks of it
        return None
