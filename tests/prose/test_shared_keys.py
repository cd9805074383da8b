"""The keys that posts share: the same whether all are counted, or only those that came since."""

from __future__ import annotations

import random
from array import array
from itertools import chain, repeat

import pytest

from postlint.model.across import Gathered
from postlint.model.values import Json
from postlint.prose.conclusions import Conclusions
from postlint.prose.packed import count_packed, packed, unpacked
from postlint.prose.shared_keys import Sharing, shared_keys
from postlint.prose.sketches import KEYS, PackedSketches, Sketches, read_keys

Post = Gathered[PackedSketches]


def some_post(path: str, chance: random.Random) -> Post:
    rows = chance.randint(1, 4)
    keys = [chance.choice((0, chance.randrange(60), chance.randrange(2**32))) for _ in range(rows * KEYS)]
    none = [0] * rows
    return Gathered(path, Sketches("", 0, 0, none, none, none, none, none, keys).packed())


def shared_by(posts: list[Post], conclusions: Conclusions) -> set[int]:
    keys = read_keys(post.facts for post in posts)
    counts = (len(unpacked("I", post.facts.keys)) for post in posts)
    holders = [*chain.from_iterable(map(repeat, range(len(posts)), counts))]
    sharing = Sharing(posts, conclusions)
    shared, marks = shared_keys(keys, holders.__getitem__, sharing.likely_keys())
    assert list(marks) == [key in shared for key in keys]
    sharing.keep(shared)
    return shared


def likely_keys(posts: list[Post], kept: dict[str, Json]) -> set[int] | None:
    return Sharing(posts, Conclusions(kept)).likely_keys()


def counted(posts: list[Post]) -> set[int]:
    """The same in the simplest way."""
    sets = [set(unpacked("I", post.facts.keys)) for post in posts]
    return {key for own in sets for key in own if key and sum(key in other for other in sets) > 1}


@pytest.mark.parametrize("seed", range(5))
def test_what_came_since_is_enough(seed: int) -> None:
    chance = random.Random(seed)
    posts = [some_post(f"{number}.md", chance) for number in range(30)]
    kept: dict[str, Json] = {}
    for step in range(12):
        assert shared_by(posts, Conclusions(kept)) == counted(posts)
        posts[chance.randrange(len(posts))] = some_post(f"new-{step}.md", chance)
        del posts[chance.randrange(len(posts))]
        moved = posts[chance.randrange(len(posts))]
        posts.append(moved._replace(path=f"copy-{step}.md"))  # has every key of the other
        chance.shuffle(posts)
        assert likely_keys(posts, kept) is not None


def test_where_most_is_new_all_is_counted() -> None:
    chance = random.Random(1)
    kept: dict[str, Json] = {}
    shared_by([some_post(f"{number}.md", chance) for number in range(8)], Conclusions(kept))
    assert likely_keys([some_post(f"{number}.md", chance) for number in range(8)], kept) is None


@pytest.mark.parametrize("rubbish", [None, 17, "harbour", [], ["", ""], ["harbour", "AAA"], [3, {}]])
def test_what_was_never_kept_does_not_count(rubbish: Json) -> None:
    chance = random.Random(2)
    posts = [some_post(f"{number}.md", chance) for number in range(8)]
    assert likely_keys(posts, {"shared keys": rubbish}) is None
    assert shared_by(posts, Conclusions({"shared keys": rubbish})) == counted(posts)


@pytest.mark.parametrize(("code", "numbers"), [("I", [0, 1, 2**32 - 1]), ("q", [-1, 2**63 - 1]), ("I", [])])
def test_packed_numbers_come_back(code: str, numbers: list[int]) -> None:
    text = packed(code, numbers)
    assert unpacked(code, text) == array(code, numbers)
    assert count_packed(code, text) == len(numbers)
