"""The table of `--statistics`."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from postlint.model.findings import Diagnostic, Edit, Fix, Severity
from postlint.model.report import FileResult, Report
from postlint.model.text import Span
from postlint.reporters.statistics import statistics, statistics_json
from postlint.reporters.style import Style


@pytest.fixture
def many(make_finding: Callable[..., Diagnostic]) -> Report:
    fix = Fix("mend it", (Edit(Span(0, 1), "b"),), safe=True)
    findings = (
        make_finding("a", Span(0, 1)),
        make_finding("a", Span(0, 1), rule="IM401 missing-image", severity=Severity.ERROR),
        make_finding("a", Span(0, 1), severity=Severity.INFO),
        *(make_finding("a", Span(0, 1), rule="EN501 mojibake", fix=fix) for _ in range(11)),
        make_finding("a", Span(0, 1), rule="EN501 mojibake"),
    )
    return Report((FileResult("post.md", findings),))


def test_the_most_frequent_come_first(many: Report) -> None:
    assert list(statistics(many, Style())) == [
        "count  code   name           severity  fixable",
        "   12  EN501  mojibake       warning        11",
        "    1  IM401  missing-image  error           0",
        "    1  TX701  filler-phrase  warning         0",
        "    1  TX701  filler-phrase  info            0",
    ]


def test_color_changes_no_width(many: Report) -> None:
    assert list(statistics(many, Style(color=True)))[1] == (
        "   12  EN501  mojibake       \x1b[1;33mwarning \x1b[0m       11"
    )


def test_no_findings_make_no_table() -> None:
    assert list(statistics(Report(()), Style())) == []


def test_json_has_the_same_numbers(many: Report) -> None:
    (line,) = statistics_json(many, Style())
    assert json.loads(line)["statistics"][0] == {
        "code": "EN501",
        "name": "mojibake",
        "severity": "warning",
        "count": 12,
        "fixable": 11,
    }
