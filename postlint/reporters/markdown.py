"""A summary in Markdown, for the page of a job or a comment on a pull request."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from postlint.model.findings import Diagnostic, Severity
from postlint.model.report import Report
from postlint.registry import find_rule
from postlint.reporters.checkout import address, crash_from_top, from_top, is_outside, message_from_top
from postlint.reporters.style import Style
from postlint.reporters.summary import summary
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
            yield f"- {_escaped(crash_from_top(crash, style).said)}"
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
    if len(found) > _MOST_TOLD:
        yield f"{_MOST_TOLD} of {len(found):,} shown, the worst first."
        yield ""
    yield "| place | | finding |"
    yield "|---|---|---|"
    for each in islice(found, _MOST_TOLD):
        said = _with_code(message_from_top(each, style)[:_LONGEST])
        yield f"| {_place(each, style)} | {_SIGNS[each.severity]} | {each.code} {said} |"


def _place(found: Diagnostic, style: Style) -> str:
    start = found.place.start
    path = from_top(found.path, style)
    shown = f"{_escaped(path)}:{start.line}:{start.column}"
    if not style.files or is_outside(path):
        return shown
    return f"[{shown}]({style.files}{address(path)}?plain=1#L{start.line})"


def _with_code(message: str) -> str:
    """A message for a cell of a table, in which names between backticks stay so.

    Where that is in doubt, backticks are shown as such: one is left over, two stand side by side, or the
    code holds what a cell has to escape, which code cannot.
    """
    parts = visible(message).split("`")
    code = parts[1::2]
    if len(parts) % 2 == 0 or not all(parts[1:-1]) or any(sign in part for part in code for sign in "|\\"):
        return _escaped(message)
    return "".join(f"`{part}`" if at % 2 else _escaped(part) for at, part in enumerate(parts))


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\g<0>", visible(text))


_SIGNS = {Severity.ERROR: "❌ error", Severity.WARNING: "⚠️ warning", Severity.INFO: "ℹ️ info"}
