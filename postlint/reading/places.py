"""Finds in a tree of places what the values alone do not show."""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model.front_matter import Entries, Node, Scalar, walk
from postlint.model.post import Problem, ProblemKind
from postlint.model.text import LineIndex, Span
from postlint.reading.written_dates import date_fault


def duplicate_keys(root: Node, text: str) -> list[Problem]:
    """A problem for each key that its mapping has already."""
    lines = LineIndex(text)
    return [
        Problem(ProblemKind.DUPLICATE_KEY, key.span, duplicate_message(key.text, first, lines), first)
        for key, first in keys_given_twice(root)
    ]


def keys_given_twice(root: Node) -> Iterator[tuple[Scalar, Span]]:
    """Each key that its mapping has already, with the place of the first."""
    for _, _, node in walk(root):
        if not isinstance(node, Entries):
            continue
        firsts: dict[str, Span] = {}
        for key, _ in node.entries:
            first = firsts.setdefault(key.text, key.span)
            if first != key.span:
                yield key, first


def duplicate_message(key: str, first: Span, lines: LineIndex) -> str:
    return f"`{key}` is given twice; the first is on line {lines.position(first.start).line}"


def impossible_dates(root: Node) -> list[Problem]:
    """A problem for each text in the form of a date that is none."""
    problems = []
    for _, _, node in walk(root):
        fault = date_fault(node.text) if isinstance(node, Scalar) else None
        if fault is not None:
            problems.append(Problem(ProblemKind.IMPOSSIBLE_DATE, node.span, fault))
    return problems
