"""Lines that end in different ways in one file.

## Why
Two programs, or two systems, have written into the file. Version control shows whole paragraphs as
changed, and a generator that knows one ending alone reads a fence or a field wrongly.

## Bad
A file of which some lines end in LF and others in CRLF.

## Good
A file of which all lines end in LF, or all in CRLF.

## Limits
One finding a file, at the first line that ends otherwise than most. A file with more than 5,000 such lines
gets no fix.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from postlint.model.findings import Edit, Finding, Fix, Severity
from postlint.model.patterns import late
from postlint.model.post import Post, ProblemKind
from postlint.model.text import Span
from postlint.model.triggers import has_text
from postlint.rule import rule
from postlint.sites.base import Site

_NAMES = {"\n": "LF", "\r\n": "CRLF", "\r": "CR"}

_MOST_EDITS = 5_000

_LINE_BREAKS = late(r"\r\n|\r|\n")


@rule("EN508", severity=Severity.WARNING, since="0.1.0", fixable=True, trigger=has_text("\r"))
def check(post: Post, site: Site, options: object) -> Iterator[Finding]:
    text = post.text
    if "\r" not in text or text.count("\r") == text.count("\n") == text.count("\r\n"):
        return
    if post.problems_of(ProblemKind.UTF16, ProblemKind.BINARY):
        return
    breaks = [Span(*found.span()) for found in _LINE_BREAKS.finditer(text)]
    counts = Counter(place.of(text) for place in breaks)
    if len(counts) < 2:
        return
    usual = max(counts, key=lambda ending: (counts[ending], ending == post.newline))
    others = [place for place in breaks if place.of(text) != usual]
    message = _told([*dict.fromkeys(place.of(text) for place in others), usual], counts)
    fix = None
    if len(others) <= _MOST_EDITS:
        edits = tuple(_edit(text, place, usual) for place in others)
        fix = Fix(f"end every line in {_NAMES[usual]}", edits, safe=True)
    yield Finding(Span(others[0].start, others[0].start), message, fix)


def _told(endings: list[str], counts: Counter[str]) -> str:
    """How many lines end in each way: "1 line ends in LF, 8 in CRLF"."""
    first = "1 line ends" if counts[endings[0]] == 1 else f"{counts[endings[0]]} lines end"
    rest = (f"{counts[ending]} in {_NAMES[ending]}" for ending in endings[1:])
    return ", ".join((f"{first} in {_NAMES[endings[0]]}", *rest))


def _edit(text: str, place: Span, usual: str) -> Edit:
    """The smallest edit between LF and CRLF is the CR alone."""
    written = place.of(text)
    if (written, usual) == ("\r\n", "\n"):
        return Edit(Span(place.start, place.start + 1), "")
    if (written, usual) == ("\n", "\r\n"):
        return Edit(Span(place.start, place.start), "\r")
    return Edit(place, usual)
