"""Tells what a stored result depends on beside its post: postlint itself, and what is asked of the post."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import blake2b
from pathlib import Path

import postlint
from postlint.engine.lint import Desk
from postlint.rule import Rule

#: packages whose next version may find or read something else, as they are called in `NAME-1.2.dist-info`
_DEPENDENCIES = (
    "ahocorasick_rs",
    "ftfy",
    "jsonschema",
    "python_frontmatter",
    "pyyaml",
    "rapidfuzz",
    "referencing",
    "regex",
)

#: folders that installers put packages into
_PLACES_OF_PACKAGES = ("site-packages", "dist-packages")

_PACKAGE = Path(postlint.__file__).parent


def fingerprint_of(desk: Desk, schema_texts: Iterable[str]) -> bytes:
    """16 bytes that stay the same for as long as the same is asked of a post in the same way.

    What a rule asks the file system is not in it: that is noted with each result.
    """
    site, plan = desk.site, desk.plan
    rules = [
        (
            active.rule.code,
            active.severity.value,
            active.severity_is_set,
            active.options,
            *_file_of(active.rule),
        )
        for active in plan.rules
    ]
    asked = (site.generator, site.asset_roots, plan.schema, plan.is_post, plan.is_unmatched, desk.is_named)
    digest = blake2b(digest_size=16)
    for part in (*postlint_itself(), repr(asked), repr(rules), *schema_texts):
        digest.update(part.encode("utf-8", "surrogatepass") + b"\0")
    return digest.digest()


@cache
def postlint_itself() -> tuple[str, ...]:
    """What tells this postlint, with what it reads by, from any other: versions where it is installed,
    the files where it runs from a checkout, which changes without a new version."""
    said = [postlint.__version__, sys.version, *_versions()]
    if _PACKAGE.parent.name not in _PLACES_OF_PACKAGES:
        said += [
            _state(file) for folder in (_PACKAGE, _PACKAGE.parent / "schemas") for file in _below(folder)
        ]
    return tuple(said)


def _versions() -> Iterator[str]:
    for folder in dict.fromkeys(sys.path):
        if Path(folder).name in _PLACES_OF_PACKAGES and os.path.isdir(folder):
            for name in sorted(os.listdir(folder)):
                if name.endswith(".dist-info") and name.lower().startswith(_DEPENDENCIES):
                    yield name


def _below(folder: Path) -> Iterator[str]:
    for parent, folders, files in os.walk(folder):
        folders.sort()
        for name in sorted(files):
            if not name.endswith(".pyc"):
                yield os.path.join(parent, name)


def _file_of(rule: Rule) -> tuple[str, ...]:
    """The state of the file of a rule that is not ours."""
    file = sys.modules[rule.module].__file__
    return () if file is None or Path(file).is_relative_to(_PACKAGE) else (_state(file),)


def _state(file: str) -> str:
    state = os.stat(file)
    return f"{file} {state.st_size} {state.st_mtime_ns}"
