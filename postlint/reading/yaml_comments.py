"""Finds text in YAML that a `#`, `&` or `!` takes away, because YAML reads something else in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from yaml.nodes import MappingNode, ScalarNode, SequenceNode

from postlint.model.fields import LISTS_OF_WORDS, TEXTS
from postlint.model.findings import Edit, Fix
from postlint.model.post import Problem, ProblemKind
from postlint.model.text import Span
from postlint.model.yaml_text import quoted

# matches ` #5 is fixed`, ` #boats`; must not match ` # a note` nor ` ## a note`
_GLUED = re.compile(r"[ \t]+(?P<cut>#(?=[^\W_])[^\r\n]*?)[ \t]*(?=[\r\n]|\Z)")
# matches `#fff`, `#1a2b3c`; must not match `#face it`
_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3,4}){1,2}\Z")
#: the keys whose values are texts, in which `#` is more likely a number sign than a comment
_TEXTS = frozenset((*TEXTS, "headline", "lead", "alt", "caption"))


def cut_values(text: str, base: int, root: Any) -> list[Problem]:
    """A problem for each value that the author did not mean to end at its `#`; `root` is composed."""
    return list(_cut(text, base, root, ""))


def _cut(text: str, base: int, node: Any, key: str) -> Iterator[Problem]:
    if type(node) is MappingNode:
        for name, value in node.value:
            written = name.value if type(name) is ScalarNode else ""
            yield from _cut(text, base, value, written.lower())
    elif type(node) is SequenceNode:
        for item in node.value:
            yield from _cut(text, base, item, "-")
    elif type(node) is ScalarNode and node.tag is None and not node.style:
        start, end = node.start_mark.index + base, node.end_mark.index + base
        found = _GLUED.match(text, end)
        if found is not None and _is_text(key, node.value, found["cut"]):
            span = Span(*found.span("cut"))
            whole = Span(start if node.value else span.start, span.end)
            edit = Edit(whole, quoted(whole.of(text)))
            fix = Fix("put quotes around it", (edit,), safe=False)
            message = "a “#” after a space begins a comment: this text is lost"
            yield Problem(ProblemKind.UNQUOTED_VALUE, span, message, None, fix)


def _is_text(key: str, value: str, cut: str) -> bool:
    if key in _TEXTS:
        return True
    return not value and (key == "-" or key in LISTS_OF_WORDS or _COLOUR.match(cut) is not None)


# matches `&harbour`, `!Important`, `!`; must not match `!!str`, `!r`
_MARK = re.compile(r"&(?P<name>[^\s,\[\]{}]+)|!(?!!)(?P<tag>[^\s,\[\]{}]*)")
#: the code of R in titles (https://quarto.org/docs/computations/parameters.html)
_CODE = frozenset(("expr", "r"))


def marked_values(text: str, base: int, root: Any) -> list[Problem]:
    """A problem for each text whose first word is taken for the name of an anchor or for a tag."""
    return list(_marked(text, base, root))


def _marked(text: str, base: int, root: Any) -> Iterator[Problem]:
    for name, value in root.value:
        is_text = type(name) is ScalarNode and name.value.lower() in _TEXTS
        if not is_text or type(value) is not ScalarNode or value.style:
            continue
        span = Span(value.start_mark.index + base, value.end_mark.index + base)
        mark = _MARK.match(text, span.start, span.end)
        if mark is None or mark["tag"] in _CODE or not value.value:
            continue
        if mark["name"] and f"*{mark['name']}" in text:
            continue
        fix = Fix("put quotes around it", (Edit(span, quoted(span.of(text))),), safe=False)
        message = f"a value that starts with “{mark[0][0]}” needs quotes"
        yield Problem(ProblemKind.UNQUOTED_VALUE, span, message, None, fix)
