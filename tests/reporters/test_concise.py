"""One line per finding that editors can take apart."""

from __future__ import annotations

import re

from postlint.model.report import Report
from postlint.reporters import REPORTERS
from postlint.reporters.style import Style

#: the pattern that editors are told to use
PROBLEM_MATCHER = re.compile(r"^(.+?):(\d+):(\d+):\s+(error|warning|info):\s+(\w+)\s+(.*)$")


def test_a_problem_matcher_understands_every_line(report: Report) -> None:
    found = [PROBLEM_MATCHER.match(line) for line in REPORTERS["concise"](report, Style())]
    assert [match and match.groups()[1:5] for match in found] == [
        ("2", "9", "warning", "ZZ703"),
        ("3", "7", "error", "ZZ201"),
        ("5", "1", "error", "ZZ301"),
        ("11", "18", "error", "ZZ501"),
        ("13", "1", "warning", "ZZ602"),
        ("2", "8", "warning", "ZZ603"),
        ("5", "25", "info", "ZZ704"),
    ]


def test_color_is_for_the_path_and_the_severity(report: Report) -> None:
    lines = list(REPORTERS["concise"](report, Style(color=True)))
    assert lines[1] == (
        "\x1b[1m_posts/2025-02-28-ferry.md\x1b[0m:3:7: \x1b[1;31merror\x1b[0m: ZZ201 no such day: 2025-02-30"
    )
