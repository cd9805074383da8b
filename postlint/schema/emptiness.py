"""When a field is there with nothing in it, and whether its schema lets it be."""

from __future__ import annotations

from typing import Any

from postlint.model.values import Json


def is_empty(value: Json) -> bool:
    return value is None or (not value.strip() if isinstance(value, str) else value in ([], {}))


def may_be_empty(key: str, value: Json, schema: dict[str, Any]) -> bool:
    """Whether the schema says in so many words that the field may be there with nothing in it."""
    described = schema.get("properties", {}).get(key)
    if not isinstance(described, dict):
        return False
    if value is None and "null" in described.get("type", ()):
        return True
    if value == described.get("const", ...) or value in described.get("enum", ()):
        return True
    return any(described.get(least) == 0 for least in ("minLength", "minItems", "minProperties"))
