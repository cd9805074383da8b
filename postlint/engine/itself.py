"""Tells this postlint from any other: what it would find in a post may be something else."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import postlint
from postlint.model.installed import PLACES_OF_PACKAGES, is_installed

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

_PACKAGE = Path(postlint.__file__).parent


@cache
def postlint_itself() -> tuple[str, ...]:
    """What tells this postlint, with what it reads by, from any other: versions where it is installed,
    the files where it runs from a checkout, which changes without a new version."""
    said = [postlint.__version__, sys.version, *_versions()]
    if not is_installed(_PACKAGE):
        said += [
            state_of_file(file)
            for folder in (_PACKAGE, _PACKAGE.parent / "schemas")
            for file in _below(folder)
        ]
    return tuple(said)


def packages() -> tuple[str, ...]:
    """Tells whether any package has come, or gone, or changed its version: one may bring rules, in whatever
    folder Python looks for it. The time of the one we are called in changes with each new file there."""
    places = [each for each in dict.fromkeys(sys.path) if each not in ("", os.getcwd())]
    return tuple([state_of_file(each) for each in places if os.path.exists(each)])


def _folders_of_packages() -> list[str]:
    folders = dict.fromkeys(sys.path)
    return [each for each in folders if Path(each).name in PLACES_OF_PACKAGES and os.path.isdir(each)]


def _versions() -> Iterator[str]:
    for folder in _folders_of_packages():
        for name in sorted(os.listdir(folder)):
            if not name.endswith(".dist-info"):
                continue
            if name.lower().startswith(_DEPENDENCIES):
                yield name
            elif name.startswith("postlint-"):  # which may be installed again under the same number
                yield state_of_file(os.path.join(folder, name))


def _below(folder: Path) -> Iterator[str]:
    for parent, folders, files in os.walk(folder):
        folders.sort()
        for name in sorted(files):
            if not name.endswith(".pyc"):
                yield os.path.join(parent, name)


def state_of_file(file: str) -> str:
    """The path of a file or folder, its size and its time, as text."""
    state = os.stat(file)
    return f"{file} {state.st_size} {state.st_mtime_ns}"
