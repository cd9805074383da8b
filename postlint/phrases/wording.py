"""How findings about phrases are put, the same in every rule that has them."""

from __future__ import annotations

from postlint.phrases.folding import fold
from postlint.phrases.matching import Hit

#: a regular expression may match a whole paragraph
_LONGEST = 60


def quoted(hit: Hit) -> str:
    """The words found, in quotes."""
    return f"“{hit.words}”" if len(hit.words) <= _LONGEST else f"“{hit.words[:_LONGEST].rstrip()}…”"


def advice(hit: Hit) -> str | None:
    """What to write instead of the words found; None where nothing is known."""
    replacement = hit.replacement
    if replacement is None:
        return None
    return f"{quoted(hit)} → “{replacement}”" if replacement else f"{quoted(hit)} can go"


def is_allowed(hit: Hit, allow: tuple[str, ...]) -> bool:
    """Whether the phrase found is one that the configuration leaves alone."""
    # nobody who allows "in today's world" thinks of the comma that some phrases need behind them
    return bool(allow) and fold(hit.phrase.text).rstrip(",") in (fold(each).rstrip(",") for each in allow)
