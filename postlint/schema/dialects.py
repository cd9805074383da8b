"""The drafts of JSON Schema: how a schema names its draft, and where its subschemas stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

from postlint.model.hints import with_question
from postlint.model.records import NamedTuple
from postlint.model.values import KeyPath
from postlint.schema.words import choice, nearest, quoted

#: a schema is a mapping, or true or false; its values are whatever its author wrote
AnySchema: TypeAlias = Any


class Dialect(NamedTuple):
    """One draft: its name, the URI of its metaschema, and the key that gives a schema its URI.

    Before 2019-09 a `$ref` hides every keyword beside it.
    """

    name: str
    uri: str
    id_key: str
    has_ref_siblings: bool


DIALECTS = (
    Dialect("2020-12", "https://json-schema.org/draft/2020-12/schema", "$id", True),
    Dialect("2019-09", "https://json-schema.org/draft/2019-09/schema", "$id", True),
    Dialect("draft-07", "http://json-schema.org/draft-07/schema", "$id", False),
    Dialect("draft-06", "http://json-schema.org/draft-06/schema", "$id", False),
    Dialect("draft-04", "http://json-schema.org/draft-04/schema", "id", False),
)
NEWEST = DIALECTS[0]

# http and https, with or without the empty fragment: people write all four
_BY_ADDRESS = {dialect.uri.partition("://")[2]: dialect for dialect in DIALECTS}


def dialect_named(uri: object) -> Dialect | None:
    """The draft that the value of `$schema` names, None for one that is not known."""
    if not isinstance(uri, str):
        return None
    return _BY_ADDRESS.get(uri.rstrip("#").partition("://")[2])


def unknown_dialect(uri: object) -> str:
    """What to tell the author of a schema whose `$schema` names no known draft."""
    known = [dialect.uri for dialect in DIALECTS]
    near = nearest(uri, known) if isinstance(uri, str) else None
    if near is not None:
        return with_question(f"`$schema` {quoted(str(uri))} is no known draft", near)
    return f"`$schema` has to be {choice(known)}"


_IN_PLACE = {"not", "if", "then", "else"}
_IN_PLACE_LISTS = {"allOf", "anyOf", "oneOf"}
_IN_PLACE_MAPS = {"dependentSchemas", "dependencies"}
_BELOW = {
    "additionalItems",
    "additionalProperties",
    "contains",
    "items",
    "propertyNames",
    "unevaluatedItems",
    "unevaluatedProperties",
}
_BELOW_LISTS = {"items", "prefixItems"}
_BELOW_MAPS = {"properties", "patternProperties"}
_ELSEWHERE_MAPS = {"$defs", "definitions"}


class Subschema(NamedTuple):
    """A schema inside a schema: the way to it, and whether it judges the same value as its parent."""

    place: KeyPath
    schema: AnySchema
    in_place: bool


def subschemas(schema: AnySchema) -> Iterator[Subschema]:
    """The schemas that stand directly in `schema`, by the keywords of all drafts."""
    if not isinstance(schema, dict):
        return
    for keyword, value in schema.items():
        in_place = keyword in _IN_PLACE or keyword in _IN_PLACE_LISTS or keyword in _IN_PLACE_MAPS
        if isinstance(value, dict | bool) and (keyword in _IN_PLACE or keyword in _BELOW):
            yield Subschema((keyword,), value, in_place)
        elif isinstance(value, list) and (keyword in _IN_PLACE_LISTS or keyword in _BELOW_LISTS):
            for index, item in enumerate(value):
                yield Subschema((keyword, index), item, in_place)
        elif isinstance(value, dict) and (
            keyword in _IN_PLACE_MAPS or keyword in _BELOW_MAPS or keyword in _ELSEWHERE_MAPS
        ):
            for key, item in value.items():
                # `dependencies` may give a list of keys instead of a schema
                if isinstance(item, dict | bool):
                    yield Subschema((keyword, key), item, in_place)
