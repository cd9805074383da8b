"""Understands a plain call of a command without typer, which takes longer to import than a post to check.

Whatever is not surely understood (a mistake, a rarer spelling, a request for help) is left to typer, which
reads the same declarations.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Any, get_args

from postlint.cli.declared import Option, spelling

#: what the names of all variables begin with that an option may follow
VARIABLES = "POSTLINT_"


class _NotPlainError(Exception):
    """The call is not surely understood."""


def plain_call(function: Callable[..., object], words: Sequence[str]) -> dict[str, Any] | None:
    """What to call a command's function with, for the words behind the command; None where that is not sure.

    The function takes `paths`, and options as keywords.
    """
    try:
        given = _read(function, words)
        if any(name.startswith(VARIABLES) for name in os.environ):
            given = {**_in_environment(function), **given}
        return given
    except _NotPlainError:
        return None


def _read(function: Callable[..., object], words: Sequence[str]) -> dict[str, Any]:
    given: dict[str, Any] = {}
    paths: list[str] = []
    left = iter(words)
    for word in left:
        if word == "--":
            paths.extend(left)
        elif word[:1] != "-" or word == "-":
            paths.append(word)
        else:
            written, has_value, value = word.partition("=")
            name, kind = _parameter(function, written)
            if kind is bool:
                if has_value:
                    raise _NotPlainError
                given[name] = True
            else:
                _put(given, name, kind, value if has_value else next(left, ""))
    return {"paths": paths, **given} if paths else given


def _in_environment(function: Callable[..., object]) -> dict[str, Any]:
    """What variables say in place of options."""
    given: dict[str, Any] = {}
    for name in function.__kwdefaults__ or {}:
        kind, option = _declared(function, name)
        said = None if option.variable is None else os.environ.get(option.variable)
        if said is None:
            continue
        if kind is not bool:
            _put(given, name, kind, said)
        elif said == "1":
            given[name] = True
        else:
            raise _NotPlainError
    return given


def _parameter(function: Callable[..., object], written: str) -> tuple[str, Any]:
    """The name and the type of the parameter that an option is for."""
    names = function.__kwdefaults__ or {}
    if written.startswith("--"):
        name = written[2:].replace("-", "_")
        if name in names and spelling(name) == written:
            return name, _declared(function, name)[0]
    else:
        for name in names:
            kind, option = _declared(function, name)
            if option.short == written:
                return name, kind
    raise _NotPlainError


def _declared(function: Callable[..., object], name: str) -> tuple[Any, Option]:
    """The type of a parameter, without the None that it may be by default, and what is said of it."""
    annotation = function.__annotations__[name]
    kind, option = get_args(eval(annotation, function.__globals__))
    types = get_args(kind)
    return types[0] if type(None) in types else kind, option


def _put(given: dict[str, Any], name: str, kind: Any, value: str) -> None:
    # typer takes a word that looks like an option for the value, which is hardly what is meant
    if not value or value[0] == "-":
        raise _NotPlainError
    if kind == list[str]:
        given.setdefault(name, []).append(value)
    elif name in given:
        raise _NotPlainError
    else:
        given[name] = _value(kind, value)


def _value(kind: Any, value: str) -> object:
    if kind is str:
        return value
    if kind is Path:
        return Path(value)
    if kind is int and value.isascii() and value.isdecimal() and len(value) < 10 and value[0] != "0":
        return int(value)
    if kind is datetime and value.isascii() and [*map(len, value.split("-"))] == [4, 2, 2]:
        return _day(value)
    if isinstance(kind, type) and issubclass(kind, Enum) and value in [str(each.value) for each in kind]:
        return kind(value)
    raise _NotPlainError


def _day(value: str) -> datetime:
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        raise _NotPlainError from None
