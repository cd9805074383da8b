"""Findings that a baseline knows."""

from __future__ import annotations

from postlint.model.records import NamedTuple
from postlint.model.text import Span


class KnownFinding(NamedTuple):
    """An entry of a baseline: where it stands in the file, the post's path from there, the rule, and how many
    of its findings are meant."""

    span: Span
    path: str
    code: str
    times: int
