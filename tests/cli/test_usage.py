"""Mistakes in the call: one line for each, and status 2."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from cli.conftest import CLEAN, Call


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("check --slect SC", "no such option: --slect; did you mean --select?"),
        ("--slect SC", "no such option: --slect; did you mean --select?"),
        ("check -z", "no such option: -z"),
        ("check --select", "option '--select' requires an argument"),
        ("check --quiet=3", "option '--quiet' does not take a value"),
        ("check --fail-on x", "'x' is not one of 'error', 'warning', 'info', 'never'"),
        ("check --jobs x", "invalid value for '--jobs': 'x' is not a whole number"),
        ("check --jobs 0", "invalid value for '--jobs': 0 is less than 1"),
        ("check --today soon", "invalid value for '--today': 'soon' is not a day such as 2025-03-04"),
        ("phrases mine --least-share x", "invalid value for '--least-share': 'x' is not a number"),
        (
            "schema infer --required-share 2",
            "invalid value for '--required-share': 2 is not between 0.5 and 1",
        ),
        ("rule", "missing argument 'RULE'"),
        ("rule IM401 IM402", "got unexpected extra argument(s) (IM402)"),
        ("schema lst", "no such command 'lst'; did you mean 'list'?"),
        ("schema check", "missing argument 'FILES'"),
    ],
)
def test_one_line(postlint: Call, words: str, line: str) -> None:
    outcome = postlint(*words.split())
    assert (outcome.status, outcome.out) == (2, "")
    assert outcome.err.startswith("postlint: ")
    assert outcome.err.endswith(f"{line}\n")
    assert outcome.err.count("\n") == 1


@pytest.mark.parametrize("variable", ["FORCE_COLOR", "GITHUB_ACTIONS", "PY_COLORS"])
def test_without_colour_in_any_case(postlint: Call, monkeypatch: pytest.MonkeyPatch, variable: str) -> None:
    monkeypatch.setenv(variable, "1")
    assert "\x1b" not in postlint("check", "--slect").err


def test_what_would_drive_a_terminal_is_spelled_out(postlint: Call) -> None:
    outcome = postlint("check", "--\x1b[2J\n")
    assert outcome.err.count("\n") == 1
    assert "\x1b" not in outcome.err


@pytest.mark.parametrize("words", ["--config nope.toml", "--baseline nope.json", "--schema=nope.json"])
def test_an_option_is_no_mistyped_command(postlint: Call, folder: Path, words: str) -> None:
    (folder / "a.md").write_text(CLEAN, encoding="utf-8")
    outcome = postlint(*words.split())
    assert (outcome.status, outcome.out) == (2, "")
    assert "command" not in outcome.err


@pytest.mark.skipif(sys.platform != "linux", reason="a working folder cannot be deleted elsewhere")
@pytest.mark.parametrize("words", ["", "rules"])
def test_a_working_folder_that_is_gone(postlint: Call, folder: Path, words: str) -> None:
    folder.rmdir()
    assert postlint(*words.split()) == (2, "", "postlint: No such file or directory\n")
