"""The smallest edits that mend front matter: another value or key, one field more, one item less."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from math import isfinite

from postlint.model.findings import Edit, Fix
from postlint.model.front_matter import Entries, Format, FrontMatter, Scalar, Sequence
from postlint.model.patterns import late
from postlint.model.post import Post
from postlint.model.text import Span, line_around
from postlint.model.values import Json, KeyPath
from postlint.model.verdict import Breach, Violation
from postlint.model.yaml_text import TRUTHS, single_quoted

#: words that YAML 1.1 or 1.2 takes for something else than text
_YAML_WORDS = frozenset(("true", "false", *TRUTHS, "y", "n", "null"))
#: the fields that people write above all others, in their order
_FIRST = {"layout": 0, "title": 1, "date": 2}
#: nobody means to have more than that written for them
_LONGEST_TEXT = 200

# what stands between two items of a list: matches ", " and "\n  - ", not " # best of all\n  - "
_BETWEEN_ITEMS = late(r"\s*,\s*|[ \t]*(?:\r?\n|\r)[ \t]*-[ \t]+")
# what YAML takes as text in every place: matches "Boat News" and "images/boat.jpg", not
# "2025-11-05", "a: b" or "[a]"
_PLAIN = late(r"[^\W\d_][\w./-]*(?: [\w./-]+)*")


def value_edit(post: Post, violation: Violation) -> Edit | None:
    """Writes the value that was probably meant in the place of a scalar, in the quotes it has; None where
    none is known or more would have to change."""
    front, path, value = post.front, violation.path, violation.suggestion
    if front is None or value is None or (isinstance(value, str) and len(value) > _LONGEST_TEXT):
        return None
    node = front.node(*path)
    if not isinstance(node, Scalar):
        return None
    if isinstance(value, str) and node.inner != node.span:
        return None if set(value) & set("\"'\\\n") else Edit(node.inner, value)
    as_written = node.span.of(post.text)
    if "\n" in as_written or not as_written:
        return None
    if value == [node.text] and node.style in ("single", "double"):
        return Edit(node.span, f"[{as_written}]")
    replacement = written_value(value, front.format)
    return None if replacement is None else Edit(node.span, replacement)


def quotes(post: Post, violation: Violation) -> Fix | None:
    """Makes a number or a truth of YAML the text that its author typed; None where no text is wanted."""
    front = post.front
    if front is None or front.format is not Format.YAML or not isinstance(violation.suggestion, str):
        return None
    value, node = front.get(*violation.path), front.node(*violation.path)
    if isinstance(value, str) or not isinstance(node, Scalar) or node.tag is not None:
        return None
    if node.span.of(post.text) != node.text:  # an alias
        return None
    edit = Edit(node.span, single_quoted(node.text))
    # who writes false may want nothing there
    return Fix("put quotes around it", (edit,), safe=not isinstance(value, bool))


def renaming(post: Post, violation: Violation) -> Fix | None:
    """Gives a key the name that was probably meant; None where that is not known, or taken."""
    key, name = violation.key, violation.suggestion
    if violation.written_as is not None:
        key, name = violation.written_as, violation.key
    if post.front is None or key is None or not isinstance(name, str):
        return None
    edit = _key_edit(post.front, violation.path, key, name)
    return None if edit is None else Fix(f"rename it to {name}", (edit,), safe=False)


def _key_edit(front: FrontMatter, mapping: KeyPath, key: str, name: str) -> Edit | None:
    node = front.node(*mapping)
    entry = node.entry(key) if isinstance(node, Entries) else None
    if not isinstance(node, Entries) or entry is None or node.entry(name) is not None:
        return None
    written, value = entry
    # the headers of a TOML table may repeat its name: `[cover]`, `[cover.size]`
    if front.format is Format.TOML and not isinstance(value, Scalar) and _holds_entries(value):
        return None
    if not _is_bare_key(name):
        return None
    return Edit(written.inner, name)


def insertion(post: Post, front: FrontMatter, key: str, value: Json) -> Edit | None:
    """Adds a field to the block itself, where its language takes one; None where that is not certain."""
    written = written_value(value, front.format)
    if written is None or not _is_bare_key(key):
        return None
    match front.format:
        case Format.TOML:
            # at the end it would belong to the last table
            start = front.inner.start
            return Edit(Span(start, start), f"{key} = {written}{post.newline}")
        case Format.JSON:
            return _json_insertion(post, front, f"{json.dumps(key)}: {written}")
        case Format.YAML:
            indent = _yaml_indent(post, front)
            start = front.close.start
            line = f"{indent}{key}: {written}{post.newline}"
            return None if indent is None else Edit(Span(start, start), line)
        case Format.JAVASCRIPT:
            return None


def skeleton(post: Post, known: Mapping[str, str]) -> Edit | None:
    """Puts front matter above a post that has none, with all that the schema requires: what is `known` of it,
    as YAML writes it, the schema's default, or nothing. None where no schema requires anything."""
    verdict = post.verdict_on_nothing
    missing = [each for each in (verdict.violations if verdict else ()) if each.breach is Breach.MISSING]
    fields = {each.key: each.suggestion for each in missing if each.key is not None and not each.path}
    if not fields or not all(map(_is_bare_key, fields)):
        return None
    lines = []
    for key in sorted(fields, key=lambda key: (_FIRST.get(key, len(_FIRST)), key)):
        default = fields[key]
        written = known.get(key) or (None if default is None else written_value(default, Format.YAML))
        lines.append(f"{key}: {written}" if written else f"{key}:")
    gap = "" if not post.text or post.text[0] in "\r\n" else post.newline
    block = "".join(f"{line}{post.newline}" for line in ("---", *lines, "---"))
    return Edit(Span(0, 0), block + gap)


def item_removal(post: Post, front: FrontMatter, path: KeyPath) -> Edit | None:
    """Takes an item, not the first, out of its list; None where more than the item would go with it."""
    *way, index = path
    items = front.node(*way)
    if not isinstance(items, Sequence) or not isinstance(index, int) or index < 1:
        return None
    before, item = items.items[index - 1], items.items[index]
    between = Span(before.span.end, item.span.start)
    if not _BETWEEN_ITEMS.fullmatch(between.of(post.text)):
        return None
    return Edit(Span(between.start, item.span.end), "")


def _is_bare_key(key: str) -> bool:
    """Whether each language takes a key without quotes: image_alt and x-mood, not "image alt" or "no"."""
    return re.fullmatch(r"[A-Za-z_][A-Za-z0-9_-]*", key) is not None and key.casefold() not in _YAML_WORDS


def written_value(value: Json, language: Format) -> str | None:
    """A scalar, or a list of some, as a language writes it on one line."""
    match value:
        case bool():
            return "true" if value else "false"
        case int():
            return str(value) if value.bit_length() < 64 else None
        case float():
            return repr(value) if isfinite(value) else None
        case str():
            if not value.isprintable():
                return None
            is_plain = _PLAIN.fullmatch(value) and value.casefold() not in _YAML_WORDS
            return value if language is Format.YAML and is_plain else json.dumps(value, ensure_ascii=False)
        case list():
            items = [written_value(item, language) for item in value if not isinstance(item, list)]
            whole = [item for item in items if item is not None]
            return f"[{', '.join(whole)}]" if len(whole) == len(value) else None
        case _:
            return None


def _holds_entries(value: Sequence | Entries) -> bool:
    return isinstance(value, Entries) or any(isinstance(item, Entries) for item in value.items)


def _yaml_indent(post: Post, front: FrontMatter) -> str | None:
    """What stands before each key of a block mapping; None for `{a: 1}` and other ways to write one."""
    root = front.root
    if not isinstance(root, Entries) or not root.entries:
        return "" if root is None else None
    start = root.entries[0][0].span.start
    line_start = line_around(post.text, start).start
    indent = post.text[line_start:start]
    return None if indent.strip(" ") else indent


def _json_insertion(post: Post, front: FrontMatter, field: str) -> Edit | None:
    root = front.root
    if not isinstance(root, Entries) or not root.entries:
        return None
    key, value = root.entries[-1]
    start = key.span.start
    line_start = line_around(post.text, start).start
    indent = post.text[line_start:start]
    gap = " " if indent.strip() else f"{post.newline}{indent}"
    return Edit(Span(value.span.end, value.span.end), f",{gap}{field}")
