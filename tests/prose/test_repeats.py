"""Repeated paragraphs are found, each with the right one, in time linear in the text."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time

import pytest

from postlint.prose.candidates import likely_pairs
from postlint.prose.repeats import Repeat, find_repeats
from postlint.reading.post import read_post

FERRY = "The ferry leaves from the new quay at nine in the morning, and comes back before midnight."
TICKET = "Tickets are sold on board, and children younger than six travel with their parents for nothing."
WEATHER = "On windy days the captain decides in the early morning whether there will be a ferry at all."


def repeats(*paragraphs: str) -> tuple[Repeat, ...]:
    return find_repeats(read_post("\n\n".join(paragraphs).encode("utf-8"), "post.md"))


def test_the_first_of_several_is_named() -> None:
    found = repeats(FERRY, TICKET, FERRY, WEATHER, FERRY)
    assert [repeat.earlier.span.start for repeat in found] == [0, 0]
    assert all(repeat.is_exact and not repeat.is_apart for repeat in found)


def test_the_same_counts_before_the_like() -> None:
    like = FERRY.replace("comes back", "will come back")
    (first, second) = repeats(FERRY, like, TICKET, FERRY)
    assert (first.is_exact, second.is_exact) == (False, True)
    assert second.earlier.span.start == 0


def test_neighbours_are_adjacent() -> None:
    (repeat,) = repeats(FERRY, FERRY)
    assert repeat.is_adjacent
    (repeat,) = repeats(FERRY, "---", FERRY)
    assert not repeat.is_adjacent


@pytest.mark.parametrize("border", ["## Tickets", "<div>\n</div>"])
def test_a_border_sets_paragraphs_apart(border: str) -> None:
    (repeat,) = repeats(FERRY, border, FERRY)
    assert repeat.is_apart


@pytest.mark.parametrize(
    "again",
    [
        "It's clear that the ferry won't leave today, for the captain hasn't slept.",
        "It is clear the ferry will not leave today, for the captain has not slept.",
        "It is clear that this ferry will not leave today, for the captain had not slept.",
        "It is clear that the ferry will not leave today, as the captain has not slept.",
        "It is clear that the ferries will not leave today, for the captains have not slept.",
        "It is clear that the ferry will not laeve today, for the captian has not slept.",
    ],
)
def test_small_edits_leave_a_paragraph_the_same(again: str) -> None:
    (repeat,) = repeats(
        "It is clear that the ferry will not leave today, for the captain has not slept.", again
    )
    assert not repeat.is_exact
    assert 80 <= repeat.likeness <= 100


@pytest.mark.parametrize(
    "other",
    [
        "It is clear that the ferry will leave today, for the captain has not slept since 9.",
        "It is clear that the ferry will not leave today, for the captain has not slept since 10.",
        "It is clear that the ferry will not leave today, for `captain` has not slept since 9.",
        "It is unclear that the ferry will not leave today, for the captain has not slept since 9.",
        "It is clear that the ferry will not leave first, for the captain has not slept since 9.",
        "It is clear that the ferry will not leave Fanø, for the captain has not slept since 9.",
        "It is clear that the ferry will not leave today, for the pilot has not slept since 9.",
        "It is clear that the large ferry will not leave today, for the captain has not slept since 9.",
        "It is sure that the train will not move today, for the driver has not eaten since 9.",
    ],
)
def test_what_differs_in_substance_is_something_else(other: str) -> None:
    first = "It is clear that the ferry will not leave today, for the captain has not slept since 9."
    assert repeats(first, other) == ()


@pytest.mark.parametrize(
    "paragraphs",
    [
        [FERRY] * 5_000,
        [
            f"Quay number {n} is where the ferries of the harbour wait for their passengers."
            for n in range(5_000)
        ],
        [f"{FERRY} {TICKET} {n}" for n in range(1_000)],
        [" ".join(random.Random(n).sample((FERRY + TICKET + WEATHER).split(), 30)) for n in range(1_000)],
        ["ferry " * 30_000, "ferry " * 30_001],
        ["!?." * 30_000, "!?." * 30_000],
    ],
    ids=["equal", "one template", "long template", "same words", "huge", "marks"],
)
def test_many_and_long_paragraphs_take_linear_time(paragraphs: list[str]) -> None:
    started = time.process_time()
    assert len(repeats(*paragraphs)) < len(paragraphs)
    assert time.process_time() - started < 5


def test_edited_copies_are_among_the_likely_pairs() -> None:
    chance = random.Random(7)
    words = f"{FERRY} {TICKET} {WEATHER}".split()
    paragraphs = [" ".join(chance.sample(words, 24)) for _ in range(300)]
    for place in range(0, 300, 2):
        copy = paragraphs[place].split()
        copy[chance.randrange(24)] = "boat"
        paragraphs[place + 1] = " ".join(copy)
    found = {(later, earlier) for later, candidates in likely_pairs(paragraphs) for earlier in candidates}
    assert sum((place + 1, place) in found for place in range(0, 300, 2)) >= 145


def test_the_answer_does_not_depend_on_the_seed_of_hashes() -> None:
    program = (
        "from postlint.prose.candidates import likely_pairs\n"
        f"words = {(FERRY + TICKET + WEATHER).split()!r}\n"
        "import random\n"
        "chance = random.Random(1)\n"
        "print(list(likely_pairs([' '.join(chance.sample(words, 20)) for _ in range(200)])))"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", program],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(answers) == 1


@pytest.mark.parametrize("end", ["</details>", "\n\n<p>\n</details>\n</p>"])
def test_what_is_quoted_ends_with_its_element(end: str) -> None:
    quoted = f"<details>\n\n{FERRY}\n\n{TICKET} {end}"
    assert len(repeats(quoted, FERRY, WEATHER, FERRY)) == 1


def test_containers_that_nothing_ends_take_linear_time() -> None:
    opened = [f"{mark}\n\n{FERRY}" for mark in (":::note", "<details>", "</blockquote>") * 2_000]
    started = time.process_time()
    assert repeats(*opened) == ()
    assert time.process_time() - started < 5
