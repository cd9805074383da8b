"""What a schema says of one field, for somebody who is writing it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from postlint.model.records import NamedTuple
from postlint.model.values import Json, KeyPath
from postlint.schema.deprecation import deprecation_reason
from postlint.schema.describe import expected
from postlint.schema.judge import Schema

if TYPE_CHECKING:
    from postlint.schema.assembly import Assembly

#: values of one field that are worth listing
_MOST_VALUES = 200
#: fields of one mapping
_MOST_FIELDS = 500


class DescribedField(NamedTuple):
    """A field as its schema describes it.

    `expected` says in words what it may hold, `values` are all that it may, where they are listed; `types`
    are JSON's names of the types that it may have; `deprecated` says why it is, or "" where it is not.
    """

    name: str
    title: str
    description: str
    expected: str
    values: tuple[Json, ...]
    types: frozenset[str]
    format: str
    default: Json
    examples: tuple[Json, ...]
    required: bool
    deprecated: str


def undescribed(name: str) -> DescribedField:
    """A field of which no schema says anything."""
    return DescribedField(name, "", "", "", (), frozenset(), "", None, (), False, "")


def field_at(schema: Schema, path: KeyPath) -> DescribedField | None:
    """The field at a key path; an item of a list is described like a field of no name. None where the schema
    says nothing of it."""
    *way, last = path
    holders = _holders(schema.assembly, tuple(way))
    if isinstance(last, int):
        return next((_described(schema.assembly, "", item, False) for item in _items(holders)), None)
    return next((field for field in _fields(schema.assembly, holders) if field.name == last), None)


def fields_in(schema: Schema, path: KeyPath) -> tuple[DescribedField, ...]:
    """The fields of the mapping at a key path, () for the whole front matter, in the order described."""
    fields = _fields(schema.assembly, _holders(schema.assembly, path))
    return tuple(islice(fields, _MOST_FIELDS))


def _holders(assembly: Assembly, path: KeyPath) -> list[dict[str, Any]]:
    """What describes the value at a key path, in whichever branch of the schema."""
    parts = list(assembly.reachable(assembly.root))
    for step in path:
        inner = _items(parts) if isinstance(step, int) else _properties(parts, step)
        parts = [part for schema in inner for part in assembly.reachable(schema)]
    return parts


def _items(parts: list[dict[str, Any]]) -> Iterator[Any]:
    return (part["items"] for part in parts if isinstance(part.get("items"), dict))


def _properties(parts: list[dict[str, Any]], key: str) -> Iterator[Any]:
    return (part["properties"][key] for part in parts if key in part.get("properties", ()))


def _fields(assembly: Assembly, holders: list[dict[str, Any]]) -> Iterator[DescribedField]:
    described: dict[str, Any] = {}
    for part in holders:
        for key, schema in part.get("properties", {}).items():
            described.setdefault(key, schema)
    required = {key for part in holders for key in part.get("required", ())}
    for key, schema in described.items():
        yield _described(assembly, key, schema, key in required)


def _described(assembly: Assembly, name: str, schema: Any, required: bool) -> DescribedField:
    parts = list(assembly.reachable(schema))
    deprecated = [part for part in parts if part.get("deprecated") is True or "deprecationMessage" in part]
    reasons = [deprecation_reason(part) or "it is deprecated" for part in deprecated]
    return DescribedField(
        name=name,
        title=_text_of(parts, "title"),
        description=_text_of(parts, "description"),
        expected=expected(assembly, schema),
        values=tuple(islice(_values(parts), _MOST_VALUES)),
        types=frozenset(_types(parts)),
        format=_text_of(parts, "format"),
        default=next((part["default"] for part in parts if "default" in part), None),
        examples=tuple(islice(_examples(parts), _MOST_VALUES)),
        required=required,
        deprecated=reasons[0] if reasons else "",
    )


def _text_of(parts: list[dict[str, Any]], keyword: str) -> str:
    return next((str(part[keyword]) for part in parts if isinstance(part.get(keyword), str)), "")


def _values(parts: list[dict[str, Any]]) -> Iterator[Json]:
    seen: set[str] = set()
    for part in parts:
        for value in part.get("enum", [part["const"]] if "const" in part else []):
            if repr(value) not in seen:
                seen.add(repr(value))
                yield value


def _examples(parts: list[dict[str, Any]]) -> Iterator[Json]:
    return (
        example for part in parts if isinstance(part.get("examples"), list) for example in part["examples"]
    )


def _types(parts: list[dict[str, Any]]) -> Iterator[str]:
    for part in parts:
        types = part.get("type", ())
        yield from [types] if isinstance(types, str) else types
