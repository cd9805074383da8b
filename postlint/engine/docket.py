"""Chooses the rules that are worth asking about a post, by what the post has."""

from __future__ import annotations

from postlint.config.plan import ActiveRule
from postlint.model.post import Post
from postlint.model.triggers import Sign

#: so many dockets are kept, and so many choices by each: far more than a run needs
_MOST_KEPT = 1024


class Docket:
    """The rules of a plan that look at one post, and the signs by which each is worth asking.

    A sign is looked for once for all rules. Posts that show the same signs get the same rules, in the
    order of the plan.
    """

    def __init__(self, rules: tuple[ActiveRule, ...]) -> None:
        self.rules = rules
        self._places: dict[Sign, int] = {}
        self._wanted = tuple(
            (active, self._wanted_by(active)) for active in rules if active.rule.is_of_one_post
        )
        self._chosen: dict[int, tuple[ActiveRule, ...]] = {}

    def rules_for(self, post: Post) -> tuple[ActiveRule, ...]:
        """The rules to ask about a post."""
        shown = 0
        for (shows, args), place in self._places.items():
            try:
                if shows(post, *args):
                    shown |= 1 << place
            except Exception:  # the rules that are then asked meet the same fault, and it bears their name
                shown |= 1 << place
        chosen = self._chosen.get(shown)
        if chosen is None:
            if len(self._chosen) >= _MOST_KEPT:
                self._chosen.clear()
            chosen = self._chosen[shown] = tuple(
                active.ready() for active, wanted in self._wanted if wanted is None or wanted & shown
            )
        return chosen

    def _wanted_by(self, active: ActiveRule) -> int | None:
        """A bit for each of the signs of a rule; None for a rule that is asked of every post."""
        trigger = active.rule.trigger_for(active.options)
        if trigger is None:
            return None
        return sum(1 << self._places.setdefault(sign, len(self._places)) for sign in trigger)


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
