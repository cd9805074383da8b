"""Workflow commands that GitHub turns into annotations on the lines of a pull request.

The syntax and its escapes are those of `actions/toolkit`, `packages/core/src/command.ts`.
"""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model.findings import Diagnostic, Severity
from postlint.model.report import Crash, Report
from postlint.reporters.checkout import from_top
from postlint.reporters.message import message_of
from postlint.reporters.style import Style
from postlint.reporters.visible import visible

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}

#: GitHub shows ten of each level per step (actions/toolkit, docs/problem-matchers.md); one of the
#: ten notices is ours, to tell how many findings were left out
_LIMITS = {Severity.ERROR: 10, Severity.WARNING: 10, Severity.INFO: 9}


def render(report: Report, style: Style) -> Iterator[str]:
    """A command per finding, errors first, since only the first ten of each level are shown.

    A notice that tells how many are not shown comes before the other notices, where it is shown
    itself. The message repeats the place, because the log of the step shows nothing else of it.
    """
    levels: dict[Severity, list[str]] = {severity: [] for severity in Severity}
    for crash in report.crashes:
        levels[Severity.ERROR].append(_crash(crash, style))
    for result in report.results:
        path = from_top(result.path, style)
        for found in result.diagnostics:
            levels[found.severity].append(_finding(found, path, style))
    left_out = sum(max(0, len(levels[severity]) - limit) for severity, limit in _LIMITS.items())
    yield from levels[Severity.ERROR]
    yield from levels[Severity.WARNING]
    if left_out:
        told = "1 finding is" if left_out == 1 else f"{left_out} findings are"
        yield _command(
            Severity.INFO,
            {"title": "postlint"},
            f"{told} not annotated, since GitHub shows ten per level; the log of this step has them all",
        )
    yield from levels[Severity.INFO]


def _finding(found: Diagnostic, path: str, style: Style) -> str:
    start, end = found.place.start, found.place.end
    where = {"file": path, "line": str(start.line)}
    # the runner refuses columns on a range of lines, and an end that comes before the start
    if start.line == end.line:
        # nobody documents whether the end counts; other linters send it exclusive
        where |= {"endLine": str(end.line), "col": str(start.column), "endColumn": str(end.column)}
    else:
        where |= {"endLine": str(end.line - (end.column == 1))}
    said = message_of(found, lambda other: from_top(other, style))
    message = f"{path}:{start.line}:{start.column}: {found.code} {said}"
    if found.fix is not None:
        message += f"\nhelp: {found.fix.title}"
    return _command(found.severity, where | {"title": f"{found.code} {found.name}"}, message)


def _crash(crash: Crash, style: Style) -> str:
    path = from_top(crash.path, style)
    message = f"rule {crash.rule} crashed on {path}: {crash.error}"
    return _command(Severity.ERROR, {"file": path, "title": f"{crash.rule} crashed"}, message)


def _command(severity: Severity, properties: dict[str, str], message: str) -> str:
    listed = ",".join(f"{key}={_escaped_property(value)}" for key, value in properties.items())
    return f"::{_COMMANDS[severity]} {listed}::{_escaped(message)}"


def _escaped(text: str) -> str:
    lines = text.replace("%", "%25").split("\n")
    return "%0A".join(visible(line) for line in lines)


def _escaped_property(value: str) -> str:
    return visible(value.replace("%", "%25")).replace(":", "%3A").replace(",", "%2C")
