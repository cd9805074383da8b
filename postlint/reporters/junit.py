"""JUnit's XML: a suite for each file, so that files without findings count as tests that pass.

The elements and attributes are those of Jenkins' schema (https://github.com/jenkinsci/xunit-plugin,
`junit-10.xsd`) and one more: GitLab links a test to the `file` that its `<testcase>` names
(https://docs.gitlab.com/ci/testing/unit_test_reports/).
"""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model.findings import Diagnostic, Severity
from postlint.model.fingerprints import ordinals
from postlint.model.report import Crash, FileResult, Report
from postlint.reporters.message import message_of
from postlint.reporters.style import Style
from postlint.reporters.xml_text import attributes, xml_text


def render(report: Report, _style: Style) -> Iterator[str]:
    """A test case for each finding and one for each file without: errors and warnings have failed, an info
    passes and says its words, a rule that crashed is an error."""
    results = [*report.results]
    if report.site_crashes:
        results.insert(0, FileResult("", crashes=report.site_crashes))
    cases = sum(_cases(result) for result in results)
    failures, errors = sum(map(_failures, results)), sum(len(result.crashes) for result in results)
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f"<testsuites{attributes(name='postlint', tests=cases, failures=failures, errors=errors)}>"
    for result in results:
        yield from _suite(result)
    yield "</testsuites>"


def _suite(result: FileResult) -> Iterator[str]:
    counts = attributes(
        name=_suite_name(result),
        tests=_cases(result),
        failures=_failures(result),
        errors=len(result.crashes),
        skipped=0,
        time=0,
    )
    yield f"<testsuite{counts}>"
    names = _names(result)
    for crash in result.crashes:
        yield from _crashed(crash, next(names), result)
    for found in result.diagnostics:
        yield from _case(found, next(names), result)
    if not (result.crashes or result.diagnostics):
        yield f"<testcase{_named('no findings', result)}/>"
    yield "</testsuite>"


def _suite_name(result: FileResult) -> str:
    return result.path or "the posts of the site"


def _cases(result: FileResult) -> int:
    return len(result.crashes) + len(result.diagnostics) or 1


def _failures(result: FileResult) -> int:
    return sum(found.severity is not Severity.INFO for found in result.diagnostics)


def _names(result: FileResult) -> Iterator[str]:
    """The names of a suite's crashes and findings: of those with one name, GitLab takes only the first."""
    names = [f"rule {crash.rule}" for crash in result.crashes]
    for found in result.diagnostics:
        start = found.place.start
        names.append(f"{found.code} {found.name} ({start.line}:{start.column})")
    for name, number in ordinals(names):
        yield name if number == 1 else f"{name} #{number}"


def _case(found: Diagnostic, name: str, result: FileResult) -> Iterator[str]:
    start = found.place.start
    said = message_of(found)
    where = f"{found.path}:{start.line}:{start.column}: {found.severity.value}: {found.code} {said}"
    yield f"<testcase{_named(name, result)}>"
    if found.severity is Severity.INFO:
        yield f"<system-out>{xml_text(where)}</system-out>"
    else:
        yield f"<failure{attributes(message=said, type=found.severity.value)}>{xml_text(where)}</failure>"
    yield "</testcase>"


def _crashed(crash: Crash, name: str, result: FileResult) -> Iterator[str]:
    yield f"<testcase{_named(name, result)}>"
    yield f"<error{attributes(message=crash.said, type='crash')}/>"
    yield "</testcase>"


def _named(name: str, result: FileResult) -> str:
    file = {"file": result.path} if result.path else {}
    return attributes(name=name, classname=_suite_name(result), **file, time=0)
