"""Chooses the schema for a post and holds the post against it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from postlint.config.plan import Plan
from postlint.errors import SchemaError
from postlint.model.post import Post, Role
from postlint.model.verdict import Breach, SchemaFault, Verdict
from postlint.schema.judge import Schema, load_schema
from postlint.schema.locate import NO_SCHEMA
from postlint.schema.naming import schema_named_in
from postlint.sites.base import Site

#: asked of Jekyll's posts, and of posts in folders where no generator is known
DEFAULT_SCHEMA = "post"
_GENERATORS_OF_DEFAULT = (None, "jekyll")


def schema_for(plan: Plan, site: Site) -> str | None:
    """The schema asked of a plan's posts: the configured one, else the default where it may hold."""
    if plan.schema is not None:
        return plan.schema
    return DEFAULT_SCHEMA if site.generator in _GENERATORS_OF_DEFAULT else None


def _without_given(verdict: Verdict, given: frozenset[str]) -> Verdict:
    """The verdict without what the site's configuration gives the post: it is not missing."""
    if not given or not verdict.violations:
        return verdict
    left = tuple(
        violation
        for violation in verdict.violations
        if violation.path or violation.breach is not Breach.MISSING or violation.key not in given
    )
    return verdict._replace(violations=left)


def _inside(file: Path, root: Path) -> str:
    return os.path.relpath(os.path.realpath(file), os.path.realpath(root)).replace(os.sep, "/")


class Judges:
    """Loads each schema once and judges posts by it."""

    def __init__(self) -> None:
        self._loaded: dict[tuple[str, Path, Path | None], Schema | SchemaError] = {}

    def judge_for(self, plan: Plan, site: Site) -> Callable[[Post], Verdict | None]:
        """The judge of a plan's posts. Raises SchemaError when the configured schema cannot be used."""
        return partial(self._judge, self._schema_of(plan, site), site, plan.is_unmatched)

    def schema_of(self, post: Post, plan: Plan, site: Site) -> Schema | None:
        """The schema that a post is held against; None where there is none, or none that can be used."""
        named = schema_named_in(post)
        try:
            if named is None:
                return None if post.role is Role.PAGE else self._schema_of(plan, site)
            name = named[0]
            return None if name is None or name == NO_SCHEMA else self._load_named(name, post, site)
        except SchemaError:  # what is wrong with it is told where the post is judged
            return None

    def texts_for(self, plan: Plan, site: Site) -> tuple[str, ...]:
        """The text of each file that the schema of a plan's posts is made of."""
        schema = self._schema_of(plan, site)
        return () if schema is None else tuple(document.text for document in schema.documents)

    def files_read(self) -> Iterator[Path]:
        """The files of all schemas that were loaded."""
        for loaded in self._loaded.values():
            if isinstance(loaded, Schema):
                yield from (document.path for document in loaded.documents)

    def _schema_of(self, plan: Plan, site: Site) -> Schema | None:
        name = schema_for(plan, site)
        return None if name is None or name == NO_SCHEMA else self._load(name, plan.schema_base, None)

    def _judge(self, schema: Schema | None, site: Site, is_forgotten: bool, post: Post) -> Verdict | None:
        named = schema_named_in(post)
        if named is None:
            if post.role is Role.PAGE:
                return None
            if schema is None:
                return Verdict(schema=None, is_unmatched=True) if is_forgotten else None
            return _without_given(schema.judge(post), site.fields_given(post.path))
        name, span = named
        if name is None:
            message = "`$schema` has to be text: a bundled schema, a path, or none"
            return Verdict(schema=None, fault=SchemaFault("unreachable", message, span))
        if name == NO_SCHEMA:
            return None
        try:
            schema = self._load_named(name, post, site)
            for document in schema.documents:
                if not schema.is_bundled:
                    site.files.note_content(_inside(document.path, site.root))
            return _without_given(schema.judge(post), site.fields_given(post.path))
        except SchemaError as error:
            # what would make it good is not known: a file that is not there, or what another refers to
            site.files.note_doubt()
            return Verdict(schema=name, fault=SchemaFault(error.kind, str(error), span))

    def _load_named(self, name: str, post: Post, site: Site) -> Schema:
        base = site.root if not name.startswith(".") else (site.root / post.path).parent
        # a post is not trusted: what it names must lie in the site
        return self._load(name.lstrip("/"), base, site.root)

    def _load(self, name: str, base: Path, within: Path | None) -> Schema:
        key = (name, base, within)
        if key not in self._loaded:
            try:
                self._loaded[key] = load_schema(name, base=base, within=within)
            except SchemaError as error:
                self._loaded[key] = error  # ten thousand posts may name the same broken schema
        loaded = self._loaded[key]
        if isinstance(loaded, SchemaError):
            raise loaded
        return loaded
