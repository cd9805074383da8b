"""Chooses the schema for a site that has no configuration yet."""

from __future__ import annotations

import os
from pathlib import Path

from postlint.cli.inferring import Made, Wish, configuration, schemas_of
from postlint.cli.starting.look import FirstLook
from postlint.config.paths import shown
from postlint.config.show import as_toml
from postlint.engine.inferring import read_grounds
from postlint.engine.workspace import Settings
from postlint.errors import PostlintError
from postlint.model.findings import Severity
from postlint.model.records import NamedTuple
from postlint.model.report import FileResult
from postlint.reporters.summary import counted
from postlint.schema.inferring.records import Limits
from postlint.schema.inferring.sections import sections_of
from postlint.schema.locate import bundled_names

#: a schema that is made of fewer posts would only say what these happen to be
_FEWEST_POSTS = 8

#: where the bundled schema is meant to fit
_FOR_POST_SCHEMA = (None, "jekyll")


class Choice(NamedTuple):
    """What the configuration says of schemas, why, and the files that it needs."""

    lines: tuple[str, ...]
    why: str
    made: tuple[Made, ...] = ()


def choose_schema(wanted: str | None, look: FirstLook) -> Choice:
    """The schema that is `wanted`, or the one that suits the posts.

    Raises PostlintError for a schema that is not there, and where one cannot be made or written.
    """
    if wanted == "infer":
        return _inferred(look, "a schema was made of the posts there are")
    if wanted is not None:
        return _named(wanted, look.root)
    posts = look.posts
    if not posts:
        why = "there are no posts yet; the bundled schema `post` is for those that come"
        return Choice(('schema = "post"',), why)
    fitting = sum(not _breaks_schema(result) for result in posts)
    fits = f"{fitting:,} of {counted(len(posts), 'post')} fit the bundled schema `post`"
    if look.generator in _FOR_POST_SCHEMA and (fitting * 2 > len(posts) or len(posts) < _FEWEST_POSTS):
        return Choice(('schema = "post"',), f"{fits}; --schema chooses another")
    if len(posts) < _FEWEST_POSTS:
        return Choice(('schema = "none"',), "no schema is known for these posts; --schema names one")
    why = f"{fits}, so one was made" if look.generator in _FOR_POST_SCHEMA else "a schema was made"
    return _inferred(look, f"{why} of the posts there are; --schema chooses another")


def _breaks_schema(result: FileResult) -> bool:
    found = result.diagnostics
    return any(each.code.startswith("SC") and each.severity is Severity.ERROR for each in found)


def _named(name: str, root: Path) -> Choice:
    if name in (*bundled_names(), "none"):
        return Choice((f"schema = {as_toml(name)}",), f"the schema is `{name}`")
    if not Path(name).is_file():
        raise PostlintError(f"no schema at {name}; bundled are {', '.join(bundled_names())}")
    path = Path(os.path.relpath(name, root)).as_posix()
    return Choice((f"schema = {as_toml(path)}",), f"the schema is {name}")


def _inferred(look: FirstLook, why: str) -> Choice:
    root = look.root
    grounds = read_grounds([post.path for post in look.posts], Settings(isolated=True, root=root))
    if not grounds.samples:
        raise PostlintError(f"no posts with front matter in {shown(root)} to make a schema of")
    sections = sections_of(grounds.samples)
    # the name of a folder ends in a slash; several schemas have one of their own
    folder = f"{shown(root / 'schemas' if len(sections) > 1 else root)}/"
    wish = Wish(Limits(), folder, may_replace=False, otherwise="`--schema {}` takes it as it is")
    made = tuple(schemas_of(grounds, sections, wish))
    return Choice(tuple(configuration(made, grounds)), why, made)
