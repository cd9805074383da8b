"""The edits between two versions of a text."""

from __future__ import annotations

import time
from collections.abc import Sequence
from itertools import pairwise
from random import Random

import pytest

from postlint.lsp.differences import edits_between
from postlint.model.findings import Edit


def applied(text: str, edits: Sequence[Edit]) -> str:
    for edit in reversed(edits):
        text = text[: edit.span.start] + edit.replacement + text[edit.span.end :]
    return text


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("a\nb\n", "a\nb\n", []),
        ("", "a\n", [("", "a\n")]),
        ("a\n", "", [("a\n", "")]),
        ("a\n\nb\n\nc", "a\n\nB\n\nc", [("b\n", "B\n")]),
        # a paragraph less, and one more
        ("a\n\nb\n\nc\n\nd\n", "a\n\nb\n\nd\n", [("c\n\n", "")]),
        ("a\n\nd\n", "a\n\nb\n\nd\n", [("", "b\n\n")]),
        # no line is the same but those that are empty
        ("a\n\nb\n\nc\n", "A\n\nB\n\nC\n", [("a\n", "A\n"), ("b\n", "B\n"), ("c\n", "C\n")]),
        # the line breaks alone
        ("a\r\nb\rc\u2028d", "a\nb\rc\u2028d", [("a\r\n", "a\n")]),
        # what stands once may be moved
        ("a\nb\nc\nd\n", "d\na\nb\nc\n", [("", "d\n"), ("d\n", "")]),
    ],
)
def test_only_what_changed_is_edited(old: str, new: str, changed: list[tuple[str, str]]) -> None:
    edits = list(edits_between(old, new))
    assert applied(old, edits) == new
    assert [(edit.span.of(old), edit.replacement) for edit in edits] == changed


def test_the_edits_make_the_new_text() -> None:
    chance = Random(3)
    for _ in range(2_000):
        old, new = (
            "".join(chance.choices(["a\n", "b\n", "c\r\n", "\n", "d"], k=chance.randrange(9))) for _ in "12"
        )
        edits = list(edits_between(old, new))
        assert applied(old, edits) == new
        assert all(one.span.end <= other.span.start for one, other in pairwise(edits))


def test_a_long_text_takes_no_longer_than_its_lines() -> None:
    lines = [f"{number}\n" if number % 2 else "\n" for number in range(18_000)]
    changed = list(lines)
    for number in range(1, 18_000, 1_801):
        changed[number] = "changed\n"
    started = time.perf_counter()
    edits = list(edits_between("".join(lines), "".join(changed)))
    assert time.perf_counter() - started < 1
    assert len(edits) == sum(one != other for one, other in zip(lines, changed, strict=True))
