"""The tab key: what is offered, and that bash, zsh and fish make of it what they should.

PowerShell's script is generated and read only.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest
from cli.conftest import Call

from postlint.registry import all_rules
from postlint.reporters import REPORTERS
from postlint.schema.locate import bundled_names

CODES = [rule.code for rule in all_rules()]
FAMILIES = list(dict.fromkeys(rule.family for rule in all_rules()))

#: what is typed, with the cursor at its end, and what the shell is to offer
CASES = {
    "postlint ch": ["check"],
    "postlint rul": ["rule", "rules"],
    "postlint check --sel": ["--select"],
    "postlint --sel": ["--select"],
    "postlint --ver": ["--version"],
    "postlint --s": [
        "--show-completion",
        "--select",
        "--schema",
        "--statistics",
        "--stdin-filename",
        "--staged",
    ],
    "postlint --fail-on ": ["error", "warning", "info", "never"],
    "postlint _posts --only": ["--only-changed-lines"],
    "postlint check --select ": [*FAMILIES, *CODES],
    "postlint check --select FM,SC10": [f"FM,{code}" for code in CODES if code.startswith("SC10")],
    "postlint check --ignore image-not": ["image-not-found"],
    "postlint rule IM40": [code for code in CODES if code.startswith("IM40")],
    "postlint rule mojib": ["mojibake"],
    "postlint check --output-format ": list(REPORTERS),
    "postlint check --color ": ["auto", "always", "never"],
    "postlint --color ": ["auto", "always", "never"],
    "postlint check --schema ": [*bundled_names(), "none"],
    "postlint schema show ": list(bundled_names()),
    "postlint schema ": ["list", "show", "infer", "check"],
}
#: those worth half a second in each shell: an option, words with quotes in their meaning, words beside files
IN_SHELLS = ["postlint --sel", "postlint --color ", "postlint check --select ", "postlint check --schema "]

#: from what is typed to what a shell offers; the folder is where postlint is found
Shell: TypeAlias = Callable[[Path, str], list[str]]


def run(program: Path, shell: str, script: str) -> list[str]:
    name = shutil.which(shell)
    if name is None:
        pytest.skip(f"{shell} is not installed")
    environment = {**os.environ, "PATH": f"{program}{os.pathsep}{os.environ['PATH']}"}
    plain = {"bash": ["--norc"], "zsh": ["-f"], "fish": ["--no-config"]}[shell]
    ended = subprocess.run(
        [name, *plain, "-c", script],
        cwd=program.parent,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert ended.stderr == ""
    return ended.stdout.splitlines()


#: what readline does before it calls the function of a command: words are parted at `=` too
BASH = """
eval "$(_POSTLINT_COMPLETE=source_bash postlint)"
COMP_WORDS=(%s)
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
_postlint_completion postlint
printf '%%s\\n' "${COMPREPLY[@]}"
"""
#: the function answers with a call of `_arguments`, whose last argument lists the words
ZSH = """
compdef() { }
_files() { print FILES }
_arguments() { eval "print -rl -- ${${1#*: :\\(\\(}%%\\)\\)}" }
eval "$(_POSTLINT_COMPLETE=source_zsh postlint)"
words=(%s)
CURRENT=${#words}
_postlint_completion
"""


def in_bash(program: Path, typed: str) -> list[str]:
    words = " ".join(f"'{word}'" for word in typed.replace("=", " = ").split(" "))
    return run(program, "bash", BASH % words)


def in_zsh(program: Path, typed: str) -> list[str]:
    words = " ".join(f"'{word}'" for word in typed.split(" "))
    lines = run(program, "zsh", ZSH % words)
    return [line.partition(":")[0] for line in lines]


def in_fish(program: Path, typed: str) -> list[str]:
    script = f"_POSTLINT_COMPLETE=source_fish postlint | source; complete --do-complete '{typed}'"
    return [line.partition("\t")[0] for line in run(program, "fish", script)]


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """For variables that a completion is asked with; it widens the lines of its own process."""
    monkeypatch.setenv("COLUMNS", "80")
    return monkeypatch


@pytest.mark.parametrize("typed", CASES)
def test_what_is_offered(postlint: Call, environment: pytest.MonkeyPatch, typed: str) -> None:
    words = typed.split(" ")
    environment.setenv("_POSTLINT_COMPLETE", "complete_bash")
    environment.setenv("COMP_WORDS", "\n".join(words))
    environment.setenv("COMP_CWORD", str(len(words) - 1))
    assert postlint().out.split() == CASES[typed]


@pytest.mark.parametrize("typed", IN_SHELLS)
@pytest.mark.parametrize("shell", [in_bash, in_zsh, in_fish])
def test_in_a_shell(program: Path, shell: Shell, typed: str) -> None:
    assert sorted(shell(program, typed)) == sorted(CASES[typed])


def test_bash_completes_behind_the_equals_sign(program: Path) -> None:
    assert in_bash(program, "postlint check --output-format=gitl") == ["gitlab"]


@pytest.mark.parametrize(
    ("shell", "offered"), [(in_bash, [""]), (in_zsh, ["FILES"]), (in_fish, ["mill.json"])]
)
def test_files_are_left_to_the_shell(program: Path, shell: Shell, offered: list[str]) -> None:
    (program.parent / "mill.json").touch()
    assert shell(program, "postlint check --schema mi") == offered


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_a_script_has_no_empty_line_above(
    postlint: Call, environment: pytest.MonkeyPatch, shell: str
) -> None:
    environment.setenv("_POSTLINT_COMPLETE", f"source_{shell}")
    script = postlint().out
    assert script.strip() == script.removesuffix("\n")
    assert "postlint" in script


def test_a_shell_that_nobody_knows(postlint: Call, environment: pytest.MonkeyPatch) -> None:
    environment.setenv("_POSTLINT_COMPLETE", "source_cmd")
    assert postlint().err == "Shell cmd not supported.\n"


def test_powershell(postlint: Call, environment: pytest.MonkeyPatch) -> None:
    environment.setenv("_POSTLINT_COMPLETE", "source_powershell")
    script = postlint().out
    assert "Register-ArgumentCompleter -Native -CommandName postlint" in script
    environment.setenv("_POSTLINT_COMPLETE", "complete_powershell")
    environment.setenv("_TYPER_COMPLETE_ARGS", "postlint check --sel")
    environment.setenv("_TYPER_COMPLETE_WORD_TO_COMPLETE", "--sel")
    [offer] = postlint().out.splitlines()
    assert offer.startswith("--select:::Run only these rules")
    assert offer.endswith("with commas between.")


def test_powershell_where_check_is_meant(postlint: Call, environment: pytest.MonkeyPatch) -> None:
    environment.setenv("_POSTLINT_COMPLETE", "complete_powershell")
    environment.setenv("_TYPER_COMPLETE_ARGS", "postlint --color")
    environment.setenv("_TYPER_COMPLETE_WORD_TO_COMPLETE", "")
    offered = [line.partition(":::")[0] for line in postlint().out.splitlines()]
    assert offered == ["auto", "always", "never"]


def test_only_the_command_that_is_typed_is_loaded(program: Path) -> None:
    probe = "from postlint.cli import main\ntry: main([])\nfinally: import sys; print(*sys.modules)"
    given = {"_POSTLINT_COMPLETE": "complete_bash", "COMP_WORDS": "postlint\ncheck\n--sel", "COMP_CWORD": "2"}
    ended = subprocess.run(
        [sys.executable, "-c", probe],
        cwd=program,
        env={**os.environ, **given},
        capture_output=True,
        text=True,
        check=True,
    )
    offered, loaded = ended.stdout.splitlines()
    assert offered == "--select"
    assert not {"rich", "postlint.registry", "postlint.cli.phrases", "jsonschema"} & set(loaded.split())
