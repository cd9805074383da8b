"""Finds the words by which two versions of a text differ, where both are shown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from postlint.model.findings import Place
from postlint.model.patterns import late
from postlint.model.text import Span

#: code points of two excerpts, in each from the first to behind the last of some words
Changes: TypeAlias = tuple[tuple[Span, ...], tuple[Span, ...]]

_WORD = late(r"\S+")


def changed_words(one: Place, other: Place) -> Changes:
    """Where the words stand that one place has and the other has not, in the excerpt of each.

    What follows the last word that they have in common is left out where one of them goes on behind what is
    shown: there the other's words may come.
    """
    from difflib import SequenceMatcher  # which most runs do not need

    ours, theirs = _words(one), _words(other)
    our_words = [span.of(one.excerpt.text) for span in ours]
    their_words = [span.of(other.excerpt.text) for span in theirs]
    changes = SequenceMatcher(None, our_words, their_words, autojunk=False).get_opcodes()
    if changes and changes[-1][0] != "equal" and (_goes_on(one) or _goes_on(other)):
        changes.pop()
    changes = [change for change in changes if change[0] != "equal"]
    return (
        tuple(_joined(ours[start:end] for _, start, end, _, _ in changes)),
        tuple(_joined(theirs[start:end] for _, _, _, start, end in changes)),
    )


def _words(place: Place) -> list[Span]:
    """The words of a place that are in its excerpt, which begins in column `place.excerpt.column`."""
    text, column = place.excerpt
    start = max(0, place.start.column - column)
    end = len(text) if _goes_on(place) else place.end.column - column
    return [Span(*found.span()) for found in _WORD.finditer(text, start, end)]


def _goes_on(place: Place) -> bool:
    """Whether a place has more than its excerpt shows."""
    text, column = place.excerpt
    return place.end.line > place.start.line or place.end.column - column > len(text)


def _joined(runs: Iterator[list[Span]]) -> Iterator[Span]:
    """Each run of words as one span."""
    return (Span(words[0].start, words[-1].end) for words in runs if words)
