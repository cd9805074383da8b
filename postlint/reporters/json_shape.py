"""The JSON shape of findings, as `schemas/report.schema.json` describes it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from postlint.model.findings import Diagnostic, Place, PlacedEdit, PlacedFix, RelatedPlace
from postlint.model.report import Crash
from postlint.model.text import Position
from postlint.reporters.message import message_of

#: raised when a field is renamed, removed or changes its meaning; new fields do not count
VERSION = 1

Shape: TypeAlias = dict[str, object]


def finding_shape(found: Diagnostic) -> Shape:
    """One finding: 1-based lines, 1-based columns in code points, ends exclusive."""
    return {
        "path": found.path,
        **_range_shape(found.place.start, found.place.end),
        "code": found.code,
        "name": found.name,
        "severity": found.severity.value,
        "message": message_of(found),
        "fix": None if found.fix is None else _fix_shape(found.fix),
        "related": [_related_shape(related) for related in found.related],
    }


def crash_shape(crash: Crash) -> Shape:
    """A rule that crashed; `path` is null where it crashed on all posts together."""
    return {"rule": crash.rule, "path": crash.path, "error": crash.error}


def encode(shape: object) -> str:
    """`shape` as one line of ASCII, so that an undecodable byte in a post or a path survives as `\\udcXX`."""
    return json.dumps(shape, ensure_ascii=True)


def with_commas(lines: Iterable[str]) -> Iterator[str]:
    """The items of an array, each on a line of its own; a large report is never held as one string."""
    before = None
    for line in lines:
        # one line late, since only now is it known that a comma has to follow
        if before is not None:
            yield f"{before},"
        before = line
    if before is not None:
        yield before


def _range_shape(start: Position, end: Position) -> Shape:
    return {"line": start.line, "column": start.column, "end_line": end.line, "end_column": end.column}


def _fix_shape(fix: PlacedFix) -> Shape:
    return {
        "title": fix.title,
        "safe": fix.safe,
        "edits": [_edit_shape(edit) for edit in fix.edits],
        "drops_byte_order_mark": fix.drops_bom,
    }


def _edit_shape(edit: PlacedEdit) -> Shape:
    return {**_range_shape(edit.start, edit.end), "replacement": edit.replacement}


def _related_shape(related: RelatedPlace) -> Shape:
    place: Place = related.place
    return {"path": place.path, **_range_shape(place.start, place.end), "message": related.message}
