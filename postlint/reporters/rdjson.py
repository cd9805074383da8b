"""Reviewdog's diagnostic format, for comments on a pull request with suggested changes.

https://github.com/reviewdog/reviewdog/tree/master/proto/rdf: columns count bytes of UTF-8, from 1.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from postlint.model.findings import Diagnostic, RelatedPlace
from postlint.model.report import Report
from postlint.model.text import Position
from postlint.reporters.json_shape import Shape, encode, with_commas
from postlint.reporters.message import message_of
from postlint.reporters.style import Style
from postlint.reporters.visible import visible


def render(report: Report, _style: Style) -> Iterator[str]:
    """One object, with each finding on a line of its own. Paths are as the run was given them: reviewdog
    knows its working folder."""
    yield '{"source": {"name": "postlint"}, "diagnostics": ['
    yield from with_commas(map(encode, chain(_crashes(report), map(_finding, report.diagnostics))))
    yield "]}"


def _finding(found: Diagnostic) -> Shape:
    shape: Shape = {
        "message": visible(message_of(found)),
        "location": _location(found.path, found.place.start, found.place.end),
        "severity": found.severity.value.upper(),
        "code": {"value": found.code},
    }
    # each suggestion stands for itself, and half of a fix is none
    if found.fix is not None and len(found.fix.edits) == 1 and found.fix.is_text:
        edit = found.fix.edits[0]
        shape["suggestions"] = [{"range": _range(edit.start, edit.end), "text": edit.replacement}]
    if found.related:
        shape["relatedLocations"] = [_related(related) for related in found.related]
    return shape


def _crashes(report: Report) -> Iterator[Shape]:
    for crash in report.crashes:
        yield {
            "message": visible(crash.said),
            # reviewdog cannot do without a place; this one it takes for none
            "location": {"path": visible(crash.path or ".")},
            "severity": "ERROR",
            "code": {"value": crash.rule},
        }


def _related(related: RelatedPlace) -> Shape:
    place = related.place
    return {
        "message": visible(related.message),
        "location": _location(place.path, place.start, place.end),
    }


def _location(path: str, start: Position, end: Position) -> Shape:
    return {"path": visible(path), "range": _range(start, end)}


def _range(start: Position, end: Position) -> Shape:
    return {"start": _position(start), "end": _position(end)}


def _position(at: Position) -> Shape:
    return {"line": at.line, "column": at.byte_column}
