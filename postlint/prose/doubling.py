"""Finds short words that stand twice in a row."""

from __future__ import annotations

import re
from functools import cache

from postlint.model.post import Post
from postlint.model.text import Span


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


#: Words of one to four letters that no sentence has twice in a row. Left out are those of which one can
#: end a clause and the next begin another ("what it is is", "when I ran it it stopped", "going on on
#: Monday", "that that", "had had"), and those that are said twice on purpose ("no no", "so so").
_WORDS = _listed(
    """
    a an and are as at be but by can for from has have in into of or our than the then they this to we with
    your its his
    ein eine und mit für auf oder
    au aux avec dans des du et les par pour sur une
    con del el en las los para una
    di il per
    com uma
    een met voor
    """
)
#: bytes of the words that are looked for together; the one shorter word is looked for by itself
_SHORTEST = 2
_LONGEST = 4

#: What stands before the text of a line, for a line goes on where the one above ends. Long runs of spaces
#: would be as alike as doubled words.
_LINE_STARTS = (
    (b"\r", b""),
    (b"\n>", b"\n"),
    (b"    ", b""),
    (b"\n   ", b"\n"),
    (b"\n  ", b"\n"),
    (b"\n ", b"\n"),
)

#: words that name the doubled one: "the syntax for for loops", "use in in clauses"
_NAMED = "loops?|statements?|clauses?|expressions?|keywords?|operators?|blocks?|words?|comprehensions?"
#: verbs to which a first "in" belongs: "log in in the morning"
_WITH_IN = "(?:log|sign|check|opt|plug|fill|buil[dt]|bak(?:e|ing)|zoom|step|com[ei]|came|go|went|clock|turn)"

_OPENING = ('"', "'", "“", "‘", "«", "„")
_CLOSING = ('"', "'", "”", "’", "»", "“")

_ENCODED = frozenset(word.encode() for word in _WORDS)


def find_doubled(post: Post) -> tuple[tuple[Span, Span], ...]:
    """The words of prose that stand twice in a row, each with the place where it stands first and again.

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
    """The words that are doubled anywhere in a text, in code too.

    For each length of word the text is laid over itself, moved by a word and a space. Where both are the
    same for a whole word with its spaces, the difference has a run of zeros. As one number of many digits
    that takes a few steps for all places at once: a tenth of what a pattern with `\\1` takes.
    """
    letters = text.encode("utf-8", "surrogatepass").lower()
    for mark, plain in _LINE_STARTS:
        if mark in letters:
            letters = letters.replace(mark, plain)
    letters = b" " + letters.replace(b"\n", b" ") + b" "
    words = {b"a"} if b" a a " in letters else set()
    number, length = int.from_bytes(letters, "little"), len(letters)
    for step in range(_SHORTEST + 1, _LONGEST + 2):
        difference = (number ^ (number >> 8 * step)).to_bytes(length, "little")
        run = bytes(step + 1)
        at = difference.find(run)
        while at >= 0:
            space = letters.find(b" ", at, at + step)
            if space >= 0:
                words.add(letters[space + 1 : space + step])
            at = difference.find(run, at + step)
    return tuple(sorted(word.decode() for word in _ENCODED.intersection(words)))


@cache
def _doubled(words: tuple[str, ...]) -> re.Pattern[str]:
    """Takes `the the`, `of` and `of` on two lines of a quote; not `the, the`, `*the* the`, `to to-do`."""
    spellings = "|".join(f"[{word[0].upper()}{word[0]}]{word[1:]}" for word in words)
    return re.compile(
        rf"""
        (?<! [\w'’./&@#$-] ) (?P<first> {spellings} )
        (?: [ \t]++ | [ \t]*+ \r?\n [ \t>]*+ )
        (?P<again> (?i: (?P=first) ) ) (?! [\w'’/&-] | \.\w | [ ] (?: {_NAMED} ) \b )
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
    before = text[max(0, found.start() - 12) : found.start()]
    return first.lower() != "in" or re.search(rf"\b{_WITH_IN}\w*\s+$", before, re.IGNORECASE) is None
