"""What a schema says of one post's front matter, in words of ours."""

from __future__ import annotations

from dataclasses import dataclass

from postlint.model.text import Span
from postlint.model.values import Json, KeyPath


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing that the schema forbids.

    `path` leads to the culprit; for a missing or unknown key it leads to the mapping, and `key`
    names the key. `keyword` is the JSON Schema keyword that was broken, or "empty" for a required
    key that is there with nothing in it. `suggestion` is a value, or a key, that the author
    probably meant.
    """

    path: KeyPath
    keyword: str
    message: str
    key: str | None = None
    suggestion: Json = None


@dataclass(frozen=True, slots=True)
class SchemaFault:
    """Why a schema could not be used: "invalid" (it is wrong itself) or "unreachable" (not to be had)."""

    kind: str
    message: str
    span: Span | None = None
    """where the post names the schema; None when the configuration does"""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of holding a post against its schema.

    `schema` is the name people know it by: a bundled name or a path. `image_paths` are the key
    paths that the schema marks with `"format": "postlint-image"`, already led to the values that
    this post has. `is_unmatched` says that the configuration gives schemas by path and forgot
    this post.
    """

    schema: str | None
    violations: tuple[Violation, ...] = ()
    image_paths: tuple[KeyPath, ...] = ()
    fault: SchemaFault | None = None
    is_unmatched: bool = False
