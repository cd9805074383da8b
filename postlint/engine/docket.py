"""Chooses the rules that are worth asking about a post, by what the post has."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable

from postlint.config.plan import ActiveRule
from postlint.errors import PostlintError
from postlint.model.post import Post
from postlint.model.triggers import Sign, Trait

#: so many dockets are kept, and so many choices by each: far more than a run needs
_MOST_KEPT = 1024


class Docket:
    """The rules of a plan that look at one post, and the signs and traits by which each is worth asking.

    Each is looked for once for all rules. Posts that have the same of them get the same rules, in the
    order of the plan. In a number that stands for some of them, each has a bit.
    """

    def __init__(self, rules: tuple[ActiveRule, ...]) -> None:
        self.rules = rules
        self._signs: dict[Sign, int] = {}
        self._traits: dict[Callable[[Post], Iterable[Hashable]], dict[Hashable, int]] = {}
        self._wanted = tuple(
            (active, self._wanted_by(active)) for active in rules if active.rule.is_of_one_post
        )
        self._chosen: dict[int, tuple[ActiveRule, ...]] = {}

    def rules_for(self, post: Post) -> tuple[ActiveRule, ...]:
        """The rules to ask about a post."""
        there = self._there(post)
        chosen = self._chosen.get(there)
        if chosen is None:
            if len(self._chosen) >= _MOST_KEPT:
                self._chosen.clear()
            chosen = self._chosen[there] = tuple(
                active.ready() for active, wanted in self._wanted if wanted is None or wanted & there
            )
        return chosen

    def _there(self, post: Post) -> int:
        """The signs and traits that a post has; those that cannot be looked for without a fault count as
        there, since the rules that are then asked meet the same fault, and it bears their name."""
        there = 0
        for (shows, args), bit in self._signs.items():
            try:
                if shows(post, *args):
                    there |= bit
            except Exception:
                there |= bit
        for traits_of, bits in self._traits.items():
            try:
                for trait in traits_of(post):
                    there |= bits.get(trait, 0)
            except Exception:
                there |= sum(bits.values())
        return there

    def _wanted_by(self, active: ActiveRule) -> int | None:
        """The signs and traits of a rule; None for a rule that is asked of every post.

        Raises PostlintError for a rule of another package that fails to tell.
        """
        rule = active.rule
        try:
            trigger = rule.trigger_for(active.options)
            return None if trigger is None else sum(map(self._bit_of, trigger))
        except Exception as error:  # before any post is looked at, so that no post is to be named
            raise PostlintError(
                f"the rule {rule.name} ({rule.module}) cannot say when to be asked: {error!r}"
            ) from error

    def _bit_of(self, wanted: Sign | Trait) -> int:
        if isinstance(wanted, Sign):
            return self._signs.setdefault(wanted, 1 << self._size())
        bits = self._traits.setdefault(wanted.traits_of, {})
        return bits.setdefault(wanted.value, 1 << self._size())

    def _size(self) -> int:
        """How many signs and traits have a bit."""
        return len(self._signs) + sum(map(len, self._traits.values()))


_kept: dict[int, Docket] = {}


def docket_of(rules: tuple[ActiveRule, ...]) -> Docket:
    """The docket of a plan's rules, made once.

    It is found by the identity of `rules`, since to hash them takes longer than to ask them; the docket
    holds them, so that no other rules can come to have that identity.
    """
    docket = _kept.get(id(rules))
    if docket is None:
        if len(_kept) >= _MOST_KEPT:
            _kept.clear()
        docket = _kept[id(rules)] = Docket(rules)
    return docket
