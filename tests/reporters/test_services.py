"""Reports for services that show them: GitLab, readers of JUnit and Checkstyle, reviewdog, Azure."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pytest
from junitparser import JUnitXml

from postlint.model.findings import Diagnostic, Edit, Fix, Severity
from postlint.model.report import Crash, FileResult, Report
from postlint.model.text import Span
from postlint.reporters import REPORTERS
from postlint.reporters.style import Style

Make = Callable[..., Diagnostic]


#: for each element, from `junit-10.xsd` of Jenkins' xunit plugin: what may stand in it, the attributes that
#: it must have and those that it may have. `file` of a test case is GitLab's alone
JUNIT: dict[str, tuple[set[str], set[str], set[str]]] = {
    "testsuites": ({"testsuite"}, set(), {"name", "time", "tests", "failures", "errors"}),
    "testsuite": (
        {"testsuite", "properties", "testcase", "system-out", "system-err"},
        {"name", "tests", "failures", "errors"},
        {"group", "time", "skipped", "timestamp", "hostname", "id", "package", "file", "log", "url"},
    ),
    "testcase": (
        {"skipped", "error", "failure", "system-out", "system-err"},
        {"name"},
        {"time", "classname", "group", "file"},
    ),
    "failure": (set(), set(), {"type", "message"}),
    "error": (set(), set(), {"type", "message"}),
    "system-out": (set(), set(), set()),
}


def written(name: str, report: Report, style: Style | None = None) -> str:
    return "\n".join(REPORTERS[name](report, style or Style()))


def one_file(*found: Diagnostic, path: str = "post.md") -> Report:
    return Report((FileResult(path, found),))


# --- GitLab ----------------------------------------------------------------------------------------


def test_gitlab_gets_what_it_requires(report: Report) -> None:
    for issue in json.loads(written("gitlab", report)):
        assert issue.keys() >= {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert not issue["location"]["path"].startswith(("./", "/"))
        assert issue["location"]["lines"]["begin"] >= 1


def test_gitlab_gets_an_empty_array_when_nothing_is_found() -> None:
    assert json.loads(written("gitlab", Report(()))) == []


def test_gitlabs_fingerprints_are_unique_and_stay(make_finding: Make) -> None:
    def marks(text: str, *starts: int) -> list[str]:
        found = (make_finding(text, Span(start, start + 1)) for start in starts)
        other = make_finding("a", Span(0, 1), path="other.md")
        report = Report((FileResult("post.md", tuple(found)), FileResult("other.md", (other,))))
        return [issue["fingerprint"] for issue in json.loads(written("gitlab", report))]

    before = marks("a\na\n", 0, 2)
    assert len(set(before)) == 3
    assert marks("\n\na\nb\na\n", 2, 6) == before


def test_gitlabs_lines_end_where_the_text_does(make_finding: Make) -> None:
    (issue,) = json.loads(written("gitlab", one_file(make_finding("one\ntwo\n", Span(0, 4)))))
    assert issue["location"]["lines"] == {"begin": 1, "end": 1}


def test_gitlabs_fingerprints_of_crashes_are_unique() -> None:
    crash = Crash("duplicate-post", None, "KeyError: 'a'")
    on_post = crash._replace(path="post.md")
    result = FileResult("post.md", crashes=(on_post, on_post))
    # of two sites in one run
    issues = json.loads(written("gitlab", Report((result,), site_crashes=(crash, crash))))
    assert len({issue["fingerprint"] for issue in issues}) == 4
    assert [issue["location"]["path"] for issue in issues] == ["post.md", "post.md", ".", "."]


# --- JUnit and Checkstyle ---------------------------------------------------------------------------


def test_a_reader_of_junit_counts_files_without_findings_as_passed(report: Report) -> None:
    suites = JUnitXml.fromstring(written("junit", report).encode())
    assert (suites.tests, suites.failures, suites.errors) == (9, 6, 1)
    assert [(suite.name, len(list(suite)), suite.failures) for suite in suites] == [
        ("_posts/2025-02-28-ferry.md", 5, 5),
        ("_posts/2025-02-28-clean.md", 1, 0),
        ("_posts/2025-03-01-港.md", 3, 1),
    ]
    cases = {case.name: case for suite in suites for case in suite}
    assert cases["no findings"].is_passed
    assert cases["ZZ704 empty-claim (5:25)"].is_passed
    assert not cases["ZZ201 impossible-date (3:7)"].is_passed


def test_junit_has_what_the_schema_of_jenkins_has(report: Report) -> None:
    report = report._replace(site_crashes=(Crash("duplicate-post", None, "KeyError: 'a'"),))
    root = ElementTree.fromstring(written("junit", report).encode())
    for element in root.iter():
        children, required, optional = JUNIT[element.tag]
        assert {child.tag for child in element} <= children
        assert required <= set(element.keys()) <= required | optional
    assert root.tag == "testsuites"


def test_junits_names_are_unique_and_only_posts_are_files(make_finding: Make) -> None:
    twice = make_finding("a", Span(0, 1)), make_finding("a", Span(0, 1), "something else")
    crash = Crash("broken-rule", "post.md", "ValueError: no")
    result = FileResult("post.md", twice, (crash, crash))
    site_crash = Crash("duplicate-post", None, "KeyError: 'a'")
    page = written("junit", Report((result,), site_crashes=(site_crash, site_crash)))
    cases = [case.attrib for case in ElementTree.fromstring(page.encode()).iter("testcase")]
    assert [(case["classname"], case["name"], case.get("file")) for case in cases] == [
        ("the posts of the site", "rule duplicate-post", None),
        ("the posts of the site", "rule duplicate-post #2", None),
        ("post.md", "rule broken-rule", "post.md"),
        ("post.md", "rule broken-rule #2", "post.md"),
        ("post.md", "TX701 filler-phrase (1:1)", "post.md"),
        ("post.md", "TX701 filler-phrase (1:1) #2", "post.md"),
    ]


def test_crashes_of_rules_across_posts_are_told(make_finding: Make) -> None:
    crash = Crash("duplicate-post", None, "KeyError: 'a'")
    report = one_file(make_finding("a", Span(0, 1)))._replace(site_crashes=(crash,))
    suites = JUnitXml.fromstring(written("junit", report).encode())
    assert suites.errors == 1
    (error,) = [
        error
        for error in ElementTree.fromstring(written("checkstyle", report)).iter("error")
        if error.get("severity") == "error"
    ]
    assert error.get("message") == "rule duplicate-post crashed on the posts of the site: KeyError: 'a'"


@pytest.mark.parametrize("name", ["junit", "checkstyle"])
def test_no_text_breaks_the_xml(name: str, make_finding: Make) -> None:
    said = "a<b> & \"c\" 'd' ]]> \x00\x08\ufffe\uffff\ud800\udce9 é 🎈"
    found = make_finding("a", Span(0, 1), said, path=f"{said}.md")
    tree = ElementTree.fromstring(written(name, one_file(found, path=found.path)).encode())
    told = " ".join(value for element in tree.iter() for value in element.attrib.values())
    assert "a<b> & \"c\" 'd' ]]> <U+0000><U+0008><U+FFFE><U+FFFF><U+D800><0xE9> é 🎈" in told


# --- reviewdog --------------------------------------------------------------------------------------


def suggestions_of(text: str, *edits: Edit, make_finding: Make) -> Any:
    found = make_finding(text, Span(0, 1), fix=Fix("mend it", edits, safe=True))
    (shape,) = json.loads(written("rdjson", one_file(found)))["diagnostics"]
    return shape.get("suggestions")


def test_reviewdog_gets_a_suggestion_that_it_can_apply(make_finding: Make) -> None:
    text = "é🎈 two two"
    (suggestion,) = suggestions_of(text, Edit(Span(6, 10), ""), make_finding=make_finding)
    start, end = (suggestion["range"][side]["column"] - 1 for side in ("start", "end"))
    raw = text.encode()
    assert raw[:start] + suggestion["text"].encode() + raw[end:] == "é🎈 two".encode()


@pytest.mark.parametrize(
    "edits",
    [
        pytest.param((Edit(Span(0, 1), ""), Edit(Span(2, 3), "")), id="two-edits"),
        pytest.param((Edit(Span(0, 1), "\udce9"),), id="no-utf-8"),
    ],
)
def test_reviewdog_gets_no_half_of_a_fix(edits: tuple[Edit, ...], make_finding: Make) -> None:
    assert suggestions_of("a b c", *edits, make_finding=make_finding) is None


# --- Azure ------------------------------------------------------------------------------------------


def test_azures_commands_are_escaped(make_finding: Make) -> None:
    found = make_finding("a", Span(0, 1), "100%; [x]\n##vso[task.setvariable variable=a]b", path="a;b].md")
    (line,) = written("azure", one_file(found, path=found.path)).splitlines()
    assert line == (
        "##vso[task.logissue type=warning;sourcepath=a%3Bb%5D.md;linenumber=1;columnnumber=1;code=TX701;]"
        "TX701 100%AZP25; [x]<U+000A><U+0023>#vso[task.setvariable variable=a]b"
    )


@pytest.mark.parametrize("severity", Severity)
@pytest.mark.parametrize(
    "said", ["`##vso[task.setvariable variable=X]Y`", "##VSO[a]", "###vso[a]b", "##[error]no", "##\x00vso[a]"]
)
def test_a_post_cannot_give_azure_commands(make_finding: Make, severity: Severity, said: str) -> None:
    found = make_finding("a", Span(0, 1), said, path=f"{said}.md", severity=severity)
    crash = Crash(said, f"{said}.md", said)
    report = Report((FileResult(found.path, (found,), (crash,)),), site_crashes=(crash,))
    for line in written("azure", report).splitlines():
        of_ours = line.removeprefix("##vso[task.logissue ").lower()
        assert "##[" not in of_ours
        assert "##vso[" not in of_ours
        assert "<U+" in line


# --- the page of a job ------------------------------------------------------------------------------


def test_a_jobs_page_links_to_the_lines(make_finding: Make) -> None:
    found = make_finding("a", Span(0, 1), path="_posts/é b.md")
    page = written(
        "markdown", one_file(found, path=found.path), Style(files="https://example.net/blob/1f/", base="s")
    )
    assert "[s/\\_posts/é b.md:1:1](https://example.net/blob/1f/s/_posts/%C3%A9%20b.md?plain=1#L1)" in page


def test_a_jobs_page_says_how_many_it_leaves_out(make_finding: Make) -> None:
    found = [make_finding("a", Span(0, 1), f"number {number}") for number in range(103)]
    worst = make_finding("a", Span(0, 1), "the worst", severity=Severity.ERROR)
    page = written("markdown", one_file(*found, worst))
    assert page.count("| ⚠️ warning |") == 99
    assert "| ❌ error | TX701 the worst |" in page
    assert "\n100 of 104 shown, the worst first.\n" in page
    more = written("markdown", one_file(*found * 20))
    assert "\n100 of 2,060 shown, the worst first.\n" in more


def test_a_post_cannot_write_on_the_page(make_finding: Make) -> None:
    found = make_finding("a", Span(0, 1), "<img src=x> | [b](c) **d** @team #1")
    page = written("markdown", one_file(found))
    assert r"\<img src=x\> \| \[b\](c) \*\*d\*\* \@team \#1 |" in page


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("`author` is missing", "`author` is missing"),
        ("`a_b` and `c*d`, not e_f", r"`a_b` and `c*d`, not e\_f"),
        ("`<b>` is no [tag]", r"`<b>` is no \[tag\]"),
        ("the tag `a`b`", r"the tag \`a\`b\`"),
        ("the tag `a|b`", r"the tag \`a\|b\`"),
        ("the tag `a\\`", r"the tag \`a\\\`"),
        ("the tag ``a``", r"the tag \`\`a\`\`"),
        ("`a``b` |", r"\`a\`\`b\` \|"),
        ("`a` and \\", r"`a` and \\"),
        ("`a\n|b`", r"\`a\<U+000A\>\|b\`"),
        ("no code", "no code"),
    ],
)
def test_names_between_backticks_are_code_where_that_is_safe(
    make_finding: Make, said: str, shown: str
) -> None:
    page = written("markdown", one_file(make_finding("a", Span(0, 1), said)))
    assert page.endswith(f"| post.md:1:1 | ⚠️ warning | TX701 {shown} |")


@pytest.mark.parametrize("path", ["/srv/x.md", "../other/x.md"])
def test_a_jobs_page_has_no_links_to_what_is_outside_of_the_checkout(make_finding: Make, path: str) -> None:
    found = make_finding("a", Span(0, 1), path=path)
    page = written("markdown", one_file(found, path=path), Style(files="https://example.net/blob/1f/"))
    assert f"| {path}:1:1 | " in page
    assert "](" not in page


def test_a_jobs_page_names_a_crash_as_findings_are_named() -> None:
    crash = Crash("broken-rule", "post.md", "ValueError: `no`")
    page = written("markdown", Report((FileResult("post.md", crashes=(crash,)),)), Style(base="docs"))
    assert page.endswith(r"- rule broken-rule crashed on docs/post.md: ValueError: \`no\`")
