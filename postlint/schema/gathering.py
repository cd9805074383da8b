"""Loads a schema's file and all files that it refers to, and looks through them for faults."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from postlint.errors import SchemaError
from postlint.model.records import dataclass, field
from postlint.model.values import Json, KeyPath
from postlint.schema.dialects import NEWEST, AnySchema, Dialect, dialect_named, subschemas, unknown_dialect
from postlint.schema.documents import Document, Fault, read_document
from postlint.schema.locate import BUNDLED_ID, locate_schema
from postlint.schema.patterns import pattern_fault
from postlint.schema.words import named, quoted

#: files that one schema may be spread over
_MOST_DOCUMENTS = 100
_METASCHEMAS = ("http://json-schema.org/", "https://json-schema.org/")
_REFERENCES = ("$ref", "$dynamicRef", "$recursiveRef")

#: holds one schema of a document against the metaschema
MetaschemaCheck = Callable[[Document, KeyPath, AnySchema, Dialect], list[Fault]]


@dataclass(frozen=True)
class Reference:
    """A `$ref`, or one of its kin: where it stands and the URI that it counts from."""

    document: Document
    place: KeyPath
    base: str
    schema: dict[str, Any]
    keyword: str

    @property
    def written(self) -> str:
        return str(self.schema[self.keyword])

    @property
    def address(self) -> str:
        """The whole URI that it leads to."""
        # Python joins nothing to a URN, not even a fragment
        return self.base + self.written if self.written.startswith("#") else urljoin(self.base, self.written)

    @property
    def leads_to_metaschema(self) -> bool:
        return self.address.startswith(_METASCHEMAS)

    def fault(self, message: str) -> Fault:
        place = (*self.place, self.keyword)
        return Fault(self.document, place, f"{named(place)} {quoted(self.written)} {message}")


@dataclass
class Gathering:
    """A root schema with its files, as far as they are known.

    `documents` are keyed by URI; `places` tells for the `id()` of each schema found where it stands.
    Every `$schema` is taken out of the documents on the way: jsonschema would leave our keywords for
    its own at each one.
    """

    root: Document
    check: MetaschemaCheck
    dialect: Dialect = NEWEST
    documents: dict[str, Document] = field(default_factory=dict)
    places: dict[int, tuple[Document, KeyPath, AnySchema]] = field(default_factory=dict)
    references: list[Reference] = field(default_factory=list)
    formats: set[str] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)
    _embedded: set[str] = field(default_factory=set)
    """the URIs that schemas inside the documents give themselves"""
    _homes: list[str] = field(default_factory=list)
    """web addresses up to the last slash, by which documents of the root's folder call themselves"""

    def gather(self) -> None:
        """Load and look through everything; `faults` says afterwards what is wrong."""
        self._add(self.root)
        # the list grows while files are loaded
        for reference in self.references:
            self._follow(reference)

    def _add(self, document: Document) -> None:
        uri = document.path.as_uri()
        self.documents[uri] = document
        contents = document.contents
        if not isinstance(contents, dict | bool):
            self.faults.append(Fault(document, (), "a schema is a mapping of keywords, and this is none"))
            return
        if isinstance(contents, dict) and "$schema" in contents:
            dialect = dialect_named(contents["$schema"])
            if dialect is None:
                self.faults.append(Fault(document, ("$schema",), unknown_dialect(contents["$schema"])))
                return
            if document is self.root:
                self.dialect = dialect
        self._look_through(document, (), contents, uri)

    def _look_through(self, document: Document, place: KeyPath, schema: AnySchema, base: str) -> None:
        faults = self.check(document, place, schema, self.dialect)
        self.faults.extend(faults)
        # what the metaschema forbids may have any shape, so there is no walking through it
        if not faults:
            self._walk(document, place, schema, base)

    def _walk(self, document: Document, place: KeyPath, schema: AnySchema, base: str) -> None:
        if id(schema) in self.places or not isinstance(schema, dict):
            return
        self.places[id(schema)] = (document, place, schema)
        self._drop_dialect(document, place, schema)
        base = self._base_of(schema, base)
        for keyword in _REFERENCES:
            if isinstance(schema.get(keyword), str):
                self.references.append(Reference(document, place, base, schema, keyword))
        for pattern, where in _patterns(schema):
            fault = pattern_fault(pattern)
            if fault is not None:
                self.faults.append(Fault(document, (*place, *where), f"{named((*place, *where))}: {fault}"))
        if isinstance(schema.get("format"), str):
            self.formats.add(schema["format"])
        if isinstance(schema.get("dependencies"), dict):
            _lists_first(schema["dependencies"])
        for part in subschemas(schema):
            self._walk(document, (*place, *part.place), part.schema, base)

    def _drop_dialect(self, document: Document, place: KeyPath, schema: dict[str, Any]) -> None:
        written = schema.pop("$schema", None)
        if written is not None and dialect_named(written) != self.dialect:
            place = (*place, "$schema")
            self.faults.append(
                Fault(
                    document,
                    place,
                    f"{named(place)} is not {self.dialect.name}, the draft of {self.root.name}",
                )
            )

    def _base_of(self, schema: dict[str, Any], base: str) -> str:
        own = schema.get(self.dialect.id_key)
        # before 2019-09 a reference hides everything beside it, and `#name` is an anchor
        is_hidden = not self.dialect.has_ref_siblings and "$ref" in schema
        if not isinstance(own, str) or own.startswith("#") or is_hidden:
            return base
        uri = urljoin(base, own).rstrip("#")
        self._embedded.add(uri)
        if urlsplit(uri).scheme in ("http", "https") and base in self.documents:
            self._homes.append(uri.rpartition("/")[0] + "/")
        return uri

    def _follow(self, reference: Reference) -> None:
        uri, fragment = urldefrag(reference.address)
        if uri in self._embedded or reference.leads_to_metaschema:
            return
        try:
            document = self.documents.get(uri) or self._load(uri)
        except SchemaError as error:
            self.faults.append(reference.fault(f"leads nowhere: {error}"))
            return
        if fragment.startswith("/"):
            place, target = _at_pointer(document.contents, fragment)
            # a schema may be kept under a key that is no keyword
            if isinstance(target, dict) and id(target) not in self.places and not self.faults:
                self._look_through(document, place, target, uri)

    def _load(self, uri: str) -> Document:
        if len(self.documents) >= _MOST_DOCUMENTS:
            raise SchemaError(f"the schema is spread over more than {_MOST_DOCUMENTS} files", kind="invalid")
        folder = self.root.path.parent
        name = self._file_name(uri)
        path, is_bundled = locate_schema(name, base=folder, within=folder)
        document = self.documents.get(path.as_uri())
        if document is None:
            beside = path.name if is_bundled else str(PurePosixPath(self.root.name).parent / name)
            document = read_document(path, beside)
            self._add(document)
        # it may go by several addresses: its own, and the one that its neighbours call it by
        self.documents[uri] = document
        return document

    def _file_name(self, uri: str) -> str:
        """The bundled name, or the path from the root schema's folder, that a URI stands for."""
        if uri.startswith(BUNDLED_ID):
            return uri.removeprefix(BUNDLED_ID)
        for home in self._homes:
            if uri.startswith(home):
                return unquote(uri.removeprefix(home))
        parts = urlsplit(uri)
        if parts.scheme != "file" or parts.netloc:
            return uri
        from urllib.request import url2pathname

        path, folder = Path(url2pathname(parts.path)), self.root.path.parent
        return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else str(path)


def _patterns(schema: dict[str, Any]) -> Iterator[tuple[str, KeyPath]]:
    if isinstance(schema.get("pattern"), str):
        yield schema["pattern"], ("pattern",)
    if isinstance(schema.get("patternProperties"), dict):
        for pattern in schema["patternProperties"]:
            yield pattern, ("patternProperties", pattern)


def _lists_first(dependencies: dict[str, Any]) -> None:
    """Put the lists of keys before the schemas: referencing tells the two apart by the first one."""
    in_order = sorted(dependencies.items(), key=lambda entry: not isinstance(entry[1], list))
    dependencies.clear()
    dependencies.update(in_order)


def _at_pointer(contents: Json, pointer: str) -> tuple[KeyPath, Json]:
    """The place and the part of a document that a JSON pointer (RFC 6901) leads to, None for nothing."""
    place: list[str | int] = []
    for step in unquote(pointer).split("/")[1:]:
        key = step.replace("~1", "/").replace("~0", "~")
        if isinstance(contents, dict) and key in contents:
            place.append(key)
            contents = contents[key]
        elif isinstance(contents, list) and key.isdecimal() and int(key) < len(contents):
            place.append(int(key))
            contents = contents[int(key)]
        else:
            return (), None
    return tuple(place), contents
