"""The keywords that postlint applies in its own way: bounded, one error for each key, empty is missing.

jsonschema's own functions search patterns without a limit of time, and report all unknown keys in
one error.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from math import isfinite
from time import perf_counter
from types import NoneType
from typing import TYPE_CHECKING, Any, TypeAlias

from jsonschema.exceptions import ValidationError

from postlint.model.values import Json
from postlint.schema.assembly import Assembly
from postlint.schema.messages import FieldError
from postlint.schema.sentences import SLOW_PATTERN

if TYPE_CHECKING:
    import regex

#: schemas applied, keys and items looked at, for one post; a post of a thousand tags takes 2,000
_MOST_STEPS = 200_000
#: seconds that all patterns together may take on one post
_PATTERN_SECONDS = 0.5

_Errors: TypeAlias = Iterator[ValidationError]
_Keyword: TypeAlias = Callable[[Any, Any, Any, Any], Any]

#: keywords that apply schemas to a value or to what it holds, and cost accordingly
_COUNTED = (
    "$dynamicRef",
    "$recursiveRef",
    "$ref",
    "additionalItems",
    "allOf",
    "anyOf",
    "dependentSchemas",
    "enum",
    "items",
    "oneOf",
    "prefixItems",
    "properties",
    "unevaluatedItems",
)


class TooMuchWork(Exception):  # noqa: N818 - the schema's fault
    """A schema that asks for more steps than a post is worth."""


class _Allowance(threading.local):
    """What one thread has left for the post it judges."""

    def __init__(self) -> None:
        self.steps = _MOST_STEPS
        self.seconds = _PATTERN_SECONDS
        self.asides = 0


class Keywords:
    """The keywords of one schema, beside the `stock` of its draft. Call `start` before each post."""

    def __init__(self, assembly: Assembly, stock: Mapping[str, _Keyword]) -> None:
        self._assembly = assembly
        self._stock = stock
        self._is_dynamic = assembly.is_dynamic
        self._patterns: dict[str, regex.Pattern[str]] = {}
        self._validators: dict[int, Any] = {}
        self._left = _Allowance()

    def start(self) -> None:
        """Give the next post its own allowance of steps and time."""
        self._left.steps = _MOST_STEPS
        self._left.seconds = _PATTERN_SECONDS
        self._left.asides = 0

    def replacements(self) -> dict[str, _Keyword]:
        """The functions to put in the place of jsonschema's own, as far as the draft knows them."""
        own: dict[str, _Keyword] = {
            "additionalProperties": self._additional_properties,
            "dependencies": self._dependencies,
            "dependentRequired": self._dependent_required,
            "if": self._if,
            "multipleOf": _multiple_of,
            "pattern": self._pattern,
            "patternProperties": self._pattern_properties,
            "propertyNames": self._property_names,
            "required": self._required,
            "type": _type,
            "unevaluatedProperties": self._unevaluated_properties,
            "uniqueItems": _unique_items,
        }
        if not self._is_dynamic:
            own |= {"$ref": self._ref, "properties": self._properties}
        counted = {name: self._counted(self._stock[name]) for name in _COUNTED if name in self._stock}
        aside = {name: self._aside(self._stock[name]) for name in ("contains", "not") if name in self._stock}
        return {**counted, **aside, **{name: keyword for name, keyword in own.items() if name in self._stock}}

    def spend(self, steps: int) -> None:
        """Count work. Raises TooMuchWork when the allowance is used up."""
        self._left.steps -= steps
        if self._left.steps < 0:
            raise TooMuchWork

    def _validator_for(self, validator: Any, schema: Any) -> Any:
        """The validator of a subschema. To make it takes jsonschema longer than to ask it."""
        made = self._validators.get(id(schema))
        if made is None:
            made = self._validators[id(schema)] = validator.evolve(schema=schema)
        return made

    def _descend(
        self,
        validator: Any,
        instance: Json,
        schema: Any,
        *,
        path: str | None = None,
        schema_path: str | None = None,
    ) -> _Errors:
        if self._is_dynamic:
            yield from validator.descend(instance, schema, path=path, schema_path=schema_path)
            return
        for error in self._validator_for(validator, schema).iter_errors(instance):
            if path is not None:
                error.path.appendleft(path)
            if schema_path is not None:
                error.schema_path.appendleft(schema_path)
            yield error

    def _counted(self, stock: _Keyword) -> _Keyword:
        def keyword(validator: Any, value: Any, instance: Any, schema: Any) -> Any:
            self.spend(_breadth(value) + (_breadth(instance) if isinstance(instance, list) else 0))
            return stock(validator, value, instance, schema)

        return keyword

    def _aside(self, stock: _Keyword) -> _Keyword:
        def keyword(validator: Any, value: Any, instance: Any, schema: Any) -> Any:
            self.spend(1 + _breadth(instance))
            self._left.asides += 1
            errors = list(stock(validator, value, instance, schema))
            self._left.asides -= 1
            return errors

        return keyword

    def _holds(self, validator: Any, instance: Json, schema: Any) -> bool:
        """Whether a value fits a schema that is only asked, not demanded."""
        self.spend(1)
        self._left.asides += 1
        fits = next(self._descend(validator, instance, schema), None) is None
        self._left.asides -= 1
        return fits

    def _ref(self, validator: Any, address: str, instance: Any, schema: Any) -> Any:
        self.spend(1)
        target = self._assembly.targets.get((id(schema), "$ref"))
        if target is None:
            # it leads into a metaschema, or stands in the mapping that only carries the root's address
            return self._stock["$ref"](validator, address, instance, schema)
        return self._validator_for(validator, target).iter_errors(instance)

    def _properties(self, validator: Any, properties: Any, instance: Any, _schema: Any) -> _Errors:
        if not isinstance(instance, dict):
            return
        self.spend(len(instance))
        for key, value in instance.items():
            if key in properties:
                for error in self._validator_for(validator, properties[key]).iter_errors(value):
                    error.path.appendleft(key)
                    error.schema_path.appendleft(key)
                    yield error

    def _if(self, validator: Any, condition: Any, instance: Any, schema: Any) -> _Errors:
        branch = "then" if self._holds(validator, instance, condition) else "else"
        if branch in schema:
            yield from self._descend(validator, instance, schema[branch], schema_path=branch)

    def _matches(self, pattern: str, text: str) -> bool | None:
        """Whether a pattern is found in a text; None when the time is used up."""
        if self._left.seconds <= 0:
            return None
        compiled = self._patterns.get(pattern)
        if compiled is None:
            import regex

            compiled = self._patterns[pattern] = regex.compile(pattern)
        start = perf_counter()
        try:
            return compiled.search(text, timeout=self._left.seconds) is not None
        except TimeoutError:
            return None
        finally:
            self._left.seconds -= perf_counter() - start

    def _pattern(self, _validator: Any, pattern: str, instance: Any, _schema: Any) -> _Errors:
        if isinstance(instance, str):
            matches = self._matches(pattern, instance)
            if not matches:
                yield ValidationError(SLOW_PATTERN if matches is None else "")

    def _pattern_properties(self, validator: Any, patterns: Any, instance: Any, _schema: Any) -> _Errors:
        if not isinstance(instance, dict):
            return
        self.spend(len(patterns) * len(instance))
        for pattern, subschema in patterns.items():
            for key, value in instance.items():
                matches = self._matches(pattern, key)
                if matches is None:
                    yield ValidationError(SLOW_PATTERN, validator="pattern", path=[key])
                elif matches:
                    yield from self._descend(validator, value, subschema, path=key, schema_path=pattern)

    def _additional_properties(self, validator: Any, subschema: Any, instance: Any, schema: Any) -> _Errors:
        if not isinstance(instance, dict):
            return
        self.spend(len(instance))
        described = schema.get("properties", {})
        patterns = schema.get("patternProperties", {})
        for key, value in instance.items():
            # a key that a pattern had no time for may well be described by it
            if key in described or any(self._matches(pattern, key) is not False for pattern in patterns):
                continue
            if subschema is False:
                yield FieldError(key, keyword="additionalProperties")
            else:
                yield from self._descend(validator, value, subschema, path=key)

    def _unevaluated_properties(self, validator: Any, subschema: Any, instance: Any, schema: Any) -> _Errors:
        if not isinstance(instance, dict):
            return
        if "additionalProperties" in schema:
            return
        evaluated = self._evaluated_inside(validator, instance, schema)
        for key, value in instance.items():
            if key in evaluated:
                continue
            if subschema is False:
                yield FieldError(key, keyword="unevaluatedProperties")
            else:
                yield from self._descend(validator, value, subschema, path=key)

    def _evaluated(self, validator: Any, instance: dict[str, Json], schema: Any) -> set[str]:
        """The keys that `schema` has judged: section 11.3 of the core specification, draft 2020-12."""
        if not isinstance(schema, dict):
            return set()
        if "additionalProperties" in schema or "unevaluatedProperties" in schema:
            return set(instance)
        return self._evaluated_inside(validator, instance, schema)

    def _evaluated_inside(
        self, validator: Any, instance: dict[str, Json], schema: dict[str, Any]
    ) -> set[str]:
        self.spend(1 + len(instance))
        keys: set[str] = schema.get("properties", {}).keys() & instance.keys()
        for pattern in schema.get("patternProperties", ()):
            keys |= {key for key in instance if self._matches(pattern, key) is not False}
        for keyword in ("$ref", "$dynamicRef", "$recursiveRef"):
            target = self._assembly.targets.get((id(schema), keyword))
            if target is not None:
                keys |= self._evaluated(validator, instance, target)
        for part in self._applied(validator, instance, schema):
            keys |= self._evaluated(validator, instance, part)
        return keys

    def _applied(self, validator: Any, instance: dict[str, Json], schema: dict[str, Any]) -> Iterator[Any]:
        """The schemas inside `schema` that apply to `instance` and fit."""
        for keyword in ("allOf", "anyOf", "oneOf"):
            for part in schema.get(keyword, ()):
                if self._holds(validator, instance, part):
                    yield part
        for key, part in schema.get("dependentSchemas", {}).items():
            if key in instance:
                yield part
        if "if" in schema:
            if self._holds(validator, instance, schema["if"]):
                yield schema["if"]
                yield schema.get("then", True)
            else:
                yield schema.get("else", True)

    def _property_names(self, validator: Any, names: Any, instance: Any, _schema: Any) -> _Errors:
        if isinstance(instance, dict):
            self.spend(len(instance))
            for key in instance:
                if not self._holds(validator, key, names):
                    yield FieldError(key, keyword="propertyNames")

    def _required(self, _validator: Any, required: Any, instance: Any, schema: Any) -> _Errors:
        if not isinstance(instance, dict):
            return
        for key in required:
            if key not in instance:
                yield FieldError(key, keyword="required")
            # where a schema only asks ("if it has an image, then …"), an empty value is there
            elif (
                not self._left.asides
                and _is_empty(instance[key])
                and not _may_be_empty(key, instance[key], schema)
            ):
                yield ValidationError("", validator="empty", path=[key])

    def _dependent_required(self, _validator: Any, dependents: Any, instance: Any, _schema: Any) -> _Errors:
        if isinstance(instance, dict):
            for key, required in dependents.items():
                yield from _lacking(key, required, instance)

    def _dependencies(self, validator: Any, dependencies: Any, instance: Any, _schema: Any) -> _Errors:
        if not isinstance(instance, dict):
            return
        self.spend(len(dependencies))
        for key, dependency in dependencies.items():
            if isinstance(dependency, list):
                yield from _lacking(key, dependency, instance)
            elif key in instance:
                yield from self._descend(validator, instance, dependency, schema_path=key)


#: what jsonschema's type checker says of pure JSON values; numbers are its own affair
_CLASSES: dict[str, type] = {"array": list, "boolean": bool, "null": NoneType, "object": dict, "string": str}


def _type(validator: Any, types: Any, instance: Any, _schema: Any) -> tuple[ValidationError, ...]:
    for each in (types,) if isinstance(types, str) else types:
        expected = _CLASSES.get(each)
        if isinstance(instance, expected) if expected else validator.is_type(instance, each):
            return ()
    return (ValidationError(""),)


def _breadth(value: Any) -> int:
    return len(value) if isinstance(value, list | dict) else 1


def _lacking(key: str, required: list[str], instance: dict[str, Json]) -> _Errors:
    if key in instance:
        for each in required:
            if each not in instance:
                yield FieldError(each, asked_by=key, keyword="dependentRequired")


def _is_empty(value: Json) -> bool:
    return value is None or (not value.strip() if isinstance(value, str) else value in ([], {}))


def _may_be_empty(key: str, value: Json, schema: dict[str, Any]) -> bool:
    """Whether the schema says in so many words that the field may be there with nothing in it."""
    described = schema.get("properties", {}).get(key)
    if not isinstance(described, dict):
        return False
    if value is None and "null" in described.get("type", ()):
        return True
    if value == described.get("const", ...) or value in described.get("enum", ()):
        return True
    return any(described.get(least) == 0 for least in ("minLength", "minItems", "minProperties"))


def _multiple_of(_validator: Any, factor: Any, instance: Any, _schema: Any) -> _Errors:
    if isinstance(instance, bool) or not isinstance(instance, int | float):
        return
    # decimal fractions as people read them: 0.3 is a multiple of 0.1
    if (isinstance(instance, float) and not isfinite(instance)) or _exact(instance) % _exact(factor) != 0:
        yield ValidationError("")


def _exact(number: float) -> Fraction:
    return Fraction(number) if isinstance(number, int) else Fraction(repr(number))


def _unique_items(_validator: Any, is_asked: Any, instance: Any, _schema: Any) -> _Errors:
    if not is_asked or not isinstance(instance, list):
        return
    seen = set()
    for index, item in enumerate(instance):
        identity = _identity(item)
        if identity in seen:
            # the error is about the item, and so has the item for its instance
            yield ValidationError("", path=[index], instance=item)
        seen.add(identity)


def _identity(value: Json) -> Any:
    """Something hashable, equal for what JSON Schema holds to be equal: 1 and 1.0, but not 1 and true."""
    match value:
        case bool():
            return ("bool", value)
        case list():
            return ("list", tuple(_identity(item) for item in value))
        case dict():
            return ("dict", frozenset((key, _identity(item)) for key, item in value.items()))
        case _:
            return value
