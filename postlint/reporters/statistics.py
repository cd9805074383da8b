"""How often each rule spoke, as a table for people and as JSON for tools."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from postlint.model.findings import Severity
from postlint.model.records import dataclass
from postlint.model.report import Report
from postlint.reporters.json_shape import VERSION, Shape, encode
from postlint.reporters.style import Style


@dataclass(frozen=True)
class _Tally:
    code: str
    name: str
    severity: Severity
    count: int
    fixable: int


def statistics(report: Report, style: Style) -> Iterator[str]:
    """A table of count, code, name, severity and how many have a fix, the most frequent first.

    Nothing at all where there are no findings.
    """
    tallies = _tallies(report)
    if not tallies:
        return
    rows = [("count", "code", "name", "severity", "fixable")]
    rows += [(str(t.count), t.code, t.name, t.severity.value, str(t.fixable)) for t in tallies]
    counts, codes, names, severities, fixables = (max(map(len, column)) for column in zip(*rows, strict=True))
    ink = style.ink
    inks = [ink.faint, *(ink.severity[tally.severity] for tally in tallies)]
    for (count, code, name, severity, fixable), color in zip(rows, inks, strict=True):
        yield (
            f"{count:>{counts}}  {code:<{codes}}  {name:<{names}}  "
            f"{color}{severity:<{severities}}{ink.off if color else ''}  {fixable:>{fixables}}"
        )


def statistics_json(report: Report, _style: Style) -> Iterator[str]:
    """The same numbers as one JSON object on one line; `$defs/statistics` of the report's schema."""
    yield encode({"version": VERSION, "statistics": [_tally_shape(tally) for tally in _tallies(report)]})


def _tallies(report: Report) -> list[_Tally]:
    counts: Counter[tuple[str, str, Severity]] = Counter()
    fixable: Counter[tuple[str, str, Severity]] = Counter()
    for found in report.diagnostics:
        key = (found.code, found.name, found.severity)
        counts[key] += 1
        fixable[key] += found.fix is not None
    tallies = [_Tally(*key, count=count, fixable=fixable[key]) for key, count in counts.items()]
    return sorted(tallies, key=lambda tally: (-tally.count, tally.code, -tally.severity.rank))


def _tally_shape(tally: _Tally) -> Shape:
    return {
        "code": tally.code,
        "name": tally.name,
        "severity": tally.severity.value,
        "count": tally.count,
        "fixable": tally.fixable,
    }
