"""Where in front matter somebody is writing, told from the lines: half a block cannot be parsed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from postlint.model.front_matter import Format
from postlint.model.post import Post
from postlint.model.text import Span, line_above, line_around
from postlint.model.values import KeyPath

#: lines above the cursor that are looked at, to find out what it stands in
_MOST_LINES = 500

# "title", "  al", "- al": a key that is begun, or a line on which nothing stands yet
_KEY_BEGUN = re.compile(r"(?P<indent>[ ]*(?:-[ ]+)*)(?P<typed>[A-Za-z_$][\w.$-]*)?\Z")
# "title: Ha", "- alt: x"
_YAML_ENTRY = re.compile(
    r"""(?P<indent>[ ]*(?:-[ ]+)*) (?P<quote>["']?) (?P<key>[\w$][\w .$-]*?) (?P=quote) [ ]*:
        (?:[ \t]+(?P<value>.*))?\Z""",
    re.VERBOSE | re.DOTALL,
)
# "  - ope": an item that is begun
_YAML_ITEM = re.compile(r"(?P<indent>[ ]*(?:-[ ]+)*-)[ ]+(?P<value>[^\r\n]*)\Z")
# "title = 'Ha"
_TOML_ENTRY = re.compile(r"[ \t]*(?P<key>[\w.-]+)[ \t]*=[ \t]*(?P<value>.*)\Z", re.DOTALL)
# "[cover]", "[[authors]]"
_TOML_TABLE = re.compile(r"[ \t]*(?P<many>\[)?\[[ \t]*(?P<name>[\w. -]+?)[ \t]*\]")
# what is typed of an item, behind the bracket or the last comma of a list
_LAST_ITEM = re.compile(r"(?:^\[|,)[ \t]*(?P<item>[^,\[\]]*)\Z")
# what is not closed: 'Ha, "Ha
_OPEN_QUOTE = re.compile(r"""(?P<quote>["'])(?P<text>[^"']*)\Z""")


class Spot(NamedTuple):
    """The place where somebody writes.

    `path` leads to the mapping that a key is to be written into, or to the value that is being written; an
    item of a list has the index 0. `typed` is what is written of it already, without a quote that is open.
    `indent` is the column of the key.
    """

    format: Format
    path: KeyPath
    is_key: bool
    typed: Span
    is_quoted: bool = False
    indent: int = 0


def spot_at(post: Post, offset: int) -> Spot | None:
    """Where a key or a value is being written at an offset; None where neither is, or in JSON."""
    front = post.front
    if front is None or not front.inner.start <= offset <= front.inner.end:
        return None
    line = line_around(post.text, offset, front.inner)
    written = post.text[line.start : offset]
    if written.lstrip().startswith("#"):
        return None
    if front.format is Format.YAML:
        return _in_yaml(post.text, front.inner, line, offset)
    if front.format is Format.TOML:
        return _in_toml(post.text, front.inner, line, offset)
    return None


def _in_yaml(text: str, inner: Span, line: Span, offset: int) -> Spot | None:
    written = text[line.start : offset]
    entry = _YAML_ENTRY.match(written)
    if entry is not None:
        if entry["value"] is None:  # the blank behind the colon is not there yet
            return None
        path = (*_above(text, inner, line, entry["indent"]), entry["key"])
        return _value(Format.YAML, path, entry["value"], offset)
    begun = _KEY_BEGUN.match(written)
    item = _YAML_ITEM.match(written)
    if item is not None:
        holder = _above(text, inner, line, item["indent"])
        spot = _value(Format.YAML, holder, item["value"], offset) if len(holder) > 1 else None
        return None if spot is None else spot._replace(indent=spot.typed.start - line.start)
    if begun is None:
        return None
    typed = begun["typed"] or ""
    column = len(begun["indent"])
    path = _above(text, inner, line, begun["indent"])
    return Spot(Format.YAML, path, True, Span(offset - len(typed), offset), indent=column)


def _above(text: str, inner: Span, line: Span, indent: str) -> KeyPath:
    """The keys under which a line stands that begins so; an item of a list has the index 0."""
    path, column, is_item = _out_of_item((), indent)
    for written in _lines_above(text, inner, line):
        entry = _YAML_ENTRY.match(written)
        if entry is None:
            continue
        here, has_dash = len(entry["indent"]), "-" in entry["indent"]
        if has_dash and here == column and not is_item:  # the first key of the item that the line is in
            path, column, is_item = _out_of_item(path, entry["indent"])
        # the items of a list may stand as far left as its key
        elif not entry["value"] and (here < column or (here == column and is_item)):
            path, column, is_item = _out_of_item((entry["key"], *path), entry["indent"])
    return path


def _out_of_item(path: KeyPath, indent: str) -> tuple[KeyPath, int, bool]:
    """A path, the column that it begins at, and whether it begins with an item, seen from outside of the item
    that the indentation may open."""
    if "-" not in indent:
        return path, len(indent), False
    return (0, *path), indent.rindex("-"), True


def _lines_above(text: str, inner: Span, line: Span) -> Iterator[str]:
    for _ in range(_MOST_LINES):
        above = line_above(text, line.start, inner)
        if above.start >= line.start:
            return
        line = above
        written = line.of(text).rstrip()
        if written and not written.lstrip().startswith("#"):
            yield written


def _in_toml(text: str, inner: Span, line: Span, offset: int) -> Spot | None:
    written = text[line.start : offset]
    table = _table_above(text, inner, line)
    entry = _TOML_ENTRY.match(written)
    if entry is not None:
        return _value(Format.TOML, (*table, *entry["key"].split(".")), entry["value"], offset)
    quoted = _OPEN_QUOTE.search(written)
    if quoted is not None:
        for above in _lines_above(text, inner, line):
            opened = _TOML_ENTRY.match(above)
            if opened is not None and opened["value"].startswith("[") and "]" not in opened["value"]:
                typed = Span(offset - len(quoted["text"]), offset)
                return Spot(Format.TOML, (*table, opened["key"], 0), False, typed, is_quoted=True)
            if opened is not None:
                return None
    begun = _KEY_BEGUN.match(written)
    if begun is None or "-" in begun["indent"]:
        return None
    typed_length = len(begun["typed"] or "")
    return Spot(Format.TOML, table, True, Span(offset - typed_length, offset), indent=len(begun["indent"]))


def _table_above(text: str, inner: Span, line: Span) -> KeyPath:
    for written in _lines_above(text, inner, line):
        table = _TOML_TABLE.match(written)
        if table is not None:
            path: KeyPath = tuple(part.strip() for part in table["name"].split("."))
            return (*path, 0) if table["many"] else path
    return ()


def _value(format_: Format, path: KeyPath, value: str, offset: int) -> Spot | None:
    """The place of a value, or of an item in a list that is written on one line."""
    if value.startswith("["):
        item = _LAST_ITEM.search(value)
        if item is None:
            return None
        path, value = (*path, 0), item["item"]
    elif value.startswith(("{", "|", ">", "&", "*")):
        return None
    quoted = _OPEN_QUOTE.match(value)
    if quoted is not None:
        return Spot(format_, path, False, Span(offset - len(quoted["text"]), offset), is_quoted=True)
    if value[:1] in ("'", '"'):  # closed already
        return None
    return Spot(format_, path, False, Span(offset - len(value), offset))
