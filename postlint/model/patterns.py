"""Regular expressions that are compiled when they are first used.

Two hundred of them compiled at every start would take longer than checking a post, which needs forty.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast


class _Late:
    """Takes on each method of its pattern when it is first asked for it."""

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self._written: tuple[Any, int] = pattern, flags

    def __getattr__(self, name: str) -> Any:
        method = getattr(re.compile(*self._written), name)
        setattr(self, name, method)  # found without this function the next time
        return method


def late(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """What `re.compile` gives, as far as methods are concerned; a mistake in it shows at the first use."""
    return cast("re.Pattern[AnyStr]", _Late(pattern, flags))
