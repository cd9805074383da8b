"""What holds for every post of the fixtures, with every rule on."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from fixture_cases import FIXTURES, TODAY, Case, find_cases

from postlint import Diagnostic, Selection, Settings, lint_paths, lint_text

POSTS = [(case, path) for case in find_cases() for path in case.posts]
POSTS += [
    (Case("site", "good", FIXTURES / "site"), path)
    for path in sorted((FIXTURES / "site" / "_posts").glob("*.md"))
]

each_post = pytest.mark.parametrize(
    ("case", "path"),
    [pytest.param(case, path, id=f"{case.id}/{path.name}") for case, path in POSTS],
)


def settings_of(case: Case) -> Settings:
    config = case.settings
    return Settings(
        today=TODAY, config=config, isolated=config is None, root=case.folder, selection=Selection(("ALL",))
    )


def lint(case: Case, path: Path, raw: bytes) -> tuple[Diagnostic, ...]:
    return lint_text(raw, path, settings_of(case))


def places(found: tuple[Diagnostic, ...]) -> list[tuple[object, ...]]:
    return [(one.code, one.place.start, one.place.end, len(one.related)) for one in found]


@each_post
def test_every_place_is_in_the_text(case: Case, path: Path) -> None:
    lines = path.read_bytes().decode("utf-8", "replace").splitlines()
    for found in lint(case, path, path.read_bytes()):
        assert 1 <= found.place.start.line <= found.place.end.line <= len(lines) + 1
        assert found.place.start <= found.place.end
        assert found.place.start.column >= 1


@each_post
def test_a_text_and_its_file_give_the_same(case: Case, path: Path) -> None:
    of_file = lint_paths([path], settings_of(case))
    assert lint(case, path, path.read_bytes()) == of_file


@each_post
def test_line_endings_move_nothing(case: Case, path: Path) -> None:
    raw = path.read_bytes()
    if b"\r" in raw or b"\0" in raw:
        pytest.skip("has line endings of its own")
    with_crlf = lint(case, path, raw.replace(b"\n", b"\r\n"))
    assert places(with_crlf) == places(lint(case, path, raw))


@each_post
def test_a_byte_order_mark_moves_nothing(case: Case, path: Path) -> None:
    raw = path.read_bytes()
    if b"\0" in raw:
        pytest.skip("is no UTF-8")
    unmarked = raw.removeprefix(b"\xef\xbb\xbf")
    with_mark = lint(case, path, b"\xef\xbb\xbf" + unmarked)
    of_the_text = tuple(found for found in with_mark if found.name != "byte-order-mark")
    assert places(of_the_text) == places(lint(case, path, unmarked))


@each_post
def test_twice_gives_the_same(case: Case, path: Path) -> None:
    raw = path.read_bytes()
    assert lint(case, path, raw) == lint(case, path, raw)


def mended(raw: bytes, found: Diagnostic) -> bytes:
    """The post with the edits of one finding made, all else as it was."""
    text = raw.decode("utf-8", "surrogateescape").removeprefix("\ufeff")
    edits = found.fix.edits if found.fix else ()
    for edit in sorted(edits, key=lambda edit: edit.span, reverse=True):
        text = text[: edit.span.start] + edit.replacement + text[edit.span.end :]
    return text.encode("utf-8", "surrogateescape")


@each_post
def test_a_fix_removes_its_finding(case: Case, path: Path) -> None:
    raw = path.read_bytes()
    found_before = lint(case, path, raw)
    for found in found_before:
        if found.fix is not None:
            found_after = lint(case, path, mended(raw, found))
            assert told(found_after, found) < told(found_before, found)


def told(diagnostics: tuple[Diagnostic, ...], found: Diagnostic) -> int:
    """How often the same thing is said."""
    return sum((one.code, one.message) == (found.code, found.message) for one in diagnostics)


@each_post
def test_edits_lie_apart_and_change_something(case: Case, path: Path) -> None:
    raw = path.read_bytes()
    text = raw.decode("utf-8", "replace").replace("\ufeff", "")
    for found in lint(case, path, raw):
        edits = sorted(found.fix.edits, key=lambda edit: edit.span) if found.fix else []
        for before, after in pairwise(edits):
            assert before.span.end <= after.span.start
        for edit in edits:
            assert edit.span.of(text) != edit.replacement
