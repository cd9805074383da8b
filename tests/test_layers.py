"""Imports go down the layers only, and each library is known to one room."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from complaints import assert_none

import postlint

PACKAGE = Path(postlint.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))

#: a room may import itself, the rooms in its own line and those in the lines below
LAYERS = (
    {"generated"},
    {"index_of_rules"},
    {"cli"},
    {"lsp"},
    {"reporters"},
    {"engine"},
    {"pages"},
    {"registry", "config"},
    {"rules"},
    {"rule", "late_rule"},
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


@cache
def imports_of(module: Path) -> tuple[tuple[int, str], ...]:
    """The line and the full name of everything imported, inside functions too."""
    return tuple(read_imports(module))


def read_imports(module: Path) -> Iterator[tuple[int, str]]:
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


def test_imports_go_down() -> None:
    assert_none(
        f"{name_of(module)}:{line}: postlint.{imported}"
        for module in MODULES
        if room_of(module) not in DOORS
        for line, imported in own_imports_of(module)
        # `from postlint import __version__` asks the package for its number, not for a room
        if imported != "__version__" and HEIGHT[imported.partition(".")[0]] > HEIGHT[room_of(module)]
    )


def test_rules_leave_each_other_alone() -> None:
    assert_none(
        f"{name_of(module)}:{line}: postlint.{imported}"
        for module in MODULES
        if room_of(module) == "rules"
        for line, imported in own_imports_of(module)
        if imported.startswith("rules.") and not is_shared_by_family(imported)
    )


def is_shared_by_family(imported: str) -> bool:
    """Whether the import is of what a family keeps in its `__init__.py`."""
    return not (PACKAGE / "/".join(imported.split(".")[:3])).with_suffix(".py").is_file()


def test_each_library_stays_in_its_room() -> None:
    assert_none(
        f"{name_of(module)}:{line}: {imported} belongs in {HOME[library]}"
        for module in MODULES
        for line, imported in imports_of(module)
        if (library := imported.partition(".")[0]) in HOME and HOME[library] != room_of(module)
    )


def test_only_the_command_line_talks() -> None:
    assert_none(
        f"{name_of(module)}:{node.lineno}: {ast.unparse(node)}"
        for module in MODULES
        if room_of(module) not in {"cli", *DOORS}
        for node in ast.walk(ast.parse(module.read_bytes()))
        if isinstance(node, ast.Name | ast.Attribute) and ast.unparse(node) in ONLY_IN_CLI
    )
