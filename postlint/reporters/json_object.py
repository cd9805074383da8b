"""The whole report as one JSON object, written so that each finding has a line of its own."""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model.findings import Severity
from postlint.model.report import Report
from postlint.reporters.json_shape import VERSION, crash_shape, encode, finding_shape, with_commas
from postlint.reporters.style import Style


def render(report: Report, _style: Style) -> Iterator[str]:
    """The lines of the object."""
    yield f'{{"version": {VERSION}, "findings": ['
    yield from with_commas(encode(finding_shape(found)) for found in report.diagnostics)
    yield f'], "files": {report.checked},'
    yield f'"summary": {encode({severity.value: report.count(severity) for severity in Severity})},'
    yield f'"notes": {encode(list(report.notes))},'
    yield f'"crashes": {encode([crash_shape(crash) for crash in report.crashes])}}}'
