"""Finds short words that stand twice in a row."""

from __future__ import annotations

import re
from functools import cache
from itertools import compress
from operator import eq
from typing import TYPE_CHECKING

from postlint.model.patterns import late
from postlint.model.post import Post
from postlint.model.text import Span
from postlint.prose.word_groups import group_of

if TYPE_CHECKING:
    from ahocorasick_rs import BytesAhoCorasick

#: Words of one to four letters that no sentence has twice in a row. Left out are those of which one can end a
#: clause and the next begin another ("what it is is", "all he has has gone", "when I ran it it stopped",
#: "going on on Monday", "sie hört auf auf ihn zu warten", "el tren para para cargar"), and those that are
#: said twice on purpose ("no no", "so so").
_WORDS = group_of(
    """
    a an and are as at be but by can for from have in into of or our than the then they this to we with
    your its his
    ein eine und für oder
    au aux avec dans des du et les par pour sur une
    con del el en las los una
    di il per
    com uma
    een met
    """
)

#: capitals to small letters; marks that may stand before a word, and white space, to a space
_SMALL = bytes(
    32 if chr(byte) in " \t\r\n\x0b\x0c>*_([" else byte + 32 if 65 <= byte <= 90 else byte
    for byte in range(256)
)

#: words that name the doubled one: "the syntax for for loops", "use in in clauses"
_NAMED = "loops?|statements?|clauses?|expressions?|keywords?|operators?|blocks?|words?|comprehensions?"
#: What stands before a word that may end a clause: "log in in the morning", "a page you write to to tell",
#: "a bed as well as as a table"; and before the name of the dance.
_BEFORE = {
    "as": "well|much|same",
    "at": r"(?:look|aim)\w*",
    "by": r"(?:stop|drop|go|pass|com|swing)\w*|came|went",
    "can": r"the|a|danc\w*",
    "for": r"(?:ask|wait|hop|wish|us|car)(?:e|es|ed|ing|s)?|paid|known",
    "in": r"""(?:log|sign|check|opt|plug|fill|buil[dt]|bak[ei]|zoom|step|com[ei]|came|go|went|clock|turn|liv
        |interest|involve)\w*|(?:\w+['’])?(?:re|s|m)|am|are|is|was|were|been""",
    "to": r"(?:writ|wrot|talk|speak|spok|listen|link|point|respon|repl|go|subscrib)\w*|went",
    "with": r"(?:work|liv|deal)\w*",
}
#: "the rights that we have have been sold"
_PARTICIPLE = late(r"[ ](?:been|become|\w+ed)\b")

#: code points before a word in which the one before is looked for
_LONGEST_BEFORE = 20

_OPENING = ('"', "'", "“", "‘", "«", "„")
_CLOSING = ('"', "'", "”", "’", "»", "“")

#: spaces in a gap that is rare behind a word, such as one before an indented line
_WIDE = 4

_GAP = r"(?: [ \t]++ | [ \t]*+ \r?\n [ \t>]*+ )"
_ENCODED = frozenset(word.encode() for word in _WORDS)


def find_doubled(post: Post) -> tuple[tuple[Span, Span], ...]:
    """The words of prose that stand twice in a row or more often, each with the place where it stands first
    and that of all its repeats.

    Quotations that show just these two words are left out, and so are names in capitals (“The The”).
    """
    words = _doubled_somewhere(post.text[post.body_start :])
    if not words:  # as with nearly all posts
        return ()
    places = (
        (Span(*found.span("first")), Span(*found.span("again")))
        for found in _doubled(words).finditer(post.text, post.body_start)
        if _is_slip(post.text, found)
    )
    return tuple(place for place in places if post.body.is_prose(Span(place[0].start, place[1].end)))


def _doubled_somewhere(text: str) -> tuple[str, ...]:
    """The words that are doubled anywhere in a text, in code and across marks too."""
    spaced = text.encode("utf-8", "surrogatepass").translate(_SMALL)
    if not _may_hold_doubled(spaced):
        return ()
    words = spaced.split()
    doubled = _ENCODED.intersection(compress(words, map(eq, words, words[1:])))
    return tuple(sorted(word.decode() for word in doubled))


def _may_hold_doubled(spaced: bytes) -> bool:
    """Whether one of the words may be doubled in a text where each white space is a space: four times as
    fast as splitting it. Wide gaps behind one of the words, which are rare, are not looked across."""
    return bool(_doublings().find_matches_as_indexes(b" %b " % spaced))


@cache
def _doublings() -> BytesAhoCorasick:
    """Finds ` the the ` with up to three spaces between the words, and `the` before a wider gap."""
    from ahocorasick_rs import BytesAhoCorasick, Implementation

    gaps = [b" " * width for width in range(1, _WIDE)]
    near = [b" %b%b%b " % (word, gap, word) for word in sorted(_ENCODED) for gap in gaps]
    far = [b" %b%b" % (word, b" " * _WIDE) for word in sorted(_ENCODED)]
    return BytesAhoCorasick([*near, *far], implementation=Implementation.DFA)


@cache
def _doubled(words: tuple[str, ...]) -> re.Pattern[str]:
    """Takes `the the`, `of` and `of` on two lines of a quote; not `the, the`, `*the* the`, `to to-do`,
    `a a b`."""
    spellings = "|".join(f"[{word[0].upper()}{word[0]}]{word[1:]}" for word in words)
    return re.compile(
        rf"""
        (?<! [\w'’./&@#$-] ) (?P<first> {spellings} )
        {_GAP} (?P<again> (?i: (?P=first) ) (?: {_GAP} (?i: (?P=first) ) )* )
        (?! [\w'’/&-] | \.\w | [ ] (?: {_NAMED} ) \b | (?<=[ ]a) [ ] \w \b )
        """,
        re.VERBOSE,
    )


def _is_slip(text: str, found: re.Match[str]) -> bool:
    first, again = found["first"], found["again"]
    if again[0].isupper() and first[0].isupper():
        return False  # a name, or words shouted
    if first.isupper() or again.isupper():
        return False  # "AND and OR", "vitamin A a day"
    if (
        text[max(0, found.start() - 1) : found.start()] in _OPENING
        and text[found.end() : found.end() + 1] in _CLOSING
    ):
        return False
    return not _ends_clause(text, found)


def _ends_clause(text: str, found: re.Match[str]) -> bool:
    """Whether the first of the two words may end a clause and the other begin one."""
    word = found["first"].lower()
    if word == "have":
        return _PARTICIPLE.match(text, found.end()) is not None
    if word not in _BEFORE:
        return False
    before = text[max(0, found.start() - _LONGEST_BEFORE) : found.start()]
    ending = rf"(?<![\w'’]) (?:{_BEFORE[word]}) \s+ \Z"
    return re.search(ending, before, re.VERBOSE | re.IGNORECASE) is not None
