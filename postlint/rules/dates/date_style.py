"""A date in a form that not every program reads as the same day.

## Why
`5/1/2024` is in January for one generator and in May for another. Hugo puts a date that it cannot read
into the year 1 without a word, and Eleventy stops.

## Bad
    ---
    title: The harbour opens again
    date: 05/01/2024
    ---

## Good
    ---
    title: The harbour opens again
    date: 2024-01-05
    ---

## Limits
A warning where Hugo, Eleventy or Zola cannot read the date, and where numbers begin with the day or the
month; an info where the year comes first or the month is a word, but not as year-month-day with its zeros.
Times are looked at for these three generators only: `2024-01-05 10:00 +0100` is what Jekyll asks for.
There is no fix where two days may be meant. A text that is no date at all, such as `today`, counts for
these generators in the fields they read. Dates that the schema refuses or no calendar has are for
other rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from postlint.dates import DATE_KEYS, DATES_OF_ELEVENTY, GivenDate, given_dates, misdates, unread_dates
from postlint.model.findings import Edit, Finding, Fix, Severity
from postlint.model.front_matter import Format, FrontMatter, Scalar
from postlint.model.patterns import late
from postlint.model.post import Post
from postlint.model.triggers import has_key_in_any_case
from postlint.model.values import path_text
from postlint.model.verdict import Breach
from postlint.reading.written_dates import Written, has_form_of_date
from postlint.rule import rule
from postlint.schema.words import shown
from postlint.sites.base import Site
from postlint.sites.detect import NAMES

#: the dates that a generator reads itself; others are for the site's templates
_FIELDS_OF = {
    "eleventy": frozenset({"date"}),
    "hugo": frozenset(
        {"date", "lastmod", "modified", "pubdate", "publishdate", "published", "expirydate", "unpublishdate"}
    ),
    "zola": frozenset({"date", "updated"}),
}

_DAY, _CLOCK, _FLAGS = r"\d{4}-\d\d-\d\d", r"\d\d:\d\d(?:\.\d+)?", re.VERBOSE | re.ASCII
#: the texts that a generator takes for dates, of those that `read_date` does
_TEXTS_READ_BY = {
    # takes "2024-01-05 9:00:00 +0100" and "05 Jan 2024"; not "2024-01-05 10:00" nor "5 Jan 2024"
    # (https://github.com/spf13/cast/blob/master/internal/time.go)
    "hugo": late(
        rf"""{_DAY}(?:[T ]\d{{1,2}}:{_CLOCK}(?:Z|[ ]?[+-]\d\d:?\d\d)?)?
           | \d\d[ ][A-Z][a-z]{{2}}[ ]\d{{4}} | [A-Z][a-z]{{2}},[ ].*""",
        _FLAGS,
    ),
    # takes "2024-01-05T10" and "2024-01-05T10:00+0100"; not "2024-01-05 10:00"
    # (https://moment.github.io/luxon/#/parsing?id=iso-8601, by which Eleventy reads texts)
    "eleventy": late(
        rf"{_DAY}(?:[Tt]\d\d(?::\d\d(?::\d\d(?:[.,]\d+)?)?)?(?:[Zz]|[+-]\d\d(?::?\d\d)?)?)?", _FLAGS
    ),
    # takes "2024-01-05T10:00:00+01:00"; not "2024-01-05T10:00:00 +0100"
    # (https://www.getzola.org/documentation/content/page/#front-matter)
    "zola": late(rf"{_DAY}(?:[Tt ]\d\d:{_CLOCK}(?:[Zz]|[+-]\d\d:\d\d)?)?", _FLAGS),
}
# what YAML itself makes a date (https://yaml.org/type/timestamp.html): takes "2024-1-5 10:00:00 +1"; not
# "2024-1-5"
_YAML_TIMESTAMP = late(
    rf"""{_DAY}
       | \d{{4}}-\d\d?-\d\d?(?:[Tt]|[ \t]+)\d\d?:\d\d:\d\d(?:\.\d*)?(?:[ \t]*(?:Z|[+-]\d\d?(?::\d\d)?))?
    """,
    _FLAGS,
)


@rule("DT202", severity=Severity.WARNING, since="0.1.0", fixable=True, trigger=has_key_in_any_case(DATE_KEYS))
def check(post: Post, site: Site, options: object) -> Iterator[Finding]:
    yield from _unreadable(post, site)
    for given in post.once(given_dates):
        is_misread = _is_misread(post, given, site.generator)
        if (given.written.is_iso and not is_misread) or post.front is None:
            continue
        span = post.front.locate(*given.path)
        if any(span == refused for _, refused in post.violations(Breach.FORMAT)):
            continue
        if given.written.readings:
            yield Finding(span, _ambiguity(given))
        elif is_misread:
            message = f"{NAMES[site.generator or '']} cannot read {given.text} as a date"
            yield Finding(span, message, _fix(post.front, given))
        else:
            message = f"`{given.name}` is written {given.text}, not {given.written.day}"
            severity = Severity.INFO if given.written.is_usual else None
            yield Finding(span, message, _fix(post.front, given), severity=severity)


def _unreadable(post: Post, site: Site) -> Iterator[Finding]:
    """Texts that are no date in any form, where the generator looks for one."""
    fields = _FIELDS_OF.get(site.generator or "", frozenset())
    if post.front is None or not fields:
        return
    told = {span for kind in (Breach.FORMAT, Breach.TYPE) for _, span in post.violations(kind)}
    misdated = {misdate.path for misdate in post.once(misdates)}
    for path, text in post.once(unread_dates):
        if path_text(path).lower() not in fields or path in misdated or has_form_of_date(text):
            continue
        span = post.front.locate(*path)
        # smart-quote-delimiter tells of the quotes
        is_worth_telling = text.strip() and text[0] not in "“„”‘" and span not in told
        if is_worth_telling and not _is_for_the_build(text, site.generator):
            yield Finding(span, f"{(site.generator or '').capitalize()} cannot read {shown(text)} as a date")


def _is_for_the_build(text: str, generator: str | None) -> bool:
    """Whether only the build knows the date: that of a template, or Eleventy's `Last Modified`."""
    return "{{" in text or "{%" in text or (generator == "eleventy" and text.lower() in DATES_OF_ELEVENTY)


def _is_misread(post: Post, given: GivenDate, generator: str | None) -> bool:
    front = post.front
    if front is None or generator is None or given.field not in _FIELDS_OF.get(generator, ()):
        return False
    if _TEXTS_READ_BY[generator].fullmatch(given.text):
        return False
    value = front.node(*given.path)
    if not isinstance(value, Scalar) or value.style != "plain":
        return True
    # an unquoted date of TOML or YAML is one before the generator looks
    is_yaml_date = generator == "eleventy" and _YAML_TIMESTAMP.fullmatch(given.text)
    return front.format is not Format.TOML and not is_yaml_date


def _ambiguity(given: GivenDate) -> str:
    one, other = (f"{day.day} {day:%B}" for day in given.written.readings)
    return f"{given.text} is ambiguous: {one} or {other}"


def _fix(front: FrontMatter, given: GivenDate) -> Fix | None:
    value = front.node(*given.path)
    if not isinstance(value, Scalar) or len(value.text) != value.inner.end - value.inner.start:
        return None  # something in it is escaped
    meant = _iso(given.written)
    # without a zone, generators differ in whether the new form is local time
    is_safe = given.written.clock is None or given.written.offset is not None
    return Fix(f"write {meant}", (Edit(value.inner, meant),), safe=is_safe)


def _iso(written: Written) -> str:
    if written.moment is None:
        return str(written.day)
    return written.moment.isoformat().replace("+00:00", "Z")
