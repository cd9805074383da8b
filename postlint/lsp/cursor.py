"""Where in front matter somebody is writing, told from the lines: half a block cannot be parsed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from postlint.model.front_matter import Format
from postlint.model.post import Post
from postlint.model.records import NamedTuple
from postlint.model.text import Span, line_above, line_around
from postlint.model.values import KeyPath

#: lines above the cursor that are looked at, to find out what it stands in
_MOST_LINES = 2_000

# an opening fence with the lines below it, down to the first that is empty
_BEGUN = re.compile(
    r"""(?P<fence>---|\+{3}) [ \t]* (?P<newline>\r?\n)
        (?: [ \t]*+ \S [^\r\n]*+ (?:\r?\n|\Z) | [ \t]++ \Z )*+""",
    re.VERBOSE,
)
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
# what stands behind a colon and is no value yet: "# the cover", "&cover"
_NO_VALUE = re.compile(r"(?:[&!]\S*[ \t]*)?(?:#.*)?\Z")
# "title = 'Ha"
_TOML_ENTRY = re.compile(r"[ \t]*(?P<key>[\w.-]+)[ \t]*=[ \t]*(?P<value>.*)\Z", re.DOTALL)
# "[cover]", "[[authors]]"
_TOML_TABLE = re.compile(r"[ \t]*(?P<many>\[)?\[[ \t]*(?P<name>[\w. -]+?)[ \t]*\]")
# a text in three quotes, closed or not; texts in one and comments, in which three do not count
_TOML_TEXT = re.compile(
    r"""(?P<fence>\"{3}|'{3})(?:.*?(?P<closed>(?P=fence))|.*)|"(?:[^"\\\r\n]|\\.)*+"?|'[^'\r\n]*+'?|\#[^\r\n]*+""",
    re.DOTALL,
)
_QUOTED = r"""(?: "(?:[^"\\]|\\.)*+" | '(?:[^']|'')*+' )"""
# an item without quotes: "a", "C#"; not "a # a comment"
_PLAIN_ITEM = r"""[^\s"',\[\]{}\#](?:[^,\[\]{}\#]|(?<=\S)\#)*+"""
# what is typed of an item of a list, behind those that are done: "[a, 'b, c', ha", "[\n  'ha"
_LAST_ITEM = re.compile(
    rf"""\[\s*+ (?: (?: {_QUOTED} | {_PLAIN_ITEM} ) \s*+,\s*+ )*+ (?P<item> ["'].* | {_PLAIN_ITEM} | )\Z""",
    re.VERBOSE | re.DOTALL,
)
# what opens and closes lists and mappings; a quote counts where a text may begin
_BRACKET = re.compile(
    rf"""(?<![^\s,:\[{{=]) (?: {_QUOTED} | (?P<open>["']) ) | (?P<bracket>[\[\]{{}}]) | (?<!\S)\#[^\r\n]*+""",
    re.VERBOSE | re.DOTALL,
)
# what is not closed: 'Ha, "Ha
_OPEN_QUOTE = re.compile(
    r"""(?: "(?P<double>(?:[^"\\]|\\.)*+) | '(?P<single>(?:[^']|'')*+) )\Z""", re.VERBOSE | re.DOTALL
)


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
    if front is None or not front.inner.start <= offset < front.inner.end:
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


def with_closing_fence(post: Post, offset: int) -> str | None:
    """The text with the fence that its front matter still lacks, while somebody writes at an offset in it;
    None where no front matter is begun there.

    What stands in front of the offset stays where it is.
    """
    begun = None if post.front is not None else _BEGUN.match(post.text)
    if begun is None:
        return None
    end = begun.end()
    # the line that is being written may be the empty one at the end
    if not begun.end("newline") <= offset <= end:
        return None
    newline = begun["newline"]
    break_before = "" if post.text[:end].endswith("\n") and offset < end else newline
    return f"{post.text[:end]}{break_before}{begun['fence']}{newline}{post.text[end:]}"


# YAML


def _in_yaml(text: str, inner: Span, line: Span, offset: int) -> Spot | None:
    start = _opening(text, inner, line, _YAML_ENTRY)
    line = Span(start, line.end)
    written = text[start:offset]
    entry = _YAML_ENTRY.match(written)
    if entry is not None:
        above = _above(text, inner, line, entry["indent"])
        if above is None or entry["value"] is None:  # the blank behind the colon is not there yet
            return None
        return _value(Format.YAML, (*above, entry["key"]), entry["value"], offset)
    item = _YAML_ITEM.match(written)
    if item is not None:
        holder = _above(text, inner, line, item["indent"])
        if holder is None or len(holder) < 2:
            return None
        spot = _value(Format.YAML, holder, item["value"], offset)
        return None if spot is None else spot._replace(indent=spot.typed.start - line.start)
    begun = _KEY_BEGUN.match(written)
    path = None if begun is None else _above(text, inner, line, begun["indent"])
    if begun is None or path is None:
        return None
    typed = Span(offset - len(begun["typed"] or ""), offset)
    return Spot(Format.YAML, path, True, typed, indent=len(begun["indent"]))


def _above(text: str, inner: Span, line: Span, indent: str) -> KeyPath | None:
    """The keys under which a line stands that begins so; an item of a list has the index 0. None where it
    goes on with a text, or where what it stands in cannot be told."""
    path, column, is_item = _out_of_item((), indent)
    for above in _lines_above(text, inner, line):
        if not column and not is_item:
            return path
        written = above.of(text).rstrip()
        left = len(written) - len(written.lstrip(" "))
        has_dash = written.startswith("-", left)
        # the items of a list may stand as far left as its key
        if left > column or (left == column and (has_dash or not is_item)):
            continue
        entry = _YAML_ENTRY.match(written)
        if entry is None:
            if written[left:] != "-" or is_item:
                return None
            path, column, is_item = (0, *path), left, True
        elif has_dash and len(entry["indent"]) == column and not is_item:  # the first key of the line's item
            path, column, is_item = _out_of_item(path, entry["indent"])
        elif _NO_VALUE.match(entry["value"] or ""):
            path, column, is_item = _out_of_item((entry["key"], *path), entry["indent"])
        else:
            return None
    return path


def _out_of_item(path: KeyPath, indent: str) -> tuple[KeyPath, int, bool]:
    """A path, the column that it begins at, and whether it begins with an item, seen from outside of the item
    that the indentation may open."""
    if "-" not in indent:
        return path, len(indent), False
    return (0, *path), indent.rindex("-"), True


# TOML


def _in_toml(text: str, inner: Span, line: Span, offset: int) -> Spot | None:
    if _is_in_long_text(text, inner, offset):
        return None
    start = _opening(text, inner, line, _TOML_ENTRY)
    line = Span(start, line.end)
    written = text[start:offset]
    table = _table_above(text, inner, line)
    entry = _TOML_ENTRY.match(written)
    if entry is not None:
        return _value(Format.TOML, (*table, *entry["key"].split(".")), entry["value"], offset)
    begun = _KEY_BEGUN.match(written)
    if begun is None or "-" in begun["indent"]:
        return None
    typed = Span(offset - len(begun["typed"] or ""), offset)
    return Spot(Format.TOML, table, True, typed, indent=len(begun["indent"]))


def _is_in_long_text(text: str, inner: Span, offset: int) -> bool:
    texts = _TOML_TEXT.finditer(text, inner.start, offset)
    return any(found["fence"] and not found["closed"] for found in texts)


def _table_above(text: str, inner: Span, line: Span) -> KeyPath:
    for above in _lines_above(text, inner, line):
        table = _TOML_TABLE.match(above.of(text))
        if table is not None:
            path: KeyPath = tuple(part.strip() for part in table["name"].split("."))
            return (*path, 0) if table["many"] else path
    return ()


# both


def _lines_above(text: str, inner: Span, line: Span) -> Iterator[Span]:
    """The lines above one, the nearest first, without those that are empty or comments."""
    for _ in range(_MOST_LINES):
        above = line_above(text, line.start, inner)
        if above.start >= line.start:
            return
        line = above
        written = line.of(text).strip()
        if written and not written.startswith("#"):
            yield line


def _opening(text: str, inner: Span, line: Span, entry: re.Pattern[str]) -> int:
    """Where the line begins whose list, mapping or quoted text a line goes on with; that line's own start
    where nothing is open."""
    left = _left(text, line)
    for above in _lines_above(text, inner, line):
        found = entry.match(above.of(text)) if _left(text, above) <= left else None
        if found is not None:
            value = text[above.start + found.start("value") : line.start] if found["value"] else ""
            return above.start if _is_open(value) else line.start
    return line.start


def _left(text: str, line: Span) -> int:
    written = line.of(text)
    return len(written) - len(written.lstrip(" \t"))


def _is_open(value: str) -> bool:
    """Whether a list, a mapping or a text in quotes is begun and not closed."""
    if not value.startswith(("[", "{", '"', "'")):
        return False
    depth = 0
    for found in _BRACKET.finditer(value):
        if found["open"]:
            return True
        if found["bracket"]:
            depth += 1 if found["bracket"] in "[{" else -1
        if depth <= 0:
            return False
    return depth > 0


def _value(format_: Format, path: KeyPath, value: str, offset: int) -> Spot | None:
    """The place of a value, or of an item in a list."""
    if value.startswith("["):
        item = _LAST_ITEM.match(value)
        if item is None:
            return None
        path, value = (*path, 0), item["item"]
    elif value.startswith(("{", "|", ">", "&", "*", "!", "#")):
        return None
    if "\n" in value or "\r" in value:
        return None
    quoted = _OPEN_QUOTE.match(value)
    if quoted is not None:
        length = len(quoted["double"] or quoted["single"] or "")
        return Spot(format_, path, False, Span(offset - length, offset), is_quoted=True)
    if value[:1] in ("'", '"') or " #" in value:  # closed already, or a comment
        return None
    return Spot(format_, path, False, Span(offset - len(value), offset))
