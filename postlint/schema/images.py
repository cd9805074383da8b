"""The key paths of a post's values that a schema marks as addresses of images."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from postlint.model.records import NamedTuple
from postlint.model.values import Json, KeyPath
from postlint.schema.formats import IMAGE_FORMAT

#: values and schemas looked at in one post
_MOST_LOOKS = 20_000


class _Ways(NamedTuple):
    """Where to go on from one schema to find marks; what leads to none is left out."""

    is_mark: bool
    same_value: tuple[Any, ...]
    fields: tuple[tuple[str, Any], ...]
    first_items: tuple[Any, ...]
    other_items: Any


class ImageMarks:
    """Knows which parts of a schema lead to a mark, so that a post is only searched there."""

    def __init__(self, root: Any, targets: Mapping[tuple[int, str], Any]) -> None:
        """`targets` are the schemas that references lead to, as in `Assembly`."""
        self._root = root
        self._targets = targets
        self._ways: dict[int, _Ways] = {}

    def paths(self, values: Json) -> tuple[KeyPath, ...]:
        """Where `values` has a text, not blank, that the schema marks with the image format."""
        top = self._ways_of(self._root)
        if (
            isinstance(values, dict)
            and not top.same_value
            and not any(key in values for key, _ in top.fields)
        ):
            return ()  # as with most posts
        found: set[KeyPath] = set()
        seen: set[tuple[int, KeyPath]] = set()
        pending: list[tuple[Any, Json, KeyPath]] = [(self._root, values, ())]
        while pending and len(seen) < _MOST_LOOKS:
            schema, value, path = pending.pop()
            if (id(schema), path) in seen:
                continue
            seen.add((id(schema), path))
            ways = self._ways_of(schema)
            if ways.is_mark and isinstance(value, str) and value.strip():
                found.add(path)
            pending.extend([(part, value, path) for part in ways.same_value])
            if isinstance(value, dict):
                pending.extend((part, value[key], (*path, key)) for key, part in ways.fields if key in value)
            elif isinstance(value, list):
                pending.extend((part, value[step], (*path, step)) for step, part in _items(ways, len(value)))
        return tuple(sorted(found, key=lambda path: [(isinstance(step, str), step) for step in path]))

    def _ways_of(self, schema: Any) -> _Ways:
        ways = self._ways.get(id(schema))
        if ways is None:
            ways = self._ways[id(schema)] = self._survey(schema)
        return ways

    def _survey(self, schema: Any) -> _Ways:
        if not isinstance(schema, dict):
            return _Ways(False, (), (), (), False)
        items = schema.get("items", True)
        # before 2020-12 a list of schemas for the first items stands in `items` itself
        first, other = (items, True) if isinstance(items, list) else (schema.get("prefixItems", ()), items)
        fields = schema.get("properties", {}).items()
        return _Ways(
            schema.get("format") == IMAGE_FORMAT,
            tuple(part for part in self._of_same_value(schema) if self._leads_to_mark(part)),
            tuple((key, part) for key, part in fields if self._leads_to_mark(part)),
            tuple(first),
            other if self._leads_to_mark(other) else True,
        )

    def _of_same_value(self, schema: dict[str, Any]) -> Iterator[Any]:
        target = self._targets.get((id(schema), "$ref"))
        if target is not None:
            yield target
        for keyword in ("allOf", "anyOf", "oneOf"):
            yield from schema.get(keyword, ())

    def _leads_to_mark(self, start: Any) -> bool:
        seen: set[int] = set()
        pending = [start]
        while pending:
            schema = pending.pop()
            if not isinstance(schema, dict) or id(schema) in seen:
                continue
            seen.add(id(schema))
            if schema.get("format") == IMAGE_FORMAT:
                return True
            pending.extend(self._of_same_value(schema))
            pending.extend(schema.get("properties", {}).values())
            for keyword in ("items", "prefixItems"):
                items = schema.get(keyword, ())
                pending.extend(items if isinstance(items, list) else [items])
        return False


def _items(ways: _Ways, length: int) -> Iterator[tuple[int, Any]]:
    yield from enumerate(ways.first_items[:length])
    if isinstance(ways.other_items, dict):
        for index in range(len(ways.first_items), length):
            yield index, ways.other_items
