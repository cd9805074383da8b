"""How much work one post may cost, whatever its schema asks: steps, and time for patterns."""

from __future__ import annotations

import threading
from time import process_time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import regex

#: schemas applied, keys and items looked at, for one post; a post of a thousand tags takes 3,000
_MOST_STEPS = 100_000
#: seconds of this process that all patterns together may take on one post; regex counts them so too,
#: and a busy machine then gives the same answers
_PATTERN_SECONDS = 0.25


class TooMuchWork(Exception):  # noqa: N818 - the schema's fault
    """A schema that asks for more steps than a post is worth."""


class Allowance(threading.local):
    """What a thread has left for the post that it judges; `renew` it before each one.

    `slow_pattern` is the pattern that used up the time; none is tried after it. `asides` counts how
    deep we are in schemas that are only asked and not demanded, such as the one of `if`.
    """

    def __init__(self) -> None:
        self._patterns: dict[str, regex.Pattern[str]] = {}
        self.renew()

    def renew(self) -> None:
        self._steps = _MOST_STEPS
        self._seconds = _PATTERN_SECONDS
        self.slow_pattern: str | None = None
        self.asides = 0

    @property
    def spent(self) -> int:
        """The steps that were counted since the last renewal."""
        return _MOST_STEPS - self._steps

    def spend(self, steps: int) -> None:
        """Count work. Raises TooMuchWork when nothing is left."""
        self._steps -= steps
        if self._steps < 0:
            raise TooMuchWork

    def matches(self, pattern: str, text: str) -> bool | None:
        """Whether a pattern is found in a text; None when it, or one before it, used up the time."""
        if self.slow_pattern is not None:
            return None
        compiled = self._patterns.get(pattern)
        if compiled is None:
            import regex

            compiled = self._patterns[pattern] = regex.compile(pattern)
        start = process_time()
        found: bool | None = None
        try:
            found = compiled.search(text, timeout=self._seconds) is not None
        except TimeoutError:
            self.slow_pattern = pattern
        self._seconds = max(self._seconds - (process_time() - start), 0.001)
        return found
