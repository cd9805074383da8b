"""Imports go down the layers only, and each library is known to one room."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import postlint

PACKAGE = Path(postlint.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))

#: a room may import itself, the rooms in its own line and those in the lines below
LAYERS = (
    {"generated"},
    {"cli"},
    {"lsp"},
    {"reporters"},
    {"engine"},
    {"pages"},
    {"registry", "config"},
    {"rules"},
    {"rule"},
    {"sites", "schema", "phrases", "prose", "mojibake", "dates"},
    {"reading"},
    {"model"},
    {"errors"},
)
HEIGHT = {room: -line for line, rooms in enumerate(LAYERS) for room in rooms}

#: the doors of the package: what they import is offered to others or started, not used
DOORS = {"__init__", "__main__"}

#: libraries that one room wraps
HOME = {
    "yaml": "reading",
    "frontmatter": "reading",
    "tomllib": "reading",
    "jsonschema": "schema",
    "referencing": "schema",
    "ftfy": "mojibake",
    "rapidfuzz": "prose",
    "typer": "cli",
    "rich": "cli",
    "pygls": "lsp",
    "lsprotocol": "lsp",
}

ONLY_IN_CLI = {"print", "input", "exit", "sys.argv", "sys.exit", "sys.stdout", "sys.stderr", "os._exit"}


def room_of(module: Path) -> str:
    return module.relative_to(PACKAGE).parts[0].removesuffix(".py")


def name_of(module: Path) -> str:
    return module.relative_to(PACKAGE).as_posix()


def imports_of(module: Path) -> Iterator[tuple[int, str]]:
    """The line and the full name of everything imported, inside functions too."""
    for node in ast.walk(ast.parse(module.read_bytes())):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(module)}:{node.lineno}: write the whole name, not dots"
            for alias in node.names:
                yield node.lineno, f"{node.module}.{alias.name}"


def own_imports_of(module: Path) -> Iterator[tuple[int, str]]:
    for line, imported in imports_of(module):
        if imported.startswith("postlint."):
            yield line, imported.removeprefix("postlint.")


def test_every_room_has_its_layer() -> None:
    rooms = {room_of(module) for module in MODULES} - DOORS
    assert rooms <= set(HEIGHT), "a new room needs a line in LAYERS"


@pytest.mark.parametrize("module", [m for m in MODULES if room_of(m) not in DOORS], ids=name_of)
def test_imports_go_down(module: Path) -> None:
    room = room_of(module)
    upward = [
        f"line {line}: postlint.{imported}"
        for line, imported in own_imports_of(module)
        # `from postlint import __version__` asks the package for its number, not for a room
        if imported != "__version__" and HEIGHT[imported.partition(".")[0]] > HEIGHT[room]
    ]
    assert upward == []


@pytest.mark.parametrize("module", [m for m in MODULES if room_of(m) == "rules"], ids=name_of)
def test_rules_leave_each_other_alone(module: Path) -> None:
    others = [
        f"line {line}: postlint.{imported}"
        for line, imported in own_imports_of(module)
        if imported.startswith("rules.") and not is_shared_by_family(imported)
    ]
    assert others == []


def is_shared_by_family(imported: str) -> bool:
    """Whether the import is of what a family keeps in its `__init__.py`."""
    return not (PACKAGE / "/".join(imported.split(".")[:3])).with_suffix(".py").is_file()


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_each_library_stays_in_its_room(module: Path) -> None:
    strays = [
        f"line {line}: {imported} belongs in {HOME[library]}"
        for line, imported in imports_of(module)
        if (library := imported.partition(".")[0]) in HOME and HOME[library] != room_of(module)
    ]
    assert strays == []


@pytest.mark.parametrize("module", [m for m in MODULES if room_of(m) not in {"cli", *DOORS}], ids=name_of)
def test_only_the_command_line_talks(module: Path) -> None:
    talk = [
        f"line {node.lineno}: {ast.unparse(node)}"
        for node in ast.walk(ast.parse(module.read_bytes()))
        if isinstance(node, ast.Name | ast.Attribute) and ast.unparse(node) in ONLY_IN_CLI
    ]
    assert talk == []
