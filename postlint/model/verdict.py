"""What a schema says of one post's front matter, in words of ours."""

from __future__ import annotations

from enum import StrEnum

from postlint.model.front_matter import FrontMatter
from postlint.model.records import NamedTuple
from postlint.model.text import Span
from postlint.model.values import Json, KeyPath


class Breach(StrEnum):
    """The sorts of violation, one for each rule that reports them."""

    MISSING = "missing"
    EMPTY = "empty"
    TYPE = "type"
    ENUM = "enum"
    UNKNOWN = "unknown"
    FORMAT = "format"
    BOUNDS = "bounds"
    REPEATED = "repeated"
    DEPRECATED = "deprecated"
    OTHER = "other"


_BREACH_OF = {
    "required": Breach.MISSING,
    "dependentRequired": Breach.MISSING,
    "dependencies": Breach.MISSING,
    "empty": Breach.EMPTY,
    "type": Breach.TYPE,
    "enum": Breach.ENUM,
    "const": Breach.ENUM,
    "additionalProperties": Breach.UNKNOWN,
    "unevaluatedProperties": Breach.UNKNOWN,
    "propertyNames": Breach.UNKNOWN,
    "format": Breach.FORMAT,
    "pattern": Breach.FORMAT,
    "minimum": Breach.BOUNDS,
    "maximum": Breach.BOUNDS,
    "exclusiveMinimum": Breach.BOUNDS,
    "exclusiveMaximum": Breach.BOUNDS,
    "multipleOf": Breach.BOUNDS,
    "minLength": Breach.BOUNDS,
    "maxLength": Breach.BOUNDS,
    "minItems": Breach.BOUNDS,
    "maxItems": Breach.BOUNDS,
    "minContains": Breach.BOUNDS,
    "maxContains": Breach.BOUNDS,
    "contains": Breach.BOUNDS,
    "minProperties": Breach.BOUNDS,
    "maxProperties": Breach.BOUNDS,
    "uniqueItems": Breach.REPEATED,
    "deprecated": Breach.DEPRECATED,
}


class Violation(NamedTuple):
    """One thing that the schema forbids, or advises against.

    `path` leads to the culprit; for a missing or unknown key it leads to the mapping, and `key`
    names the key. `keyword` is the JSON Schema keyword that was broken, or "empty" for a required
    key that is there with nothing in it. `suggestion` is a value, or a key, that the author
    probably meant. `written_as` is the key, unknown to the schema, that a missing key was probably
    written as.
    """

    path: KeyPath
    keyword: str
    message: str
    key: str | None = None
    suggestion: Json = None
    written_as: str | None = None

    @property
    def breach(self) -> Breach:
        if self.key is not None and self.keyword not in _BREACH_OF:
            return Breach.UNKNOWN
        return _BREACH_OF.get(self.keyword, Breach.OTHER)

    def span_in(self, front: FrontMatter) -> Span:
        """Where to point: the unknown or mistyped key, the place for a missing one, else the value
        itself, or its key where the value is written as nothing at all."""
        if self.written_as is not None:
            return front.locate_key(*self.path, self.written_as)
        if self.breach is Breach.MISSING:
            return front.place_for_missing(self.path)
        if self.key is not None:
            return front.locate_key(*self.path, self.key)
        if not self.path:
            return front.close
        span = front.locate(*self.path)
        return span if span.start < span.end else front.locate_key(*self.path)


class SchemaFault(NamedTuple):
    """Why a schema could not be used: "invalid" (it is wrong itself) or "unreachable" (not to be had)."""

    kind: str
    message: str
    span: Span | None = None
    """where the post names the schema; None when the configuration does"""


class Verdict(NamedTuple):
    """The outcome of holding a post against its schema.

    `schema` is the name people know it by: a bundled name or a path. `image_paths` are the key
    paths that the schema marks with `"format": "postlint-image"`, already led to the values that
    this post has. `is_unmatched` says that the configuration gives schemas by path and forgot
    this post. `known_keys` are the top-level keys that the schema describes; none where it describes
    some by a pattern, since any key may be meant then.
    """

    schema: str | None
    violations: tuple[Violation, ...] = ()
    image_paths: tuple[KeyPath, ...] = ()
    fault: SchemaFault | None = None
    is_unmatched: bool = False
    known_keys: frozenset[str] = frozenset()
