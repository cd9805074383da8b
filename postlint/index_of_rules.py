"""The text of the index of rules, by which a run knows the rules that it does not import."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import Enum
from typing import Any

from postlint.model.triggers import Sign, Trait, Trigger
from postlint.registry import is_own
from postlint.rule import Rule

_BEGINNING = """\
# fmt: off
# ruff: noqa: E501

from __future__ import annotations

from postlint.late_rule import Listed
from postlint.model.findings import Severity
from postlint.model.post import ProblemKind
from postlint.model.verdict import Breach

LISTED = (\
"""


def index_of_rules(rules: Iterable[Rule], note: str) -> str:
    """The module that lists those of our rules that look at one post; `note` says how it is made."""
    listed = [_listed(rule) for rule in rules if rule.is_of_one_post and is_own(rule)]
    lines = (f'"""The rules that look at one post: {note}."""', "", _BEGINNING, *listed, ")", "")
    return "\n".join(lines)


def _listed(rule: Rule) -> str:
    module = ".".join(rule.module.split(".")[-2:])
    trigger = rule.trigger_for(rule.options())
    signs, traits = ("None", "()") if trigger is None else map(_tuple, _signs_and_traits(trigger))
    said = (repr(rule.code), repr(module), _written(rule.severity), str(rule.fixable), str(rule.enabled))
    return f"    Listed({', '.join(said)}, {signs}, {traits}),"


def _signs_and_traits(trigger: Trigger) -> tuple[list[str], list[str]]:
    """Both as Python writes them, in a fixed order."""
    signs = (
        _pair(each.shows, _tuple(map(_written, each.args))) for each in trigger if isinstance(each, Sign)
    )
    traits = (_pair(each.traits_of, _written(each.value)) for each in trigger if isinstance(each, Trait))
    return sorted(signs), sorted(traits)


def _pair(function: Callable[..., object], value: str) -> str:
    return f"({f'{function.__module__}:{function.__qualname__}'!r}, {value})"


def _written(value: Any) -> str:
    """A value as Python writes it, the same at all times."""
    if isinstance(value, frozenset):
        return f"frozenset({_tuple(sorted(map(_written, value)))})"
    if isinstance(value, tuple):
        return _tuple(map(_written, value))
    return f"{type(value).__name__}.{value.name}" if isinstance(value, Enum) else ascii(value)


def _tuple(values: Iterable[str]) -> str:
    return f"({''.join(f'{value}, ' for value in values)})"
