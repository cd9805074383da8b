"""Finds the keys that several posts have, faster where most of the posts are what they were."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import compress

from postlint.model.across import Gathered
from postlint.model.records import NamedTuple
from postlint.prose.conclusions import Conclusions
from postlint.prose.packed import packed, unpacked
from postlint.prose.sketches import PackedSketches, digest_of

#: under which it is kept which keys were shared, and by which posts
_KEPT = "shared keys"
#: of so many posts one may be another than it was: with more, all keys are counted
_MOST_NEW = 4


class Shared(NamedTuple):
    """The keys that more than one post has, and for each of all keys 1 where it is one of them, else 0."""

    keys: set[int]
    marks: bytearray


def shared_keys(keys: Sequence[int], post_of: Callable[[int], int], likely: set[int] | None = None) -> Shared:
    """Which keys more than one post has. They are few, and only they are worth a list of holders.

    `post_of` gives for the place of a key the number of the post that has it. `likely` are keys of which
    nobody need look at any others.
    """
    if likely is None:  # most keys stand once
        likely = {key for key, uses in Counter(keys).items() if uses > 1}
    marks = bytearray(map(likely.__contains__, keys))
    places = [*compress(range(len(keys)), marks)]
    first: dict[int, int] = {}
    shared = set()
    for place in places:
        key, post = keys[place], post_of(place)
        if first.setdefault(key, post) != post and key:
            shared.add(key)
    for place in places:
        if keys[place] not in shared:
            marks[place] = 0
    return Shared(shared, marks)


class Sharing:
    """Keeps from one run to the next which keys posts share: what two of them share that are as they were,
    they shared before, and all else is a key of a post that is new."""

    def __init__(self, posts: Sequence[Gathered[PackedSketches]], conclusions: Conclusions) -> None:
        self._posts = posts
        self._conclusions = conclusions
        # a digest of each post's path and keys
        self._digests = [digest_of(f"{path}\0{facts.keys}") for path, facts in posts]

    def likely_keys(self) -> set[int] | None:
        """The keys among which those are that more than one post has; None where too many posts are new."""
        known = self._conclusions.known(_KEPT)
        if not isinstance(known, list) or len(known) != 2:
            return None
        try:
            old, shared = set(unpacked("q", str(known[0]))), unpacked("I", str(known[1]))
        except ValueError:  # nothing that was ever kept
            return None
        pairs = zip(self._posts, self._digests, strict=True)
        new = [post.facts.keys for post, digest in pairs if digest not in old]
        if len(new) * _MOST_NEW > len(self._posts):
            return None
        return set(shared).union(*(unpacked("I", each) for each in new))

    def keep(self, shared: Iterable[int]) -> None:
        """Have it kept for the next run that these are the keys."""
        digests, keys = sorted(self._digests), sorted(shared)
        self._conclusions.keep(_KEPT, [packed("q", digests), packed("I", keys)])
