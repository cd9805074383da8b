"""The edits that make a block readable, as a rule offers them."""

from __future__ import annotations

from collections.abc import Iterable

from postlint.model.findings import Edit, Fix
from postlint.model.text import Span


def quoted(value: str) -> str:
    """The value in double quotes, or in single ones where it holds what double quotes would change."""
    if '"' in value or "\\" in value:
        return "'" + value.replace("'", "''") + "'"
    return f'"{value}"'


def quotes_around(span: Span, text: str) -> Fix:
    """Quotes for a value that is read as the text that stands there, once it has them."""
    return Fix("put quotes around it", (Edit(span, quoted(span.of(text))),), safe=True)


def applied(text: str, edits: Iterable[Edit]) -> str:
    """The text with edits made that do not overlap and stand in the order of the text."""
    parts, at = [], 0
    for edit in edits:
        parts += [text[at : edit.span.start], edit.replacement]
        at = edit.span.end
    return "".join([*parts, text[at:]])


def shifted(fix: Fix, by: int) -> Fix:
    """The fix of a block as one of the text in which the block begins at `by`."""
    edits = tuple(Edit(edit.span.shifted(by), edit.replacement) for edit in fix.edits)
    return fix._replace(edits=edits)
