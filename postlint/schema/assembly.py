"""Makes one schema of all the files it is spread over, with every reference resolved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from postlint.errors import SchemaError
from postlint.model.records import dataclass
from postlint.model.values import KeyPath
from postlint.schema.dialects import AnySchema, Dialect, subschemas
from postlint.schema.documents import Document, Fault
from postlint.schema.formats import CHECKS, IMAGE_FORMAT
from postlint.schema.gathering import Gathering, MetaschemaCheck
from postlint.schema.metaschema import metaschema_faults
from postlint.schema.words import named

if TYPE_CHECKING:
    from referencing.jsonschema import SchemaRegistry


@dataclass(frozen=True)
class Assembly:
    """A schema that can be applied: nothing in it is left to be loaded or to fail.

    `targets` are the schemas that references lead to, keyed by the `id()` of the mapping that holds
    the reference and by the keyword; those in metaschemas are left out. The documents stay alive as
    long as the assembly does. Every `$ref` is a whole URI, so it means the same wherever it is asked.
    """

    root: AnySchema
    dialect: Dialect
    registry: SchemaRegistry
    targets: Mapping[tuple[int, str], AnySchema]
    documents: tuple[Document, ...]
    marks_images: bool
    unchecked_formats: tuple[str, ...]

    @property
    def is_dynamic(self) -> bool:
        """Whether a reference depends on the way by which it is reached."""
        return any(keyword != "$ref" for _, keyword in self.targets)

    def in_place(self, schema: dict[str, Any]) -> Iterator[AnySchema]:
        """The schemas that stand or are referred to in `schema` and may judge the same value."""
        for keyword in ("$ref", "$dynamicRef", "$recursiveRef"):
            target = self.targets.get((id(schema), keyword))
            if target is not None:
                yield target
        for part in subschemas(schema):
            if part.in_place:
                yield part.schema

    def reachable(self, schema: AnySchema) -> Iterator[dict[str, Any]]:
        """`schema` and all that may judge the same value with it, by way of `allOf`, `$ref`, `then`…"""
        seen: set[int] = set()
        pending = [schema]
        while pending:
            current = pending.pop()
            if isinstance(current, dict) and id(current) not in seen:
                seen.add(id(current))
                yield current
                pending.extend(self.in_place(current))

    def demanded(self, schema: AnySchema) -> Iterator[dict[str, Any]]:
        """`schema` and what it refers to and joins with `allOf`: what holds on every condition."""
        pending = [schema]
        while pending:
            current = pending.pop()
            if isinstance(current, dict):
                yield current
                target = self.targets.get((id(current), "$ref"))
                pending.extend([*current.get("allOf", ()), *([] if target is None else [target])])

    def known_fields(self, schema: AnySchema) -> tuple[str, ...]:
        """The fields that a schema describes for a mapping, in whichever branch."""
        parts = (part.get("properties", {}) for part in self.reachable(schema))
        return tuple(dict.fromkeys(key for properties in parts for key in properties))


def assemble(document: Document, *, trusted: bool = False) -> Assembly:
    """Resolve a schema and everything that it refers to. Raises SchemaError for what is wrong.

    A `trusted` schema is not held against its metaschema, which takes longer than all the rest.
    """
    assembly, faults = _assemble(document, _no_faults if trusted else metaschema_faults)
    if assembly is None:
        more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
        raise SchemaError(f"{faults[0]}{more}", kind="invalid")
    return assembly


def faults_of(document: Document) -> tuple[Fault, ...]:
    """All that is wrong with a schema and the files that it refers to."""
    return tuple(_assemble(document, metaschema_faults)[1])


def gathered(document: Document) -> Gathering:
    """A schema that has no faults with all the files that it refers to."""
    gathering = Gathering(document, _no_faults)
    gathering.gather()
    return gathering


def _no_faults(_document: Document, _place: KeyPath, _schema: AnySchema, _dialect: Dialect) -> list[Fault]:
    return []


def _assemble(document: Document, check: MetaschemaCheck) -> tuple[Assembly | None, list[Fault]]:
    gathering = Gathering(document, check)
    gathering.gather()
    if gathering.faults:
        return None, gathering.faults
    registry = _registry(gathering)
    targets, faults = _targets(gathering, registry)
    if faults:
        return None, faults
    assembly = Assembly(
        root=document.contents,
        dialect=gathering.dialect,
        registry=registry,
        targets=targets,
        documents=tuple(dict.fromkeys(gathering.documents.values())),
        marks_images=IMAGE_FORMAT in gathering.formats,
        unchecked_formats=tuple(sorted(gathering.formats - CHECKS.keys())),
    )
    circle = _first_circle(assembly, gathering)
    if circle is not None:
        return None, [circle]
    for reference in gathering.references:
        if reference.keyword == "$ref":
            reference.schema["$ref"] = reference.address
    return assembly, []


def _registry(gathering: Gathering) -> SchemaRegistry:
    """All documents by their URIs. It retrieves nothing: what is not in it does not exist."""
    from jsonschema_specifications import REGISTRY  # type: ignore[import-untyped]
    from referencing.jsonschema import specification_with

    specification = specification_with(gathering.dialect.uri)
    resources = [
        (uri, specification.create_resource(document.contents))
        for uri, document in gathering.documents.items()
    ]
    registry: SchemaRegistry = REGISTRY.with_resources(resources).crawl()
    return registry


def _targets(
    gathering: Gathering, registry: SchemaRegistry
) -> tuple[dict[tuple[int, str], AnySchema], list[Fault]]:
    from referencing.exceptions import Unresolvable

    targets = {}
    faults = []
    for reference in gathering.references:
        try:
            resolved = registry.resolver(reference.base).lookup(reference.written)
        except (Unresolvable, ValueError, TypeError, AttributeError):
            # a pointer may also lead through a number, or give a word where a list is
            faults.append(reference.fault("leads nowhere"))
            continue
        schema = resolved.contents
        if isinstance(schema, bool) or id(schema) in gathering.places:
            targets[id(reference.schema), reference.keyword] = schema
        elif not reference.leads_to_metaschema:
            faults.append(reference.fault("leads to something that is no schema"))
    return targets, faults


def _first_circle(assembly: Assembly, gathering: Gathering) -> Fault | None:
    """A schema that asks itself about the same value, which would go on without end."""
    finished: set[int] = set()
    for _, _, start in gathering.places.values():
        way = [(start, assembly.in_place(start))]
        on_the_way = {id(start)}
        while way:
            schema, followers = way[-1]
            follower = next(
                (each for each in followers if isinstance(each, dict) and id(each) not in finished), None
            )
            if follower is None:
                way.pop()
                on_the_way.discard(id(schema))
                finished.add(id(schema))
            elif id(follower) in on_the_way:
                document, place, _ = gathering.places[id(follower)]
                return Fault(document, place, f"{named(place)} refers to itself without end")
            else:
                way.append((follower, assembly.in_place(follower)))
                on_the_way.add(id(follower))
    return None
