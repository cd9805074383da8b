"""The answer to "is this file there?"."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Found(StrEnum):
    YES = "yes"
    OTHER_CASE = "other-case"
    NO = "no"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Lookup:
    """Where an address leads; `actual` is the address as it would have to be written for OTHER_CASE."""

    found: Found
    actual: str | None = None
