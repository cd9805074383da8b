"""Reads TOML as JSON-shaped values: tomllib decides what is TOML and what it means."""

from __future__ import annotations

import re
from datetime import datetime, time
from functools import partial
from math import isfinite

from postlint.model.front_matter import Entries, Node, Sequence
from postlint.model.post import ProblemKind
from postlint.model.text import LineIndex, Span
from postlint.model.values import Json
from postlint.reading.limits import (
    MAX_BLOCK,
    MAX_DEPTH,
    MAX_INT_BITS,
    NESTED_TOO_DEEP,
    TOO_LONG,
    TOO_MANY_DIGITS,
)
from postlint.reading.mending import applied, quotes_around, shifted
from postlint.reading.parsed import Parsed, failed
from postlint.reading.places import duplicate_message, impossible_dates
from postlint.reading.toml_places import TomlFault, toml_nodes
from postlint.reading.written_dates import may_hold_impossible_date

_SURROGATES = re.compile("[\0\ud800-\udfff]")


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
        from postlint.reading.toml_faults import explained

        raise explained(error, text) from error
    except RecursionError as error:
        raise TomlFault(NESTED_TOO_DEEP, 0) from error
    except ValueError as error:
        raise _huge_number(text) from error
    places = None if _has_one_spelling(values) else toml_nodes(text)
    return _json_table(values, places, text)


def _explain(fault: TomlFault, text: str, inner: Span) -> Parsed:
    """The one cause why the TOML at `inner` of `text` does not parse."""
    from postlint.reading.toml_faults import TwiceGiven, Unquoted

    span = Span(fault.offset, fault.end).shifted(inner.start)
    span = Span(min(span.start, inner.end), min(span.end, inner.end))
    if isinstance(fault, TwiceGiven):
        first = fault.first.shifted(inner.start)
        message = duplicate_message(fault.key, first, LineIndex(text))
        return failed(ProblemKind.DUPLICATE_KEY, span, message, first)
    block = inner.of(text)
    kind, fix = ProblemKind.SYNTAX, fault.fix
    if isinstance(fault, Unquoted):
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


def _huge_number(text: str) -> TomlFault:
    """The first number of so many digits that it cannot be read."""
    # matches 4,301 digits with or without a prefix; must not match a date
    found = re.search(r"(?:0[xob])?[0-9A-Fa-f_]{3000,}", text)
    start, end = found.span() if found else (0, len(text))
    return TomlFault(TOO_MANY_DIGITS, start, end)
