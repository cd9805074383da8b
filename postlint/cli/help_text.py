"""A help page for the terminal: as wide as it is, and in colour where findings would be."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from postlint.cli.help_page import Entry, HelpPage
from postlint.reporters.style import Style

#: cells; longer lines are hard to read, and a term that is longer than its column has a line of its own
_WIDEST, _NARROWEST, _WIDEST_TERM = 100, 40, 24


def help_lines(page: HelpPage, style: Style, width: int) -> Iterator[str]:
    """The lines of a page; `width` is that of the terminal, in cells."""
    ink = style.ink
    width = min(max(width, _NARROWEST), _WIDEST)
    summary, *paragraphs = page.paragraphs
    yield from _wrapped(summary, width)
    yield ""
    yield f"{ink.note}Usage:{ink.off} {page.usage}"
    for paragraph in paragraphs:
        yield ""
        yield from _wrapped(paragraph, width)
    terms = [len(entry.term) for section in page.sections for entry in section.entries]
    column = max((length for length in terms if length <= _WIDEST_TERM), default=0) + 4
    for section in page.sections:
        yield ""
        yield f"{ink.note}{section.title}:{ink.off}"
        for entry in section.entries:
            yield from _entry_lines(entry, style, column, width)
    if page.examples:
        yield ""
        yield f"{ink.note}Examples:{ink.off}"
    for example in page.examples:
        command, mark, comment = example.partition("#")
        yield f"  {command}{ink.faint}{mark}{comment}{ink.off}" if mark else f"  {command}"


def _entry_lines(entry: Entry, style: Style, column: int, width: int) -> Iterator[str]:
    ink = style.ink
    term = f"  {ink.path}{entry.term}{ink.off}"
    lines = _wrapped(entry.text, width - column)
    if len(entry.term) + 4 <= column:
        yield f"{term}{' ' * (column - len(entry.term) - 2)}{next(lines, '')}".rstrip()
    else:
        yield term
    for line in lines:
        yield f"{' ' * column}{line}"


def _wrapped(text: str, width: int) -> Iterator[str]:
    """`--long-names` are not broken at their hyphens."""
    return iter(textwrap.wrap(text, width, break_on_hyphens=False, break_long_words=False))
