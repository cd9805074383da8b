"""When there is colour: `--color`, NO_COLOR, FORCE_COLOR, and whether the output is a terminal."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from cli.conftest import WITHOUT_AUTHOR

from postlint.cli.choices import Color
from postlint.cli.console import style_for

HIDDEN = ("NO_COLOR", "FORCE_COLOR", "GITHUB_ACTIONS", "PY_COLORS")

#: variables, `--color`, and whether there is colour on a terminal and in a pipe
MATRIX = [
    ({}, None, True, False),
    ({}, "auto", True, False),
    ({}, "always", True, True),
    ({}, "never", False, False),
    ({"NO_COLOR": "1"}, None, False, False),
    ({"NO_COLOR": "1"}, "always", True, True),
    ({"NO_COLOR": ""}, None, True, False),
    ({"FORCE_COLOR": "1"}, None, True, True),
    ({"FORCE_COLOR": "1"}, "never", False, False),
    ({"FORCE_COLOR": ""}, None, True, False),
    ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, None, False, False),
    ({"TERM": "dumb"}, None, False, False),
    ({"TERM": "dumb"}, "always", True, True),
    ({"GITHUB_ACTIONS": "true"}, None, True, False),
]


def written(folder: Path, words: list[str], variables: dict[str, str], *, to_terminal: bool) -> bytes:
    """What postlint writes, to a terminal or into a pipe."""
    inherited = {name: value for name, value in os.environ.items() if name not in HIDDEN}
    environment = {**inherited, "TERM": "xterm", **variables}
    command = [sys.executable, "-m", "postlint", *words]
    if not to_terminal:
        return subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False).stdout
    pty = pytest.importorskip("pty")
    mine, its = pty.openpty()
    ended = subprocess.run(command, cwd=folder, env=environment, stdout=its, stderr=its, check=False)
    os.close(its)
    assert ended.returncode in (0, 1)
    shown = b""
    try:
        while part := os.read(mine, 65536):
            shown += part
    except OSError:  # how Linux says that nobody holds the other end
        pass
    os.close(mine)
    return shown


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("variables", "color", "on_terminal", "in_pipe"), MATRIX)
def test_what_counts(
    monkeypatch: pytest.MonkeyPatch,
    variables: dict[str, str],
    color: str | None,
    on_terminal: bool,
    in_pipe: bool,
) -> None:
    for name in HIDDEN:
        monkeypatch.delenv(name, raising=False)
    for name, value in {"TERM": "xterm", **variables}.items():
        monkeypatch.setenv(name, value)
    wanted = Color(color or "auto")
    assert style_for(wanted, Terminal()).color is on_terminal
    assert style_for(wanted, io.StringIO()).color is in_pipe


@pytest.mark.parametrize(
    ("variables", "color", "on_terminal", "in_pipe"), [MATRIX[0], MATRIX[3], MATRIX[4], MATRIX[7]]
)
def test_findings(
    tmp_path: Path, variables: dict[str, str], color: str | None, on_terminal: bool, in_pipe: bool
) -> None:
    (tmp_path / "mill.md").write_text(WITHOUT_AUTHOR)
    words = ["check", "mill.md", *(["--color", color] if color else [])]
    assert (b"\x1b[" in written(tmp_path, words, variables, to_terminal=True)) is on_terminal
    assert (b"\x1b[" in written(tmp_path, words, variables, to_terminal=False)) is in_pipe


@pytest.mark.parametrize(
    ("variables", "on_terminal", "in_pipe"),
    [
        ({}, True, False),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, False, False),
        ({"FORCE_COLOR": "1"}, True, True),
        ({"GITHUB_ACTIONS": "true"}, True, False),
    ],
)
def test_help(tmp_path: Path, variables: dict[str, str], on_terminal: bool, in_pipe: bool) -> None:
    assert (b"\x1b[" in written(tmp_path, ["--help"], variables, to_terminal=True)) is on_terminal
    assert (b"\x1b[" in written(tmp_path, ["--help"], variables, to_terminal=False)) is in_pipe
