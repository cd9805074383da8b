"""`--output-format FORMAT[=FILE]`, several times in one run."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from cli.conftest import CLEAN, WITHOUT_AUTHOR, Call


@pytest.fixture
def site(folder: Path) -> Path:
    (folder / "news.md").write_text(WITHOUT_AUTHOR)
    return folder


def test_one_run_writes_several_reports(postlint: Call, site: Path) -> None:
    outputs = ("sarif=out/report.sarif", "gitlab=gitlab.json", "concise")
    words = [word for output in outputs for word in ("--output-format", output)]
    outcome = postlint("check", *words)
    assert (outcome.status, outcome.out.count("\n")) == (1, 1)
    (run,) = json.loads((site / "out" / "report.sarif").read_text())["runs"]
    assert [result["ruleId"] for result in run["results"]] == ["SC101"]
    assert len(json.loads((site / "gitlab.json").read_text())) == 1


def test_reports_are_written_again_by_a_run_that_finds_nothing_new(postlint: Call, site: Path) -> None:
    for _ in range(2):
        assert postlint("check", "--output-format", "json=report.json").status == 1
        assert json.loads((site / "report.json").read_text())["files"] == 1
        (site / "report.json").unlink()


def test_files_alone_leave_standard_output_empty(postlint: Call, site: Path) -> None:
    outcome = postlint("check", "--output-format", "json=report.json")
    assert (outcome.status, outcome.out) == (1, "")
    assert outcome.err.startswith("checked 1 file: 1 error")
    assert (site / "report.json").exists()


def test_a_dash_is_standard_output(postlint: Call, site: Path) -> None:  # noqa: ARG001
    assert postlint("check", "--output-format", "jsonl=-").out.startswith('{"path": "news.md"')


def test_a_report_is_in_colour_only_where_that_is_asked_for(
    postlint: Call, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    postlint("check", "--output-format", "full=report.txt")
    assert "\x1b" not in (site / "report.txt").read_text()
    postlint("check", "--output-format", "full=report.txt", "--color", "always")
    assert "\x1b" in (site / "report.txt").read_text()


def test_a_report_that_cannot_be_written_is_told_and_the_rest_is_written(postlint: Call, site: Path) -> None:
    (site / "here").write_text("a file")
    outcome = postlint("check", "--output-format", "sarif=here/report.sarif", "--output-format", "concise")
    assert outcome.status == 2
    assert "postlint: cannot write here/report.sarif: " in outcome.err
    assert outcome.out.startswith("news.md:")


def test_what_fixes_leave_is_reported(postlint: Call, site: Path) -> None:
    (site / "news.md").write_text(WITHOUT_AUTHOR.replace("ten years", "ten years and Â£5"))
    postlint("check", "--fix", "--output-format", "json=report.json")
    findings = json.loads((site / "report.json").read_text())["findings"]
    assert [finding["code"] for finding in findings] == ["SC101"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["sarf"], "no output format “sarf”; did you mean sarif?"),
        (["toml"], "no output format “toml”: the formats are full, concise, json"),
        (["sarif="], "no file behind the = in sarif="),
        (["full", "json"], "two output formats for standard output"),
        (["sarif=a", "json=a"], "two output formats for a: each needs a file of its own"),
        (["=a"], "no output format before the = in =a"),
        ([""], "an empty output format"),
    ],
)
def test_a_mistake_is_told(postlint: Call, folder: Path, words: list[str], said: str) -> None:  # noqa: ARG001
    outcome = postlint("check", *(each for word in words for each in ("--output-format", word)))
    assert outcome.status == 2
    assert outcome.err.startswith(f"postlint: {said}")
    assert outcome.err.count("\n") == 1


@pytest.mark.parametrize("outputs", [["sarif"], ["sarif=a.sarif"], ["json=a.json", "sarif"]])
def test_statistics_are_a_table_or_json(
    postlint: Call,
    site: Path,  # noqa: ARG001
    outputs: list[str],
) -> None:
    words = [word for output in outputs for word in ("--output-format", output)]
    outcome = postlint("check", "--statistics", *words)
    assert (outcome.status, outcome.err) == (
        2,
        "postlint: --statistics counts in a table or as JSON, and not as sarif\n",
    )


def test_statistics_go_to_files_too(postlint: Call, site: Path) -> None:
    words = ("--output-format", "full", "--output-format", "json=counts.json")
    outcome = postlint("check", "--statistics", *words)
    assert outcome.status == 1
    assert "1  SC101" in outcome.out
    [count] = json.loads((site / "counts.json").read_text())["statistics"]
    assert (count["code"], count["count"]) == ("SC101", 1)


_COMMAND = "##vso[task.complete]"


@pytest.mark.skipif(sys.platform == "win32", reason="a name there has no colon")
@pytest.mark.parametrize("output", ["full", "concise", "azure"])
@pytest.mark.parametrize("service", ["TF_BUILD", "GITHUB_ACTIONS"])
def test_no_post_gives_commands_to_a_ci_service(
    postlint: Call, folder: Path, monkeypatch: pytest.MonkeyPatch, output: str, service: str
) -> None:
    monkeypatch.setenv(service, "true")
    (folder / "::set-output::.md").write_text(CLEAN.replace("2025-04-02", f"'{_COMMAND}'"))
    (folder / "file").write_text("")
    outcome = postlint(
        "check", "--output-format", output, "--output-format", f"json=file/{_COMMAND}\x1b.json"
    )
    said = f"{outcome.out}{outcome.err}"
    assert "<U+0023>#vso[" in outcome.out
    assert "postlint: cannot write file/<U+0023>#vso[task.complete]<U+001B>.json: " in outcome.err
    assert _COMMAND not in said
    assert "\x1b" not in said
    assert not [line for line in said.splitlines() if line.startswith("::set-output")]


def test_people_at_a_terminal_see_what_a_post_says(postlint: Call, folder: Path) -> None:
    (folder / "news.md").write_text(WITHOUT_AUTHOR.replace("date: 2025-04-02", f"date: '{_COMMAND}'"))
    assert _COMMAND in postlint("check").out
