"""Tells of most valid posts that they are valid, without jsonschema: importing it takes longer than a run.

A schema is plain when it has only the keywords below. A value that a plain schema fits has no fault by
it; of any other value nothing is known, and jsonschema is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import NoneType
from typing import Any, NamedTuple

from postlint.model.values import Json, KeyPath
from postlint.schema.allowance import Allowance, TooMuchWork
from postlint.schema.formats import CHECKS, IMAGE_FORMAT
from postlint.schema.images import ImageMarks

#: by this draft a `$ref` may have keywords beside it
_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_OF_ROOT = frozenset({"$schema", "$id", "$defs"})
#: keywords that say something to people
_SAYINGS = frozenset({"title", "description", "examples", "default", "x-postlint"})
_JUDGING = frozenset({"$ref", "format", "items", "minimum", "properties", "required", "type"})
_DEFINITION = "#/$defs/"

#: A whole number may also be written `3.0`, which is left to jsonschema, as is what is no pure JSON.
_CLASSES: Mapping[str, tuple[type, ...]] = {
    "array": (list,),
    "boolean": (bool,),
    "integer": (int,),
    "null": (NoneType,),
    "number": (int, float),
    "object": (dict,),
    "string": (str,),
}

#: steps that one look at a value counts for, beside its keys or items: no fewer than in `Keywords`
_STEPS = len(_JUDGING | _SAYINGS) + 1


class NotPlainError(Exception):
    """A schema that asks for more than a plain one does."""


class _Part(NamedTuple):
    """What a plain schema asks of one value; None where it does not ask."""

    classes: frozenset[type] | None
    is_formatted: Callable[[str], bool] | None
    minimum: float | None
    required: tuple[str, ...]
    fields: Mapping[str, _Part]
    items: _Part | None
    referred: _Part | None


class PlainSchema:
    """A schema that is plain."""

    def __init__(self, root: Any) -> None:
        """Raises NotPlainError where it is none. The schema must not change as long as this is used."""
        if not isinstance(root, dict) or root.get("$schema", _DRAFT) != _DRAFT:
            raise NotPlainError
        self._definitions: dict[str, Any] = root.get("$defs", {})
        self._targets: dict[tuple[int, str], Any] = {}
        self._root = self._part({key: value for key, value in root.items() if key not in _OF_ROOT}, ())
        self._images = ImageMarks(root, self._targets)
        self._allowance = Allowance()

    @property
    def fields(self) -> frozenset[str]:
        """The fields that are described."""
        return frozenset(self._root.fields)

    def fits(self, values: Json) -> bool:
        """Whether a post's values have no fault for certain."""
        self._allowance.renew()
        try:
            return self._fits(self._root, values)
        except TooMuchWork:
            return False

    def image_paths(self, values: Json) -> tuple[KeyPath, ...]:
        return self._images.paths(values)

    def _part(self, schema: Any, way: tuple[str, ...]) -> _Part:
        """`way` are the references that led here; a schema may not lead back to itself."""
        if not isinstance(schema, dict) or not schema.keys() <= _JUDGING | _SAYINGS:
            raise NotPlainError
        types, format_ = schema.get("type"), schema.get("format", "")
        return _Part(
            classes=None if types is None else _classes([types] if isinstance(types, str) else types),
            is_formatted=None if format_ == IMAGE_FORMAT else CHECKS.get(format_),
            minimum=schema.get("minimum"),
            required=tuple(schema.get("required", ())),
            fields={key: self._part(field, way) for key, field in schema.get("properties", {}).items()},
            items=self._part(schema["items"], way) if "items" in schema else None,
            referred=self._referred(schema, way) if "$ref" in schema else None,
        )

    def _referred(self, schema: dict[str, Any], way: tuple[str, ...]) -> _Part:
        name = schema["$ref"].removeprefix(_DEFINITION)
        if _DEFINITION + name != schema["$ref"] or name in way or name not in self._definitions:
            raise NotPlainError
        target = self._targets[id(schema), "$ref"] = self._definitions[name]
        return self._part(target, (*way, name))

    def _fits(self, part: _Part, value: Json) -> bool:
        self._allowance.spend(_STEPS + (len(value) if isinstance(value, dict | list) else 0))
        if part.classes is not None and type(value) not in part.classes:
            return False
        if isinstance(value, str):
            fits = part.is_formatted is None or part.is_formatted(value)
        elif isinstance(value, dict):
            fits = all(_holds_something(value.get(key)) for key in part.required) and all(
                self._fits(part.fields[key], held) for key, held in value.items() if key in part.fields
            )
        elif isinstance(value, list):
            fits = part.items is None or all(self._fits(part.items, item) for item in value)
        else:
            fits = part.minimum is None or value is None or value >= part.minimum
        return fits and (part.referred is None or self._fits(part.referred, value))


def _classes(types: list[str]) -> frozenset[type]:
    return frozenset(each for name in types for each in _CLASSES[name])


def _holds_something(value: Json) -> bool:
    """Whether a value is there and not empty: an empty one may be a fault in a required field."""
    return value is not None and value not in ([], {}) and not (isinstance(value, str) and not value.strip())
