"""SARIF 2.1.0, for code scanning and for the viewers of editors.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html; the clauses
named below are of that text.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from postlint import __version__
from postlint.model.findings import (
    Diagnostic,
    PlacedEdit,
    PlacedFix,
    RelatedPlace,
    Severity,
    Silenced,
    Silencer,
)
from postlint.model.fingerprints import fingerprint, ordinals
from postlint.model.records import NamedTuple
from postlint.model.report import Crash, Report
from postlint.model.text import Position
from postlint.pages import rule_page
from postlint.registry import find_rule
from postlint.reporters.checkout import (
    address,
    crash_from_top,
    from_top,
    is_outside,
    message_from_top,
    whole_address,
)
from postlint.reporters.json_shape import Shape, with_commas
from postlint.reporters.style import Style
from postlint.reporters.visible import visible
from postlint.rule import Rule

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_KINDS = {Silencer.COMMENT: "inSource", Silencer.BASELINE: "external"}

_encode = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode


class Result(NamedTuple):
    """A finding, what silences it, and its number among those of its file that are like it."""

    found: Diagnostic
    silenced: Silenced | None
    ordinal: int


def render(report: Report, style: Style) -> Iterator[str]:
    """One run with all findings, the silenced ones among them and marked so."""
    return log(report, list(results(report)), style)


def results(report: Report) -> Iterator[Result]:
    """The findings in the order of the report, those of each file that are silenced behind the others."""
    for result in report.results:
        of_file = [(found, None) for found in result.diagnostics]
        all_of_it = [*of_file, *((silenced.found, silenced) for silenced in result.silenced)]
        numbers = ordinals(fingerprint(found) for found, _ in all_of_it)
        for (found, silenced), (_, number) in zip(all_of_it, numbers, strict=True):
            yield Result(found, silenced, number)


def log(report: Report, listed: list[Result], style: Style) -> Iterator[str]:
    """The lines of a log with one run, each result on a line of its own."""
    codes = {each.found.code: each.found for each in listed}
    indexes = {code: index for index, code in enumerate(sorted(codes))}
    yield f'{{"$schema": {_encode(_SCHEMA)}, "version": "2.1.0", "runs": [{{'
    yield f'"tool": {{"driver": {{"name": "postlint", "version": {_encode(__version__)}, "rules": ['
    yield from with_commas(_encode(_rule(codes[code])) for code in indexes)
    yield "]}},"
    for key, value in _about_the_run(report, style).items():
        yield f'"{key}": {_encode(value)},'
    yield '"results": ['
    yield from with_commas(_encode(_result(each, indexes, style)) for each in listed)
    yield "]}]}"


def _about_the_run(report: Report, style: Style) -> Shape:
    return {
        "columnKind": "unicodeCodePoints",
        # §3.14.18: without it, a lone CR ends no line
        "newlineSequences": ["\r\n", "\n", "\r"],
        "automationDetails": {"id": "postlint/"},
        "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "the top of the checkout"}}},
        "invocations": [
            {
                "executionSuccessful": not report.crashes,
                "toolExecutionNotifications": list(_notifications(report, style)),
            }
        ],
    }


def _notifications(report: Report, style: Style) -> Iterator[Shape]:
    for result in report.results:
        where = {"locations": [{"physicalLocation": {"artifactLocation": _artifact(result.path, style)}}]}
        for crash in result.crashes:
            yield {**_notification(crash, style), **where}
    for crash in report.site_crashes:
        yield _notification(crash, style)


def _notification(crash: Crash, style: Style) -> Shape:
    return {"level": "error", "message": {"text": visible(crash_from_top(crash, style).said)}}


def _rule(found: Diagnostic) -> Shape:
    rule = find_rule(found.code)
    named: Shape = {"id": found.code, "name": found.name}
    return named if rule is None else {**named, **_about_the_rule(rule)}


def _about_the_rule(rule: Rule) -> Shape:
    page = "\n".join(rule_page(rule))
    severity = "recommendation" if rule.severity is Severity.INFO else rule.severity.value
    return {
        "shortDescription": {"text": f"{rule.summary}."},
        "fullDescription": {"text": _why(rule)},
        "help": {"text": page, "markdown": page},
        "defaultConfiguration": {"level": _LEVELS[rule.severity], "enabled": rule.enabled},
        # what code scanning sorts by
        "properties": {"tags": [rule.family], "problem.severity": severity},
    }


def _why(rule: Rule) -> str:
    """The section of the rule's page that says why it is there, as one paragraph."""
    _, _, behind = rule.doc.partition("## Why\n")
    why, _, _ = behind.partition("\n## ")
    return " ".join(why.split()) or f"{rule.summary}."


def _result(result: Result, indexes: Mapping[str, int], style: Style) -> Shape:
    found = result.found
    shape: Shape = {
        "ruleId": found.code,
        "ruleIndex": indexes[found.code],
        "level": _LEVELS[found.severity],
        "message": {"text": visible(message_from_top(found, style))},
        "locations": [_location(found.path, found.place.start, found.place.end, style)],
        "partialFingerprints": {"primaryLocationLineHash": f"{fingerprint(found)}:{result.ordinal}"},
        # §3.27.23: all results of a run have it, or none
        "suppressions": [] if result.silenced is None else [_suppression(result.silenced)],
    }
    if found.related:
        related = enumerate(found.related, 1)
        shape["relatedLocations"] = [_related(number, each, style) for number, each in related]
    if found.fix is not None and found.fix.is_text:
        shape["fixes"] = [_fix(found.fix, found.path, style)]
    return shape


def _suppression(silenced: Silenced) -> Shape:
    reason = {"justification": visible(silenced.reason)} if silenced.reason else {}
    return {"kind": _KINDS[silenced.by], "status": "accepted", **reason}


def _related(number: int, related: RelatedPlace, style: Style) -> Shape:
    place = related.place
    location = _location(place.path, place.start, place.end, style)
    return {"id": number, **location, "message": {"text": visible(related.message)}}


def _location(path: str, start: Position, end: Position, style: Style) -> Shape:
    return {"physicalLocation": {"artifactLocation": _artifact(path, style), "region": _region(start, end)}}


def _artifact(path: str, style: Style) -> Shape:
    """A file by its address; without `%SRCROOT%` where it is not in the checkout (§3.4)."""
    seen = from_top(path, style)
    if is_outside(seen):
        return {"uri": whole_address(seen, style)}
    return {"uri": address(seen), "uriBaseId": "%SRCROOT%"}


def _region(start: Position, end: Position) -> Shape:
    """The end is exclusive (§3.30.9)."""
    return {
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    }


def _fix(fix: PlacedFix, path: str, style: Style) -> Shape:
    return {
        "description": {"text": visible(f"{fix.title} ({'safe' if fix.safe else 'unsafe'} fix)")},
        "artifactChanges": [
            {
                "artifactLocation": _artifact(path, style),
                "replacements": [_replacement(edit) for edit in fix.edits],
            }
        ],
    }


def _replacement(edit: PlacedEdit) -> Shape:
    region = _region(edit.start, edit.end)
    inserted = {"insertedContent": {"text": edit.replacement}} if edit.replacement else {}
    return {"deletedRegion": region, **inserted}
