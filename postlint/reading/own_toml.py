"""Reads TOML that comes with postlint: nothing in it has to be placed or explained."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

_LITERAL = "'''"


class _NotPlain(Exception):  # noqa: N818 - nothing is wrong with it
    """A text for the library."""


def own_toml(text: str) -> dict[str, Any]:
    """The values of a file that our tests have read.

    It is mostly made of lines as JSON has them, which need no library: that takes longer to import.
    """
    try:
        return _plain(iter(text.splitlines()))
    except (_NotPlain, ValueError):
        import tomllib

        return tomllib.loads(text)


def _plain(lines: Iterator[str]) -> dict[str, Any]:
    root: dict[str, Any] = {}
    table = root
    for line in lines:
        if not line or line[0] == "#":
            continue
        if line[0] == "[":
            table = _opened(root, line)
            continue
        key, sign, written = line.partition(" = ")
        name = json.loads(key) if key[0] == '"' else key
        if not sign or name in table or not (name is not key or key.replace("-", "").isalnum()):
            raise _NotPlain
        if written == _LITERAL:
            table[name] = "".join(f"{each}\n" for each in _until(_LITERAL, lines))
        elif written == "[":
            table[name] = _value(f"[{''.join(_until(']', lines)).rstrip(', ')}]")
        else:
            table[name] = _value(written)
    return root


def _opened(root: dict[str, Any], line: str) -> dict[str, Any]:
    """The table that begins with a line: `[[group]]`, or `[group.replacements]` in the last of these."""
    table: dict[str, Any] = {}
    if line.startswith("[[") and line.endswith("]]"):
        root.setdefault(line[2:-2], []).append(table)
        return table
    name, point, inner = line[1:-1].partition(".")
    if not point or line[-1] != "]" or inner in root[name][-1]:
        raise _NotPlain
    root[name][-1][inner] = table
    return table


def _value(written: str) -> Any:
    value = json.loads(written)
    if isinstance(value, bool | str) or (
        isinstance(value, list) and all(type(each) is str for each in value)
    ):
        return value
    raise _NotPlain


def _until(end: str, lines: Iterator[str]) -> list[str]:
    """The lines above the one that is the end."""
    above: list[str] = []
    for line in lines:
        if line == end:
            return above
        if end in line:
            break
        above.append(line)
    raise _NotPlain
