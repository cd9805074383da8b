"""Reads JSON front matter as values, with the place of every key and value.

json decides what is JSON and what it means. It keeps no places, so a scanner of our own reads the
same text a second time, when somebody asks for one (RFC 8259).
"""

from __future__ import annotations

import json
import re
from functools import partial
from math import isfinite

from postlint.model.findings import Edit, Fix
from postlint.model.front_matter import Entries, Node, Scalar, Sequence
from postlint.model.post import Problem, ProblemKind
from postlint.model.text import Span
from postlint.model.values import Json
from postlint.reading.limits import (
    MAX_BLOCK,
    MAX_DEPTH,
    MAX_DIGITS,
    MAX_NODES,
    TOO_DEEP,
    TOO_LONG,
    TOO_MANY,
    TOO_MANY_DIGITS,
)
from postlint.reading.mending import OPEN_QUOTE, Slip, applied, shifted
from postlint.reading.parsed import Parsed, failed
from postlint.reading.places import duplicate_keys, impossible_dates
from postlint.reading.written_dates import may_hold_impossible_date

_SPACE = re.compile(r"[ \t\r\n]*")
_STRING = re.compile(r'"((?:[^"\\]++|\\.)*+)"', re.DOTALL)
# matches 1, -2.5e3, true; must not match "text"
_BARE = re.compile(r"[^\s\[\]{},:\"]+")
_SURROGATE_ESCAPE = re.compile(r"\\u[dD][89a-fA-F]")
_SURROGATES = re.compile("[\ud800-\udfff]")
#: what json says → what a writer is told
_WORDS = {
    "Expecting ',' delimiter": "a comma or a closing bracket is missing",
    "Expecting ':' delimiter": "a “:” is missing after the key",
    "Expecting property name enclosed in double quotes": "a key in double quotes is missing",
    "Expecting value": "a value is missing, or text without double quotes",
    "Extra data": "text after the end of the front matter",
    "Illegal trailing comma before end of array": "a comma after the last value",
    "Illegal trailing comma before end of object": "a comma after the last entry",
    "Invalid \\escape": "a backslash must be doubled",
    "Invalid \\uXXXX escape": "\\u wants four hexadecimal digits",
    "Invalid control character at": "a line break or control character inside quotes",
    "Unterminated string starting at": OPEN_QUOTE,
}
_COMMA_TOO_MANY = frozenset(
    {_WORDS[f"Illegal trailing comma before end of {kind}"] for kind in ("array", "object")}
)
_NO_VALUE = " is no JSON value"
_LINE = re.compile(r"[^\r\n]*")
_COMMENT = re.compile(r"//[^\r\n]*|/\*[^*]*+\*/")
_TRAILING_COMMA = re.compile(r",(?=\s*+[\]}])")
_EQUALS = re.compile(r"=>?")
#: words of other languages → what JSON writes
_CONSTANTS = {"true": "true", "false": "false", "none": "null", "null": "null", "nil": "null"}
# matches `'a'`, `“a”`, `title` before a colon, `2024-01-02`; must not match `"a"`, `[`
_UNQUOTED = (
    (re.compile(r"'(?P<text>[^'\r\n]*+)'"), "JSON wants double quotes, not single ones"),
    (re.compile(r"[“”„](?P<text>[^“”\r\n\"]*+)[“”]"), "JSON wants straight quotes, not curly ones"),
    (re.compile(r"(?P<text>[^\W\d][\w-]*+)(?=[ \t]*+:)"), "a key in JSON needs double quotes"),
    (
        re.compile(r"(?P<text>[^\W\d][^\r\n,\]}\"':]*+(?<=\S))(?=[ \t]*+(?:[\r\n,\]}]|\Z))"),
        "a text in JSON needs double quotes",
    ),
)
#: a longer block is not parsed again and again
_LONGEST_TRIAL = 20_000
#: nor is one with more slips
_MOST_TRIALS = 40


class _Fault(Exception):  # noqa: N818 - not an error of the program
    def __init__(self, kind: ProblemKind, message: str, offset: int) -> None:
        self.kind, self.message, self.offset = kind, message, offset


def read_json(text: str, span: Span, *, is_braceless: bool = False) -> Parsed:
    """The JSON at `span` of `text`; spans are offsets into the whole text. Never raises.

    `is_braceless` reads an object without its outer braces, as Hexo does between `;;;`. NaN and
    Infinity are no JSON; a number too large for a float stays text.
    """
    if span.end - span.start > MAX_BLOCK:
        return failed(ProblemKind.TOO_BIG, Span(span.start, span.start), TOO_LONG)
    written = span.of(text)
    if not written.strip() or (is_braceless and not written.strip(" \t\r\n,")):
        return Parsed({}, (), lambda: Entries(Span(span.start, span.start), ()))
    block = f"{{{written}}}" if is_braceless else written
    base = span.start - is_braceless
    try:
        return _read(block, base, text)
    except _Fault as fault:
        slip = _slip(block, fault)
        if slip is not None:
            fix = _mended(block, slip, fault.offset)
            return failed(
                fault.kind,
                slip.span.shifted(base),
                slip.message,
                fix=None if fix is None else shifted(fix, base),
            )
        at = min(max(fault.offset + base, span.start), span.end)
        return failed(fault.kind, Span(at, min(at + 1, span.end)), fault.message)


def _mended(block: str, slip: Slip, offset: int) -> Fix | None:
    """The edits with which the block can be read, beginning with that of `slip`; None where none help."""
    if len(block) > _LONGEST_TRIAL:
        return None
    fixes, moved, at = [slip.fix], 0, offset
    trial = applied(block, slip.fix.edits)
    for _ in range(_MOST_TRIALS):
        moved += sum(len(edit.replacement) - len(edit.span.of(block)) for edit in fixes[-1].edits)
        try:
            _values(trial)
        except _Fault as fault:
            found = _slip(trial, fault)
            if found is None or fault.offset <= at:
                return None
            fix, at = shifted(found.fix, -moved), fault.offset
            if fix.edits[0].span.start < fixes[-1].edits[0].span.end:
                return None
            fixes.append(fix)
            trial = applied(trial, found.fix.edits)
        else:
            edits = tuple(edit for fix in fixes for edit in fix.edits)
            return slip.fix._replace(edits=edits, safe=all(fix.safe for fix in fixes))
    return None


def _slip(block: str, fault: _Fault) -> Slip | None:
    """What stands at a fault, where that is a thing people write: a comment, a comma too many, …"""
    at, said = fault.offset, fault.message
    if fault.kind is not ProblemKind.SYNTAX or said.endswith(_NO_VALUE):
        return None
    if said == _WORDS["Unterminated string starting at"]:
        return _open_quote(block, at)
    if said == _WORDS["Invalid control character at"]:
        return _open_quote(block, block.rfind('"', 0, at)) if block[at] in "\r\n" else None
    comment = _COMMENT.match(block, at)
    if comment is not None:
        span = Span(*comment.span())
        return _meant(span, "JSON has no comments", Edit(span, ""), safe=False)
    # from Python 3.13 on the fault is at the comma, before that behind it
    comma = _TRAILING_COMMA.match(block, at if said in _COMMA_TOO_MANY else _comma_before(block, at))
    if comma is not None:
        span = Span(comma.start(), comma.start() + 1)
        return _meant(span, "a comma after the last entry", Edit(span, ""))
    for pattern, message in _UNQUOTED:
        found = pattern.match(block, at)
        if found is not None:
            word = found["text"]
            span = Span(*found.span())
            if word.lower() in _CONSTANTS:
                return _meant(
                    span, f"JSON writes `{_CONSTANTS[word.lower()]}`", Edit(span, _CONSTANTS[word.lower()])
                )
            return _meant(span, message, Edit(span, json.dumps(word, ensure_ascii=False)))
    if said == _WORDS["Expecting ':' delimiter"]:
        equals = _EQUALS.match(block, at)
        if equals is not None:
            span = Span(*equals.span())
            return _meant(span, "JSON wants “:” after a key", Edit(span, ":"))
        return _meant(Span(at, at + 1), said, Edit(Span(at, at), ": ")) if block.startswith('"', at) else None
    if said == _WORDS["Expecting ',' delimiter"] and block.startswith('"', at):
        before = len(block[:at].rstrip())
        return _meant(Span(at, at + 1), "a comma is missing before this", Edit(Span(before, before), ","))
    return None


def _open_quote(block: str, start: int) -> Slip | None:
    line = _LINE.match(block, start)
    end = line.end() if line else start
    written = block[start:end].rstrip()
    closed = start + len(written.rstrip(",}] "))
    edit = Edit(Span(closed, closed), '"')
    return _meant(Span(start, closed), OPEN_QUOTE, edit, safe=False)


def _meant(span: Span, message: str, edit: Edit, *, safe: bool = True) -> Slip:
    return Slip(span, message, Fix("write it as JSON", (edit,), safe))


def _comma_before(block: str, at: int) -> int:
    """Where the last thing before `at` begins, when that is one character."""
    return max(len(block[:at].rstrip()) - 1, 0)


def json_nodes(block: str, base: int = 0) -> Node:
    """Where each key and value of a JSON text is written, as offsets that begin at `base`."""
    return _Scanner(block, base).document()


def _read(block: str, base: int, text: str) -> Parsed:
    if block.count("[") + block.count("{") > MAX_DEPTH or len(block) > MAX_NODES:
        # the scanner counts levels and values, which json does not
        json_nodes(block)
    values, has_duplicates = _values(block)
    read_root = partial(json_nodes, block, base)
    if not isinstance(values, dict):
        root = read_root()
        kind = "a list" if isinstance(values, list) else "a single value"
        problem = Problem(
            ProblemKind.NOT_A_MAPPING, root.span, f"front matter is {kind}, not keys with values"
        )
        return Parsed(None, (problem,), read_root)
    problems: list[Problem] = []
    if has_duplicates:
        problems += duplicate_keys(read_root(), text)
    if may_hold_impossible_date(block):
        problems += impossible_dates(read_root())
    return Parsed(values, tuple(problems), read_root)


def _values(block: str) -> tuple[Json, bool]:
    """The values of a block, and whether a key is given twice in it."""
    has_duplicates = False

    def entries(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
        nonlocal has_duplicates
        values = dict(pairs)
        has_duplicates |= len(values) < len(pairs)
        return values

    def refuse(word: str) -> Json:
        raise _Fault(ProblemKind.SYNTAX, f"{word}{_NO_VALUE}", max(block.find(word), 0))

    def number(written: str) -> Json:
        value = float(written)
        return value if isfinite(value) else written

    try:
        values: Json = json.loads(block, object_pairs_hook=entries, parse_constant=refuse, parse_float=number)
    except json.JSONDecodeError as error:
        message = _WORDS.get(error.msg, error.msg[:1].lower() + error.msg[1:])
        raise _Fault(ProblemKind.SYNTAX, message, error.pos) from error
    except RecursionError as error:
        raise _Fault(ProblemKind.TOO_BIG, TOO_DEEP, 0) from error
    except ValueError as error:
        long = re.search(rf"-?[0-9]{{{MAX_DIGITS + 1},}}", block)
        at = long.start() if long else 0
        raise _Fault(ProblemKind.TOO_BIG, TOO_MANY_DIGITS, at) from error
    return _without_surrogates(values) if _SURROGATE_ESCAPE.search(block) else values, has_duplicates


def _without_surrogates(value: Json) -> Json:
    if isinstance(value, str):
        return _SURROGATES.sub("\ufffd", value)
    if isinstance(value, list):
        return [_without_surrogates(item) for item in value]
    if isinstance(value, dict):
        return {_SURROGATES.sub("\ufffd", key): _without_surrogates(item) for key, item in value.items()}
    return value


class _Scanner:
    """Walks once over a JSON text; `_at` is the offset that comes next."""

    def __init__(self, text: str, base: int) -> None:
        self._text = text
        self._base = base
        self._at = 0
        self._left = MAX_NODES

    def document(self) -> Node:
        self._skip()
        return self._value(1)

    def _value(self, depth: int) -> Node:
        self._left -= 1
        if self._left < 0:
            raise _Fault(ProblemKind.TOO_BIG, TOO_MANY, self._at)
        if depth > MAX_DEPTH:
            raise _Fault(ProblemKind.TOO_BIG, TOO_DEEP, self._at)
        start = self._at
        node: Node
        if self._take("{"):
            node = Entries(*self._object(start, depth))
        elif self._take("["):
            node = Sequence(*self._array(start, depth))
        else:
            node = self._scalar()
        self._skip()
        return node

    def _object(self, start: int, depth: int) -> tuple[Span, tuple[tuple[Scalar, Node], ...]]:
        entries = []
        self._skip()
        while not self._take("}"):
            key = self._scalar()
            self._skip()
            if not self._take(":"):
                raise _Fault(ProblemKind.SYNTAX, _WORDS["Expecting ':' delimiter"], self._at)
            self._skip()
            entries.append((key, self._value(depth + 1)))
            self._comma("}")
        return self._span(start), tuple(entries)

    def _array(self, start: int, depth: int) -> tuple[Span, tuple[Node, ...]]:
        items = []
        self._skip()
        while not self._take("]"):
            items.append(self._value(depth + 1))
            self._comma("]")
        return self._span(start), tuple(items)

    def _scalar(self) -> Scalar:
        found = _STRING.match(self._text, self._at) or _BARE.match(self._text, self._at)
        if found is None:
            raise _Fault(ProblemKind.SYNTAX, "a value is missing", self._at)
        self._at = found.end()
        span = Span(*found.span()).shifted(self._base)
        return (
            Scalar(span, found[0], "plain")
            if found.re is _BARE
            else Scalar(span, _unescaped(found), "double")
        )

    def _comma(self, bracket: str) -> None:
        if self._take(","):
            self._skip()
        elif not self._text.startswith(bracket, self._at):
            raise _Fault(ProblemKind.SYNTAX, _WORDS["Expecting ',' delimiter"], self._at)

    def _take(self, token: str) -> bool:
        if not self._text.startswith(token, self._at):
            return False
        self._at += 1
        return True

    def _skip(self) -> None:
        found = _SPACE.match(self._text, self._at)
        self._at = found.end() if found else self._at

    def _span(self, start: int) -> Span:
        return Span(start, self._at).shifted(self._base)


def _unescaped(found: re.Match[str]) -> str:
    if "\\" not in found[1]:
        return found[1]
    try:
        text: str = json.loads(found[0], strict=False)
    except json.JSONDecodeError:
        return found[1]
    return _SURROGATES.sub("\ufffd", text)
