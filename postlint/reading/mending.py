"""The edits that make a block readable, as a rule offers them."""

from __future__ import annotations

from collections.abc import Iterable

from postlint.model.findings import Edit, Fix
from postlint.model.patterns import late
from postlint.model.records import NamedTuple
from postlint.model.text import Span
from postlint.model.yaml_text import quoted

#: what is told of such slips in each language
OPEN_QUOTE = "a quote is opened and not closed"
OPEN_LIST = "a list is opened with “[” and not closed"
OPEN_BRACE = "“{” is opened and not closed"
BACKSLASH = "a backslash in double quotes must be doubled"


# matches "&home The harbour" and "!!str 7"; not "& more", "&c. and so on" or "!Important"
_PROPERTY = late(r"(?:&[\w-]+|!!\w+)\s")


class Slip(NamedTuple):
    """What the author may have meant: the culprit's place in the block, and the edits that show it."""

    span: Span
    message: str
    fix: Fix

    def shifted(self, by: int) -> Slip:
        return Slip(self.span.shifted(by), self.message, shifted(self.fix, by))


def quotes_around(span: Span, text: str) -> Fix:
    """Quotes for a value that is read as the text that stands there, once it has them."""
    written = span.of(text)
    # who writes `&home The harbour` or `!!str 7` may know what that means
    safe = _PROPERTY.match(written) is None
    return Fix("put quotes around it", (Edit(span, quoted(written)),), safe=safe)


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
