"""Tells what to do once a site has a configuration."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from postlint.cli.starting.snippets import ANY_SERVICE, HOOK, SERVICES
from postlint.config.paths import as_argument
from postlint.reporters.summary import counted
from postlint.sites.detect import repository_root

_PRE_COMMIT = ".pre-commit-config.yaml"


def next_steps(root: Path, found: int | None) -> Iterator[str]:
    """Lines for the terminal; `found` is how many findings there are today, None where that is not known."""
    yield "Next:"
    yield ""
    yield f"  postlint check{_in(root)}"
    if found != 0:
        today = "" if found is None else f": {counted(found, 'finding')} today"
        yield f"  postlint baseline{_in(root)}    # to begin with what is new{today}"
    yield ""
    yield from _pre_commit(root)
    yield ""
    yield from _ci(root)


def _in(root: Path) -> str:
    return "" if root == Path.cwd() else f" {as_argument(root)}"


def _pre_commit(root: Path) -> Iterator[str]:
    is_there = _is_above(root, _PRE_COMMIT)
    yield f"In {_PRE_COMMIT}{', below `repos:`' if is_there else ''}:"
    yield ""
    if not is_there:
        yield "  repos:"
    yield from (f"  {line}" for line in HOOK)


def _ci(root: Path) -> Iterator[str]:
    used = (each for each in SERVICES if any(_is_above(root, sign) for sign in each.signs))
    service = next(used, ANY_SERVICE)
    yield f"In {service.place}:"
    yield ""
    yield from (f"  {line}" for line in service.lines)


def _is_above(root: Path, name: str) -> bool:
    """Whether something is in a folder, or above it in the same repository."""
    top = repository_root(root) or root
    above = (folder for folder in (root, *root.parents) if folder.is_relative_to(top))
    return any((folder / name).exists() for folder in above)
