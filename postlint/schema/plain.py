"""Holds posts against plain schemas without jsonschema: importing it takes longer than a run.

A schema is plain when it has only the keywords below. What is found is what jsonschema and `Keywords`
would find, in the same order and in the same words; where that is not certain, they are asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

from postlint.model.records import NamedTuple
from postlint.model.values import Json, KeyPath
from postlint.model.verdict import Violation
from postlint.schema.allowance import Allowance, TooMuchWork
from postlint.schema.emptiness import is_empty, may_be_empty
from postlint.schema.formats import CHECKS, IMAGE_FORMAT
from postlint.schema.images import ImageMarks

if TYPE_CHECKING:
    from postlint.schema.speech import Speech

#: by this draft a `$ref` may have keywords beside it
_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_OF_ROOT = frozenset({"$schema", "$id", "$defs"})
#: keywords that say something to people
_SAYINGS = frozenset({"title", "description", "examples", "default", "x-postlint"})
_JUDGING = frozenset({"$ref", "format", "items", "minimum", "properties", "required", "type"})
_DEFINITION = "#/$defs/"

_CLASSES: Mapping[str, tuple[type, ...]] = {
    "array": (list,),
    "boolean": (bool,),
    "integer": (int,),
    "null": (type(None),),
    "number": (int, float),
    "object": (dict,),
    "string": (str,),
}
_PURE = frozenset(each for classes in _CLASSES.values() for each in classes)

#: steps that one look at a value counts for, beside its keys or items: no fewer than in `Keywords`
_STEPS = len(_JUDGING | _SAYINGS) + 1
#: faults, and steps, after which jsonschema is asked: it may come to the end of its allowance, or of
#: what is told of one post
_MOST_FAULTS = 50
_MOST_STEPS_WITH_FAULTS = 10_000
#: sets of missing fields for which the violations are kept
_MOST_KEPT = 256


class NotPlainError(Exception):
    """A schema that asks for more than a plain one does."""


class _NotPure(Exception):  # noqa: N818 - jsonschema knows what to do
    """A value that is no pure JSON."""


class Fault(NamedTuple):
    """One keyword that the value at `path` fails: `asked` by `schema`. `key` is one that the value, a
    mapping, lacks."""

    keyword: str
    path: KeyPath
    asked: Any
    value: Any
    schema: Any
    key: str | None = None


_Check: TypeAlias = Callable[[Json, KeyPath, list[Fault]], None]


class _Part(NamedTuple):
    """A schema within the schema: a check for each of its keywords, in the order written."""

    checks: tuple[_Check, ...]

    def hold(self, value: Json, path: KeyPath, faults: list[Fault]) -> None:
        for check in self.checks:
            check(value, path, faults)


class PlainSchema:
    """A schema that is plain."""

    def __init__(self, root: Any, resolved: Mapping[tuple[int, str], Any] | None = None) -> None:
        """Raises NotPlainError where it is none. The schema must not change as long as this is used.

        `resolved` are the targets of references as in `Assembly`, without which they lead to `$defs`.
        """
        if not isinstance(root, dict) or root.get("$schema", _DRAFT) != _DRAFT:
            raise NotPlainError
        self._schema = root
        self._resolved = resolved
        self._targets: dict[tuple[int, str], Any] = {}
        self._parts: dict[int, _Part] = {}
        self._allowance = Allowance()
        self._root = self._part(root, (), _OF_ROOT)
        self._images = ImageMarks(root, self._targets)
        self._known: dict[int, tuple[str, ...]] = {}
        self._defaults: dict[tuple[int, str], Json] = {}
        self._missing: dict[tuple[str, ...], tuple[Violation, ...]] = {}

    @property
    def fields(self) -> frozenset[str]:
        """The fields that are described."""
        return frozenset(self._schema.get("properties", ()))

    def hear(self, values: dict[str, Json]) -> tuple[tuple[Violation, ...], tuple[KeyPath, ...]] | None:
        """The violations of one post's values and the key paths of its images; None where jsonschema
        has to be asked."""
        if "$schema" in values and "$schema" not in self._known_fields(self._schema):
            # the key by which a post names its schema is no field of the post
            values = {key: value for key, value in values.items() if key != "$schema"}
        faults: list[Fault] = []
        self._allowance.renew()
        try:
            self._allowance.spend(_STEPS)
            self._root.hold(values, (), faults)
        except (TooMuchWork, _NotPure):
            return None
        if faults and (len(faults) > _MOST_FAULTS or self._allowance.spent > _MOST_STEPS_WITH_FAULTS):
            return None
        return self._violations(faults, values) if faults else (), self._images.paths(values)

    def _violations(self, faults: list[Fault], values: dict[str, Json]) -> tuple[Violation, ...]:
        """The faults in words, which are made but once for posts that lack the same fields."""
        missing = tuple(
            fault.key for fault in faults if fault.key is not None and fault.schema is self._schema
        )
        if len(missing) < len(faults) or self._is_some_misspelt(missing, values):
            return self._in_words(faults)
        return self._of_missing(missing)

    def _is_some_misspelt(self, missing: tuple[str, ...], values: dict[str, Json]) -> bool:
        """Whether one of the missing fields may be there under another name."""
        known = self._known_fields(self._schema)
        # the name has the same first letter, for which few need a closer look
        initials = {key[:1].casefold() for key in values if key not in known}
        suspects = [key for key in missing if key[:1].casefold() in initials]
        return any(self._speech.near_stranger(key, values, self._schema) for key in suspects)

    def _of_missing(self, keys: tuple[str, ...]) -> tuple[Violation, ...]:
        said = self._missing.get(keys)
        if said is None:
            faults = [Fault("required", (), (), {}, self._schema, key) for key in keys]
            said = self._in_words(faults)
            if len(self._missing) < _MOST_KEPT:
                self._missing[keys] = said
        return said

    def _in_words(self, faults: list[Fault]) -> tuple[Violation, ...]:
        from postlint.schema.sentences import Failure
        from postlint.schema.speech import FieldFailure, about_field, about_value, in_order

        speech = self._speech
        spoken = [
            about_value(Failure(keyword, asked, value, schema), path, speech)
            if key is None
            else about_field(FieldFailure(keyword, key, value, schema, asked), path, speech)
            for keyword, path, asked, value, schema, key in faults
        ]
        return in_order(spoken)

    @cached_property
    def _speech(self) -> Speech:
        from postlint.schema.speech import Answers, Speech

        return Speech(Answers(self._known_fields, self._default_of, self._fits))

    def _known_fields(self, schema: Any) -> tuple[str, ...]:
        known = self._known.get(id(schema))
        if known is None:
            parts = (part.get("properties", {}) for part in self._demanded(schema))
            known = self._known[id(schema)] = tuple(dict.fromkeys(key for each in parts for key in each))
        return known

    def _default_of(self, schema: Any, key: str) -> Json:
        asked = id(schema), key
        if asked not in self._defaults:
            self._defaults[asked] = self._find_default(schema, key)
        return self._defaults[asked]

    def _find_default(self, schema: Any, key: str) -> Json:
        described = (
            part["properties"][key]
            for holder in (schema, self._schema)
            for part in self._demanded(holder)
            if key in part.get("properties", ())
        )
        for field in described:
            for part in self._demanded(field):
                default: Json = part.get("default")
                if not is_empty(default) and self._fits(field, default):
                    return default
        return None

    def _fits(self, schema: Any, value: Json) -> bool:
        faults: list[Fault] = []
        try:
            self._parts[id(schema)].hold(value, (), faults)
        except TooMuchWork:
            return False
        return not faults

    def _demanded(self, schema: Any) -> Iterator[dict[str, Any]]:
        """A schema and those that it refers to."""
        while schema is not None:
            yield schema
            schema = self._targets.get((id(schema), "$ref"))

    def _part(self, schema: Any, way: tuple[int, ...], besides: frozenset[str] = frozenset()) -> _Part:
        """`way` are the schemas referred to that led here, by identity; none may lead back to itself."""
        if not isinstance(schema, dict) or not schema.keys() <= _JUDGING | _SAYINGS | besides:
            raise NotPlainError
        made = (self._check(keyword, schema, way) for keyword in schema if keyword in _JUDGING)
        part = self._parts[id(schema)] = _Part(tuple(check for check in made if check is not None))
        return part

    def _check(self, keyword: str, schema: dict[str, Any], way: tuple[int, ...]) -> _Check | None:
        """What holds a value against one keyword of a schema, None for one that any value passes."""
        if keyword == "$ref":
            return self._reference(schema, way)
        if keyword == "properties":
            return self._of_fields({key: self._part(each, way) for key, each in schema[keyword].items()})
        if keyword == "items":
            return self._of_items(self._part(schema[keyword], way))
        if keyword == "format":
            return _of_format(schema)
        return {"minimum": _of_minimum, "required": _of_required, "type": _of_type}[keyword](schema)

    def _reference(self, schema: dict[str, Any], way: tuple[int, ...]) -> _Check:
        target = self._target(schema)
        if target is None or id(target) in way:
            raise NotPlainError
        self._targets[id(schema), "$ref"] = target
        part = self._part(target, (*way, id(target)))

        def check(value: Json, path: KeyPath, faults: list[Fault]) -> None:
            self._allowance.spend(_STEPS)
            part.hold(value, path, faults)

        return check

    def _target(self, schema: dict[str, Any]) -> Any:
        if self._resolved is not None:
            return self._resolved.get((id(schema), "$ref"))
        name = schema["$ref"].removeprefix(_DEFINITION)
        return self._schema.get("$defs", {}).get(name) if schema["$ref"] == _DEFINITION + name else None

    def _of_fields(self, fields: Mapping[str, _Part]) -> _Check:
        def check(value: Json, path: KeyPath, faults: list[Fault]) -> None:
            if isinstance(value, dict):
                self._allowance.spend((_STEPS + 1) * len(value))
                for key, held in value.items():
                    if key in fields:
                        fields[key].hold(held, (*path, key), faults)

        return check

    def _of_items(self, part: _Part) -> _Check:
        def check(value: Json, path: KeyPath, faults: list[Fault]) -> None:
            if isinstance(value, list):
                self._allowance.spend((_STEPS + 1) * len(value))
                for index, item in enumerate(value):
                    part.hold(item, (*path, index), faults)

        return check


def _of_type(schema: dict[str, Any]) -> _Check:
    types = schema["type"]
    names = (types,) if isinstance(types, str) else types
    classes = frozenset(each for name in names for each in _CLASSES[name])
    takes_whole = "integer" in names

    def check(value: Json, path: KeyPath, faults: list[Fault]) -> None:
        kind = type(value)
        if kind in classes:
            return
        if kind not in _PURE:
            raise _NotPure
        # a whole number may also be written 3.0
        if not (takes_whole and isinstance(value, float) and value.is_integer()):
            faults.append(Fault("type", path, types, value, schema))

    return check


def _of_format(schema: dict[str, Any]) -> _Check | None:
    name = schema["format"]
    is_formatted = None if name == IMAGE_FORMAT else CHECKS.get(name)
    if is_formatted is None:
        return None

    def check(value: Json, path: KeyPath, faults: list[Fault]) -> None:
        if isinstance(value, str) and not is_formatted(value):
            faults.append(Fault("format", path, name, value, schema))

    return check


def _of_minimum(schema: dict[str, Any]) -> _Check:
    least = schema["minimum"]

    def check(value: Json, path: KeyPath, faults: list[Fault]) -> None:
        if isinstance(value, int | float) and not isinstance(value, bool) and not value >= least:
            faults.append(Fault("minimum", path, least, value, schema))

    return check


def _of_required(schema: dict[str, Any]) -> _Check:
    required = schema["required"]

    def check(value: Json, path: KeyPath, faults: list[Fault]) -> None:
        if not isinstance(value, dict):
            return
        for key in required:
            if key not in value:
                faults.append(Fault("required", path, required, value, schema, key))
            elif is_empty(value[key]) and not may_be_empty(key, value[key], schema):
                faults.append(Fault("empty", (*path, key), required, value, schema))

    return check
