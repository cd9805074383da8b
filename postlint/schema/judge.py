"""Loads a schema and holds posts against it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache, cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from postlint.model.front_matter import FrontMatter
from postlint.model.post import Post
from postlint.model.records import dataclass
from postlint.model.values import Json, KeyPath
from postlint.model.verdict import Verdict, Violation
from postlint.schema.allowance import Allowance, TooMuchWork
from postlint.schema.dialects import NEWEST
from postlint.schema.documents import Document, read_document
from postlint.schema.locate import locate_schema
from postlint.schema.plain import NotPlainError, PlainSchema
from postlint.schema.words import named, quoted

if TYPE_CHECKING:
    from postlint.schema.assembly import Assembly

#: this keyword, with this value, tells a field whose null has to be written: `layout: ~`, not `layout:`
_WRITTEN_NULL = ("x-postlint", "written-null")
#: no author reads more of one post
_MOST_ERRORS = 1_000


@dataclass(frozen=True, eq=False)
class Schema:
    """A schema that posts can be held against; `name` is the one people know it by."""

    name: str
    document: Document
    is_bundled: bool

    def judge(self, post: Post) -> Verdict:
        """What the schema says of a post; nothing where the front matter could not be read.

        Never raises: a schema that asks for too much work leads to a violation that says so.
        """
        front = post.front
        if front is None or front.values is None:
            return self._silence
        violations, image_paths = self._hear(front.values)
        violations += self._blanks(post, front, front.values)
        if not violations and not image_paths:
            return self._silence
        return Verdict(self.name, violations, image_paths, known_keys=self._known_keys)

    def violations_of(self, values: Mapping[str, Json]) -> tuple[Violation, ...]:
        """What the schema says of values that stand in no post."""
        return self._hear(values)[0]

    def _hear(self, values: Mapping[str, Json]) -> tuple[tuple[Violation, ...], tuple[KeyPath, ...]]:
        plain = self._plain
        if plain is not None and isinstance(values, dict):
            heard = plain.hear(values)
            if heard is not None:
                return heard
        return self._bench.hear(values)

    def _blanks(self, post: Post, front: FrontMatter, values: Mapping[str, Json]) -> tuple[Violation, ...]:
        """One for each field that may be null, but only in so many words, and that is left blank."""
        nulls = (key for key in self._written_nulls if key in values and values[key] is None)
        return tuple(
            Violation((key,), "empty", f"{named((key,))} is empty")
            for key in nulls
            if not front.locate(key).of(post.text)
        )

    @property
    def documents(self) -> tuple[Document, ...]:
        """The files that it was read from, with those that it refers to."""
        return (self.document,) if self.is_bundled else self.assembly.documents

    @cached_property
    def _written_nulls(self) -> tuple[str, ...]:
        root: Any = self.document.contents
        fields = root.get("properties", {}) if isinstance(root, dict) else {}
        return tuple(
            key for key, field in fields.items() if isinstance(field, dict) and _WRITTEN_NULL in field.items()
        )

    @cached_property
    def _plain(self) -> PlainSchema | None:
        try:
            if self.is_bundled:
                return PlainSchema(self.document.contents)
            # an assembled schema no longer says itself by which draft it is, and where its references lead
            if self.assembly.dialect is not NEWEST:
                return None
            return PlainSchema(self.assembly.root, self.assembly.targets)
        except NotPlainError:
            return None

    @cached_property
    def _silence(self) -> Verdict:
        return Verdict(self.name, known_keys=self._known_keys)

    @cached_property
    def _known_keys(self) -> frozenset[str]:
        if self._plain is not None:
            return self._plain.fields
        assembly = self.assembly
        if any(part.get("patternProperties") for part in assembly.reachable(assembly.root)):
            return frozenset()
        return frozenset(assembly.known_fields(assembly.root))

    @cached_property
    def assembly(self) -> Assembly:
        """All of the schema with its references resolved. Raises SchemaError for what is wrong with it."""
        from postlint.schema.assembly import assemble

        # our own schemas are checked by our tests
        return assemble(self.document, trusted=self.is_bundled)

    @cached_property
    def _bench(self) -> _Bench:
        # jsonschema takes 65 ms to import: only when a post is to be judged
        return _Bench(self.assembly)


def load_schema(name: str, *, base: Path, within: Path | None) -> Schema:
    """The schema of a bundled name, or in the JSON, YAML or TOML file at a path relative to `base`.

    `within` is the folder that the file must not lie outside of, symbolic links followed: for a name
    that comes from a post. Nothing is ever fetched. Raises SchemaError, kind "unreachable" for a URL
    or a file that is not there, kind "invalid" for one that is wrong or refers to nothing; the message
    names the file, the place in it and what is wrong.
    """
    path, is_bundled = locate_schema(name, base=base, within=within)
    if is_bundled:
        return _bundled(name, path)
    schema = Schema(name, read_document(path, name), is_bundled=False)
    # whoever names a schema hears at once what is wrong with it
    _ = schema.assembly
    return schema


def schema_of(contents: Json, name: str) -> Schema:
    """A schema that stands in no file, under the name by which it is to be known.

    `contents` stay as they are. Raises SchemaError, kind "invalid", for one that is wrong.
    """
    text = json.dumps(contents)
    schema = Schema(name, Document(name, Path.cwd() / name, text, json.loads(text)), is_bundled=False)
    _ = schema.assembly
    return schema


@cache
def _bundled(name: str, path: Path) -> Schema:
    """A bundled schema, which all runs of a process share: ours do not change."""
    return Schema(name, read_document(path, name), is_bundled=True)


class _Bench:
    """What is compiled once for a schema."""

    def __init__(self, assembly: Assembly) -> None:
        from jsonschema import FormatChecker, validators

        from postlint.schema.formats import CHECKS
        from postlint.schema.images import ImageMarks
        from postlint.schema.keywords import Keywords
        from postlint.schema.metaschema import validator_of

        formats = FormatChecker(formats=())
        for name, check in CHECKS.items():
            formats.checks(name)(_for_text(check))
        stock = validator_of(assembly.dialect)
        self._assembly = assembly
        self._allowance = Allowance()
        keywords = Keywords(assembly, stock.VALIDATORS, self._allowance)
        validator = validators.extend(stock, keywords.replacements())  # type: ignore[no-untyped-call]
        self._validator = validator(_addressed(assembly), registry=assembly.registry, format_checker=formats)
        self._images = ImageMarks(assembly.root, assembly.targets) if assembly.marks_images else None
        self._fields: dict[int, tuple[str, ...]] = {}
        self._describes_schema = "$schema" in assembly.known_fields(assembly.root)

    def hear(self, values: Mapping[str, Json]) -> tuple[tuple[Violation, ...], tuple[KeyPath, ...]]:
        """The violations of one post's values, and the key paths of its images."""
        if "$schema" in values and not self._describes_schema:
            # the key by which a post names its schema is no field of the post
            values = {key: value for key, value in values.items() if key != "$schema"}
        elif not isinstance(values, dict):
            values = dict(values)
        return self._violations(values), self._images.paths(values) if self._images else ()

    def _violations(self, values: dict[str, Json]) -> tuple[Violation, ...]:
        self._allowance.renew()
        try:
            errors = list(islice(self._validator.iter_errors(values), _MOST_ERRORS))
        except TooMuchWork:
            return (Violation((), "limit", "the front matter is too large for its schema to be checked"),)
        except RecursionError:
            return (
                Violation((), "limit", "the front matter is nested too deeply for its schema to be checked"),
            )
        found: tuple[Violation, ...] = ()
        if errors:
            from postlint.schema.messages import violations
            from postlint.schema.speech import Answers

            found = violations(errors, Answers(self._known_fields, self._default_of, self._fits))
        slow = self._allowance.slow_pattern
        if slow is not None and not any(violation.keyword == "limit" for violation in found):
            # it ran where a failure is no error, inside `not` or `if`
            message = f"the pattern {quoted(slow)} of the schema took too long on a value"
            found = (Violation((), "limit", message), *found)
        return found

    def _known_fields(self, schema: Any) -> tuple[str, ...]:
        if id(schema) not in self._fields:
            self._fields[id(schema)] = self._assembly.known_fields(schema)
        return self._fields[id(schema)]

    def _default_of(self, schema: Any, key: str) -> Json:
        from postlint.schema.emptiness import is_empty

        described = (
            part["properties"][key]
            for holder in (schema, self._assembly.root)
            for part in self._assembly.demanded(holder)
            if key in part.get("properties", ())
        )
        for field in described:
            for part in self._assembly.demanded(field):
                default: Json = part.get("default")
                if not is_empty(default) and self._fits(field, default):
                    return default
        return None

    def _fits(self, schema: Any, value: Json) -> bool:
        from postlint.schema.messages import Remark

        try:
            return all(
                isinstance(found, Remark)
                for found in self._validator.evolve(schema=schema).iter_errors(value)
            )
        except (TooMuchWork, RecursionError):
            return False


def _addressed(assembly: Assembly) -> Any:
    """The root schema with the URI that its references count from written into it."""
    root, key, uri = assembly.root, assembly.dialect.id_key, assembly.documents[0].path.as_uri()
    if not isinstance(root, dict):
        return root
    if "$ref" in root and not assembly.dialect.has_ref_siblings:
        # an `$id` beside it would not be seen
        return {"$ref": uri}
    own = root.get(key)
    # in place: the assembly knows the root by its identity
    root[key] = urljoin(uri, own) if isinstance(own, str) and not own.startswith("#") else uri
    return root


def _for_text(check: Callable[[str], bool]) -> Callable[[object], bool]:
    """A check that is only asked of texts: a format says nothing about other values."""
    return lambda value: not isinstance(value, str) or check(value)
