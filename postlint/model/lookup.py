"""The answer to "is this file there?"."""

from __future__ import annotations

from enum import StrEnum

from postlint.model.records import NamedTuple


class Found(StrEnum):
    YES = "yes"
    OTHER_CASE = "other-case"
    NO = "no"
    OUTSIDE = "outside"


class Lookup(NamedTuple):
    """Where an address leads; `actual` is the address as it would have to be written for OTHER_CASE."""

    found: Found
    actual: str | None = None
