"""Looks ahead in a text without ever reading the same stretch twice."""

from __future__ import annotations

import re


class Ahead:
    """Where a pattern comes next, asked at rising offsets.

    The last answer is kept, so that all answers together cost one pass: a hostile post may open a
    hundred thousand things that nothing closes.
    """

    def __init__(self, text: str, pattern: re.Pattern[str]) -> None:
        self._text = text
        self._pattern = pattern
        self._found = (-1, -1)

    def after(self, offset: int) -> tuple[int, int] | None:
        """Start and end of the first match at or after `offset`; None where there is none."""
        if self._found[0] < offset:
            match = self._pattern.search(self._text, offset)
            beyond = len(self._text) + 1
            self._found = match.span() if match else (beyond, beyond)
        return self._found if self._found[0] <= len(self._text) else None
