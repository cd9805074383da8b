"""One line per finding for editors, problem matchers and grep.

The line is `path:line:column: severity: CODE message`.
"""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model.report import Report
from postlint.reporters.message import message_of
from postlint.reporters.style import Style
from postlint.reporters.visible import visible


def render(report: Report, style: Style) -> Iterator[str]:
    """The findings in the order of the report."""
    ink = style.ink
    for result in report.results:
        path = f"{ink.path}{visible(result.path)}{ink.off}"
        for found in result.diagnostics:
            start = found.place.start
            severity = f"{ink.severity[found.severity]}{found.severity.value}{ink.off}"
            yield f"{path}:{start.line}:{start.column}: {severity}: {found.code} {visible(message_of(found))}"
