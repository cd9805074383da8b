"""Tells where each key and value of a TOML text stands.

tomllib keeps no places, so a scanner of our own reads the text a second time, when somebody asks for
one (https://toml.io/en/v1.0.0).
"""

from __future__ import annotations

import re
from typing import TypeAlias

from postlint.model.findings import Fix
from postlint.model.front_matter import Entries, Node, Scalar, Sequence
from postlint.model.records import dataclass, field
from postlint.model.text import Span
from postlint.reading.limits import MAX_DEPTH, NESTED_TOO_DEEP
from postlint.reading.mending import OPEN_QUOTE


class TomlFault(ValueError):  # noqa: N818 - the fault is the text's
    """A text that is no TOML; `offset` and `end` are code points of that text. `fix` is what may cure it."""

    def __init__(self, message: str, offset: int, end: int | None = None, fix: Fix | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.fix = fix
        self.offset = offset
        self.end = offset + 1 if end is None else end


def toml_nodes(text: str, base: int = 0) -> Entries:
    """Where each key and value of a TOML text is written, as offsets that begin at `base`.

    The span of a value has its quotes or brackets; the span of a `[table]` runs from its header to
    its last own entry, that of an array of tables from the first header to the end of the last
    table. Keys given twice are both kept. Raises TomlFault where the text cannot be scanned.
    """
    return _Scanner(text, base).document()


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
            raise TomlFault(OPEN_QUOTE if quoted else "expected a value", start)
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
        return TomlFault(NESTED_TOO_DEEP, start)
