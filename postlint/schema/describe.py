"""What a schema says, for people: its title, its fields, and its faults."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from postlint.model.records import NamedTuple
from postlint.model.text import Position
from postlint.model.values import KeyPath
from postlint.schema.documents import Document, Fault, read_document
from postlint.schema.formats import WORDS
from postlint.schema.judge import Schema, load_schema
from postlint.schema.locate import bundled_names, schema_file
from postlint.schema.words import choice, kind, listing, shown

if TYPE_CHECKING:
    from postlint.schema.assembly import Assembly

#: a schema can name the same few fields in each other without end
_MOST_FIELDS = 500


class Field(NamedTuple):
    """One field that a schema describes; `name` is the whole way to it: `image.alt`."""

    name: str
    required: bool
    expected: str
    description: str


class Summary(NamedTuple):
    """A schema at a glance."""

    name: str
    title: str
    description: str


class FileFault(NamedTuple):
    """Something wrong in a schema file: the file, a JSON pointer (RFC 6901) to the place, its line
    and column where they can be told, and a message."""

    file: str
    pointer: str
    position: Position | None
    message: str


def list_schemas() -> tuple[Summary, ...]:
    """The schemas for posts that come with postlint."""
    return tuple(_summary(load_schema(name, base=Path(), within=None)) for name in bundled_names())


def describe_schema(name: str, *, base: Path) -> tuple[Summary, tuple[Field, ...]]:
    """A schema at a glance and its fields, nested ones after the field that holds them.

    `name` is a bundled name or a path relative to `base`. Raises SchemaError as `load_schema` does.
    """
    schema = load_schema(name, base=base, within=None)
    fields = _fields(schema.assembly, schema.assembly.root, "", frozenset())
    return _summary(schema), tuple(islice(fields, _MOST_FIELDS))


def check_schema_file(path: Path) -> tuple[FileFault, ...]:
    """All that is wrong with a schema file and the files that it refers to.

    Raises SchemaError for a file that is not there or cannot be read as JSON, YAML or TOML.
    """
    from postlint.schema.assembly import faults_of

    return tuple(_file_fault(fault) for fault in faults_of(_document_at(path)))


def _document_at(path: Path) -> Document:
    return read_document(schema_file(path.absolute(), str(path), within=None), str(path))


def _file_fault(fault: Fault) -> FileFault:
    return FileFault(fault.document.name, _pointer(fault.place), fault.position, fault.message)


def unknown_keywords_in(path: Path) -> tuple[FileFault, ...]:
    """The keys, in a schema file without faults and in those that it refers to, that are no keywords.

    Raises SchemaError as `check_schema_file` does.
    """
    from postlint.schema.assembly import gathered
    from postlint.schema.vocabulary import unknown_keywords

    return tuple(_file_fault(fault) for fault in unknown_keywords(gathered(_document_at(path))))


def unchecked_formats(path: Path) -> tuple[str, ...]:
    """The formats that a schema file, or one that it refers to, names and that postlint does not check.

    The standard allows that: any `format` may be a remark. Raises SchemaError as `load_schema` does.
    """
    return load_schema(str(path.absolute()), base=path.parent, within=None).assembly.unchecked_formats


def _summary(schema: Schema) -> Summary:
    root: Any = schema.document.contents if isinstance(schema.document.contents, dict) else {}
    return Summary(
        name=schema.name,
        title=root.get("title", ""),
        description=root.get("description", ""),
    )


def _fields(assembly: Assembly, holder: Any, prefix: str, around: frozenset[int]) -> Iterator[Field]:
    """The fields in the order written. A schema that holds itself is not gone through twice."""
    parts = [part for part in assembly.reachable(holder) if id(part) not in around]
    around |= {id(part) for part in parts}
    required = {key for part in assembly.demanded(holder) for key in part.get("required", ())}
    described = {
        key: schema for part in reversed(parts) for key, schema in part.get("properties", {}).items()
    }
    for key in assembly.known_fields(holder):
        if key not in described:
            continue
        schema = described[key]
        name = f"{prefix}{key}"
        yield Field(name, key in required, expected(assembly, schema), _description(assembly, schema))
        yield from _fields(assembly, schema, f"{name}.", around)
        for part in assembly.reachable(schema):
            yield from _fields(assembly, part.get("items"), f"{name}[].", around)


def _description(assembly: Assembly, schema: Any) -> str:
    for part in assembly.reachable(schema):
        text = part.get("description") or part.get("title")
        if text:
            return str(text)
    return ""


def expected(assembly: Assembly, schema: Any) -> str:
    """What a field may hold, in words."""
    options: list[str] = []
    for part in assembly.reachable(schema):
        types = part.get("type", ())
        words = [kind(each) for each in ([types] if isinstance(types, str) else types)]
        if "enum" in part:
            words = [f"one of {listing(part['enum'])}"]
        elif "const" in part:
            words = [shown(part["const"])]
        elif part.get("format") in WORDS:
            words = [WORDS[part["format"]].noun if word == "text" else word for word in words]
        options += [word for word in words if word != "nothing"]
    return choice(options) or "anything"


def _pointer(place: KeyPath) -> str:
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in place)
