"""GitLab's code quality report.

https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model.digests import blake2b
from postlint.model.findings import Severity
from postlint.model.fingerprints import fingerprint, ordinals
from postlint.model.report import Crash, FileResult, Report
from postlint.reporters.checkout import crash_from_top, from_top, message_from_top
from postlint.reporters.json_shape import Shape, encode, with_commas
from postlint.reporters.style import Style
from postlint.reporters.visible import visible

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(report: Report, style: Style) -> Iterator[str]:
    """One array with an object for each finding, and for each rule that crashed."""
    yield "["
    yield from with_commas(map(encode, _shapes(report, style)))
    yield "]"


def _shapes(report: Report, style: Style) -> Iterator[Shape]:
    crashes = report.crashes
    marks = ordinals(f"{crash.path} {crash.rule}" for crash in crashes)
    for crash, (_, number) in zip(crashes, marks, strict=True):
        yield _crash(crash_from_top(crash, style), number)
    for result in report.results:
        yield from _of_file(result, style)


def _of_file(result: FileResult, style: Style) -> Iterator[Shape]:
    path = visible(from_top(result.path, style))
    marks = ordinals(map(fingerprint, result.diagnostics))
    for found, (mark, number) in zip(result.diagnostics, marks, strict=True):
        yield {
            "description": visible(f"{found.code} {message_from_top(found, style)}"),
            "check_name": found.name,
            "fingerprint": _unique(path, mark, number),
            "severity": _SEVERITIES[found.severity],
            "location": {
                "path": path,
                "lines": {"begin": found.place.start.line, "end": found.place.last_line},
            },
        }


def _crash(crash: Crash, number: int) -> Shape:
    """A rule that crashed on all posts together is put at the top of the checkout: a place has to be told."""
    path = visible(crash.path or ".")
    return {
        "description": visible(crash.said),
        "check_name": crash.rule,
        "fingerprint": _unique(path, f"crash of {crash.rule}", number),
        "severity": "critical",
        "location": {"path": path, "lines": {"begin": 1}},
    }


def _unique(*parts: object) -> str:
    """No two findings of a report may have the same one."""
    return blake2b(repr(parts).encode(), digest_size=16).hexdigest()
