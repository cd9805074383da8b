"""Finds, among the keys of very many texts, the few pairs that are worth a closer look."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from itertools import chain

#: A key that more texts have says little. Ten thousand pages from one template then cost as much each
#: as ten.
_MOST_HOLDERS = 8
_MOST_CANDIDATES = 3
#: the keys that two texts must have in common at the least, in number and as a share of the fewer
_LEAST_COMMON = 2
_LEAST_SHARE = 1 / 3


def keys_in_several(posts: Sequence[Sequence[int]]) -> set[int]:
    """The keys that more than one post has. They are few, and only they are worth a list of holders."""
    # most keys stand once, and to count them all is faster than to make a set of those of each post
    uses = Counter(chain.from_iterable(posts))
    repeated = {key for key, count in uses.items() if count > 1}
    repeated.discard(0)
    seen: set[int] = set()
    shared: set[int] = set()
    for keys in posts:
        if repeated.isdisjoint(keys):
            continue
        own = repeated.intersection(keys)
        shared |= seen & own
        seen |= own
    return shared


def likely_pairs_across(
    texts: Iterable[tuple[int, Sequence[int]]],
    shared: Container[int],
    may_pair: Callable[[int, int], bool],
) -> Iterator[tuple[int, list[int]]]:
    """For each text that has any: its number and those of earlier ones it may repeat, the likeliest first.

    `texts` are numbers with their keys, `shared` the keys of `keys_in_several`. `may_pair` is asked with
    a number and an earlier one. Costs are linear in the number of texts.
    """
    holders: dict[int, list[int]] = {}
    for number, keys in texts:
        own = [key for key in keys if key in shared]
        if len(own) < _LEAST_COMMON:
            continue
        found: list[int] = []
        for key in own:
            others = holders.setdefault(key, [])
            found += others
            if len(others) < _MOST_HOLDERS:
                others.append(number)
        least = max(_LEAST_COMMON, _LEAST_SHARE * (len(keys) - keys.count(0)))
        if len(found) >= least and (likely := _likeliest(number, found, least, may_pair)):
            yield number, likely


def _likeliest(
    number: int, found: list[int], least: float, may_pair: Callable[[int, int], bool]
) -> list[int]:
    likely: list[int] = []
    for other, common in Counter(found).most_common():
        if common < least or len(likely) == _MOST_CANDIDATES:
            break
        if may_pair(number, other):
            likely.append(other)
    return likely
