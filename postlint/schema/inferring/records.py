"""What a schema is inferred from, and what comes of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from postlint.model.records import NamedTuple
from postlint.model.values import Json
from postlint.model.verdict import Violation

#: values with the number of the post that each stands in
Held: TypeAlias = Sequence[tuple[int, Json]]

#: the way to a value in any post: keys of mappings, and None for whichever item of a list
Place: TypeAlias = tuple[str | None, ...]


class Sample(NamedTuple):
    """The front matter of one post. `given` are fields that the site's configuration gives to it, `lost` are
    addresses of pictures in it that lead to no file."""

    path: str
    values: Mapping[str, Json]
    given: frozenset[str] = frozenset()
    lost: frozenset[str] = frozenset()


class Limits(NamedTuple):
    """How much a schema asks: `required_share`, from 0.5 to 1, is the share of the posts that have to agree
    with it, and with each thing that it asks. A field that fewer than `posts` posts have is not described."""

    required_share: float = 0.98
    posts: int = 3

    def strays(self, posts: int) -> int:
        """How many of so many posts may differ from the rest."""
        # 50 * (1 - 0.98) is a hair more than 1, and 100 * (1 - 0.99) a hair less
        return int(posts * (1 - self.required_share) + 1e-6)

    def least(self, posts: int) -> int:
        """How many of so many posts must have a field: no more than half of them."""
        return min(self.posts, (posts + 1) // 2)


class Demand(NamedTuple):
    """One thing that a schema asks of the value at a place; of a mapping, that it has a `key`."""

    place: Place
    keyword: str
    key: str = ""


class Outlier(NamedTuple):
    """One thing in the post at `path` that most others have otherwise; the message says how many. So many
    `posts` have the like, this one among them."""

    path: str
    violation: Violation
    posts: int


class Inferred(NamedTuple):
    """A schema, how many posts it was inferred from, how many of them are valid against it, and what the
    others have that is rare, the rarest first. `nearly_required` are fields that many posts have, with how
    many, and yet not enough."""

    schema: dict[str, Json]
    posts: int
    fitting: int
    outliers: tuple[Outlier, ...]
    nearly_required: tuple[tuple[str, int], ...]


def posts_of(held: Iterable[tuple[int, Json]]) -> set[int]:
    """The numbers of the posts that the values stand in."""
    return {post for post, _ in held}
