"""Calls that are understood without typer mean what typer takes them for."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import Any

import pytest
import typer
from cli.conftest import CLEAN, Call
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.main import get_command

from postlint.cli.check import check
from postlint.cli.choices import Color, FailOn
from postlint.cli.plain_call import VARIABLES, plain_call
from postlint.cli.typer_inside import UsageError, for_typer


@pytest.fixture(autouse=True)
def _without_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith(VARIABLES)]:
        monkeypatch.delenv(name)


_CALLED: list[dict[str, Any]] = []


@wraps(check)
def _probe(**options: Any) -> int:
    _CALLED.append(options)
    return 0


_APP = typer.Typer(context_settings={"help_option_names": ["-h", "--help"]})
_APP.command()(for_typer(_probe))
_COMMAND = get_command(_APP)


def with_typer(words: list[str]) -> dict[str, Any] | None:
    """What typer calls the command with; None for a mistake."""
    _CALLED.clear()
    try:
        _COMMAND(args=words, prog_name="postlint", standalone_mode=False)
    except UsageError:
        return None
    return _CALLED[0]


PLAIN = {
    "": {},
    "a.md b": {"paths": ["a.md", "b"]},
    "-": {"paths": ["-"]},
    "-- --fix": {"paths": ["--fix"]},
    "a.md -- -- -b": {"paths": ["a.md", "--", "-b"]},
    "--no-cache a.md": {"no_cache": True, "paths": ["a.md"]},
    "a.md --fix --fix": {"paths": ["a.md"], "fix": True},
    "-q a.md": {"quiet": True, "paths": ["a.md"]},
    "--select SC --select FM,DT": {"select": ["SC", "FM,DT"]},
    "--ignore=SC": {"ignore": ["SC"]},
    "--output-format=sarif=a.sarif": {"output_format": ["sarif=a.sarif"]},
    "--schema post": {"schema": "post"},
    "--config x/postlint.toml": {"config": Path("x/postlint.toml")},
    "--color never": {"color": Color.NEVER},
    "--fail-on=error": {"fail_on": FailOn.ERROR},
    "--jobs 2": {"jobs": 2},
    "--today 2025-03-04": {"today": datetime(2025, 3, 4)},  # noqa: DTZ001 - a day
}


@pytest.mark.parametrize("line", PLAIN)
def test_plain_calls(line: str) -> None:
    assert plain_call(check, line.split()) == PLAIN[line]


LEFT_TO_TYPER = (
    "-h",
    "--help",
    "a.md --help",
    "-qh",
    "-qq",
    "-q=1",
    "--quiet=3",
    "--no-fix",
    "--no_cache",
    "--no-cach",
    "--slect SC",
    "--select",
    "--select --fix",
    "--select=",
    "--schema post --schema none",
    "--jobs 0",
    "--jobs x",
    "--jobs 1_0",
    "--jobs ²",
    "--today soon",
    "--today 2025-3-4",
    "--today 2025-02-30",
    "--color blue",
    "--color NEVER",
    "--paths a",
    "---fix",
)


@pytest.mark.parametrize("line", LEFT_TO_TYPER)
def test_left_to_typer(line: str) -> None:
    assert plain_call(check, line.split()) is None


WORDS = sorted(
    {word for line in (*PLAIN, *LEFT_TO_TYPER) for word in line.split() if word not in ("-h", "--help")}
    | {"", " ", "--", "-", "=", "--=", "--fix=", "-q-q", "--root", "--staged", "--cache-dir=c", "--baseline"}
)


@given(st.lists(st.sampled_from(WORDS), max_size=5))
@settings(max_examples=300, deadline=None)
def test_as_typer_understands_it(words: list[str]) -> None:
    plain = plain_call(check, words)
    if plain is not None:
        assert with_typer(words) == {"paths": None, **(check.__kwdefaults__ or {}), **plain}


def test_all_variables_are_looked_for() -> None:
    declared = [each.__metadata__[0] for each in for_typer(check).__annotations__.values()]
    variables = [each.envvar for each in declared if each.envvar]
    assert variables
    assert all(name.startswith(VARIABLES) for name in variables)


@pytest.mark.parametrize("line", ["a.md", "--no-cache", "--cache-dir x", "--cache-dir"])
@pytest.mark.parametrize("variable", ["POSTLINT_NO_CACHE", "POSTLINT_CACHE_DIR", "POSTLINT_OF_ANOTHER"])
@pytest.mark.parametrize("value", ["1", "0", "", "true", "kept", "-x", " "])
def test_variables_say_what_they_say_under_typer(
    monkeypatch: pytest.MonkeyPatch, line: str, variable: str, value: str
) -> None:
    monkeypatch.setenv(variable, value)
    plain = plain_call(check, line.split())
    if plain is not None:
        assert with_typer(line.split()) == {"paths": None, **(check.__kwdefaults__ or {}), **plain}


def test_the_usual_values_of_variables_are_plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POSTLINT_NO_CACHE", "1")
    monkeypatch.setenv("POSTLINT_CACHE_DIR", "kept")
    assert plain_call(check, ["--cache-dir=x"]) == {"no_cache": True, "cache_dir": Path("x")}
    assert plain_call(check, []) == {"no_cache": True, "cache_dir": Path("kept")}


def test_a_variable_counts(postlint: Call, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "a.md").write_text(CLEAN, encoding="utf-8")
    monkeypatch.setenv("POSTLINT_CACHE_DIR", "kept")
    assert postlint("a.md").status == 0
    assert (folder / "kept").is_dir()


@pytest.mark.parametrize(
    "line", ["a.md", "check --no-cache --isolated a.md", "check -q a.md --today 2025-03-04"]
)
def test_typer_is_not_loaded(folder: Path, line: str) -> None:
    (folder / "a.md").write_text(CLEAN, encoding="utf-8")
    loaded = modules_of(folder, line)
    assert "postlint.registry" in loaded
    assert not {"typer", "postlint.cli.typer_inside"} & loaded


#: what takes a millisecond or more to import, and is not needed for a usual post
HEAVY = {
    *("typer", "rich", "yaml", "frontmatter", "jsonschema", "ftfy", "rapidfuzz", "pathspec", "regex"),
    *("dataclasses", "inspect", "hashlib", "sqlite3", "tomllib", "subprocess", "multiprocessing", "shutil"),
    *("html", "difflib", "calendar", "importlib.metadata", "email"),
}


def test_nothing_heavy_is_loaded_for_one_post(folder: Path) -> None:
    (folder / "a.md").write_text(CLEAN.replace("author: Ada Finch\n", ""), encoding="utf-8")
    assert not HEAVY & modules_of(folder, "--no-cache --isolated a.md")


def test_typer_is_loaded_for_a_mistake(folder: Path) -> None:
    assert "typer" in modules_of(folder, "check --slect SC")


def modules_of(folder: Path, line: str) -> set[str]:
    probe = (
        "import sys; from postlint.cli import main\n"
        "try: main(sys.argv[1:])\nfinally: print(); print(*sys.modules)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", probe, *line.split()],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    return set(ended.stdout.splitlines()[-1].split())


@pytest.mark.parametrize("streams", ["pipe", "closed", "file"])
def test_a_process_that_ends_at_once_has_written_all(tmp_path: Path, streams: str) -> None:
    (tmp_path / "a.md").write_text(CLEAN + "It cost Â£5.\n\n" * 5000, encoding="utf-8")
    # as the command that an installer makes
    command = [
        sys.executable,
        "-c",
        "from postlint.cli import main; main()",
        "--no-cache",
        "--isolated",
        "--output-format",
        "concise",
        "a.md",
    ]
    written = tmp_path / "written"
    with written.open("wb") as file:
        process = subprocess.Popen(
            command,
            cwd=tmp_path,
            stdout=file if streams == "file" else subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        if streams == "closed":
            assert process.stdout is not None
            process.stdout.close()
            process.stdout = None
        out, err = process.communicate()
    if streams == "closed":
        assert (process.returncode, err) == (1, b"")
        return
    lines = (out or written.read_bytes()).decode().splitlines()
    assert len(lines) == 5000
    assert err.decode() == "checked 1 file: 5000 errors; 5000 can be fixed with --fix\n"
    assert process.returncode == 1
