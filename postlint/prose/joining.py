"""Finds, among the keys of very many texts, the few pairs that are worth a closer look."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Sequence

#: A key that more texts have says little. Ten thousand pages from one template then cost as much each
#: as ten.
_MOST_HOLDERS = 8
_MOST_CANDIDATES = 3
#: the keys that two texts must have in common at the least, in number and as a share of the fewer
LEAST_COMMON = 2
_LEAST_SHARE = 1 / 3


def likely_pairs_across(
    texts: Iterable[tuple[int, Sequence[int]]],
    shared: Container[int],
    may_pair: Callable[[int, int], bool],
) -> Iterator[tuple[int, list[int]]]:
    """For each text that has any: its number and those of earlier ones it may repeat, the likeliest first.

    `texts` are numbers with their keys, `shared` the keys that several posts have. `may_pair` is asked with
    a number and an earlier one. Costs are linear in the number of texts.
    """
    holders: dict[int, list[int]] = {}
    for number, keys in texts:
        own = [key for key in keys if key in shared]
        if len(own) < LEAST_COMMON:
            continue
        found: list[int] = []
        for key in own:
            others = holders.setdefault(key, [])
            found += others
            if len(others) < _MOST_HOLDERS:
                others.append(number)
        least = max(LEAST_COMMON, _LEAST_SHARE * (len(keys) - keys.count(0)))
        if len(found) >= least and (likely := _likeliest(number, found, least, may_pair)):
            yield number, likely


def _likeliest(
    number: int, found: list[int], least: float, may_pair: Callable[[int, int], bool]
) -> list[int]:
    likely: list[int] = []
    if len(set(found)) == len(found):  # none has two keys in common, as is usual
        return likely
    for other, common in Counter(found).most_common():
        if common < least or len(likely) == _MOST_CANDIDATES:
            break
        if may_pair(number, other):
            likely.append(other)
    return likely
