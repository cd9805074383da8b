"""Workflow commands that GitHub turns into annotations on the lines of a pull request.

The syntax and its escapes are those of `actions/toolkit`, `packages/core/src/command.ts`. In a line that is a
command, the runner looks for no other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from postlint.model.findings import Diagnostic, Severity
from postlint.model.report import Crash, Report
from postlint.reporters.checkout import crash_from_top, from_top, message_from_top
from postlint.reporters.style import Style
from postlint.reporters.visible import visible

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}

#: GitHub shows so many of each level per step (actions/toolkit, docs/problem-matchers.md)
_MOST_SHOWN = 10


def render(report: Report, style: Style) -> Iterator[str]:
    """A command per crash and finding, the worst first, since only the first ten of each level are shown.

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
    yield from levels[Severity.ERROR]
    yield from levels[Severity.WARNING]
    left_out = _left_out(levels)
    if left_out:
        yield _command(
            Severity.INFO,
            {"title": "postlint"},
            f"{left_out} more not annotated, since GitHub shows {_MOST_SHOWN} per level; "
            "the log of this step has them all",
        )
    yield from levels[Severity.INFO]


def _left_out(levels: Mapping[Severity, Sequence[str]]) -> int:
    """How many commands GitHub will not show, a notice that tells so being one of those shown."""
    if all(len(commands) <= _MOST_SHOWN for commands in levels.values()):
        return 0
    return sum(
        max(0, len(commands) + (severity is Severity.INFO) - _MOST_SHOWN)
        for severity, commands in levels.items()
    )


def _finding(found: Diagnostic, path: str, style: Style) -> str:
    start, end = found.place.start, found.place.end
    where = {"file": path, "line": str(start.line)}
    # the runner refuses columns on a range of lines, and an end that comes before the start
    if start.line == end.line:
        # nobody documents whether the end counts; other linters send it exclusive
        where |= {"endLine": str(end.line), "col": str(start.column), "endColumn": str(end.column)}
    else:
        where |= {"endLine": str(found.place.last_line)}
    message = f"{path}:{start.line}:{start.column}: {found.code} {message_from_top(found, style)}"
    if found.fix is not None:
        message += f"\nhelp: {found.fix.title}"
    return _command(found.severity, where | {"title": f"{found.code} {found.name}"}, message)


def _crash(crash: Crash, style: Style) -> str:
    seen = crash_from_top(crash, style)
    where = {} if seen.path is None else {"file": seen.path}
    return _command(Severity.ERROR, where | {"title": f"{crash.rule} crashed"}, seen.said)


def _command(severity: Severity, properties: dict[str, str], message: str) -> str:
    listed = ",".join(f"{key}={_escaped_property(value)}" for key, value in properties.items())
    return f"::{_COMMANDS[severity]} {listed}::{_escaped(message)}"


def _escaped(text: str) -> str:
    lines = text.replace("%", "%25").split("\n")
    return "%0A".join(visible(line) for line in lines)


def _escaped_property(value: str) -> str:
    return visible(value.replace("%", "%25")).replace(":", "%3A").replace(",", "%2C")
