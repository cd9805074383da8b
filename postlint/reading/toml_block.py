"""Reads TOML as JSON-shaped values, with the place of every key and value.

tomllib decides what is TOML and what it means. It keeps no places, so a scanner of our own reads the
same text a second time, when somebody asks for one (https://toml.io/en/v1.0.0).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, time
from functools import partial
from math import isfinite
from typing import TYPE_CHECKING, TypeAlias

from postlint.model.findings import Fix
from postlint.model.front_matter import Entries, Node, Scalar, Sequence
from postlint.model.post import ProblemKind
from postlint.model.text import LineIndex, Span
from postlint.model.values import Json
from postlint.reading.limits import MAX_BLOCK, MAX_DEPTH, MAX_INT_BITS, TOO_LONG
from postlint.reading.mending import applied, quotes_around, shifted
from postlint.reading.parsed import Parsed, failed
from postlint.reading.places import duplicate_message, impossible_dates, keys_given_twice
from postlint.reading.toml_slips import Slip, early_quote, slip_on
from postlint.reading.written_dates import date_fault, may_hold_impossible_date

if TYPE_CHECKING:
    import tomllib


class TomlFault(ValueError):  # noqa: N818 - the fault is the text's
    """A text that is no TOML; `offset` and `end` are code points of that text. `fix` is what may cure it."""

    def __init__(self, message: str, offset: int, end: int | None = None, fix: Fix | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.fix = fix
        self.offset = offset
        self.end = offset + 1 if end is None else end


class _TwiceGiven(TomlFault):
    """A key that is there already, at `first`."""

    def __init__(self, key: Scalar, first: Span) -> None:
        super().__init__(f"`{key.text}` is given twice", *key.span)
        self.key = key.text
        self.first = first


class _Unquoted(TomlFault):
    """A text where TOML wants a value: quotes may be all that it lacks."""


def read_toml(text: str, inner: Span) -> Parsed:
    """The TOML between two fences of `text`; spans are offsets into the whole text. Never raises."""
    if inner.end - inner.start > MAX_BLOCK:
        return failed(ProblemKind.TOO_BIG, Span(inner.start, inner.start), TOO_LONG)
    block = _SURROGATES.sub("\ufffd", inner.of(text))
    try:
        values = parse_toml(block)
    except TomlFault as fault:
        return _explain(fault, text, inner)
    read_root = partial(toml_nodes, block, inner.start)
    problems = impossible_dates(read_root()) if may_hold_impossible_date(block) else ()
    return Parsed(values, tuple(problems), read_root)


def parse_toml(text: str) -> dict[str, Json]:
    """The values of a TOML text; dates, times, `inf` and `nan` become the text as written.

    Raises TomlFault where the text is no TOML, nests deeper than `MAX_DEPTH`, or holds a number of
    more than 4,300 digits.
    """
    import tomllib

    if text.count(".") + text.count("[") + text.count("{") > MAX_DEPTH:
        # tomllib needs quadratic memory for a key of many dots and recurses on brackets
        toml_nodes(text)
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _fault(error, text) from error
    except RecursionError as error:
        raise TomlFault(f"nested more than {MAX_DEPTH} levels deep", 0) from error
    except ValueError as error:
        raise _huge_number(text) from error
    places = None if _has_one_spelling(values) else toml_nodes(text)
    return _json_table(values, places, text)


def toml_nodes(text: str, base: int = 0) -> Entries:
    """Where each key and value of a TOML text is written, as offsets that begin at `base`.

    The span of a value has its quotes or brackets; the span of a `[table]` runs from its header to
    its last own entry, that of an array of tables from the first header to the end of the last
    table. Keys given twice are both kept. Raises TomlFault where the text cannot be scanned.
    """
    return _Scanner(text, base).document()


def _explain(fault: TomlFault, text: str, inner: Span) -> Parsed:
    """The one cause why the TOML at `inner` of `text` does not parse."""
    span = Span(fault.offset, fault.end).shifted(inner.start)
    span = Span(min(span.start, inner.end), min(span.end, inner.end))
    if isinstance(fault, _TwiceGiven):
        first = fault.first.shifted(inner.start)
        message = duplicate_message(fault.key, first, LineIndex(text))
        return failed(ProblemKind.DUPLICATE_KEY, span, message, first)
    block = inner.of(text)
    kind, fix = ProblemKind.SYNTAX, fault.fix
    if isinstance(fault, _Unquoted):
        kind, fix = ProblemKind.UNQUOTED_VALUE, quotes_around(Span(fault.offset, fault.end), block)
    if fix is None or not _parses(applied(block, fix.edits)):
        return failed(ProblemKind.SYNTAX, span, fault.message)
    return failed(kind, span, fault.message, fix=shifted(fix, inner.start))


def _parses(block: str) -> bool:
    try:
        parse_toml(block)
    except TomlFault:
        return False
    return True


def _json_table(values: dict[str, object], node: Node | None, text: str) -> dict[str, Json]:
    written = {key.text: item for key, item in node.entries} if isinstance(node, Entries) else {}
    return {key: _json(item, written.get(key), text) for key, item in values.items()}


def _json(value: object, node: Node | None, text: str) -> Json:
    if isinstance(value, dict):
        return _json_table(value, node, text)
    if isinstance(value, list):
        places: tuple[Node | None, ...] = node.items if isinstance(node, Sequence) else (None,) * len(value)
        return [_json(item, place, text) for item, place in zip(value, places, strict=True)]
    if isinstance(value, str | bool):
        return value
    if isinstance(value, int):
        if value.bit_length() > MAX_INT_BITS:
            raise _huge_number(text)
        return value
    if isinstance(value, float) and isfinite(value):
        return value
    return str(value) if node is None else node.span.of(text)


def _has_one_spelling(value: object) -> bool:
    """Whether `str` gives the value back as written; a time, `inf` and `nan` have several spellings."""
    if isinstance(value, dict):
        return all(map(_has_one_spelling, value.values()))
    if isinstance(value, list):
        return all(map(_has_one_spelling, value))
    if isinstance(value, float):
        return isfinite(value)
    return not isinstance(value, datetime | time)


# --- words for faults ------------------------------------------------------------------------------

#: what tomllib says → what a writer is told; the first that fits
_WORDS = (
    ("Expected newline or end of document", "text after the end of a value"),
    ("Expected '='", "a line that is no `key = value`"),
    ("Expected ']", "a closing bracket is missing after the name of a table"),
    ("Invalid initial character for a key", "a key that needs quotes, or no key at all"),
    ("Invalid statement", "a line that is no `key = value`"),
    ("Invalid value", "a value is missing, or one that cannot be read"),
    ("Unclosed array", "a list is opened with “[” and not closed"),
    ("Unclosed inline table", "“{” is opened and not closed"),
    ("Unescaped", "a backslash in double quotes must be doubled"),
)
_SURROGATES = re.compile("[\0\ud800-\udfff]")
# matches "Invalid value (at line 2, column 4)"; must not match "Invalid value (at end of document)"
_PLACE = re.compile(r" \(at line (\d+), column (\d+)\)\Z")
# matches `title = Phones: the verdict  # new`; must not match `[table]`
_STATEMENT = re.compile(r"[ \t]*(?P<key>[^\s=#\[][^=#\r\n]*?)[ \t]*=[ \t]*(?P<value>[^#\r\n]*[^#\s])?")
#: how tomllib begins where it misses the end of a quote or bracket that was opened above
_BROKEN_OFF = ("Unterminated", "Unclosed", "Invalid initial", "Expected \"'")


def _fault(error: tomllib.TOMLDecodeError, text: str) -> TomlFault:
    """A TOML error in words for people who write posts, at the place where they would look."""
    said = str(error)
    place = _PLACE.search(said)
    offset = len(text.rstrip()) if place is None else _offset(text, int(place[1]), int(place[2]))
    said = said[: place.start()] if place else said.removesuffix(" (at end of document)")
    line = Span(*_line_at(text, offset))
    statement = _STATEMENT.match(text, line.start, line.end)
    if statement is not None and statement["value"]:
        date = date_fault(statement["value"])
        if date is not None:
            return TomlFault(date, *statement.span("value"))
    if said.startswith(("Cannot overwrite", "Cannot declare", "Duplicate inline table key")):
        return _given_twice(text, offset, line)
    if said.startswith(_BROKEN_OFF):
        opened = _opened(text)
        if opened is not None:
            return opened
    if said.startswith("Invalid initial") and line.of(text).rstrip().endswith("{"):
        return TomlFault("“{” must be closed on the same line", line.end - 1, line.end)
    slip = slip_on(line, text)
    if slip is not None:
        return _slipped(slip)
    if said == "Invalid value" and statement is not None:
        if statement["value"] is None:
            return TomlFault(f"nothing is given for `{statement['key']}`", *statement.span("key"))
        if statement["value"][0] != "'" and not set(statement["value"]) & set('"[]{}'):
            return _Unquoted(f"the value “{statement['value']}” needs quotes", *statement.span("value"))
        return TomlFault("a value that cannot be read: look at quotes and brackets", *statement.span("value"))
    if said == "Unterminated string" or "'\\n'" in said or said.startswith("Expected \"'"):
        start, end = statement.span("value") if statement and statement["value"] else line
        return TomlFault("a quote is opened and not closed", start, end)
    if said == "Expected newline or end of document after a statement":
        slip = early_quote(line, offset, text)
        start = line.end - len(text[offset : line.end].lstrip())
        return (
            _slipped(slip)
            if slip is not None
            else TomlFault("text after the end of a value", start, line.end)
        )
    offset = min(offset, max(len(text) - 1, 0))
    character = text[offset : offset + 1]
    if said.startswith(("Illegal character", "Found invalid character")) and character not in ("", "\n"):
        return TomlFault(f"the control character U+{ord(character):04X} may not stand in TOML", offset)
    message = next((words for sign, words in _WORDS if said.startswith(sign)), None)
    if said.startswith("Unescaped") and message is not None:
        # tomllib stops behind the backslash
        return TomlFault(message, text.rfind("\\", 0, offset + 1))
    if message is not None:
        return TomlFault(message, *line)
    return TomlFault(said[:1].lower() + said[1:], offset)


def _slipped(slip: Slip) -> TomlFault:
    return TomlFault(slip.message, *slip.span, slip.fix)


def _opened(text: str) -> TomlFault | None:
    """The quote or bracket that is opened and not closed, which is where the scanner of places stops."""
    try:
        toml_nodes(text)
    except TomlFault as fault:
        start, end = fault.offset, _line_at(text, fault.offset)[1]
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
    '"': "a quote is opened and not closed",
    "'": "a quote is opened and not closed",
    "[": "a list is opened with “[” and not closed",
    "{": "“{” is opened and not closed",
}


def _given_twice(text: str, offset: int, line: Span) -> TomlFault:
    """The second of two equal keys, in the statement that ends at `offset`."""
    try:
        *_, (key, first) = keys_given_twice(toml_nodes(text[:offset]))
    except (TomlFault, ValueError):
        # a table declared twice is no key given twice, and its header may be cut at `offset`
        return TomlFault(f"`{line.of(text).strip()}` is given twice", *line)
    return _TwiceGiven(key, first)


def _offset(text: str, line: int, column: int) -> int:
    """The offset of a 1-based line and column; only LF ends a line here, as in tomllib."""
    start = 0
    for _ in range(line - 1):
        start = text.index("\n", start) + 1
    return start + column - 1


def _line_at(text: str, offset: int) -> tuple[int, int]:
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", start)
    end = len(text) if end < 0 else end
    return start, end - text.endswith("\r", start, end)


def _huge_number(text: str) -> TomlFault:
    # matches 4,301 digits with or without a prefix; must not match a date
    found = re.search(r"(?:0[xob])?[0-9A-Fa-f_]{3000,}", text)
    start, end = found.span() if found else (0, len(text))
    return TomlFault("a number with too many digits", start, end)


# --- places ----------------------------------------------------------------------------------------

_SPACE = re.compile(r"(?:[ \t\r\n]++|#[^\n]*+)*+")
# matches `key`, `"a key"` and `'a key'`; must not match `a key` as a whole
_KEY = re.compile(r"""(?P<bare>[A-Za-z0-9_-]+)|"(?P<double>(?:[^"\\\n]++|\\.)*+)"|'(?P<single>[^'\n]*+)'""")
_DOT = re.compile(r"[ \t]*\.[ \t]*")
_BLANKS = re.compile(r"[ \t]*")
_SCALAR = re.compile(
    r'''
      """(?P<long_double>(?:[^"\\]++|\\.|"(?!""))*+"{0,2})"""        # """ "quoted" """, not """a
    | [']{3}(?P<long_single>(?:[^']++|'(?!''))*+'{0,2})[']{3}         # the same with single quotes
    | "(?P<double>(?:[^"\\\n]++|\\.)*+)"                              # "a\"b", not "a
    | '(?P<single>[^'\n]*+)'                                          # 'a\b', not 'a
    | (?P<time>\d{4}-\d\d-\d\d[ ]\d\d:[\d:.Zz+-]+)                    # 2024-01-02 10:00:00, not 2024-01-02
    | (?P<bare>[^\s\[\]{},"'\#=]+)                                    # true, 1_000, 2024-01-02, not [
    ''',
    re.VERBOSE | re.DOTALL | re.ASCII,
)
_STYLES = {"long_double": "double", "long_single": "single", "time": "plain", "bare": "plain"}
# matches `\n`, `\u00e9` and a backslash at the end of a line; must not match `n`
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|[ \t]*\n\s*|(.))", re.DOTALL)
_ESCAPED = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "e": "\x1b"}


@dataclass
class _Table:
    """A table while it grows: TOML may come back to it in a later header or dotted key."""

    start: int
    end: int
    entries: list[tuple[Scalar, _Draft]] = field(default_factory=list)
    latest: dict[str, _Draft] = field(default_factory=dict)

    def add(self, key: Scalar, value: _Draft) -> None:
        self.entries.append((key, value))
        self.latest[key.text] = value

    def finish(self) -> Entries:
        entries = tuple((key, _finish(value)) for key, value in self.entries)
        return Entries(Span(self.start, self.end), entries)


@dataclass
class _Tables:
    """An array of tables while it grows."""

    items: list[_Table]

    def finish(self) -> Sequence:
        span = Span(self.items[0].start, self.items[-1].end)
        return Sequence(span, tuple(table.finish() for table in self.items))


@dataclass
class _List:
    span: Span
    items: list[_Draft]

    def finish(self) -> Sequence:
        return Sequence(self.span, tuple(map(_finish, self.items)))


_Draft: TypeAlias = Scalar | _List | _Table | _Tables


def _finish(draft: _Draft) -> Node:
    return draft if isinstance(draft, Scalar) else draft.finish()


class _Scanner:
    """Walks once over a TOML text; `_at` is the offset that comes next."""

    def __init__(self, text: str, base: int) -> None:
        self._text = text
        self._base = base
        self._at = 0

    def document(self) -> Entries:
        root = table = _Table(self._base, self._base + len(self._text))
        depth = 0
        while self._skip(_SPACE) < len(self._text):
            start = self._at + self._base
            if self._take("[["):
                path = self._path("]]", depth=0)
                table, depth = self._table_in_array(root, path, start), len(path)
            elif self._take("["):
                path = self._path("]", depth=0)
                table, depth = self._descend(root, path, start), len(path)
            else:
                self._statement(table, depth)
                table.end = max(table.end, self._at + self._base)
        return root.finish()

    def _statement(self, table: _Table, depth: int) -> None:
        path = self._path("=", depth)
        *way, last = path
        inner = self._descend(table, way, path[0].span.start) if way else table
        value = self._value(depth + len(path))
        inner.end = max(inner.end, self._at + self._base)
        inner.add(last, value)

    def _path(self, closing: str, depth: int) -> list[Scalar]:
        """The parts of a dotted key up to and with `closing`."""
        path: list[Scalar] = []
        while True:
            self._skip(_BLANKS)
            start = self._at
            path.append(self._key())
            if depth + len(path) > MAX_DEPTH:
                raise self._too_deep(start)
            if not self._skip_one(_DOT):
                break
        self._skip(_BLANKS)
        if not self._take(closing):
            raise TomlFault(f"expected {closing} after a key", self._at)
        if closing == "=":
            self._skip(_BLANKS)
        return path

    def _key(self) -> Scalar:
        found = _KEY.match(self._text, self._at)
        if found is None:
            raise TomlFault("expected a key", self._at)
        self._at = found.end()
        return self._scalar(found)

    def _scalar(self, found: re.Match[str]) -> Scalar:
        kind = found.lastgroup or "bare"
        written = found[kind]
        if kind.startswith("long"):
            written = re.sub(r"\A\r?\n", "", written).replace("\r\n", "\n")
        if kind.endswith("double") and "\\" in written:
            written = self._unescape(written, found.start())
        span = Span(*found.span()).shifted(self._base)
        return Scalar(span, written, _STYLES.get(kind, kind))

    def _unescape(self, written: str, offset: int) -> str:
        def meaning(escape: re.Match[str]) -> str:
            digits = escape[1] or escape[2]
            return chr(int(digits, 16)) if digits else _ESCAPED.get(escape[3], escape[3] or "")

        try:
            return _ESCAPE.sub(meaning, written)
        except (ValueError, OverflowError) as error:
            raise TomlFault("an escape that stands for no character", offset) from error

    def _descend(self, table: _Table, path: list[Scalar], start: int) -> _Table:
        """The table that a dotted key leads to, made where it is not there yet."""
        for key in path:
            found = table.latest.get(key.text)
            if isinstance(found, _Tables):
                found = found.items[-1]
            if not isinstance(found, _Table):
                found = _Table(start, self._at + self._base)
                table.add(key, found)
            table = found
        return table

    def _table_in_array(self, root: _Table, path: list[Scalar], start: int) -> _Table:
        *way, last = path
        parent = self._descend(root, way, start)
        table = _Table(start, self._at + self._base)
        found = parent.latest.get(last.text)
        if isinstance(found, _Tables):
            found.items.append(table)
        else:
            parent.add(last, _Tables([table]))
        return table

    def _value(self, depth: int) -> _Draft:
        start = self._at
        if depth > MAX_DEPTH:
            raise self._too_deep(start)
        if self._take("["):
            return self._list(start, depth)
        if self._take("{"):
            return self._inline_table(start, depth)
        found = _SCALAR.match(self._text, start)
        if found is None:
            quoted = self._sees("\"'")
            raise TomlFault("a quote is opened and not closed" if quoted else "expected a value", start)
        self._at = found.end()
        return self._scalar(found)

    def _list(self, start: int, depth: int) -> _List:
        items: list[_Draft] = []
        while not self._closes("]", start):
            items.append(self._value(depth + 1))
            self._comma("]", start)
        return _List(Span(start, self._at).shifted(self._base), items)

    def _inline_table(self, start: int, depth: int) -> _Table:
        table = _Table(start + self._base, start + self._base)
        while not self._closes("}", start):
            self._statement(table, depth)
            self._comma("}", start)
        table.end = self._at + self._base
        return table

    def _closes(self, bracket: str, start: int) -> bool:
        if self._skip(_SPACE) == len(self._text):
            raise TomlFault(f"a closing {bracket} is missing", start)
        return self._take(bracket)

    def _comma(self, bracket: str, start: int) -> None:
        self._skip(_SPACE)
        if not self._take(",") and not self._sees(bracket):
            raise TomlFault(f"a closing {bracket} or a comma is missing", start)

    def _skip(self, pattern: re.Pattern[str]) -> int:
        found = pattern.match(self._text, self._at)
        self._at = found.end() if found else self._at
        return self._at

    def _skip_one(self, pattern: re.Pattern[str]) -> bool:
        before = self._at
        return self._skip(pattern) > before

    def _take(self, token: str) -> bool:
        if not self._text.startswith(token, self._at):
            return False
        self._at += len(token)
        return True

    def _sees(self, characters: str) -> bool:
        return self._text[self._at : self._at + 1] in characters and self._at < len(self._text)

    def _too_deep(self, start: int) -> TomlFault:
        return TomlFault(f"nested more than {MAX_DEPTH} levels deep", start)
