"""A rule of ours that is imported when it is asked: until then it is what the index says of it.

Of ninety rules a post needs some twenty. To import the others would take a fifth of a run over one post.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any

from postlint.model.findings import Severity
from postlint.model.records import NamedTuple
from postlint.model.triggers import Sign, Trait, Trigger
from postlint.rule import OptionSet, Rule, When, only_rule


class Listed(NamedTuple):
    """What the index says of a rule that looks at one post.

    `module` is its module below `postlint.rules`. `signs` and `traits` are those that its trigger has with
    the usual options, each as the place of a function and its arguments, or the value to look for; `signs`
    are None where the rule is asked of every post.
    """

    code: str
    module: str
    severity: Severity
    fixable: bool
    enabled: bool
    signs: Sequence[tuple[str, tuple[Any, ...]]] | None
    traits: Sequence[tuple[str, Any]] = ()


class UsualOptions(OptionSet):
    """The options of a late rule to which nothing is given."""


class LateRule(Rule):
    """A rule that imports its module when more is wanted of it than the index says."""

    def __init__(self, listed: Listed, module: str) -> None:
        self.__dict__.update(
            code=listed.code,
            name=module.rpartition(".")[2].replace("_", "-"),
            severity=listed.severity,
            module=module,
            fixable=listed.fixable,
            enabled=listed.enabled,
            across=None,
            _listed=listed,
        )

    @property
    def trigger(self) -> When:
        return self.load().trigger

    def load(self) -> Rule:
        rule: Rule | None = self.__dict__.get("_rule")
        if rule is None:
            rule = self.__dict__["_rule"] = only_rule(import_module(self.module))
        return rule

    def trigger_for(self, options: Any) -> Trigger | None:
        if not isinstance(options, UsualOptions):
            return self.load().trigger_for(options)
        listed: Listed = self.__dict__["_listed"]
        if listed.signs is None:
            return None
        signs = (Sign(_function(place), args) for place, args in listed.signs)
        return frozenset([*signs, *(Trait(_function(place), value) for place, value in listed.traits)])

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self.load(), name)


def _function(place: str) -> Any:
    module, _, name = place.partition(":")
    return getattr(import_module(module), name)
