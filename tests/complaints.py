"""Lets one test try many cases, and name each of them that fails."""

from __future__ import annotations

from collections.abc import Iterable


def assert_none(complaints: Iterable[str]) -> None:
    """Fail where there are complaints, and show them all, a line each."""
    said = list(complaints)
    assert said == [], "\n".join(["", *said])
