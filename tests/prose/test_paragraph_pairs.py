"""Paragraphs that say the same are told from those that say something else, on the labelled pairs."""

from __future__ import annotations

import pytest
from near_duplicates import Pair, is_found, pairs, score

PAIRS = list(pairs())


def test_there_are_enough_pairs_of_every_kind() -> None:
    changes = {pair.change for pair in PAIRS}
    assert changes >= {"contraction", "quotes", "word", "reordered", "appended"}
    assert changes >= {"number", "negation", "template", "name", "translation"}
    assert len(PAIRS) >= 280


@pytest.mark.parametrize("pair", [pair for pair in PAIRS if not pair.is_same], ids=lambda pair: pair.change)
def test_something_else_is_never_called_a_duplicate(pair: Pair) -> None:
    assert not is_found(pair)


def test_most_of_what_says_the_same_is_found() -> None:
    precision, recall = score((pair, is_found(pair)) for pair in PAIRS)
    assert precision == 1
    assert recall >= 0.91
