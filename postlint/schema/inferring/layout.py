"""Writes a schema as people would: what fits on a line stands on one."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from postlint.model.values import Json

_WIDTH = 100
_INDENT = "  "


def schema_lines(schema: Mapping[str, Json]) -> list[str]:
    """The lines of a JSON file, without their line breaks."""
    return list(_lines(dict(schema), "", ""))


def _lines(value: Json, before: str, indent: str) -> Iterator[str]:
    """The lines of a value; the first follows on `before`, which stands on the same line."""
    flat = f"{indent}{before}{json.dumps(value, ensure_ascii=False)}"
    is_list_of_fields = isinstance(value, dict) and (not indent or before == '"properties": ')
    if not isinstance(value, dict | list) or not value or (len(flat) < _WIDTH and not is_list_of_fields):
        yield flat
        return
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    parts: list[tuple[str, Json]] = (
        [(f"{json.dumps(key, ensure_ascii=False)}: ", held) for key, held in value.items()]
        if isinstance(value, dict)
        else [("", item) for item in value]
    )
    yield f"{indent}{before}{opening}"
    for number, (name, held) in enumerate(parts, 1):
        *lines, last = _lines(held, name, indent + _INDENT)
        yield from lines
        yield last + ("," if number < len(parts) else "")
    yield f"{indent}{closing}"
