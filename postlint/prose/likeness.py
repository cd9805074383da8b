"""Tells whether two paragraphs say the same, or only look alike as two rows of a table do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from postlint.prose.folding import Folded, Word

#: below so many words a paragraph needs more likeness, in percent: its frame is most of it
_SHORT = 25
_MORE_FOR_SHORT = 8
#: paragraphs longer than this, in words, are only compared as a whole: nobody writes them
_LONGEST = 2000

#: what alike paragraphs have in common at the least as they are written, addresses included, in percent
_LEAST_AS_WRITTEN = 60
_LONGEST_AS_WRITTEN = 20_000
_INLINE_CODE = re.compile(r"`[^`]*`")

#: Below so many words one word that is another, or is missing, tells what the paragraph is about:
#: “a vertical group”, “a horizontal group”. From there on one of so many words may be another; and
#: one of so many may be missing, at any length.
_LONG = 30
_WORDS_TO_ONE_CHANGED = 20
_WORDS_TO_ONE_MISSING = 5

#: a word of so many letters may have so many wrong
_LETTERS_FOR_TYPOS = 5
_MOST_TYPOS = 2


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


#: words that carry no meaning of their own: `as a message` and `with the message` say the same
_FUNCTION_WORDS = _words(
    """
    a about also am an and are as at be been being but by can could did do does for from had has have
    having he her him his how i if in into is it its just me more my of on or other our she should so some
    such than that the their them then there these they this those to us very was we were what when where
    which while who will with would you your
    """
)

#: words that tell one thing from another: where one of them differs, something else is said
_TELLING_WORDS = _words(
    """
    no nobody none nor not nothing never neither without
    two three four five six seven eight nine ten dozen hundred thousand million billion half both
    first second third fourth fifth sixth seventh eighth ninth tenth last next previous former latter
    earlier later sooner
    above below before after left right top bottom up down off out true false yes
    minimum maximum min max east west north south
    """
)

#: words that mean another thing where they stand for each other, or alone are left out
_CONTRASTING_WORDS = _words(
    """
    horizontal vertical horizontally vertically row column width height inner outer upper lower
    static instance default custom optional required local global public private protected
    major minor input output import export read write reading writing begin end open close
    increase decrease start stop mobile desktop web online offline client server internal external
    """
)


def can_be_alike(one: str, other: str) -> bool:
    """Whether two paragraphs, as they are written, are worth folding, which has inline markup read."""
    if _INLINE_CODE.findall(one) != _INLINE_CODE.findall(other):
        return False
    if max(len(one), len(other)) > _LONGEST_AS_WRITTEN:
        return True
    from rapidfuzz import fuzz

    return fuzz.ratio(one, other, score_cutoff=_LEAST_AS_WRITTEN) > 0


def likeness(later: Folded, earlier: Folded, least: int) -> float:
    """How alike two paragraphs are, in percent of their letters; 0 when they say different things.

    `least` is what paragraphs of 25 words or more need. Different things are said where a number, a
    name, code, a negation or too many words differ.
    """
    shorter, longer = sorted((later.spelled_out, earlier.spelled_out), key=len)
    if len(longer) > _LONGEST:
        return 0
    from rapidfuzz import fuzz

    least += _MORE_FOR_SHORT if len(shorter) < _SHORT else 0
    ratio = fuzz.ratio(_joined(later.spelled_out), _joined(earlier.spelled_out), score_cutoff=least)
    return ratio if ratio and _say_the_same(shorter, longer) else 0


def _joined(words: Iterable[Word]) -> str:
    return " ".join(word.plain for word in words)


class _Change(NamedTuple):
    """Where two paragraphs differ: the words of the one and of the other; one side may be empty."""

    some: tuple[Word, ...]
    others: tuple[Word, ...]


def _say_the_same(a: tuple[Word, ...], b: tuple[Word, ...]) -> bool:
    is_short = len(a) < _LONG
    changed = missing = 0
    for change in _changes(a, b):
        if _tells_apart(change):
            return False
        some, others = _contents(change.some), _contents(change.others)
        if is_short and len(change.some) + len(change.others) == 1 and (some or others):
            return False
        pairs = list(zip(some, others, strict=False))
        if any(_are_opposites(one, other) for one, other in pairs):
            return False
        changed += sum(not _are_forms_of_one(one, other) for one, other in pairs)
        missing += abs(len(some) - len(others))
    most_changed = 0 if is_short else max(1, len(a) // _WORDS_TO_ONE_CHANGED)
    return changed <= most_changed and missing <= max(1, len(a) // _WORDS_TO_ONE_MISSING)


def _changes(a: tuple[Word, ...], b: tuple[Word, ...]) -> Iterator[_Change]:
    from rapidfuzz.distance import Levenshtein

    for edit in Levenshtein.opcodes([word.plain for word in a], [word.plain for word in b]):
        if edit.tag != "equal":
            yield _Change(a[edit.src_start : edit.src_end], b[edit.dest_start : edit.dest_end])


def _tells_apart(change: _Change) -> bool:
    """Whether what differs is a thing's name, number or sign, and so no matter of wording."""
    words = (*change.some, *change.others)
    if any(word.plain in _TELLING_WORDS or _is_exact(word) for word in words):
        return True
    is_exchange = bool(change.some and change.others)
    if (is_exchange or len(words) == 1) and any(word.plain in _CONTRASTING_WORDS for word in words):
        return True
    # a name left out with the words around it leaves the same said: `on Thursday, we met`
    return (is_exchange or len(words) == 1) and any(map(_is_name, words))


def _is_name(word: Word) -> bool:
    return word.written[0].isupper() and not word.is_first and word.plain not in _FUNCTION_WORDS


def _is_exact(word: Word) -> bool:
    """Code, numbers, `camelCase`, `ACRONYMS`, `snake_case`, `file.md`, `.NET`, `C++`, `-o`, `x`."""
    return (
        word.is_code
        or (len(word.plain) == 1 and word.plain not in _FUNCTION_WORDS)
        or any(
            char.isdigit() or char in "_.+#-" or (place and char.isupper())
            for place, char in enumerate(word.written)
        )
    )


def _contents(words: tuple[Word, ...]) -> list[str]:
    return [word.plain for word in words if word.plain not in _FUNCTION_WORDS]


def _are_forms_of_one(one: str, other: str) -> bool:
    """`opens` and `opened`, `ferry` and `ferries`, `recieve` and `receive`; not `open` and `close`."""
    one, other = _with_y(one), _with_y(other)
    apart = (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b)
    common = next(apart, min(len(one), len(other)))
    longest = max(len(one), len(other))
    if common >= 3 and common * 5 >= longest * 3:
        return True
    # the first letter is hardly ever mistaken: `import` and `export` are two words
    return common > 0 and longest >= _LETTERS_FOR_TYPOS and _typos(one, other) <= _MOST_TYPOS


def _with_y(word: str) -> str:
    return f"{word[:-3]}y" if word.endswith(("ies", "ied")) else word


def _typos(one: str, other: str) -> int:
    from rapidfuzz.distance import OSA

    return OSA.distance(one, other, score_cutoff=_MOST_TYPOS)


def _are_opposites(one: str, other: str) -> bool:
    """`likely` and `unlikely`; not `open` and `closed`."""
    return one.endswith(other) or other.endswith(one)
