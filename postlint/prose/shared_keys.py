"""Finds the keys that several posts have, faster where most of the posts are what they were."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import compress

from postlint.model.across import Gathered
from postlint.prose.conclusions import Conclusions
from postlint.prose.packed import packed, unpacked
from postlint.prose.sketches import PackedSketches, digest_of

#: under which it is kept which keys were shared, and by which posts
_KEPT = "shared keys"
#: of so many posts one may be another than it was: with more, all keys are counted
_MOST_NEW = 4


def keys_in_several(keys: Sequence[int], posts: Iterable[int], likely: set[int] | None = None) -> set[int]:
    """The keys that more than one post has. They are few, and only they are worth a list of holders.

    `posts` gives for each of the keys the number of the post that has it. `likely` are keys of which nobody
    need look at any others.
    """
    if likely is None:  # most keys stand once
        likely = {key for key, uses in Counter(keys).items() if uses > 1}
    first: dict[int, int] = {}
    found = compress(zip(keys, posts, strict=True), map(likely.__contains__, keys))
    return {key for key, post in found if first.setdefault(key, post) != post and key}


def likely_keys(posts: Sequence[Gathered[PackedSketches]], conclusions: Conclusions) -> set[int] | None:
    """The keys among which those are that more than one post has; None where too many posts are new.

    What two posts share that are as they were, they shared before; all else is a key of a new post.
    """
    known = conclusions.known(_KEPT)
    if not isinstance(known, list) or len(known) != 2:
        return None
    try:
        marks, shared = unpacked("q", str(known[0])), unpacked("I", str(known[1]))
    except ValueError:  # nothing that was ever kept
        return None
    old = set(marks)
    new = [post.facts.keys for post, mark in zip(posts, _marks(posts), strict=True) if mark not in old]
    if len(new) * _MOST_NEW > len(posts):
        return None
    return set(shared).union(*(unpacked("I", each) for each in new))


def keep_shared(
    posts: Sequence[Gathered[PackedSketches]], shared: Iterable[int], conclusions: Conclusions
) -> None:
    """Have it kept for the next run which keys these posts share."""
    conclusions.keep(_KEPT, [packed("q", sorted(_marks(posts))), packed("I", sorted(shared))])


def _marks(posts: Iterable[Gathered[PackedSketches]]) -> list[int]:
    """A digest of each post's path and keys."""
    return [digest_of(f"{path}\0{facts.keys}") for path, facts in posts]
