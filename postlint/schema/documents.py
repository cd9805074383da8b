"""Reads the file of a schema, bounded, and knows where its parts are written."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cached_property
from pathlib import Path

from postlint.errors import SchemaError
from postlint.model.front_matter import Entries, Node, Sequence
from postlint.model.post import ProblemKind
from postlint.model.records import dataclass
from postlint.model.text import LineIndex, Position, Span
from postlint.model.values import Json, KeyPath

#: bytes of one file
_LARGEST = 1_000_000
#: the metaschema spends some fifteen frames of Python's stack on a level, and there are a thousand
_DEEPEST = 40
_MOST_MAPPINGS = 5_000
#: jsonschema compares the items of a mixed list pair by pair
_LONGEST_MIXED_LIST = 1_000


@dataclass(frozen=True)
class Fault:
    """Something wrong in a schema file: the key path of the culprit, and a message that names it."""

    document: Document
    place: KeyPath
    message: str

    def __str__(self) -> str:
        """The whole line: the file with line and column, and the message."""
        position = self.position
        where = self.document.name
        if position is not None:
            where += f":{position.line}:{position.column}"
        return f"{where}: {self.message}"

    @property
    def position(self) -> Position | None:
        return self.document.position(self.place)


@dataclass(frozen=True, eq=False)
class Document:
    """One schema file: the name that people know it by, its values, and its text for the places."""

    name: str
    path: Path
    text: str
    contents: Json

    @cached_property
    def _root(self) -> Node | None:
        if self.path.suffix == ".toml":
            from postlint.reading.toml_places import toml_nodes

            return toml_nodes(self.text)
        from postlint.reading.yaml_simple import read_yaml

        # JSON is YAML too, but for tabs; where that fails there is no place to tell
        return read_yaml(self.text, Span(0, len(self.text))).read_root()

    def position(self, place: KeyPath) -> Position | None:
        """Line and column of the part at a key path, or of the nearest part around it."""
        node = self._root
        if node is None or not place:
            return None
        start = None
        for step in place:
            if isinstance(node, Entries) and isinstance(step, str):
                entry = node.entry(step)
                if entry is None:
                    break
                key, node = entry
                start = key.span.start
            elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
                node = node.items[step]
                start = node.span.start
            else:
                break
        return None if start is None else LineIndex(self.text).position(start)


def read_document(path: Path, name: str) -> Document:
    """The schema in a JSON, YAML or TOML file, told apart by its suffix.

    Raises SchemaError: kind "unreachable" when the file cannot be opened, "invalid" when it is too
    large, too deeply nested or not written in its language.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(_LARGEST + 1)
    except OSError as error:
        raise SchemaError(f"{name}: cannot be opened", kind="unreachable") from error
    if len(raw) > _LARGEST:
        raise SchemaError(f"{name}: larger than 1 MB, too large for a schema", kind="invalid")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SchemaError(f"{name}: not UTF-8 at byte {error.start}", kind="invalid") from error
    contents = _READERS[path.suffix.lower()](text, name)
    _refuse_excess(contents, name)
    return Document(name, path, text, contents)


def _read_json(text: str, name: str) -> Json:
    try:
        contents: Json = json.loads(text, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        raise SchemaError(
            f"{name}:{error.lineno}:{error.colno}: no valid JSON from here on", kind="invalid"
        ) from error
    except RecursionError as error:
        raise SchemaError(_too_deep(name), kind="invalid") from error
    except ValueError as error:
        # NaN, Infinity, or more digits than Python reads
        raise SchemaError(f"{name}: holds a number that JSON cannot write", kind="invalid") from error
    return contents


def _refuse_constant(word: str) -> None:
    raise ValueError(word)


def _read_yaml(text: str, name: str) -> Json:
    from postlint.reading.yaml_simple import read_yaml

    parsed = read_yaml(text, Span(0, len(text)))
    if parsed.values is not None:
        return parsed.values
    if not parsed.problems:
        return {}
    problem = parsed.problems[0]
    if problem.kind is ProblemKind.TOO_BIG:
        raise SchemaError(f"{name}: too large for a schema", kind="invalid")
    position = LineIndex(text).position(problem.span.start)
    raise SchemaError(f"{name}:{position.line}:{position.column}: {problem.message}", kind="invalid")


def _read_toml(text: str, name: str) -> Json:
    from postlint.reading.toml_block import parse_toml
    from postlint.reading.toml_places import TomlFault

    try:
        return dict(parse_toml(text))
    except TomlFault as fault:
        position = LineIndex(text).position(fault.offset)
        raise SchemaError(
            f"{name}:{position.line}:{position.column}: {fault.message}", kind="invalid"
        ) from fault


_READERS: dict[str, Callable[[str, str], Json]] = {
    ".json": _read_json,
    ".yaml": _read_yaml,
    ".yml": _read_yaml,
    ".toml": _read_toml,
}


def _refuse_excess(contents: Json, name: str) -> None:
    """Raise SchemaError for what would make checking and applying the schema slow."""
    mappings = 0
    pending = [(contents, 0)]
    while pending:
        value, depth = pending.pop()
        if not isinstance(value, dict | list):
            continue
        if depth > _DEEPEST:
            raise SchemaError(_too_deep(name), kind="invalid")
        if isinstance(value, dict):
            mappings += 1
            pending.extend((item, depth + 1) for item in value.values())
        else:
            if len(value) > _LONGEST_MIXED_LIST and not all(isinstance(item, str) for item in value):
                raise SchemaError(
                    f"{name}: a list of more than {_LONGEST_MIXED_LIST:,} items that are not all text",
                    kind="invalid",
                )
            pending.extend((item, depth + 1) for item in value)
        if mappings > _MOST_MAPPINGS:
            raise SchemaError(f"{name}: more than {_MOST_MAPPINGS:,} mappings", kind="invalid")


def _too_deep(name: str) -> str:
    return f"{name}: nested more than {_DEEPEST} levels deep"
