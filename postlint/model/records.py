"""Records that are made quickly: named tuples, and classes that hold what they are made with.

They behave as those of `typing` and `dataclasses` do, and a type checker takes them for these. A run makes
more than two hundred such classes before it reads the first post. The library takes ten times as long for a
named tuple and thirty times as long for a data class: it looks into all annotations, and compiles methods for
each class. Here a constructor is compiled once for a number of fields, and then given their names.
"""

from __future__ import annotations

from collections import _tuplegetter  # type: ignore[attr-defined]
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any

#: the default of a parameter whose field is made anew for each record
_ABSENT = object()


class _TupleType(type):
    """Makes a named tuple of the body of a class."""

    def __new__(meta, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> type:
        if tuple in bases or any("_fields" in vars(base) for base in bases):
            return super().__new__(meta, name, bases, body)
        if "__annotate__" in body or "__annotate_func__" in body:  # Python 3.14 keeps them to itself
            raise TypeError(f"the module of {name} needs `from __future__ import annotations`")
        fields = tuple(body.get("__annotations__", ()))
        defaults = {field: body[field] for field in fields if field in body}
        body["__new__"] = _function(_tuple_code(len(fields)), fields, defaults, {"_new": tuple.__new__})
        for place, field in enumerate(fields):
            body[field] = _tuplegetter(place, None)
        body |= {"__slots__": (), "__match_args__": fields, "_fields": fields, "_field_defaults": defaults}
        return super().__new__(meta, name, bases, body)


class _Tuple(tuple[Any, ...], metaclass=_TupleType):
    """What all named tuples can do."""

    __slots__ = ()

    @classmethod
    def _make(cls, values: Iterable[Any]) -> Any:
        return cls(*values)

    def _replace(self, /, **changes: Any) -> Any:
        return type(self)(**{**self._asdict(), **changes})

    __replace__ = _replace

    def _asdict(self) -> dict[str, Any]:
        return dict(zip(_fields_of(self), self, strict=True))

    def __repr__(self) -> str:
        return _written(type(self).__name__, self._asdict())

    def __getnewargs__(self) -> tuple[Any, ...]:
        return tuple(self)


class _Field:
    """What a class says of a field that is no plain value."""

    def __init__(
        self,
        *,
        default: object = _ABSENT,
        default_factory: Callable[[], object] | None = None,
        repr: bool = True,
        compare: bool = True,
    ) -> None:
        self.default = default
        self.factory = default_factory
        self.is_shown = repr
        self.is_compared = compare


def _record(made: type | None = None, *, frozen: bool = False, eq: bool = True) -> Any:
    """Make a class of the fields that its body names, as `dataclasses.dataclass` does."""
    if made is None:
        return lambda made: _record(made, frozen=frozen, eq=eq)
    fields = {name: _field_in(made, name) for name in made.__annotations__}
    factories = {place: each.factory for place, each in enumerate(fields.values()) if each.factory}
    has_default = {name for name, each in fields.items() if each.factory or each.default is not _ABSENT}
    methods = {
        "__init__": _function(
            _record_code(len(fields), frozenset(factories)),
            tuple(fields),
            {name: fields[name].default for name in fields if name in has_default},
            {"_set": object.__setattr__, "_absent": _ABSENT}
            | {f"_make_{place}": factory for place, factory in factories.items()},
        ),
        "__repr__": _repr_of([name for name, each in fields.items() if each.is_shown]),
        "__replace__": _replaced,
        "__match_args__": tuple(fields),
        "_fields": tuple(fields),
    }
    if eq:
        methods |= _comparing([name for name, each in fields.items() if each.is_compared], is_frozen=frozen)
    if frozen:
        methods |= {"__setattr__": _refuse, "__delattr__": _refuse}
    for name, method in methods.items():
        if name not in vars(made):
            setattr(made, name, method)
    return made


def _field_in(made: type, name: str) -> _Field:
    value = vars(made).get(name, _ABSENT)
    if not isinstance(value, _Field):
        if type(value).__hash__ is None:  # as with a list: what one record puts there, all would have
            raise ValueError(f"{made.__name__}.{name} needs a default_factory")
        return _Field(default=value)
    if value.default is _ABSENT:
        delattr(made, name)
    else:
        setattr(made, name, value.default)
    return value


def _repr_of(shown: Sequence[str]) -> Callable[[Any], str]:
    def __repr__(self: Any) -> str:  # noqa: N807
        return _written(type(self).__qualname__, {name: getattr(self, name) for name in shown})

    return __repr__


def _comparing(names: Sequence[str], *, is_frozen: bool) -> dict[str, Any]:
    """The methods that compare records by the values of these fields."""

    def values(record: Any) -> tuple[Any, ...]:
        return tuple([getattr(record, name) for name in names])

    def __eq__(self: Any, other: object) -> bool:  # noqa: N807
        return values(self) == values(other) if type(other) is type(self) else NotImplemented

    def __hash__(self: Any) -> int:  # noqa: N807
        return hash(values(self))

    return {"__eq__": __eq__, "__hash__": __hash__ if is_frozen else None}


def _refuse(self: object, name: str, *_: object) -> None:
    raise AttributeError(f"{type(self).__qualname__} cannot be changed: {name}")


def _replaced(record: Any, /, **changes: Any) -> Any:
    values = {name: getattr(record, name) for name in _fields_of(record)}
    return type(record)(**{**values, **changes})


def _fields_of(record: Any) -> tuple[str, ...]:
    fields: tuple[str, ...] = record._fields
    return fields


def _written(name: str, values: Mapping[str, object]) -> str:
    return f"{name}({', '.join(f'{name}={value!r}' for name, value in values.items())})"


def is_record(kind: object) -> bool:
    """Whether this is a class of records, but no named tuple."""
    return isinstance(kind, type) and not issubclass(kind, tuple) and hasattr(kind, "_fields")


def _function(
    code: CodeType, fields: tuple[str, ...], defaults: Mapping[str, object], known: dict[str, object]
) -> FunctionType:
    """A constructor with the fields as its parameters; its code may use the names that are `known`."""
    if tuple(defaults) != fields[len(fields) - len(defaults) :]:
        raise TypeError(f"a field without a default stands behind one with a default: {', '.join(fields)}")
    names = {f"_{place}": field for place, field in enumerate(fields)}
    named = code.replace(
        co_varnames=tuple([names.get(each, each) for each in code.co_varnames]),
        # the record's attributes are set by their names
        co_consts=tuple([names.get(each, each) if type(each) is str else each for each in code.co_consts]),
    )
    # what a default is made by may import modules
    known |= {"__builtins__": __builtins__}
    return FunctionType(named, known, code.co_name, tuple(defaults.values()) or None)


@cache
def _tuple_code(count: int) -> CodeType:
    values = "".join([f"_{place}, " for place in range(count)])
    return _compiled(f"def __new__(_cls, {values}): return _new(_cls, ({values}))")


@cache
def _record_code(count: int, made: frozenset[int]) -> CodeType:
    """The constructor of a record with so many fields; those whose places are in `made` may be absent."""
    lines = [
        f"_set(self, '_{place}', "
        + (f"_make_{place}() if _{place} is _absent else _{place})" if place in made else f"_{place})")
        for place in range(count)
    ]
    parameters = "".join([f"_{place}, " for place in range(count)])
    return _compiled(f"def __init__(self, {parameters}): {'; '.join(lines) or 'pass'}")


def _compiled(text: str) -> CodeType:
    names: dict[str, Any] = {}
    exec(text, names)
    [made] = [each for each in names.values() if isinstance(each, FunctionType)]
    return made.__code__


if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
    from dataclasses import field as field
    from dataclasses import replace as replace
    from typing import NamedTuple as NamedTuple
else:
    NamedTuple, dataclass, field, replace = _Tuple, _record, _Field, _replaced
