"""What a rule across posts is given and what it says: facts of each post, findings with two places."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from postlint.model.findings import Finding
from postlint.model.records import NamedTuple
from postlint.model.text import Span

Facts = TypeVar("Facts")


class Gathered(NamedTuple, Generic[Facts]):
    """What a rule wants to know of one post. `path` is relative to the site root."""

    path: str
    facts: Facts


class Elsewhere(NamedTuple):
    """A place in another post that a finding speaks of, as `Related` is one in the same post; `path` is
    relative to the site root."""

    path: str
    span: Span
    message: str
    is_version: bool = False


class SiteFinding(NamedTuple):
    """A finding of a rule across posts: what is said of the post at `path`, and where else to look.

    It is reported when the user named that post, or one of those elsewhere.
    """

    path: str
    finding: Finding
    elsewhere: tuple[Elsewhere, ...] = ()


#: what `collect` may put into its record: what JSON can carry. A `Span` comes back as a list of two.
FactsRecord = tuple[Any, ...]
