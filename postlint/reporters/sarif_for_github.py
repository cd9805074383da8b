"""SARIF within what GitHub's code scanning takes.

It shows silenced results as open alerts (github/codeql-action#1230) and refuses a run with more than 25,000
(https://docs.github.com/code-security/code-scanning/troubleshooting-sarif-uploads/results-exceed-limit).
"""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model.report import Report
from postlint.reporters.sarif import log, results
from postlint.reporters.style import Style

_MOST = 25_000


def render(report: Report, style: Style) -> Iterator[str]:
    """As SARIF, without what is silenced; where there are too many findings, the worst of them."""
    listed = [result for result in results(report) if result.silenced is None]
    if len(listed) > _MOST:
        listed = sorted(listed, key=lambda result: -result.found.severity.rank)[:_MOST]
    return log(report, listed, style)
