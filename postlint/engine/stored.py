"""Results as bytes, to be sent to another process or stored: JSON, which is safe to read back."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from postlint.engine.cache import reading_back
from postlint.model.findings import (
    Diagnostic,
    Place,
    PlacedEdit,
    PlacedFix,
    RelatedPlace,
    Severity,
    Silenced,
    Silencer,
)
from postlint.model.report import Crash, FileResult
from postlint.model.text import Excerpt, Position, Span

_encode = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode


def encoded(shape: object) -> bytes:
    """Anything made of what JSON carries; records become lists. A lone surrogate is kept."""
    return _encode(shape).encode("ascii")


def encode_result(result: FileResult) -> bytes:
    """A file's result without its path, which may be another when it is read back."""
    found = [_shape(diagnostic) for diagnostic in result.diagnostics]
    crashes = [(crash.rule, crash.error) for crash in result.crashes]
    silenced = [(_shape(each.found), each.by, each.reason) for each in result.silenced]
    return encoded((result.is_post, result.unknown_images, found, crashes, silenced))


def decode_result(stored: bytes, path: str) -> FileResult:
    """The result that `encode_result` was given, for a file that is shown as `path`.

    Raises StoredError for bytes that are no result.
    """
    with reading_back():
        return _result(_parsed(stored), path)


def _parsed(stored: bytes) -> Any:
    # of most posts there is nothing to tell, which is written in the same few bytes
    return _parsed_once(stored) if len(stored) <= _SHORT else json.loads(stored)


_SHORT = 32
_parsed_once = lru_cache(maxsize=64)(json.loads)


def found_shape(found: Diagnostic | Silenced) -> Sequence[object]:
    """What a rule across posts found, as what JSON can carry: without the paths by which the user knows
    posts."""
    if isinstance(found, Silenced):
        return (_shape(found.found), found.by, found.reason)
    return (_shape(found), None, "")


def found_of(shape: Any, path: str, shown: Callable[[str], str]) -> Diagnostic | Silenced:
    """What `found_shape` was given, for a file that is shown as `path`; `shown` gives the same for the paths
    of other posts from the site's root.

    Raises StoredError for what is none.
    """
    with reading_back():
        found, by, reason = shape
        diagnostic = _diagnostic(found, path, shown)
        return diagnostic if by is None else Silenced(diagnostic, Silencer(by), reason)


def _result(shape: Any, path: str) -> FileResult:
    is_post, unknown_images, found, crashes, silenced = shape
    return FileResult(
        path,
        tuple([_diagnostic(shape, path) for shape in found]),
        tuple([Crash(rule, path, error) for rule, error in crashes]),
        is_post=bool(is_post),
        unknown_images=int(unknown_images),
        silenced=tuple([Silenced(_diagnostic(each, path), Silencer(by), why) for each, by, why in silenced]),
    )


def _shape(found: Diagnostic) -> Sequence[object]:
    return (
        _place_shape(found.place),
        found.code,
        found.name,
        found.severity,
        found.message,
        found.span,
        found.fix,
        [(_place_shape(each.place), each.message, each.is_version, each.site_path) for each in found.related],
    )


def _place_shape(place: Place) -> Sequence[object]:
    return (place.start, place.end, place.excerpt)


def _diagnostic(shape: Any, path: str, shown: Callable[[str], str] = str) -> Diagnostic:
    place, code, name, severity, message, span, fix, related = shape
    return Diagnostic(
        _place(place, path),
        code,
        name,
        _SEVERITIES[severity],
        message,
        Span(*span),
        None if fix is None else _fix(*fix),
        tuple([_related(each, path, shown) for each in related]) if related else (),
    )


def _related(shape: Any, path: str, shown: Callable[[str], str]) -> RelatedPlace:
    place, message, is_version, other = shape
    return RelatedPlace(
        _place(place, path if other is None else shown(other)), message, bool(is_version), other
    )


def _fix(title: str, safe: bool, edits: Any, drops_bom: bool) -> PlacedFix:
    return PlacedFix(title, bool(safe), tuple(_edits(edits)), bool(drops_bom))


def _edits(shapes: Any) -> Iterator[PlacedEdit]:
    for start, end, replacement, span in shapes:
        yield PlacedEdit(Position(*start), Position(*end), replacement, Span(*span))


def _place(shape: Any, path: str) -> Place:
    start, end, excerpt = shape
    return Place(path, Position(*start), Position(*end), Excerpt(*excerpt))


#: asking the enumeration takes longer than a dictionary
_SEVERITIES = {severity.value: severity for severity in Severity}
