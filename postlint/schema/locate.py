"""Finds the file of a schema: one that comes with postlint, or one of the site."""

from __future__ import annotations

import json
from functools import cache
from itertools import islice
from pathlib import Path

from postlint.errors import SchemaError
from postlint.model.hints import with_question
from postlint.schema.words import NEAR_CHOICE, nearest, quoted

_SUFFIX = ".schema.json"
#: this keyword, with the value "front-matter", tells schemas for posts from those of the
#: configuration and of the report, which lie in the same folder
_MARK = ("x-postlint", "front-matter")
#: a schema of this name, in a post or in the configuration, means that none is asked
NO_SCHEMA = "none"
#: how schemas name each other: `urn:postlint:schema:post`
BUNDLED_ID = "urn:postlint:schema:"

_SUFFIXES = (".json", ".yaml", ".yml", ".toml")
#: of a bundled schema
_LONGEST_NAME = 60
#: no system opens a longer one
_LONGEST_PATH = 4096
#: files of a folder that are looked at for a near name
_MOST_NEIGHBOURS = 1000


def _bundled_folder() -> Path:
    package = Path(__file__).parent.parent
    shipped = package / "schemas"
    # an editable install and a bare checkout have the folder beside the package
    return shipped if shipped.is_dir() else package.parent / "schemas"


@cache
def bundled_names() -> tuple[str, ...]:
    """The schemas for posts that come with postlint, by the names that a configuration may use."""
    files = _bundled_folder().glob(f"*{_SUFFIX}")
    return tuple(sorted(file.name.removesuffix(_SUFFIX) for file in files if _is_for_posts(file)))


def bundled_schema_text(name: str) -> str:
    """The JSON text of a schema that comes with postlint. Raises SchemaError for any other name."""
    path = _bundled_path(name)
    if path is None:
        raise SchemaError(
            f"no schema is called {quoted(name)}{_hint(name, (), is_name=True)}", kind="unreachable"
        )
    return path.read_text(encoding="utf-8")


def _bundled_path(name: str) -> Path | None:
    # a bare name has neither a slash nor a dot, so it cannot lead out of the folder
    if len(name) > _LONGEST_NAME or not name.replace("-", "").isalnum():
        return None
    path = _bundled_folder() / f"{name}{_SUFFIX}"
    return path if path.is_file() and _is_for_posts(path) else None


@cache
def _is_for_posts(file: Path) -> bool:
    keyword, value = _MARK
    return bool(json.loads(file.read_text(encoding="utf-8")).get(keyword) == value)


def locate_schema(name: str, *, base: Path, within: Path | None) -> tuple[Path, bool]:
    """The file that `name` leads to, and whether it is one of postlint's own.

    `name` is a bundled name or a path that counts from `base`. Raises SchemaError with kind
    "unreachable" for a URL, for a file that is not there, and for one outside the folder `within`
    (symbolic links followed); the message then suggests the nearest name.
    """
    if "://" in name or name.startswith("//"):
        raise SchemaError(
            f"{quoted(name)} is a web address, and schemas are never fetched: "
            "save the file in the site and name its path",
            kind="unreachable",
        )
    bundled = _bundled_path(name)
    if bundled is not None:
        return bundled, True
    return schema_file(base / name, name, within=within, is_name=True), False


def schema_file(path: Path, name: str, *, within: Path | None, is_name: bool = False) -> Path:
    """The file at a path, which messages call `name`; `is_name` tells that a bundled one may have been meant.

    Raises SchemaError as `locate_schema` does.
    """
    try:
        resolved = path.resolve()
        if within is not None and not resolved.is_relative_to(within.resolve()):
            raise SchemaError(
                f"{_as_written(name)} lies outside the folder that a schema may be taken from",
                kind="unreachable",
            )
        is_file = resolved.is_file()
    except (OSError, ValueError, RuntimeError) as error:
        # a loop of links, a name too long for the file system, a NUL in it
        raise SchemaError(f"{_as_written(name)} cannot be a path of a schema", kind="unreachable") from error
    if not is_file:
        what = "no schema is called" if is_name and _is_bare(name) else "no schema file at"
        hint = _hint(name, _neighbours(resolved), is_name=is_name)
        raise SchemaError(f"{what} {_as_written(name)}{hint}", kind="unreachable")
    if resolved.suffix.lower() not in _SUFFIXES:
        raise SchemaError(
            f"{_as_written(name)} has to end in {', '.join(_SUFFIXES[:-1])} or {_SUFFIXES[-1]}",
            kind="invalid",
        )
    return resolved


def _as_written(name: str) -> str:
    """A path is of use only as a whole; what is none may be a megabyte of a post."""
    return f"“{name}”" if len(name) <= _LONGEST_PATH and name.isprintable() else quoted(name)


def _is_bare(name: str) -> bool:
    return "/" not in name and "\\" not in name and "." not in name


def _neighbours(path: Path) -> tuple[str, ...]:
    try:
        names = [file.name for file in islice(path.parent.iterdir(), _MOST_NEIGHBOURS)]
    except OSError:
        # no such folder, so nothing to suggest; the caller reports the missing file
        return ()
    return tuple(sorted(name for name in names if name.endswith(_SUFFIXES)))


def _hint(name: str, neighbours: tuple[str, ...], *, is_name: bool) -> str:
    folder, slash, last = name.rpartition("/")
    near = nearest(last, neighbours, closeness=NEAR_CHOICE)
    if near is not None:
        return with_question("", f"{folder}{slash}{near}")
    if not is_name:
        return ""
    near = nearest(name, bundled_names(), closeness=NEAR_CHOICE)
    if near is not None:
        return with_question("", near)
    return f" (bundled: {', '.join(bundled_names())})" if _is_bare(name) else ""
