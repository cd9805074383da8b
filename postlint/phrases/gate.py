"""Tells quickly which phrases may be in a text, so that only those are looked for with care."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from postlint.model.records import NamedTuple
from postlint.phrases.folding import fold, letters
from postlint.phrases.model import Category, Phrase
from postlint.phrases.packs import load_packs


class Wanted(NamedTuple):
    """A phrase and two folds of its text, the dearer one only made of what is suspect."""

    phrase: Phrase
    letters: bytes

    @property
    def folded(self) -> str:
        return _folded(self.phrase.text)


_folded = lru_cache(maxsize=4096)(fold)


#: The letters with which a phrase ends that are looked for first. What stands there is seldom another
#: phrase's or none, and of so few letters the automaton is small enough to stay in the processor's cache.
_ENDING = 12


#: texts that are looked through before a faster automaton is worth its making
_TEXTS_TO_DFA = 100


class Gate:
    """Tells quickly which of its phrases may be in a text; never misses one that is."""

    def __init__(self, phrases: Iterable[Wanted]) -> None:
        from ahocorasick_rs import BytesAhoCorasick, Implementation

        #: phrases by the last of their letters; those without a letter of ASCII are always suspect
        wanted_by: dict[bytes, list[Wanted]] = {}
        for wanted in phrases:
            wanted_by.setdefault(wanted.letters[-_ENDING:], []).append(wanted)
        self._always = tuple(wanted_by.pop(b"", ()))
        self._wanted = tuple(wanted_by.values())
        self._endings = tuple(wanted_by)
        self._automaton = BytesAhoCorasick(self._endings, implementation=Implementation.ContiguousNFA)
        # a DFA is twice as fast, takes four times as long to make, and needs about 200 bytes for each letter
        self._texts_to_dfa = _TEXTS_TO_DFA if sum(map(len, wanted_by)) < 20_000 else -1

    def suspects(self, here: bytes) -> tuple[Wanted, ...]:
        """The phrases whose letters stand, in one run, among the letters `here` of a text."""
        if self._texts_to_dfa >= 0:
            self._come_nearer_to_dfa()
        found = self._automaton.find_matches_as_indexes(here, overlapping=True)
        if not found:
            return self._always
        rows = sorted({row for row, _, _ in found})
        ending_so = (wanted for row in rows for wanted in self._wanted[row])
        return (*self._always, *(wanted for wanted in ending_so if wanted.letters in here))

    def _come_nearer_to_dfa(self) -> None:
        self._texts_to_dfa -= 1
        if self._texts_to_dfa < 0:
            from ahocorasick_rs import BytesAhoCorasick, Implementation

            self._automaton = BytesAhoCorasick(self._endings, implementation=Implementation.DFA)


class Literals:
    """A set of phrases that are no patterns, ready to be looked for."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        every = [Wanted(phrase, letters(phrase.text)) for phrase in phrases]
        # labels are words such as "news", which would make every body suspect
        self.labels = Gate(each for each in every if each.phrase.category is Category.TITLE_PREFIX)
        self.others = Gate(each for each in every if each.phrase.category is not Category.TITLE_PREFIX)


class Finder(NamedTuple):
    """The phrases of a configuration: those that are literal, and the regular expressions."""

    literals: Literals
    patterns: tuple[Phrase, ...]


@lru_cache(maxsize=32)
def literals_of_packs(names: tuple[str, ...]) -> Literals:
    """The phrases of the named packs."""
    return Literals(load_packs(names))


@lru_cache(maxsize=8)
def finder_of(phrases: tuple[Phrase, ...]) -> Finder:
    """What finds these phrases."""
    literals = Literals(phrase for phrase in phrases if not phrase.is_pattern)
    return Finder(literals, tuple(phrase for phrase in phrases if phrase.is_pattern))


def may_hold_any(text: str, suspects: Iterable[Wanted]) -> bool:
    """Whether the letters of any of them stand in a text."""
    here = letters(text)
    return any(wanted.letters in here for wanted in suspects)
