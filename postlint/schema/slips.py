"""Tells a word that was mistyped from another word that is like it."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

#: letters from which two slips are believed
_LONG = 8
#: fewer letters than this are another word, not a slip
_SHORTEST = 4
_LONGEST = 40

#: what English words end with: keys that differ in these alone are two words
_ENDINGS = frozenset(
    {"", "d", "e", "ed", "er", "ers", "es", "ies", "ing", "ion", "ions", "or", "ors", "r", "s", "y"}
)
#: a word that lacks these alone has lost a letter
_LETTERS = ({"", "e"}, {"", "y"})


@lru_cache(maxsize=4096)
def mistyped(key: str, known: frozenset[str]) -> str | None:
    """The one known word that somebody who typed `key` probably meant, None where it may well be right.

    The same few strangers are in post after post, so answers are kept.
    """
    if not _SHORTEST <= len(key) <= _LONGEST:
        return None
    written = key.casefold()
    if any(_are_two_words(written, name.casefold()) for name in known):
        return None
    alike = [name for name in known if _signs(key) == _signs(name)]
    near = [name for name in alike if _is_slip(written, name.casefold())]
    return near[0] if len(near) == 1 else None


def _is_slip(written: str, meant: str) -> bool:
    shorter, longer = sorted((len(written), len(meant)))
    most = 2 if shorter >= _LONG else 1
    if written == meant or shorter < _SHORTEST or longer - shorter > most:
        return False
    begins_alike = written[0] == meant[0] or written[:2] == meant[1::-1]
    if not begins_alike or not _is_within(written, meant, most):
        return False
    wrong, lacking = (Counter(one) - Counter(other) for one, other in ((written, meant), (meant, written)))
    if shorter == _SHORTEST:
        # letters in the wrong order, or one of them doubled
        return not lacking and all(letter * 2 in written for letter in wrong)
    # two letters that are others are another word: `contents` and `comments`
    return wrong.total() < 2 or lacking.total() < 2


def _is_within(one: str, other: str, slips: int) -> bool:
    """Whether so many slips of the pen make `one` of `other`."""
    alike = _alike(one, other)
    one, other = one[alike:], other[alike:]
    if not one or not other or not slips:
        return len(one) + len(other) <= slips
    left = slips - 1
    return (
        _is_within(one[1:], other[1:], left)
        or _is_within(one[1:], other, left)
        or _is_within(one, other[1:], left)
        or (one[:2] == other[1::-1] and _is_within(one[2:], other[2:], left))
    )


def _alike(one: str, other: str) -> int:
    """How many letters two words begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))


def _signs(key: str) -> str:
    """What parts the words of a key and what counts: `_`, `2`, the `A` of `updatedAt`."""
    return "".join(char for char in key[1:] if not char.isalpha() or char.isupper())


def _are_two_words(one: str, other: str) -> bool:
    """`image` and `images`, `publisher` and `published`; not `titl` and `title`."""
    alike = _alike(one, other)
    endings = {one[alike:], other[alike:]}
    return alike > 2 and endings <= _ENDINGS and endings not in _LETTERS
