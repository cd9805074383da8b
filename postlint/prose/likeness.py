"""Tells whether two paragraphs say the same, or only look alike as two rows of a table do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from postlint.model.patterns import late
from postlint.model.records import NamedTuple
from postlint.prose.folding import Folded, Word
from postlint.prose.word_groups import (
    CONTRASTING_WORDS,
    FUNCTION_WORDS,
    NEGATIONS,
    TELLING_WORDS,
    are_contraries,
    are_of_one_group,
    contraries_of,
)

#: below so many words a paragraph needs more likeness, in percent: its frame is most of it
_SHORT = 25
_MORE_FOR_SHORT = 8
#: paragraphs longer than this, in words, are only compared as a whole: nobody writes them
_LONGEST = 2000

#: What alike paragraphs have in common at the least as they are written, addresses included, in
#: percent. Two that have the same clauses in another order may have no more.
_LEAST_AS_WRITTEN = 45
_LONGEST_AS_WRITTEN = 20_000
_INLINE_CODE = late(r"`[^`]*`")

#: Below so many words one word that is another, or is missing, tells what the paragraph is about:
#: “a vertical group”, “a horizontal group”. From there on one of so many words may be another; and
#: one of so many may be missing, at any length. Chosen with `benchmarks/near_duplicates.py`.
_LONG = 20
_WORDS_TO_ONE_CHANGED = 20
_WORDS_TO_ONE_MISSING = 5
#: In a long text one of so many changes may be of a number, a name or the like. Pages from one template
#: that are as long have their own name in every other sentence.
_WORDS_TO_ONE_TELLING = 2000

#: Clauses in another order: runs of so many words that both have, no more of them than that, which
#: are so much of both, in percent.
_CLAUSE = 5
_MOST_CLAUSES = 4
_LEAST_IN_CLAUSES = 85

#: words with which a text that is published again may begin in another way
_LONGEST_BEGINNING = 25

#: a word of so many letters may have so many wrong
_LETTERS_FOR_TYPOS = 5
_MOST_TYPOS = 2
#: of two names that begin alike each has an ending of its own of so many letters; of two forms of one word
#: one has less
_SHORTEST_NAME_ENDING = 3


#: so many words put behind a paragraph or in front of it are an addition and no change
_LEAST_ADDED = 3


def can_be_alike(one: str, other: str) -> bool:
    """Whether two paragraphs, as they are written, are worth folding, which has inline markup read."""
    if inline_code(one) != inline_code(other):
        return False
    if max(len(one), len(other)) > _LONGEST_AS_WRITTEN:
        return True
    from rapidfuzz import fuzz

    return fuzz.ratio(one, other, score_cutoff=_LEAST_AS_WRITTEN) > 0


def inline_code(written: str) -> list[str]:
    """The inline code of a paragraph as it is written, which is the same in paragraphs that are alike."""
    return _INLINE_CODE.findall(written)


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
    if ratio:
        return ratio if _say_the_same(shorter, longer) else 0
    share = _in_clauses(shorter, longer) if len(shorter) >= _LONG else 0
    return share if share >= max(least, _LEAST_IN_CLAUSES) else 0


def exchanged_words(one: Folded, other: Folded) -> Iterator[tuple[str, str]]:
    """The words that stand in place of each other in two paragraphs, without small words and other forms of
    the same word; "" where a word has no counterpart and is the only one that changes there."""
    for change in _changes(one.spelled_out, other.spelled_out):
        some, others = _contents(change.some), _contents(change.others)
        if not some or not others:
            yield from ((word, "") for word in some if len(some) == 1)
            yield from (("", word) for word in others if len(others) == 1)
            continue
        for pair in zip(some, others, strict=False):
            if not _are_inflected(*pair):
                yield pair


def _joined(words: Iterable[Word]) -> str:
    return " ".join(word.plain for word in words)


class _Change(NamedTuple):
    """Where two paragraphs differ: the words of the one and of the other; one side may be empty."""

    some: tuple[Word, ...]
    others: tuple[Word, ...]


def _say_the_same(a: tuple[Word, ...], b: tuple[Word, ...]) -> bool:
    is_short = len(a) < _LONG
    changes = list(_changes(a, b))
    changed = missing = 0
    for change in changes:
        if _tells_apart(change) and (is_short or not _is_added(change, b)):
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
    if changed > most_changed or missing > max(1, len(a) // _WORDS_TO_ONE_MISSING):
        return False
    return not _have_contraries(changes)


def _have_contraries(changes: Sequence[_Change]) -> bool:
    """Whether one has the contrary of a word of the other, be it elsewhere: `all (including privileged)` and
    `nonprivileged`."""
    some = {word for change in changes for word in _contents(change.some)}
    others = {word for change in changes for word in _contents(change.others)}
    return any(not others.isdisjoint(contraries_of(word)) for word in some)


def say_the_same_at_length(one: tuple[Word, ...], other: tuple[Word, ...], least: int) -> bool:
    """Whether two texts of many sentences are one text: so many words of the longer, in percent, stand in the
    other in the same order, and no number, name or the like stands for another one, or hardly any.

    Other than in a paragraph, a text may begin in other words, which do not count, and what one has and the
    other has not is no matter.
    """
    start, other_start = _after_beginnings(one, other)
    one, other = one[start:], other[other_start:]
    changes = list(_changes(one, other))
    common = len(one) - sum(len(change.some) for change in changes)
    if common * 100 < max(len(one), len(other)) * least:
        return False
    changed = telling = 0
    for change in changes:
        if change.some and change.others:
            telling += _tells_apart(change)
            pairs = zip(_contents(change.some), _contents(change.others), strict=False)
            changed += sum(not _are_forms_of_one(some, others) for some, others in pairs)
    return changed <= len(one) // _WORDS_TO_ONE_CHANGED and telling <= len(one) // _WORDS_TO_ONE_TELLING


def _after_beginnings(one: tuple[Word, ...], other: tuple[Word, ...]) -> tuple[int, int]:
    """From where on two texts are the same when they only begin in other words: `Breaking: …`, `As reported
    yesterday, …`; (0, 0) when they do not, or when there are numbers or code among these words."""
    from rapidfuzz.distance import Levenshtein

    plain, other_plain = ([word.plain for word in words[: 2 * _LONGEST_BEGINNING]] for words in (one, other))
    for edit in Levenshtein.opcodes(plain, other_plain):
        if edit.tag == "equal" and edit.src_end - edit.src_start >= _CLAUSE:
            start, other_start = edit.src_start, edit.dest_start
            beginnings = (*one[:start], *other[:other_start])
            is_short = max(start, other_start) <= _LONGEST_BEGINNING
            return (
                (start, other_start) if is_short and not any(map(_is_number_or_code, beginnings)) else (0, 0)
            )
    return 0, 0


def _is_number_or_code(word: Word) -> bool:
    return word.is_code or any(char.isdigit() for char in word.plain)


def _is_added(change: _Change, words: tuple[Word, ...]) -> bool:
    """Whether a change only adds a clause, or a few words behind the last (`…, in May`) or in front of the
    first (`in May, …`). What stands in front of something may take it back: `it is not true that …`."""
    added = change.others
    if change.some or len(added) < _LEAST_ADDED:
        return False
    if added[-1] is words[-1]:
        return True
    is_whole = len(added) >= _CLAUSE or added[0] is words[0]
    return is_whole and not any(word.plain in NEGATIONS for word in added)


def _changes(a: tuple[Word, ...], b: tuple[Word, ...]) -> Iterator[_Change]:
    from rapidfuzz.distance import Levenshtein

    for edit in Levenshtein.opcodes([word.plain for word in a], [word.plain for word in b]):
        if edit.tag != "equal":
            yield _Change(a[edit.src_start : edit.src_end], b[edit.dest_start : edit.dest_end])


def _in_clauses(a: tuple[Word, ...], b: tuple[Word, ...]) -> float:
    """How much of the longer one is clauses of the other, in any order, in percent; 0 when a word
    that tells things apart stands outside them."""
    from difflib import SequenceMatcher

    rest_of_a, rest_of_b = [word.plain for word in a], [word.plain for word in b]
    for _ in range(_MOST_CLAUSES):
        found = SequenceMatcher(None, rest_of_a, rest_of_b, autojunk=False).find_longest_match()
        if found.size < _CLAUSE:
            break
        # what is taken must not be found again, nor words on both sides of it as one clause
        rest_of_a[found.a : found.a + found.size] = [_TAKEN_FROM_A] * found.size
        rest_of_b[found.b : found.b + found.size] = [_TAKEN_FROM_B] * found.size
    some = tuple(word for word, plain in zip(a, rest_of_a, strict=True) if plain != _TAKEN_FROM_A)
    others = tuple(word for word, plain in zip(b, rest_of_b, strict=True) if plain != _TAKEN_FROM_B)
    contents = set(_contents(some)) ^ set(_contents(others))
    if len(contents) > max(1, len(a) // _WORDS_TO_ONE_CHANGED):
        return 0
    # `next year`, which only stands elsewhere in its clause, tells nothing apart
    if _contents(some) != _contents(others) and _tells_apart(_Change(some, others)):
        return 0
    return 100 * (1 - len(others) / len(b))


_TAKEN_FROM_A, _TAKEN_FROM_B = "\n", "\r"


def _tells_apart(change: _Change) -> bool:
    """Whether what differs is a thing's name, number or sign, and so no matter of wording."""
    words = (*change.some, *change.others)
    if any(word.plain in TELLING_WORDS or _is_exact(word) for word in words):
        return True
    is_exchange = bool(change.some and change.others)
    if (is_exchange or len(words) == 1) and any(word.plain in CONTRASTING_WORDS for word in words):
        return True
    if is_exchange and any(_are_contrary(one, other) for one in change.some for other in change.others):
        return True
    # a name left out with the words around it leaves the same said: `on Thursday, we met`
    return (is_exchange or len(words) == 1) and any(map(_is_name, words))


def _are_contrary(one: Word, other: Word) -> bool:
    if are_contraries(one.plain, other.plain):
        return True
    return are_of_one_group(one.plain, other.plain) and not _are_forms_of_one(one.plain, other.plain)


def _is_name(word: Word) -> bool:
    return word.written[0].isupper() and not word.is_first and word.plain not in FUNCTION_WORDS


def _is_exact(word: Word) -> bool:
    """Code, numbers, `camelCase`, `ACRONYMS`, `snake_case`, `file.md`, `.NET`, `C++`, `-o`, `x`."""
    return (
        word.is_code
        or (len(word.plain) == 1 and word.plain not in FUNCTION_WORDS)
        or any(
            char.isdigit() or char in "_.+#-" or (place and char.isupper())
            for place, char in enumerate(word.written)
        )
    )


def _contents(words: tuple[Word, ...]) -> list[str]:
    return [word.plain for word in words if word.plain not in FUNCTION_WORDS]


def _are_forms_of_one(one: str, other: str) -> bool:
    """`opens` and `opened`, `ferry` and `ferries`, `recieve` and `receive`; not `open` and `close`."""
    one, other = _with_y(one), _with_y(other)
    common = _common(one, other)
    longest = max(len(one), len(other))
    if common >= 3 and common * 5 >= longest * 3:
        return True
    # the first letter is hardly ever mistaken: `import` and `export` are two words
    return common > 0 and longest >= _LETTERS_FOR_TYPOS and _typos(one, other) <= _MOST_TYPOS


def _common(one: str, other: str) -> int:
    """How many letters two words have in common before they differ."""
    apart = (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b)
    return next(apart, min(len(one), len(other)))


def _are_inflected(one: str, other: str) -> bool:
    """`opens` and `opened`, `recieve` and `receive`; not `multiset` and `multimap`, which are also alike."""
    shorter = min(len(one), len(other))
    return _are_forms_of_one(one, other) and shorter - _common(one, other) < _SHORTEST_NAME_ENDING


def _with_y(word: str) -> str:
    return f"{word[:-3]}y" if word.endswith(("ies", "ied")) else word


def _typos(one: str, other: str) -> int:
    from rapidfuzz.distance import OSA

    return OSA.distance(one, other, score_cutoff=_MOST_TYPOS)


def _are_opposites(one: str, other: str) -> bool:
    """`likely` and `unlikely`; not `open` and `closed`."""
    return one.endswith(other) or other.endswith(one)
