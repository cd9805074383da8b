"""What is shown about the place under the pointer: the schema's words on a field, a rule's on a finding."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lsprotocol import types

from postlint.engine.session import Session
from postlint.lsp.documents import Document
from postlint.model.findings import Diagnostic
from postlint.model.front_matter import Entries, FrontMatter, Node, Sequence
from postlint.model.text import Span
from postlint.model.values import Json, KeyPath, path_text
from postlint.registry import find_rule
from postlint.schema.fields import DescribedField, field_at
from postlint.schema.words import shown

#: allowed values that are shown
_MOST_VALUES = 30
# a rule's reasons: what stands below "## Why"
_WHY = re.compile(r"^## Why\n(?P<why>.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)


def hover(document: Document, session: Session, position: types.Position) -> types.Hover | None:
    """What there is to say of a place, in Markdown; None where there is nothing."""
    offset = document.places.offset(position)
    parts: list[str] = []
    span: Span | None = None
    for found in document.checked.diagnostics:
        if found.span.start <= offset <= found.span.end:
            parts.append(_about_finding(found))
            span = span or found.span
    front = document.checked.post.front
    field = None if front is None else key_at(front, offset)
    if field is not None:
        path, place = field
        said = _about_field(document, session, path)
        if said:
            parts.insert(0, said)
            span = place
    if not parts:
        return None
    content = types.MarkupContent(types.MarkupKind.Markdown, "\n\n---\n\n".join(parts))
    return types.Hover(content, None if span is None else document.places.range(span))


def key_at(front: FrontMatter, offset: int) -> tuple[KeyPath, Span] | None:
    """The key path whose key, or whose value if it is one word or number, stands at an offset; and where."""
    if front.root is None or not front.span.start <= offset <= front.span.end:
        return None
    return _key_at(front.root, (), offset)


def _key_at(node: Node, path: KeyPath, offset: int) -> tuple[KeyPath, Span] | None:
    if isinstance(node, Entries):
        for key, value in node.entries:
            here = (*path, key.text)
            if key.span.start <= offset <= key.span.end:
                return here, key.span
            inner = _key_at(value, here, offset)
            if inner is not None:
                return inner
    elif isinstance(node, Sequence):
        for index, item in enumerate(node.items):
            inner = _key_at(item, (*path, index), offset)
            if inner is not None:
                return inner
    elif node.span.start <= offset <= node.span.end and path:
        return path, node.span
    return None


def _about_finding(found: Diagnostic) -> str:
    rule = find_rule(found.code)
    lines = [f"**{found.code} {found.name}**: {found.message}"]
    if rule is not None:
        why = _WHY.search(rule.doc)
        lines += ["", f"{rule.summary}. {' '.join(why['why'].split()) if why else ''}".strip()]
        lines += ["", f"More: `postlint rule {rule.code}`"]
    return "\n".join(lines)


def _about_field(document: Document, session: Session, path: KeyPath) -> str:
    schema = session.schema_of(document.checked)
    field = None if schema is None else field_at(schema, path)
    return "" if field is None else about(field, path_text(path))


def about(field: DescribedField, name: str) -> str:
    """What a schema says of a field, in Markdown."""
    return "\n\n".join(_about(field, name))


def _about(field: DescribedField, name: str) -> Iterator[str]:
    title = f": {field.title}" if field.title and field.title.lower() != name.lower() else ""
    yield f"**{name}**{title}"
    if field.deprecated:
        yield f"**Deprecated**: {field.deprecated}"
    if field.description:
        yield field.description
    facts = [f"{'required' if field.required else 'optional'}, {field.expected}"]
    if field.values:
        facts.append(f"allowed: {_listed(field.values)}")
    if field.default is not None:
        facts.append(f"default: {_value(field.default)}")
    if field.examples:
        facts.append(f"for example: {_listed(field.examples)}")
    yield "\n".join(f"- {fact}" for fact in facts)


def _listed(values: tuple[Json, ...]) -> str:
    more = f" and {len(values) - _MOST_VALUES} more" if len(values) > _MOST_VALUES else ""
    return ", ".join(map(_value, values[:_MOST_VALUES])) + more


def _value(value: Json) -> str:
    return f"`{value}`" if isinstance(value, str) and "`" not in value else shown(value)
