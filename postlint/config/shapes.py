"""What a value in a configuration file may look like: one record a kind, for reading and for the JSON Schema.

`read` takes a value as TOML gave it, notes each fault with the way to its place, and returns the value
as the code wants it. After a fault the returned value means nothing; the caller looks at the faults.
"""

from __future__ import annotations

import json
import types
import typing
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Literal, NamedTuple, Protocol

from postlint.config.globs import Globs
from postlint.config.select import rules_of
from postlint.model.values import Json, KeyPath, path_text
from postlint.rule import Rule


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


@dataclass(frozen=True)
class Text:
    may_be_empty: bool = True
    noun: str = "text"

    def read(self, value: Json, path: KeyPath, faults: list[Fault]) -> Any:
        if not isinstance(value, str):
            faults.append(_wrong_type(self, value, path))
        elif not value and not self.may_be_empty:
            faults.append(Fault(path, f"`{path_text(path)}` is empty"))
        return value

    def json_schema(self) -> dict[str, Json]:
        return {"type": "string"} if self.may_be_empty else {"type": "string", "minLength": 1}


@dataclass(frozen=True)
class Flag:
    noun: str = "true or false"

    def read(self, value: Json, path: KeyPath, faults: list[Fault]) -> Any:
        if not isinstance(value, bool):
            faults.append(_wrong_type(self, value, path))
        return value

    def json_schema(self) -> dict[str, Json]:
        return {"type": "boolean"}


@dataclass(frozen=True)
class Whole:
    noun: str = "a whole number"

    def read(self, value: Json, path: KeyPath, faults: list[Fault]) -> Any:
        if isinstance(value, bool) or not isinstance(value, int):
            faults.append(_wrong_type(self, value, path))
        return value

    def json_schema(self) -> dict[str, Json]:
        return {"type": "integer"}


@dataclass(frozen=True)
class Number:
    noun: str = "a number"

    def read(self, value: Json, path: KeyPath, faults: list[Fault]) -> Any:
        if isinstance(value, bool) or not isinstance(value, int | float):
            faults.append(_wrong_type(self, value, path))
            return value
        return float(value)

    def json_schema(self) -> dict[str, Json]:
        return {"type": "number"}


@dataclass(frozen=True)
class Choice:
    """One of a few words; `made` turns the word into what the code wants."""

    words: tuple[str, ...]
    made: Callable[[str], Any] = str

    @property
    def noun(self) -> str:
        return "one of " + ", ".join(f"`{word}`" for word in self.words)

    def read(self, value: Json, path: KeyPath, faults: list[Fault]) -> Any:
        if isinstance(value, str) and value in self.words:
            return self.made(value)
        hint = did_you_mean(value, self.words) if isinstance(value, str) else ""
        faults.append(_wrong_type(self, value, path, hint))
        return None

    def json_schema(self) -> dict[str, Json]:
        return {"enum": list(self.words)}


@dataclass(frozen=True)
class Glob:
    noun: str = "a glob"

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


@dataclass(frozen=True)
class Selector:
    """A rule's code or name, a family prefix, or `ALL`."""

    rules: tuple[Rule, ...]
    noun: str = "a rule's code or name, or the beginning of a code"

    def read(self, value: Json, path: KeyPath, faults: list[Fault]) -> Any:
        if not isinstance(value, str):
            faults.append(_wrong_type(self, value, path))
        elif not rules_of(value, self.rules):
            faults.append(Fault(path, no_such_rule(value, self.rules, or_family=True)))
        return value

    def json_schema(self) -> dict[str, Json]:
        return {"$ref": "#/definitions/selector"}


@dataclass(frozen=True)
class ListOf:
    item: Shape
    may_be_empty: bool = True
    noun: str = "a list"

    def read(self, value: Json, path: KeyPath, faults: list[Fault]) -> Any:
        if not isinstance(value, list):
            faults.append(_wrong_type(self, value, path))
            return ()
        if not value and not self.may_be_empty:
            faults.append(Fault(path, f"`{path_text(path)}` is empty"))
        return tuple(self.item.read(item, (*path, index), faults) for index, item in enumerate(value))

    def json_schema(self) -> dict[str, Json]:
        schema: dict[str, Json] = {"type": "array", "items": self.item.json_schema()}
        return schema if self.may_be_empty else schema | {"minItems": 1}


@dataclass(frozen=True)
class Key:
    """A key of a table: what its value may be, one line of help, and what counts without it."""

    shape: Shape
    help: str
    default: Json = None


@dataclass(frozen=True)
class Table:
    """A table with known keys; reads as a dict of the keys that are given."""

    keys: Mapping[str, Key]
    required: tuple[str, ...] = ()
    key_noun: str = "key"
    noun: str = "a table"

    def read(self, value: Json, path: KeyPath, faults: list[Fault]) -> Any:
        if not isinstance(value, dict):
            faults.append(_wrong_type(self, value, path))
            return {}
        read: dict[str, Any] = {}
        for word, item in value.items():
            if word in self.keys:
                read[word] = self.keys[word].shape.read(item, (*path, word), faults)
            else:
                hint = did_you_mean(word, self.keys)
                message = f"unknown {self.key_noun} `{word}`" + (hint and f": {hint}")
                faults.append(Fault((*path, word), message, at_key=True))
        faults += [Fault(path, f"`{word}` is missing") for word in self.required if word not in value]
        return read

    def json_schema(self) -> dict[str, Json]:
        schema: dict[str, Json] = {
            "type": "object",
            "additionalProperties": False,
            "properties": {word: _described(key) for word, key in self.keys.items()},
        }
        return schema | {"required": list(self.required)} if self.required else schema


@dataclass(frozen=True)
class PerRule:
    """A table whose keys are the codes or names of rules; reads as a dict by code."""

    rules: tuple[Rule, ...]
    shape_for: Callable[[Rule], Shape]
    definition: str
    noun: str = "a table"

    def read(self, value: Json, path: KeyPath, faults: list[Fault]) -> Any:
        if not isinstance(value, dict):
            faults.append(_wrong_type(self, value, path))
            return {}
        read: dict[str, Any] = {}
        for word, item in value.items():
            rule = next((rule for rule in self.rules if word in (rule.code, rule.name)), None)
            if rule is None:
                message = no_such_rule(word, self.rules, or_family=False)
                faults.append(Fault((*path, word), message, at_key=True))
            elif rule.code in read:
                message = f"`{rule.code}` and `{rule.name}` are the same rule"
                faults.append(Fault((*path, word), message, at_key=True))
            else:
                read[rule.code] = self.shape_for(rule).read(item, (*path, word), faults)
        return read

    def json_schema(self) -> dict[str, Json]:
        return {"$ref": f"#/definitions/{self.definition}"}

    def full_json_schema(self) -> dict[str, Json]:
        """What `json_schema` refers to."""
        properties: dict[str, Json] = {}
        for word, rule in [(rule.code, rule) for rule in self.rules] + [
            (rule.name, rule) for rule in self.rules
        ]:
            other = rule.name if word == rule.code else rule.code
            properties[word] = {
                "description": f"{other}: {rule.summary}",
                **self.shape_for(rule).json_schema(),
            }
        return {"type": "object", "additionalProperties": False, "properties": properties}


def options_table(rule: Rule) -> Table:
    """The options of a rule, in kebab-case, from the fields of its `Options`.

    Left out are fields that hold records: those the configuration makes itself, such as the phrases
    of `user-phrase`. Raises TypeError for a field of a type that a TOML file cannot hold.
    """
    hints = typing.get_type_hints(rule.options)
    keys = {}
    for option in fields(rule.options):
        hint = hints[option.name]
        if not _holds_records(hint):
            keys[option.name.replace("_", "-")] = Key(
                _shape_of(hint, rule), option.metadata["help"], _plain(option.default)
            )
    return Table(keys, key_noun="option")


#: the share of letters in common from which a word is worth suggesting; `difflib` has the same
_NEAR = 0.6


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """ "did you mean `ignore`?" where a known word is near, else the empty text."""
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(b=word.casefold())

    def likeness(candidate: str) -> float:
        matcher.set_seq1(candidate.casefold())
        return matcher.ratio()

    # of equally near words the first, so that `TX799` leads to the beginning of its family
    nearest = max(known, key=likeness, default="")
    return f"did you mean `{nearest}`?" if likeness(nearest) >= _NEAR else ""


def no_such_rule(word: str, rules: Iterable[Rule], *, or_family: bool) -> str:
    """What to say of an unknown rule; `or_family`: a family would have done too."""
    rules = tuple(rules)
    families = [rule.family for rule in rules] if or_family else []
    hint = did_you_mean(word, [*(rule.code for rule in rules), *(rule.name for rule in rules), *families])
    return f"no rule is called `{word}`" + (hint and f"; {hint}")


def _shape_of(hint: Any, rule: Rule) -> Shape:
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if hint in _PLAIN_SHAPES:
        return _PLAIN_SHAPES[hint]
    if origin is tuple and inner[1:] == (...,):
        return ListOf(_shape_of(inner[0], rule))
    if origin in (types.UnionType, typing.Union) and len(inner) == 2 and type(None) in inner:
        return _shape_of(inner[0] if inner[1] is type(None) else inner[1], rule)
    if origin is Literal:
        return Choice(inner)
    raise TypeError(f"{rule.code} {rule.name}: no option can be of type {hint}")


_PLAIN_SHAPES: Mapping[Any, Shape] = {str: Text(), bool: Flag(), int: Whole(), float: Number()}


def _holds_records(hint: Any) -> bool:
    return is_dataclass(hint) or any(map(is_dataclass, typing.get_args(hint)))


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
