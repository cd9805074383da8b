"""The snippets in `docs/ci.md`, each tried where a tool for it is to be had."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from small_site import BAD, BAD_POST, GOOD, make_site, run

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")


def snippet(heading: str) -> str:
    """The first block under a heading of the page."""
    [section] = re.findall(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)
    found = re.search(r"^```\w+\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)
    assert found
    return found[1]


def commands() -> Iterator[tuple[str, str]]:
    """Every call of postlint that a CI service makes, with the heading that it stands under."""
    [job] = yaml.safe_load(snippet("GitHub Actions"))["jobs"].values()
    yield from (("GitHub Actions", step["run"]) for step in job["steps"] if "run" in step)
    [job] = yaml.safe_load(snippet("GitLab CI")).values()
    yield from (("GitLab CI", line) for line in job["script"])
    for step in yaml.safe_load(snippet("Azure Pipelines"))["steps"]:
        if "script" in step:
            yield "Azure Pipelines", step["script"]


CALLS = [(heading, line) for heading, line in commands() if not line.startswith("pip ")]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return make_site(tmp_path / "site")


@pytest.fixture
def faulty(site: Path) -> Path:
    (site / BAD).write_text(BAD_POST, encoding="utf-8")
    return site


def test_each_service_installs_postlint_and_calls_it_once() -> None:
    assert [line for _, line in commands() if line.startswith("pip ")] == ["pip install postlint"] * 3
    assert [heading for heading, _ in CALLS] == ["GitHub Actions", "GitLab CI", "Azure Pipelines"]


@pytest.mark.parametrize(("heading", "line"), CALLS)
def test_what_a_service_calls(faulty: Path, program: Path, heading: str, line: str) -> None:
    ended = run(faulty, program, *shlex.split(line))
    assert ended.returncode == 1
    assert ended.stdout
    (faulty / BAD).unlink()
    assert run(faulty, program, *shlex.split(line)).returncode == 0
    if heading == "GitLab CI":
        kept = yaml.safe_load(snippet(heading))["postlint"]["artifacts"]["reports"]["codequality"]
        assert json.loads((faulty / kept).read_text(encoding="utf-8")) == []


def test_the_hooks_for_pre_commit_are_there() -> None:
    [repository] = yaml.safe_load(snippet("pre-commit"))["repos"]
    offered = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    known = [hook["id"] for hook in offered]
    assert {hook["id"] for hook in repository["hooks"]} <= set(known)
    assert re.findall(r"^\| `(postlint[\w-]*)` \|", PAGE, re.MULTILINE) == known


def test_the_local_hook_is_that_of_the_manifest() -> None:
    [local] = [
        text
        for text in re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
        if "repo: local" in text
    ]
    [hook] = yaml.safe_load(local)["repos"][0]["hooks"]
    offered = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))[0]
    assert (hook["entry"], hook["require_serial"]) == (offered["entry"], offered["require_serial"])


def test_lefthook(faulty: Path, program: Path) -> None:
    command = yaml.safe_load(snippet("lefthook"))["pre-commit"]["commands"]["postlint"]["run"]

    def status(file: str) -> int:
        return run(
            faulty, program, *shlex.split(command.replace("{staged_files}", shlex.quote(file)))
        ).returncode

    assert status(BAD) == 1
    assert status(GOOD) == 0


def test_make(faulty: Path, program: Path) -> None:
    (faulty / "Makefile").write_text(snippet("make"))
    blocked = run(faulty, program, "make", "posts")
    assert blocked.returncode != 0
    assert BAD in blocked.stdout
    run(faulty, program, "make", "mended-posts")
    assert (faulty / BAD).read_text(encoding="utf-8") == BAD_POST.replace("Â£", "£")
    (faulty / BAD).unlink()
    assert run(faulty, program, "make", "posts").returncode == 0


def test_npm_does_not_build_a_faulty_site(faulty: Path, program: Path, tmp_path: Path) -> None:
    package: dict[str, Any] = json.loads(snippet("npm scripts"))
    package["scripts"]["build"] = "echo built"
    (faulty / "package.json").write_text(json.dumps(package), encoding="utf-8")
    quietly = {"npm_config_cache": str(tmp_path / "npm"), "npm_config_update_notifier": "false"}
    blocked = run(faulty, program, "npm", "run", "build", **quietly)
    assert blocked.returncode != 0
    assert BAD in blocked.stdout
    assert "\nbuilt\n" not in blocked.stdout
    run(faulty, program, "npm", "run", "posts:fix", **quietly)
    assert (faulty / BAD).read_text(encoding="utf-8") == BAD_POST.replace("Â£", "£")
    (faulty / BAD).unlink()
    assert run(faulty, program, "npm", "run", "build", **quietly).stdout.endswith("\nbuilt\n")


def test_lint_staged(faulty: Path, program: Path) -> None:
    [command] = json.loads(snippet("npm scripts"))["lint-staged"].values()
    assert run(faulty, program, *shlex.split(command), str(faulty / BAD)).returncode == 1
    assert run(faulty, program, *shlex.split(command), str(faulty / GOOD)).returncode == 0


def test_what_the_image_of_docker_runs(faulty: Path, program: Path) -> None:
    lines = dict(line.split(" ", 1) for line in snippet("Docker").splitlines())
    assert lines["FROM"].startswith("python:3.")
    assert lines["RUN"] == "pip install --no-cache-dir postlint"
    command = [*json.loads(lines["ENTRYPOINT"]), *json.loads(lines["CMD"])]
    assert run(faulty, program, *command).returncode == 1
    (faulty / BAD).unlink()
    assert run(faulty, program, *command).returncode == 0
