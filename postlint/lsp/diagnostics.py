"""Findings as editors want them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lsprotocol import types
from pygls.uris import from_fs_path

from postlint.lsp.positions import Places, units
from postlint.model.findings import Diagnostic, RelatedPlace, Severity

SOURCE = "postlint"

_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFO: types.DiagnosticSeverity.Information,
}
#: rules that speak of what may go, which editors show faded, or struck through
_TAGS = {
    "unused-suppression": types.DiagnosticTag.Unnecessary,
    "deprecated-field": types.DiagnosticTag.Deprecated,
}


def as_diagnostic(found: Diagnostic, places: Places, uri: str, encoding: str) -> types.Diagnostic:
    """A finding of the document at a URI."""
    tag = _TAGS.get(found.name)
    related = list(_related(found, places, uri, encoding))
    return types.Diagnostic(
        range=places.range(found.span),
        message=found.message,
        severity=_SEVERITIES[found.severity],
        code=found.code,
        source=SOURCE,
        tags=None if tag is None else [tag],
        related_information=related or None,
    )


def _related(
    found: Diagnostic, places: Places, uri: str, encoding: str
) -> Iterator[types.DiagnosticRelatedInformation]:
    for other in found.related:
        if other.place.path == found.path:
            location = types.Location(uri, _range_here(other, places))
        else:
            there = from_fs_path(str(Path(other.place.path).absolute()))
            if there is None:
                continue
            location = types.Location(there, _range_there(other, encoding))
        where = f" ({other.site_path})" if other.site_path else ""
        yield types.DiagnosticRelatedInformation(location, f"{other.message}{where}")


def _range_here(other: RelatedPlace, places: Places) -> types.Range:
    return types.Range(places.at(other.place.start), places.at(other.place.end))


def _range_there(other: RelatedPlace, encoding: str) -> types.Range:
    """The place in another file, of which only a line is known: to the end of that line at most."""
    place = other.place
    line, first = place.excerpt
    # what stands before the window of a very long line is taken for plain letters
    start = first - 1 + units(line[: place.start.column - first], encoding)
    is_one_line = place.end.line == place.start.line
    last = line[: place.end.column - first] if is_one_line else line
    end = first - 1 + units(last, encoding)
    number = place.start.line - 1
    return types.Range(types.Position(number, start), types.Position(number, max(start, end)))
