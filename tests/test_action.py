"""The action for GitHub, whose script is run as the runner would."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from cli.conftest import CLEAN, WITHOUT_AUTHOR

ROOT = Path(__file__).parents[1]
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
(STEP,) = ACTION["runs"]["steps"]

pytestmark = [
    pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash"),
    pytest.mark.skipif(sys.platform == "win32", reason="its paths are not those of this bash"),
]

# matches "${{ inputs.sarif-file }}"
_EXPRESSION = re.compile(r"\$\{\{ (?P<name>[\w.-]+) \}\}")


class Ran(NamedTuple):
    status: int
    out: str
    outputs: dict[str, str]
    summary: str


@pytest.fixture(scope="module")
def temporary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("runner")


@pytest.fixture
def run(temporary: Path, tmp_path: Path) -> Callable[..., Ran]:
    """Runs the action's step in a folder, with inputs where they are not the default."""

    def run_step(**inputs: str) -> Ran:
        given = {name: about["default"] for name, about in ACTION["inputs"].items()}
        given |= {name.replace("_", "-"): value for name, value in inputs.items()}
        values = {f"inputs.{name}": value for name, value in given.items()} | {
            "github.action_path": str(ROOT)
        }
        variables = {
            name: _EXPRESSION.sub(lambda found: values[found["name"]], value)
            for name, value in STEP["env"].items()
        }
        output, summary = temporary / "output", temporary / "summary"
        output.write_text("")
        summary.write_text("")
        done = subprocess.run(
            # the runner's own way to call bash
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", STEP["run"]],
            cwd=tmp_path,
            env={
                **{name: value for name, value in os.environ.items() if not name.startswith("POSTLINT")},
                # what is installed here stands in for what pip would fetch
                "PYTHONPATH": sysconfig.get_path("purelib"),
                "PIP_NO_DEPS": "1",
                "PIP_NO_BUILD_ISOLATION": "0",
                "PIP_NO_INDEX": "1",
                "RUNNER_TEMP": str(temporary),
                "GITHUB_OUTPUT": str(output),
                "GITHUB_STEP_SUMMARY": str(summary),
                "GITHUB_WORKSPACE": str(tmp_path),
                **variables,
            },
            capture_output=True,
            text=True,
            check=False,
        )
        outputs = dict(line.split("=", 1) for line in output.read_text().splitlines())
        return Ran(done.returncode, done.stdout + done.stderr, outputs, summary.read_text())

    return run_step


def test_findings_are_annotated_summed_up_and_written_for_code_scanning(
    run: Callable[..., Ran], tmp_path: Path
) -> None:
    (tmp_path / "a post.md").write_text(WITHOUT_AUTHOR)
    (tmp_path / "other.md").write_text(WITHOUT_AUTHOR)
    ran = run(paths="'a post.md'", args="--ignore SL", sarif_file="out/postlint.sarif")
    assert ran.status == 1, ran.out
    assert "::error file=a post.md,line=7," in ran.out
    assert "other.md" not in ran.out
    assert ran.outputs == {"status": "1", "sarif-file": "out/postlint.sarif"}
    assert ran.summary.startswith("## postlint\n\nchecked 1 file: 1 error")
    (sarif,) = json.loads((tmp_path / "out" / "postlint.sarif").read_text())["runs"]
    assert [result["ruleId"] for result in sarif["results"]] == ["SC101"]


def test_inputs_change_what_is_done(run: Callable[..., Ran], tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(WITHOUT_AUTHOR)
    ran = run(annotations="false", summary="false", fail_on_findings="false")
    assert (ran.status, ran.outputs, ran.summary) == (0, {"status": "1"}, "")
    assert "7:1 error SC101" in ran.out
    assert run(args="--ignore SC101").outputs == {"status": "0"}
    assert run(args="--ignor SC101", fail_on_findings="false").status == 2
    assert "no git repository at " in run(changed_since="origin/main").out


def test_nothing_that_is_put_in_is_run(run: Callable[..., Ran], tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(CLEAN)
    ran = run(paths="'$(touch owned)' a.md", args='"; touch owned"', sarif_file="`touch owned`.sarif")
    assert ran.status == 2
    assert not (tmp_path / "owned").exists()


@pytest.mark.parametrize("name", ["args", "paths"])
@pytest.mark.parametrize("words", ["--ignore 'SC101", '"a.md', "a.md \\"])
def test_a_quote_that_is_not_closed_stops_the_step(
    run: Callable[..., Ran], tmp_path: Path, name: str, words: str
) -> None:
    (tmp_path / "a.md").write_text(WITHOUT_AUTHOR)
    ran = run(**{name: words})
    assert (ran.status, ran.outputs) == (2, {"status": "2"})
    assert f"::error title=postlint::the input {name} cannot be taken apart into words" in ran.out
    assert "SC101 missing-field" not in ran.out


def test_words_are_parted_as_by_a_shell(run: Callable[..., Ran], tmp_path: Path) -> None:
    for name in ("it's.md", "é b.md", "c.md", "left-out.md"):
        (tmp_path / name).write_text(WITHOUT_AUTHOR)
    ran = run(paths='"it\'s.md"\n  é\\ b.md c.md', args="--select SC101", annotations="false")
    assert ran.status == 1, ran.out
    assert "checked 3 files: 3 errors" in ran.out


@pytest.mark.skipif(shutil.which("shellcheck") is None, reason="there is no shellcheck")
def test_the_script_has_no_usual_mistake() -> None:
    checked = subprocess.run(
        ["shellcheck", "--shell", "bash", "-"],
        input=STEP["run"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.stdout == ""


def test_a_machine_without_a_new_python_is_told(
    run: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "bash").symlink_to(str(shutil.which("bash")))
    monkeypatch.setenv("PATH", str(programs))
    ran = run()
    assert ran.status == 2
    assert "::error title=postlint::postlint needs Python 3.11 or newer" in ran.out


def test_inputs_reach_the_script_through_the_environment_only() -> None:
    assert "${{" not in STEP["run"]
    used = {found["name"] for value in STEP["env"].values() for found in _EXPRESSION.finditer(value)}
    assert used == {f"inputs.{name}" for name in ACTION["inputs"]} | {"github.action_path"}
