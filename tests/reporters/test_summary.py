"""The words that close a run."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from postlint.model.findings import Diagnostic, Edit, Fix, Severity
from postlint.model.report import Crash, FileResult, Report
from postlint.model.text import Span
from postlint.reporters.style import Style
from postlint.reporters.summary import remarks, summary

Make = Callable[..., Diagnostic]

CRASH = Crash("broken-rule", "a.md", "ValueError: no \x1b[1m")


def fix(*, safe: bool) -> Fix:
    return Fix("mend it", (Edit(Span(0, 1), "b"),), safe=safe)


@pytest.mark.parametrize(
    ("checked", "expected"),
    [(0, "checked no files"), (1, "checked 1 file: all good"), (12, "checked 12 files: all good")],
)
def test_nothing_found(checked: int, expected: str) -> None:
    assert summary(Report(()), checked) == expected


def test_findings_are_counted_by_severity_and_post(make_finding: Make) -> None:
    error = make_finding("a", Span(0, 1), severity=Severity.ERROR)
    warning = make_finding("a", Span(0, 1))
    results = (FileResult("a.md", (error, warning, error)), FileResult("b.md"), FileResult("c.md", (error,)))
    assert summary(Report(results), 12) == "checked 12 files: 3 errors, 1 warning in 2 of them"


def test_one_post_is_not_counted_twice(make_finding: Make) -> None:
    info = make_finding("a", Span(0, 1), severity=Severity.INFO)
    assert summary(Report((FileResult("a.md", (info,)),)), 1) == "checked 1 file: 1 info"


@pytest.mark.parametrize(
    ("named", "checked", "expected"),
    [
        (1, 3, "checked 3 files: 2 infos in 1 of them and 1 other file"),
        (0, 3, "checked 3 files: 1 info in 1 other file"),
        (1, 1, "checked 1 file: 2 infos in it and 1 other file"),
        (0, 1, "checked 1 file: 1 info in 1 other file"),
    ],
)
def test_posts_that_were_not_named_are_counted_apart(
    make_finding: Make, named: int, checked: int, expected: str
) -> None:
    found = (make_finding("a", Span(0, 1), severity=Severity.INFO),)
    results = [FileResult(f"{number}.md", found) for number in range(named)]
    other = FileResult("other.md", found, is_context=True)
    assert summary(Report((*results, other)), checked) == expected


@pytest.mark.parametrize(
    ("safe", "unsafe", "expected"),
    [
        (1, 0, "1 can be fixed with --fix"),
        (2, 0, "2 can be fixed with --fix"),
        (0, 3, "3 can be fixed with --fix --unsafe-fixes"),
        (2, 1, "2 can be fixed with --fix, 1 more with --fix --unsafe-fixes"),
    ],
)
def test_fixes_are_promised_by_kind(make_finding: Make, safe: int, unsafe: int, expected: str) -> None:
    findings = [make_finding("a", Span(0, 1), fix=fix(safe=True)) for _ in range(safe)]
    findings += [make_finding("a", Span(0, 1), fix=fix(safe=False)) for _ in range(unsafe)]
    told = summary(Report((FileResult("a.md", tuple(findings)),)), 5)
    assert told.partition("; ")[2] == expected


def test_a_crash_is_never_all_good() -> None:
    assert summary(Report((FileResult("a.md", (), (CRASH,)),)), 3) == "checked 3 files: 1 rule crashed"


def test_remarks_are_safe_to_print() -> None:
    report = Report((FileResult("a.md", (), (CRASH,)),), ("left out: a\x1b.md",))
    assert list(remarks(report, Style())) == [
        "note: left out: a<U+001B>.md",
        "error: rule broken-rule crashed on a.md: ValueError: no <U+001B>[1m",
    ]
    assert next(remarks(report, Style(color=True))) == "\x1b[1;34mnote\x1b[0m: left out: a<U+001B>.md"
