"""Logging commands that Azure Pipelines turns into errors and warnings of a run.

https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands; the agent looks for them anywhere
in a line, so nothing that a post says may look like one.
"""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model.findings import Diagnostic, Severity
from postlint.model.report import Report
from postlint.reporters.checkout import crash_from_top, from_top, message_from_top
from postlint.reporters.style import Style
from postlint.reporters.visible import harmless, visible

# the agent's `CommandStringConvertor`: a percent sign is itself escaped in commands since agent 2.206
_IN_MESSAGE = str.maketrans({"%": "%AZP25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTY = str.maketrans({"%": "%AZP25", "\r": "%0D", "\n": "%0A", ";": "%3B", "]": "%5D"})


def render(report: Report, style: Style) -> Iterator[str]:
    """A command for each error and warning; an info, for which there is no command, is a line of the log."""
    for each in report.crashes:
        crash = crash_from_top(each, style)
        yield _command("error", crash.said, sourcepath=crash.path)
    for result in report.results:
        path = from_top(result.path, style)
        for found in result.diagnostics:
            yield _finding(found, path, style)


def _finding(found: Diagnostic, path: str, style: Style) -> str:
    start = found.place.start
    said = f"{found.code} {message_from_top(found, style)}"
    if found.severity is Severity.INFO:
        return _shown(f"{path}:{start.line}:{start.column}: info: {said}")
    return _command(
        found.severity.value,
        said,
        sourcepath=path,
        linenumber=start.line,
        columnnumber=start.column,
        code=found.code,
    )


def _command(kind: str, message: str, **properties: object) -> str:
    listed = "".join(f"{key}={_property(value)};" for key, value in properties.items() if value is not None)
    return f"##vso[task.logissue type={kind};{listed}]{_shown(message).translate(_IN_MESSAGE)}"


def _property(value: object) -> str:
    return _shown(str(value)).translate(_IN_PROPERTY)


def _shown(text: str) -> str:
    return harmless(visible(text))
