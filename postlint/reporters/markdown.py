"""A summary in Markdown, for the page of a job or a comment on a pull request."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from postlint.model.findings import Diagnostic, Severity
from postlint.model.report import Report
from postlint.registry import find_rule
from postlint.reporters.checkout import address, from_top
from postlint.reporters.message import message_of
from postlint.reporters.style import Style
from postlint.reporters.summary import counted, summary
from postlint.reporters.visible import visible

#: a job's page takes 1 MiB from one step, and nobody reads on
_MOST_TOLD = 100
_LONGEST = 300

# matches what Markdown or HTML would take for markup; must not match: “don't”, a comma
_MARKUP = re.compile(r"[\\`*_{}\[\]<>|~#&$@]")


def render(report: Report, style: Style) -> Iterator[str]:
    """A heading, the counts of each rule, and the first findings, the worst first."""
    yield "## postlint"
    yield ""
    yield f"{summary(report, report.checked)}."
    if report.crashes:
        yield ""
        for crash in report.crashes:
            yield f"- rule {_escaped(crash.rule)} crashed on {_escaped(crash.path)}: {_escaped(crash.error)}"
    found = sorted(report.diagnostics, key=lambda each: -each.severity.rank)
    if found:
        yield ""
        yield from _counts(found)
        yield ""
        yield from _findings(found, style)


def _counts(found: list[Diagnostic]) -> Iterator[str]:
    yield "| count | severity | rule | what it finds |"
    yield "|--:|---|---|---|"
    counts = Counter((each.severity, each.code, each.name) for each in found)
    for (severity, code, name), count in sorted(counts.items(), key=lambda item: (-item[1], item[0][1])):
        rule = find_rule(code)
        summary_of_rule = "" if rule is None else _escaped(rule.summary)
        yield f"| {count} | {severity} | {code} {name} | {summary_of_rule} |"


def _findings(found: list[Diagnostic], style: Style) -> Iterator[str]:
    yield "| place | | finding |"
    yield "|---|---|---|"
    for each in islice(found, _MOST_TOLD):
        said = _escaped(message_of(each, lambda other: from_top(other, style))[:_LONGEST])
        yield f"| {_place(each, style)} | {_SIGNS[each.severity]} | {each.code} {said} |"
    if len(found) > _MOST_TOLD:
        yield ""
        yield f"{counted(len(found) - _MOST_TOLD, 'more finding')}: the log has them all."


def _place(found: Diagnostic, style: Style) -> str:
    line = found.place.start.line
    path = from_top(found.path, style)
    shown = f"{_escaped(path)}:{line}"
    if not style.files:
        return shown
    return f"[{shown}]({style.files}{address(path)}?plain=1#L{line})"


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\g<0>", visible(text))


_SIGNS = {Severity.ERROR: "❌ error", Severity.WARNING: "⚠️ warning", Severity.INFO: "ℹ️ info"}
