"""Annotations that the runner accepts, the worst first."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from postlint.model.findings import Diagnostic, Edit, Fix, Severity
from postlint.model.report import Crash, FileResult, Report
from postlint.model.text import Span
from postlint.reporters import REPORTERS
from postlint.reporters.style import Style

Make = Callable[..., Diagnostic]


def annotate(*findings: Diagnostic) -> list[str]:
    results = tuple(FileResult(finding.path, (finding,)) for finding in findings)
    return list(REPORTERS["github"](Report(results), Style()))


def test_message_and_properties_are_escaped(make_finding: Make) -> None:
    fix = Fix("write 100%", (Edit(Span(0, 1), "b"),), safe=True)
    finding = make_finding("a", Span(0, 1), "50% off: now, or\x1b never", path="a,b:c%.md", fix=fix)
    (line,) = annotate(finding)
    assert line == (
        "::warning file=a%2Cb%3Ac%25.md,line=1,endLine=1,col=1,endColumn=2,title=TX701 filler-phrase::"
        "a,b:c%25.md:1:1: TX701 50%25 off: now, or<U+001B> never%0Ahelp: write 100%25"
    )


def test_a_post_cannot_give_commands(make_finding: Make) -> None:
    (line,) = annotate(make_finding("a", Span(0, 1), "x\n::stop-commands::y", path="a\n::error::.md"))
    assert "\n" not in line
    assert line.startswith("::warning file=a<U+000A>%3A%3Aerror%3A%3A.md,")


@pytest.mark.parametrize(
    ("span", "where"),
    [
        pytest.param(Span(0, 3), "line=1,endLine=1,col=1,endColumn=4", id="one-line"),
        pytest.param(Span(1, 1), "line=1,endLine=1,col=2,endColumn=2", id="insertion"),
        pytest.param(Span(1, 6), "line=1,endLine=2", id="many-lines"),
        pytest.param(Span(1, 4), "line=1,endLine=1", id="up-to-the-line-break"),
    ],
)
def test_columns_are_for_one_line_only(make_finding: Make, span: Span, where: str) -> None:
    (line,) = annotate(make_finding("one\ntwo\n", span))
    assert line.startswith(f"::warning file=post.md,{where},title=")


@pytest.mark.parametrize(
    ("path", "base", "expected"),
    [
        ("./_posts/a.md", "", "_posts/a.md"),
        ("_posts/a.md", "site", "site/_posts/a.md"),
        ("../a.md", "site/docs", "site/a.md"),
        ("/srv/site/a.md", "site", "/srv/site/a.md"),
        ("/home/me/top/site/a.md", "site", "site/a.md"),
        ("/home/me/top.md", "", "/home/me/top.md"),
    ],
)
def test_paths_begin_at_the_top_of_the_checkout(
    make_finding: Make, path: str, base: str, expected: str
) -> None:
    report = Report((FileResult(path, (make_finding("a", Span(0, 1), path=path),)),))
    (line,) = REPORTERS["github"](report, Style(base=base, top="/home/me/top"))
    assert line.startswith(f"::warning file={expected},")


def test_the_worst_come_first_and_crashes_before_all(make_finding: Make) -> None:
    findings = tuple(
        make_finding("a", Span(0, 1), severity=severity)
        for severity in (Severity.INFO, Severity.WARNING, Severity.ERROR, Severity.WARNING)
    )
    crash = Crash("broken-rule", "post.md", "ValueError: no")
    report = Report((FileResult("post.md", findings, (crash,)),))
    lines = list(REPORTERS["github"](report, Style()))
    assert [line.partition(" ")[0] for line in lines] == [
        "::error",
        "::error",
        "::warning",
        "::warning",
        "::notice",
    ]
    assert lines[0].endswith("::rule broken-rule crashed on post.md: ValueError: no")


@pytest.mark.parametrize(
    ("severity", "count", "told"),
    [
        pytest.param(Severity.ERROR, 10, None, id="ten-errors"),
        pytest.param(Severity.ERROR, 11, "1 more not annotated", id="eleven-errors"),
        pytest.param(Severity.WARNING, 25, "15 more not annotated", id="many-warnings"),
        pytest.param(Severity.INFO, 10, None, id="ten-infos"),
        pytest.param(Severity.INFO, 11, "2 more not annotated", id="eleven-infos"),
    ],
)
def test_what_github_will_not_show_is_told(
    make_finding: Make, severity: Severity, count: int, told: str | None
) -> None:
    lines = annotate(*(make_finding("a", Span(0, 1), severity=severity) for _ in range(count)))
    notices = [line for line in lines if line.startswith("::notice title=postlint::")]
    assert [notice.partition(",")[0].rpartition("::")[2] for notice in notices] == ([told] if told else [])
    assert len(lines) == count + len(notices)


def test_the_telling_notice_is_among_those_shown(make_finding: Make) -> None:
    lines = annotate(*(make_finding("a", Span(0, 1), severity=Severity.INFO) for _ in range(30)))
    assert lines[0].startswith("::notice title=postlint::")


def test_crashes_take_the_place_of_errors_and_the_notice_that_of_an_info(make_finding: Make) -> None:
    def some(severity: Severity, count: int) -> tuple[Diagnostic, ...]:
        return tuple(make_finding("a", Span(0, 1), severity=severity) for _ in range(count))

    crashes = tuple(Crash(f"rule-{number}", "post.md", "ValueError: no") for number in range(3))
    found = (*some(Severity.INFO, 10), *some(Severity.ERROR, 9))
    report = Report((FileResult("post.md", found, crashes),), site_crashes=(Crash("all", None, "no"),))
    lines = list(REPORTERS["github"](report, Style()))
    levels = [line.partition(" ")[0] for line in lines]
    assert levels == ["::error"] * 13 + ["::notice"] * 11
    assert ["crashed" in line for line in lines[:5]] == [True, True, True, True, False]
    # three errors, and the info that gives its place to the notice
    assert lines[13].startswith("::notice title=postlint::4 more not annotated")


def test_a_rule_that_crashed_on_all_posts_names_no_file() -> None:
    report = Report((), site_crashes=(Crash("duplicate-post", None, "KeyError: 'a'"),))
    (line,) = REPORTERS["github"](report, Style(base="docs"))
    said = "rule duplicate-post crashed on the posts of the site: KeyError: 'a'"
    assert line == f"::error title=duplicate-post crashed::{said}"
