"""What holds for every file of the project, whatever it is about."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from complaints import assert_none

ROOT = Path(__file__).parent.parent
#: names that say nothing about what is in a module
EMPTY_NAMES = {"utils", "util", "helper", "helpers", "misc", "common", "data", "info", "manager"}

#: in pieces, so that this file does not hold what it looks for
OF_ONE_MACHINE = re.compile(
    "|".join(
        [
            r"(?<![\w.])/" + r"root/",
            r"(?<![\w.])/" + r"work/",
            r"(?<![\w.])/" + r"tmp/",
            "pypi" + r"\.org",
            "python" + r"hosted\.org",
            "registry" + r"\.npmjs",
            "deb" + r"\.debian",
        ]
    )
)


def committed_files() -> list[Path]:
    """What git tracks; in an unpacked source distribution, everything there is."""
    if not (ROOT / ".git").exists():
        return sorted(file for file in ROOT.rglob("*") if file.is_file() and "__pycache__" not in file.parts)
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    return [file for name in listed.decode().split("\0") if name and (file := ROOT / name).is_file()]


FILES = committed_files()


def test_no_file_names_one_machine_or_one_registry() -> None:
    found = [
        f"{file.relative_to(ROOT)}:{number}: {line.strip()}"
        for file in FILES
        for number, line in enumerate(file.read_bytes().decode("utf-8", "replace").splitlines(), 1)
        if OF_ONE_MACHINE.search(line)
    ]
    assert found == []


def test_a_module_says_what_it_is_for() -> None:
    assert_none(fault for file in FILES if file.suffix == ".py" for fault in faults_of_beginning(file))


def faults_of_beginning(module: Path) -> Iterator[str]:
    name = module.relative_to(ROOT).as_posix()
    if not ast.get_docstring(ast.parse(module.read_bytes())):
        yield f"{name}: begin the module with one sentence that says what it is for"
    if module.stem in EMPTY_NAMES:
        yield f"{name}: name the module after what is in it"
