"""One JSON object per finding and line, for tools that read a stream."""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model.report import Report
from postlint.reporters.json_shape import encode, finding_shape
from postlint.reporters.style import Style


def render(report: Report, _style: Style) -> Iterator[str]:
    """The findings in the order of the report, each as in the `findings` of the JSON object."""
    for found in report.diagnostics:
        yield encode(finding_shape(found))
