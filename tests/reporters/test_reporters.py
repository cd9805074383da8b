"""What holds for every format."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest

from postlint import __version__
from postlint.model.findings import Diagnostic, RelatedPlace, Silenced, Silencer
from postlint.model.report import Crash, FileResult, Report
from postlint.model.text import Span
from postlint.reporters import REPORTERS
from postlint.reporters.style import Style


@pytest.mark.parametrize("name", REPORTERS)
def test_looks_as_it_did(
    name: str, report: Report, matches_snapshot: Callable[[str, list[str]], bool]
) -> None:
    lines = REPORTERS[name](report, Style(width=80))
    assert matches_snapshot(
        name, [line.replace(f'"version": "{__version__}"', '"version": "…"') for line in lines]
    )


@pytest.mark.parametrize("name", REPORTERS)
def test_a_hostile_post_neither_drives_the_terminal_nor_breaks_the_output(
    name: str, make_finding: Callable[..., Diagnostic]
) -> None:
    evil = "a\x1b]0;owned\x07\x9b\r\nb\u202e\u2028\udce9\ud800"
    finding = make_finding(evil.replace("\r\n", ""), Span(1, 5), evil, path=f"{evil}.md")
    crash = Crash(evil, evil, evil)
    silenced = (Silenced(finding, Silencer.COMMENT, evil),)
    result = FileResult(f"{evil}.md", (finding,), (crash,), silenced=silenced)
    report = Report((result,), (evil,), site_crashes=(crash,))
    lines = "".join(REPORTERS[name](report, Style()))
    assert lines.encode()
    for char in evil.replace("a", "").replace("b", "").replace("]0;owned", ""):
        assert char not in lines


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("full", "same title as sites/harbour/a b.md "),
        ("concise", "same title as sites/harbour/a b.md"),
        ("github", "same title as top/sites/harbour/a b.md"),
        ("json", '"same title as sites/harbour/a b.md"'),
        ("jsonl", '"same title as sites/harbour/a b.md"'),
        ("sarif", '"same title as top/sites/harbour/a b.md"'),
        ("gitlab", "same title as top/sites/harbour/a b.md"),
        ("junit", "same title as sites/harbour/a b.md"),
        ("checkstyle", "same title as sites/harbour/a b.md"),
        ("rdjson", "same title as sites/harbour/a b.md"),
        ("azure", "same title as top/sites/harbour/a b.md"),
        ("markdown", "same title as top/sites/harbour/a b.md"),
    ],
)
def test_another_post_is_named_so_that_it_can_be_opened(
    name: str, told: str, make_finding: Callable[..., Diagnostic]
) -> None:
    there = make_finding("a", Span(0, 1), path="sites/harbour/a b.md").place
    related = (RelatedPlace(there, "the first", site_path="a b.md"),)
    finding = make_finding(
        "a", Span(0, 1), "same title as a b.md", path="sites/harbour/b.md", related=related
    )
    report = Report((FileResult("sites/harbour/b.md", (finding,)),))
    assert told in "\n".join(REPORTERS[name](report, Style(base="top")))


@pytest.mark.parametrize("name", sorted(REPORTERS.keys() - {"full", "concise", "jsonl"}))
def test_a_rule_that_crashed_on_all_posts_is_put_on_no_post(name: str) -> None:
    crashes = Crash("duplicate-post", None, "KeyError: 'a'"), Crash("duplicate-title", None, "no")
    shown = "\n".join(REPORTERS[name](Report((), site_crashes=crashes), Style(base="docs")))
    assert "duplicate-post" in shown
    assert "docs/" not in shown
    assert "None" not in shown


@pytest.mark.parametrize("name", REPORTERS)
def test_an_empty_report_is_shown(name: str) -> None:
    assert "".join(REPORTERS[name](Report(()), Style())).count("\n") == 0


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("concise", "post.md:2:7: "),
        ("json", '"line": 2, "column": 7, "end_line": 2, "end_column": 11'),
        ("sarif", '"startLine": 2, "startColumn": 7, "endLine": 2, "endColumn": 11'),
        ("rdjson", '{"start": {"line": 2, "column": 12}, "end": {"line": 2, "column": 16}}'),
        ("checkstyle", 'line="2" column="7"'),
        ("azure", "linenumber=2;columnnumber=7;"),
        ("github", "line=2,endLine=2,col=7,endColumn=11"),
    ],
)
def test_columns_are_in_the_unit_of_the_format(
    name: str, unit: str, make_finding: Callable[..., Diagnostic]
) -> None:
    # an emoji of four bytes, an accent of two that stands alone, a space of two
    text = "one\n🎈e\u0301\u00a0a dull day\n"
    start = text.index("dull")
    report = Report((FileResult("post.md", (make_finding(text, Span(start, start + 4)),)),))
    assert unit in "\n".join(REPORTERS[name](report, Style()))


@pytest.mark.parametrize("name", sorted(REPORTERS.keys() - {"full", "concise"}))
def test_machine_formats_have_no_color(name: str, report: Report) -> None:
    assert list(REPORTERS[name](report, Style(color=True))) == list(REPORTERS[name](report, Style()))


def test_a_format_loads_only_what_it_needs() -> None:
    program = (
        "import sys\n"
        "from postlint.model.report import Report\n"
        "from postlint.reporters import REPORTERS, Style\n"
        "list(REPORTERS['concise'](Report(()), Style()))\n"
        "raise SystemExit('postlint.reporters.full' in sys.modules or 'json' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
