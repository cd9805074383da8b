"""What a parser of front matter gives back."""

from __future__ import annotations

from collections.abc import Callable

from postlint.model.findings import Fix
from postlint.model.front_matter import Node
from postlint.model.post import Problem, ProblemKind
from postlint.model.records import NamedTuple
from postlint.model.text import Span
from postlint.model.values import Json


def no_root() -> None:
    """The tree of places of a block that does not parse."""


class Parsed(NamedTuple):
    """The values of a block, None where `problems` say why; places are offsets into the whole text."""

    values: dict[str, Json] | None
    problems: tuple[Problem, ...] = ()
    read_root: Callable[[], Node | None] = no_root


def failed(
    kind: ProblemKind, span: Span, message: str, related: Span | None = None, fix: Fix | None = None
) -> Parsed:
    """A block without values, for one cause."""
    return Parsed(None, (Problem(kind, span, message, related, fix),))
