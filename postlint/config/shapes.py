"""What a value in a configuration file may look like: one record a kind, for reading and for the JSON Schema.

`read` takes a value as TOML gave it, notes each fault with the way to its place, and returns the value
as the code wants it. After a fault the returned value means nothing; the caller looks at the faults.

The shapes are plain classes: making a dataclass takes a millisecond at every start, and there are many.
"""

from __future__ import annotations

import json
import types
import typing
from collections.abc import Callable, Mapping
from typing import Any, Literal, Protocol

from postlint.config.globs import Globs
from postlint.config.select import rules_of
from postlint.config.suggest import did_you_mean, no_such_rule
from postlint.model.records import NamedTuple, is_record
from postlint.model.values import Json, KeyPath, path_text
from postlint.rule import Option, Rule


class Fault(NamedTuple):
    """Something wrong at `path`: under the key itself when `at_key`, else under its value."""

    path: KeyPath
    message: str
    at_key: bool = False


class Shape(Protocol):
    """One kind of value; `noun` completes "must be …"."""

    @property
    def noun(self) -> str: ...

    def read(self, value: Json, path: KeyPath, faults: list[Fault]) -> Any: ...

    def json_schema(self) -> dict[str, Json]: ...


class Text:
    noun = "text"

    def __init__(self, *, may_be_empty: bool = True) -> None:
        self._may_be_empty = may_be_empty

    def read(self, value: Json, path: KeyPath, faults: list[Fault]) -> Any:
        if not isinstance(value, str):
            faults.append(_wrong_type(self, value, path))
        elif not value and not self._may_be_empty:
            faults.append(Fault(path, f"`{path_text(path)}` is empty"))
        return value

    def json_schema(self) -> dict[str, Json]:
        return {"type": "string"} if self._may_be_empty else {"type": "string", "minLength": 1}


class Flag:
    noun = "true or false"

    def read(self, value: Json, path: KeyPath, faults: list[Fault]) -> Any:
        if not isinstance(value, bool):
            faults.append(_wrong_type(self, value, path))
        return value

    def json_schema(self) -> dict[str, Json]:
        return {"type": "boolean"}


class Whole:
    noun = "a whole number"

    def __init__(self, least: int | None = None) -> None:
        self._least = least

    def read(self, value: Json, path: KeyPath, faults: list[Fault]) -> Any:
        if isinstance(value, bool) or not isinstance(value, int):
            faults.append(_wrong_type(self, value, path))
        elif self._least is not None and value < self._least:
            faults.append(Fault(path, f"`{path[-1]}` is {value}, but the least is {self._least}"))
        return value

    def json_schema(self) -> dict[str, Json]:
        return {"type": "integer"} if self._least is None else {"type": "integer", "minimum": self._least}


class Number:
    noun = "a number"

    def read(self, value: Json, path: KeyPath, faults: list[Fault]) -> Any:
        if isinstance(value, bool) or not isinstance(value, int | float):
            faults.append(_wrong_type(self, value, path))
            return value
        return float(value)

    def json_schema(self) -> dict[str, Json]:
        return {"type": "number"}


class Choice:
    """One of a few words; `made` turns the word into what the code wants."""

    def __init__(self, words: tuple[str, ...], made: Callable[[str], Any] = str) -> None:
        self.noun = "one of " + ", ".join(f"`{word}`" for word in words)
        self._words = words
        self._made = made

    def read(self, value: Json, path: KeyPath, faults: list[Fault]) -> Any:
        if isinstance(value, str) and value in self._words:
            return self._made(value)
        hint = did_you_mean(value, self._words) if isinstance(value, str) else ""
        faults.append(_wrong_type(self, value, path, hint))
        return None

    def json_schema(self) -> dict[str, Json]:
        return {"enum": list(self._words)}


class Glob:
    noun = "a glob"

    def read(self, value: Json, path: KeyPath, faults: list[Fault]) -> Any:
        if not isinstance(value, str) or not value:
            faults.append(_wrong_type(self, value, path))
            return value
        import re

        try:
            Globs([value])
        except re.error as error:
            faults.append(Fault(path, f"`{value}` is not a glob: {error.msg}"))
        return value

    def json_schema(self) -> dict[str, Json]:
        return {"type": "string", "minLength": 1}


class Selector:
    """A rule's code or name, a family prefix, or `ALL`."""

    noun = "a rule's code or name, or the beginning of a code"

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self._rules = rules

    def read(self, value: Json, path: KeyPath, faults: list[Fault]) -> Any:
        if not isinstance(value, str):
            faults.append(_wrong_type(self, value, path))
        elif not rules_of(value, self._rules):
            faults.append(Fault(path, no_such_rule(value, self._rules, or_family=True)))
        return value

    def json_schema(self) -> dict[str, Json]:
        return {"$ref": "#/definitions/selector"}


class FixSelector(Selector):
    """A selector of rules of which at least one has fixes."""

    def read(self, value: Json, path: KeyPath, faults: list[Fault]) -> Any:
        known = len(faults)
        read = super().read(value, path, faults)
        if len(faults) == known and not any(rule.fixable for rule in rules_of(read, self._rules)):
            faults.append(Fault(path, f"`{value}` has no fixes"))
        return read


class ListOf:
    noun = "a list"

    def __init__(self, item: Shape, *, may_be_empty: bool = True) -> None:
        self._item = item
        self._may_be_empty = may_be_empty

    def read(self, value: Json, path: KeyPath, faults: list[Fault]) -> Any:
        if not isinstance(value, list):
            faults.append(_wrong_type(self, value, path))
            return ()
        if not value and not self._may_be_empty:
            faults.append(Fault(path, f"`{path_text(path)}` is empty"))
        return tuple(self._item.read(item, (*path, index), faults) for index, item in enumerate(value))

    def json_schema(self) -> dict[str, Json]:
        schema: dict[str, Json] = {"type": "array", "items": self._item.json_schema()}
        return schema if self._may_be_empty else schema | {"minItems": 1}


class Key(NamedTuple):
    """A key of a table: what its value may be, one line of help, and what counts without it."""

    shape: Shape
    help: str
    default: Json = None


class Table:
    """A table with known keys; reads as a dict of the keys that are given.

    `known_as` says which key is meant by a word that other tools have for it.
    """

    noun = "a table"

    def __init__(
        self,
        keys: Mapping[str, Key],
        *,
        required: tuple[str, ...] = (),
        key_noun: str = "key",
        known_as: Mapping[str, str] = types.MappingProxyType({}),
    ) -> None:
        self.keys = keys
        self._required = required
        self._key_noun = key_noun
        self._known_as = known_as

    def read(self, value: Json, path: KeyPath, faults: list[Fault]) -> Any:
        if not isinstance(value, dict):
            faults.append(_wrong_type(self, value, path))
            return {}
        read: dict[str, Any] = {}
        for word, item in value.items():
            if word in self.keys:
                read[word] = self.keys[word].shape.read(item, (*path, word), faults)
            else:
                hint = did_you_mean(self._known_as.get(word, word), self.keys)
                message = f"unknown {self._key_noun} `{word}`" + (hint and f": {hint}")
                faults.append(Fault((*path, word), message, at_key=True))
        faults += [Fault(path, f"`{word}` is missing") for word in self._required if word not in value]
        return read

    def json_schema(self) -> dict[str, Json]:
        schema: dict[str, Json] = {
            "type": "object",
            "additionalProperties": False,
            "properties": {word: _described(key) for word, key in self.keys.items()},
        }
        return schema | {"required": list(self._required)} if self._required else schema


class PerRule:
    """A table whose keys are the codes or names of rules; reads as a dict by code."""

    noun = "a table"

    def __init__(
        self, rules: tuple[Rule, ...], shape_for: Callable[[Rule], Shape], *, definition: str
    ) -> None:
        self._rules = rules
        self._shape_for = shape_for
        self._definition = definition

    def read(self, value: Json, path: KeyPath, faults: list[Fault]) -> Any:
        if not isinstance(value, dict):
            faults.append(_wrong_type(self, value, path))
            return {}
        read: dict[str, Any] = {}
        for word, item in value.items():
            rule = next((rule for rule in self._rules if word in (rule.code, rule.name)), None)
            if rule is None:
                message = no_such_rule(word, self._rules, or_family=False)
                faults.append(Fault((*path, word), message, at_key=True))
            elif rule.code in read:
                message = f"`{rule.code}` and `{rule.name}` are the same rule"
                faults.append(Fault((*path, word), message, at_key=True))
            else:
                read[rule.code] = self._shape_for(rule).read(item, (*path, word), faults)
        return read

    def json_schema(self) -> dict[str, Json]:
        return {"$ref": f"#/definitions/{self._definition}"}

    def full_json_schema(self) -> dict[str, Json]:
        """What `json_schema` refers to."""
        codes: dict[str, Json] = {rule.code: self._for_rule(rule, rule.name) for rule in self._rules}
        names: dict[str, Json] = {rule.name: self._for_rule(rule, rule.code) for rule in self._rules}
        return {"type": "object", "additionalProperties": False, "properties": codes | names}

    def _for_rule(self, rule: Rule, other_name: str) -> dict[str, Json]:
        return {"description": f"{other_name}: {rule.summary}", **self._shape_for(rule).json_schema()}


def options_table(rule: Rule) -> Table:
    """The options of a rule, in kebab-case, from the fields of its `Options`.

    Left out are fields that hold records: those the configuration makes itself, such as the phrases
    of `user-phrase`. Raises TypeError for a field of a type that a TOML file cannot hold.
    """
    hints = typing.get_type_hints(rule.options)
    keys = {}
    for name, option in rule.options.__options__.items():
        if not _holds_records(hints[name]):
            shape = _shape_of(hints[name], option, rule)
            keys[name.replace("_", "-")] = Key(shape, option.help, _plain(option.default))
    return Table(keys, key_noun="option")


def _shape_of(hint: Any, option: Option, rule: Rule) -> Shape:
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if hint is str and option.choices is not None:
        return Choice(option.choices())
    if hint is int:
        return Whole(option.least)
    if hint in _PLAIN_SHAPES:
        return _PLAIN_SHAPES[hint]
    if origin is tuple and inner[1:] == (...,):
        return ListOf(_shape_of(inner[0], option, rule))
    if origin in (types.UnionType, typing.Union) and len(inner) == 2 and type(None) in inner:
        return _shape_of(inner[0] if inner[1] is type(None) else inner[1], option, rule)
    if origin is Literal:
        return Choice(inner)
    raise TypeError(f"{rule.code} {rule.name}: no option can be of type {hint}")


_PLAIN_SHAPES: Mapping[Any, Shape] = {str: Text(), bool: Flag(), float: Number()}


def _holds_records(hint: Any) -> bool:
    return is_record(hint) or any(map(is_record, typing.get_args(hint)))


def _plain(default: Any) -> Json:
    return list(default) if isinstance(default, tuple) else default


def _described(key: Key) -> dict[str, Json]:
    schema = {"description": key.help, **key.shape.json_schema()}
    return schema if key.default is None else {**schema, "default": key.default}


def _wrong_type(shape: Shape, value: Json, path: KeyPath, hint: str = "") -> Fault:
    message = f"{_called(path)} must be {shape.noun}, not {_named(value)}"
    return Fault(path, message + (hint and f": {hint}"))


def _called(path: KeyPath) -> str:
    return f"`{path_text(path)}`" if path else "the configuration"


def _named(value: Json) -> str:
    if isinstance(value, dict):
        return "a table"
    return "a list" if isinstance(value, list) else json.dumps(value, ensure_ascii=False)
