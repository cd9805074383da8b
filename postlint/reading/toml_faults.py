"""Says in words for writers why a text is no TOML, at the place where they would look."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from postlint.model.clipping import clipped
from postlint.model.front_matter import Scalar
from postlint.model.records import NamedTuple
from postlint.model.text import Span
from postlint.reading.mending import BACKSLASH, OPEN_BRACE, OPEN_LIST, OPEN_QUOTE, Slip
from postlint.reading.places import keys_given_twice
from postlint.reading.toml_places import TomlFault, toml_nodes
from postlint.reading.toml_slips import early_quote, slip_on
from postlint.reading.written_dates import date_fault

if TYPE_CHECKING:
    import tomllib


class TwiceGiven(TomlFault):
    """A key that is there already, at `first`."""

    def __init__(self, key: Scalar, first: Span) -> None:
        super().__init__(f"`{clipped(key.text)}` is given twice", *key.span)
        self.key = key.text
        self.first = first


class Unquoted(TomlFault):
    """A text where TOML wants a value: quotes may be all that it lacks."""


_TEXT_BEHIND = "text after the end of a value"
#: what tomllib says → what a writer is told; the first that fits
_WORDS = (
    ("Expected newline or end of document", _TEXT_BEHIND),
    ("Expected '='", "a line that is no `key = value`"),
    ("Expected ']", "a closing bracket is missing after the name of a table"),
    ("Invalid initial character for a key", "a key that needs quotes, or no key at all"),
    ("Invalid statement", "a line that is no `key = value`"),
    ("Invalid value", "a value is missing, or one that cannot be read"),
    ("Unclosed array", OPEN_LIST),
    ("Unclosed inline table", OPEN_BRACE),
    ("Unescaped", BACKSLASH),
)
# matches "Invalid value (at line 2, column 4)"; must not match "Invalid value (at end of document)"
_PLACE = re.compile(r" \(at line (\d+), column (\d+)\)\Z")
# matches `title = Phones: the verdict  # new`; must not match `[table]`
_STATEMENT = re.compile(r"[ \t]*(?P<key>[^\s=#\[][^=#\r\n]*?)[ \t]*=[ \t]*(?P<value>[^#\r\n]*[^#\s])?")
#: how tomllib begins where it misses the end of a quote or bracket that was opened above
_BROKEN_OFF = ("Unterminated", "Unclosed", "Invalid initial", "Expected \"'")


class _Report(NamedTuple):
    """What tomllib says of a text at an offset, the line there, and that as a `key = value`."""

    said: str
    text: str
    offset: int
    line: Span
    statement: re.Match[str] | None

    @property
    def value(self) -> str | None:
        return None if self.statement is None else self.statement["value"]

    def at(self, group: str, message: str) -> TomlFault:
        """The fault of the statement's key or value, of the line where there is none."""
        is_there = self.statement is not None and self.statement[group]
        return TomlFault(message, *(self.statement.span(group) if self.statement and is_there else self.line))


def explained(error: tomllib.TOMLDecodeError, text: str) -> TomlFault:
    """A TOML error in words for people who write posts, at the place where they would look."""
    report = _report(error, text)
    return (
        _impossible_date(report)
        or _given_twice(report)
        or _broken_off(report)
        or _slip(report)
        or _value(report)
        or _open_quote(report)
        or _text_behind(report)
        or _control_character(report)
        or _in_other_words(report)
    )


def _report(error: tomllib.TOMLDecodeError, text: str) -> _Report:
    said = str(error)
    place = _PLACE.search(said)
    offset = len(text.rstrip()) if place is None else _offset(text, int(place[1]), int(place[2]))
    said = said[: place.start()] if place else said.removesuffix(" (at end of document)")
    line = _line_at(text, offset)
    return _Report(said, text, offset, line, _STATEMENT.match(text, *line))


def _offset(text: str, line: int, column: int) -> int:
    """The offset of a 1-based line and column; only LF ends a line here, as in tomllib."""
    start = 0
    for _ in range(line - 1):
        start = text.index("\n", start) + 1
    return start + column - 1


def _line_at(text: str, offset: int) -> Span:
    """The line of an offset; only LF and CRLF end one here, as in tomllib."""
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", start)
    end = len(text) if end < 0 else end
    return Span(start, end - text.endswith("\r", start, end))


def _impossible_date(report: _Report) -> TomlFault | None:
    date = date_fault(report.value) if report.value else None
    return None if date is None else report.at("value", date)


def _given_twice(report: _Report) -> TomlFault | None:
    """The second of two equal keys, in the statement that ends at the offset."""
    if not report.said.startswith(("Cannot overwrite", "Cannot declare", "Duplicate inline table key")):
        return None
    try:
        *_, (key, first) = keys_given_twice(toml_nodes(report.text[: report.offset]))
    except (TomlFault, ValueError):
        # a table declared twice is no key given twice, and its header may be cut at the offset
        return TomlFault(f"`{clipped(report.line.of(report.text))}` is given twice", *report.line)
    return TwiceGiven(key, first)


def _broken_off(report: _Report) -> TomlFault | None:
    """The end of a quote or bracket is missing that was opened here or above."""
    opened = _opened(report.text) if report.said.startswith(_BROKEN_OFF) else None
    if opened is not None:
        return opened
    line = report.line
    if report.said.startswith("Invalid initial") and line.of(report.text).rstrip().endswith("{"):
        return TomlFault("“{” must be closed on the same line", line.end - 1, line.end)
    return None


def _opened(text: str) -> TomlFault | None:
    """The quote or bracket that is opened and not closed, which is where the scanner of places stops."""
    try:
        toml_nodes(text)
    except TomlFault as fault:
        start, end = fault.offset, _line_at(text, fault.offset).end
        # of three quotes the first two have been read as an empty text
        if text.startswith(('"""', "'''"), max(start - 2, 0)):
            start = max(start - 2, 0)
        words = _OPENED.get(text[start : start + 1])
        if text.startswith("[", start) and "]" in text[start:end]:
            is_odd = text.count('"', start, end) % 2 or text.count("'", start, end) % 2
            words = "a quote in this list is not closed" if is_odd else "a comma is missing in this list"
        return None if words is None else TomlFault(words, start, end)
    return None


_OPENED = {
    '"': OPEN_QUOTE,
    "'": OPEN_QUOTE,
    "[": OPEN_LIST,
    "{": OPEN_BRACE,
}


def _slip(report: _Report) -> TomlFault | None:
    slip = slip_on(report.line, report.text)
    return None if slip is None else _slipped(slip)


def _slipped(slip: Slip) -> TomlFault:
    return TomlFault(slip.message, *slip.span, slip.fix)


def _value(report: _Report) -> TomlFault | None:
    """A value that is missing, lacks its quotes or is nothing that TOML knows."""
    if report.said != "Invalid value" or report.statement is None:
        return None
    value = report.value
    if value is None:
        return report.at("key", f"nothing is given for `{clipped(report.statement['key'])}`")
    if value[0] != "'" and not set(value) & set('"[]{}'):
        return Unquoted(f"the value “{clipped(value)}” needs quotes", *report.statement.span("value"))
    return report.at("value", "a value that cannot be read: look at quotes and brackets")


def _open_quote(report: _Report) -> TomlFault | None:
    said = report.said
    is_open = said == "Unterminated string" or "'\\n'" in said or said.startswith("Expected \"'")
    return report.at("value", OPEN_QUOTE) if is_open else None


def _text_behind(report: _Report) -> TomlFault | None:
    """Text behind a value that is complete, perhaps since a quote inside has ended it."""
    if report.said != "Expected newline or end of document after a statement":
        return None
    _, text, offset, line, _ = report
    slip = early_quote(line, offset, text)
    if slip is not None:
        return _slipped(slip)
    start = line.end - len(text[offset : line.end].lstrip())
    return TomlFault(_TEXT_BEHIND, start, line.end)


def _control_character(report: _Report) -> TomlFault | None:
    offset = min(report.offset, max(len(report.text) - 1, 0))
    character = report.text[offset : offset + 1]
    is_refused = report.said.startswith(("Illegal character", "Found invalid character"))
    if not is_refused or character in ("", "\n"):
        return None
    return TomlFault(f"the control character U+{ord(character):04X} may not stand in TOML", offset)


def _in_other_words(report: _Report) -> TomlFault:
    said, text = report.said, report.text
    offset = min(report.offset, max(len(text) - 1, 0))
    message = next((words for sign, words in _WORDS if said.startswith(sign)), None)
    if message is None:
        return TomlFault(said[:1].lower() + said[1:], offset)
    if said.startswith("Unescaped"):
        # tomllib stops behind the backslash
        return TomlFault(message, text.rfind("\\", 0, offset + 1))
    return TomlFault(message, *report.line)
