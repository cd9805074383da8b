"""The keywords that look at one value alone: types, sizes, limits, equality.

jsonschema's own functions put the whole value into a message that nobody reads, each time they fail.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sized
from math import isfinite
from operator import ge, gt, le, lt
from types import NoneType
from typing import TYPE_CHECKING, Any, TypeAlias

from jsonschema.exceptions import ValidationError

from postlint.model.values import Json
from postlint.schema.messages import FieldError, Remark

if TYPE_CHECKING:
    from fractions import Fraction

Errors: TypeAlias = Iterator[ValidationError]
#: a function of jsonschema for a keyword: (validator, value of the keyword, instance, schema) → errors
Keyword: TypeAlias = Callable[[Any, Any, Any, Any], Any]

#: what jsonschema's type checker says of pure JSON values; numbers are its own affair
_CLASSES: dict[str, type] = {"array": list, "boolean": bool, "null": NoneType, "object": dict, "string": str}


def has_type(validator: Any, types: Any, instance: Any, _schema: Any) -> tuple[ValidationError, ...]:
    for each in (types,) if isinstance(types, str) else types:
        expected = _CLASSES.get(each)
        if isinstance(instance, expected) if expected else validator.is_type(instance, each):
            return ()
    return (ValidationError(""),)


def breadth(value: Any) -> int:
    return len(value) if isinstance(value, list | dict) else 1


def lacking(key: str, required: list[str], instance: dict[str, Json]) -> Errors:
    if key in instance:
        for each in required:
            if each not in instance:
                yield FieldError(each, asked_by=key, keyword="dependentRequired")


def _number(value: Any) -> float | None:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _size_of(kind: type[Sized]) -> Callable[[Any], float | None]:
    return lambda value: len(value) if isinstance(value, kind) else None


def _limit(
    size: Callable[[Any], float | None], keeps: Callable[[Any, Any], bool], switch: str = ""
) -> Keyword:
    """A keyword that compares; draft-04 has a `switch` beside it that rules out the limit itself."""

    def keyword(_validator: Any, limit: Any, instance: Any, schema: Any) -> tuple[ValidationError, ...]:
        measured = size(instance)
        if measured is None or (
            keeps(measured, limit) and not (schema.get(switch) is True and measured == limit)
        ):
            return ()
        return (ValidationError(""),)

    return keyword


#: the keywords that compare a number or a size
LIMITS: dict[str, Keyword] = {
    "exclusiveMaximum": _limit(_number, lt),
    "exclusiveMinimum": _limit(_number, gt),
    "maxItems": _limit(_size_of(list), le),
    "maxLength": _limit(_size_of(str), le),
    "maxProperties": _limit(_size_of(dict), le),
    "maximum": _limit(_number, le, "exclusiveMaximum"),
    "minItems": _limit(_size_of(list), ge),
    "minLength": _limit(_size_of(str), ge),
    "minProperties": _limit(_size_of(dict), ge),
    "minimum": _limit(_number, ge, "exclusiveMinimum"),
}


def multiple_of(_validator: Any, factor: Any, instance: Any, _schema: Any) -> Errors:
    if isinstance(instance, bool) or not isinstance(instance, int | float):
        return
    # decimal fractions as people read them: 0.3 is a multiple of 0.1
    if (isinstance(instance, float) and not isfinite(instance)) or _exact(instance) % _exact(factor) != 0:
        yield ValidationError("")


def _exact(number: float) -> Fraction:
    from fractions import Fraction  # few schemas ask for multiples

    return Fraction(number) if isinstance(number, int) else Fraction(repr(number))


def unique_items(_validator: Any, is_asked: Any, instance: Any, _schema: Any) -> Errors:
    if not is_asked or not isinstance(instance, list):
        return
    seen = set()
    for index, item in enumerate(instance):
        own = identity(item)
        if own in seen:
            # the error is about the item, and so has the item for its instance
            yield ValidationError("", path=[index], instance=item)
        seen.add(own)


def alike_items(items: list[Json]) -> Errors:
    """A remark for each text that differs from one before it by the case of its letters alone."""
    firsts: dict[str, str] = {}
    written: set[str] = set()
    for index, item in enumerate(items):
        if isinstance(item, str):
            first = firsts.setdefault(item.casefold(), item)
            if item not in written and item != first:
                yield Remark("", validator_value=first, path=[index], instance=item)
            written.add(item)


def identity(value: Json) -> Any:
    """Something hashable, equal for what JSON Schema holds to be equal: 1 and 1.0, but not 1 and true."""
    match value:
        case bool():
            return ("bool", value)
        case list():
            return ("list", tuple(identity(item) for item in value))
        case dict():
            return ("dict", frozenset((key, identity(item)) for key, item in value.items()))
        case _:
            return value
