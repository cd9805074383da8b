"""Reads the YAML that most front matter is made of, several times faster than libyaml does.

Simple is a block of `key: value` lines whose values stand on their line, without escapes, comments and
anchors, with lists of such values and mappings of such lines below a key. A value is typed as in
`yaml_block`. Whatever is not simple for certain, or has something in it that reading notes, is left to
libyaml.
"""

from __future__ import annotations

import re
from functools import partial

from postlint.model.front_matter import Node
from postlint.model.patterns import late
from postlint.model.text import Span
from postlint.model.values import Json
from postlint.reading.limits import MAX_BLOCK, MAX_NODES
from postlint.reading.parsed import Parsed
from postlint.reading.written_dates import date_fault
from postlint.reading.yaml_scalars import WORDS, TooManyDigitsError, plain_value

#: levels of mappings inside each other
_MOST_LEVELS = 8

# matches `Boats: a note`, no: `Boats at 7:30`, `C# (new)`; must not match `a: b`, `a #b`, `- a`, `"a"`, `a:`
_PLAIN = r"""
    (?![-?:,\[\]{}#&*!|>'"%@`])
    [^\n:\#]++ (?: (?: :(?=[^ \n]) | (?<=[^ ])\# ) [^\n:\#]*+ )*+
"""
_QUOTED = r""" (?: "[^"\\\n]*+" | '[^'\n]*+' ) [ ]*+ """

# An entry with the lines below it, if they are indented or items; a blank line; a comment; or a line that
# is none of these. Matches `title: Boats`, `tags:` above `- a`; must not match `title : Boats`, `"a": b`
ENTRY = re.compile(
    rf"""
      (?P<key>[A-Za-z_][\w.-]{{0,100}}+):
      (?: [ ]++ (?: (?P<value>{_PLAIN}|{_QUOTED}) | (?P<flow>\[[^\n]*+) ) | [ ]*+ ) \n
      (?P<below> (?: (?: [ ]++(?![ \n\#]) | -[ ] ) [^\n]*+ \n )*+ )
    | [ ]*+\n
    | \#[^\n]*+\n
    | (?P<odd>[^\n]++)
    """,
    re.VERBOSE,
)
# matches `  - Boats`; must not match `- a: b`, `-`
ITEM = late(rf"(?P<indent>[ ]*+) - [ ]++ (?P<value>{_PLAIN}|{_QUOTED}) \n | (?P<odd>[^\n]++)", re.VERBOSE)
# matches `[a, "b c", /d/]`, `[]`; must not match `[a,]`, `[a: b]`, `[[a]]`
_IN_FLOW = rf"(?: {_QUOTED} | [\w/][\w /.+-]*+ )"
_FLOW = late(rf"\[[ ]*+ (?: {_IN_FLOW} (?: ,[ ]*+ {_IN_FLOW} )*+ )? \][ ]*+", re.VERBOSE)
FLOW_ITEM = late(_IN_FLOW, re.VERBOSE)


class _NotSimple(Exception):  # noqa: N818 - nothing is wrong with it
    """A block that libyaml has to read."""


def read_yaml(text: str, inner: Span) -> Parsed:
    """The YAML in a part of `text`, as `yaml_block` reads it; spans are offsets into the whole text."""
    simple = read_simple_block(text, inner)
    if simple is not None:
        return simple
    from postlint.reading.yaml_block import read_exactly

    return read_exactly(text, inner)


def read_simple_block(text: str, inner: Span) -> Parsed | None:
    """The values of the YAML between two fences of `text` where it is simple, None where it is not."""
    if inner.end - inner.start > MAX_BLOCK:
        return None
    values = read_simple(inner.of(text))
    return None if values is None else Parsed(values, (), partial(_read_places, text, inner))


def _read_places(text: str, inner: Span) -> Node:
    if "\r" not in inner.of(text):
        from postlint.reading.yaml_simple_places import places_in

        return places_in(text, inner)
    from postlint.reading.yaml_block import read_places

    return read_places(text, inner)


def read_simple(block: str) -> dict[str, Json] | None:
    """The values of a simple block, in which there is nothing to note; None for any other block."""
    # a line has a key and a value, or a list of which each item but the first stands behind a comma
    if 3 * block.count("\n") + block.count(",") >= MAX_NODES:
        return None
    lines = block.replace("\r\n", "\n") if "\r" in block else block
    # tabs, controls, line breaks of other scripts and characters that nobody sees
    if not lines.endswith("\n") or not lines.replace("\n", "").isprintable():
        return None
    try:
        return _mapping(lines, 1) or None
    except (_NotSimple, TooManyDigitsError):
        return None


def _mapping(lines: str, level: int) -> dict[str, Json]:
    values: dict[str, Json] = {}
    for key, value, flow, below, odd in ENTRY.findall(lines):
        if not key:
            if odd:
                raise _NotSimple
            continue
        if key in values or key in WORDS:
            raise _NotSimple
        if not below:
            values[key] = _scalar(value) if value else _flow(flow) if flow else None
        elif value or flow or level == _MOST_LEVELS:
            raise _NotSimple
        else:
            values[key] = _below(below, level)
    return values


def _scalar(written: str) -> Json:
    """A value with or without quotes, and with the blanks behind it."""
    text = written.rstrip(" ")
    if text[0] in "\"'":
        text = text[1:-1]
    else:
        value = plain_value(text)
        if value is not text:
            return value
    if len(text) > 7 and text[4] in "-/" and date_fault(text) is not None:
        raise _NotSimple
    return text


def _flow(written: str) -> Json:
    if not _FLOW.fullmatch(written):
        raise _NotSimple
    return [_scalar(item) for item in FLOW_ITEM.findall(written)]


def _below(lines: str, level: int) -> Json:
    indent = len(lines) - len(lines.lstrip(" "))
    if lines[indent] == "-":
        items = ITEM.findall(lines)
        if any(found != items[0][0] or odd for found, _, odd in items):
            raise _NotSimple
        return [_scalar(value) for _, value, _ in items]
    before = "\n" + lines[:indent]
    if lines.count(before) != lines.count("\n") - 1:
        raise _NotSimple
    return _mapping(lines[indent:].replace(before, "\n"), level + 1)
