"""Checkstyle's XML, which many services and editors read.

The elements are those that Checkstyle's own `XMLLogger` writes.
"""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model.report import FileResult, Report
from postlint.reporters.message import message_of
from postlint.reporters.style import Style
from postlint.reporters.xml_text import attributes


def render(report: Report, _style: Style) -> Iterator[str]:
    """An element for each file, with one for each finding in it. Columns count code points, from 1."""
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<checkstyle version="4.3">'
    for crash in report.site_crashes:
        yield from _file(FileResult(crash.path or ".", crashes=(crash,)))
    for result in report.results:
        yield from _file(result)
    yield "</checkstyle>"


def _file(result: FileResult) -> Iterator[str]:
    yield f"<file{attributes(name=result.path)}>"
    for crash in result.crashes:
        yield _error(crash.rule, crash.said, line=1, severity="error")
    for found in result.diagnostics:
        start, said = found.place.start, f"{found.code} {message_of(found)}"
        yield _error(found.name, said, line=start.line, column=start.column, severity=found.severity.value)
    yield "</file>"


def _error(rule: str, message: str, **values: object) -> str:
    return f"<error{attributes(**values, message=message, source=f'postlint.{rule}')}/>"
