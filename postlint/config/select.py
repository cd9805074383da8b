"""Which rules run: codes, names, family prefixes and `ALL`, in layers that come one after another.

The layers are the configuration files (an extended one first), the overrides that match, and the
command line.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from postlint.config.model import FixTrust, Selection
from postlint.rule import Rule

ALL = "ALL"

# how closely a selector names a rule; a family prefix counts its letters, so `TX7` is closer than `TX`
_BY_ALL = 0
_BY_NAME = 1000


def selector_names(rules: Iterable[Rule]) -> tuple[str, ...]:
    """All that a selector may be: `ALL`, the family prefixes, the codes, the names."""
    rules = tuple(rules)
    prefixes = {rule.code[:length] for rule in rules for length in range(len(rule.family), len(rule.code))}
    return (ALL, *sorted(prefixes), *(rule.code for rule in rules), *(rule.name for rule in rules))


def rules_of(selector: str, rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """The rules that a selector names, in any letter case; none for one that is unknown."""
    code, name = selector.upper(), selector.lower()
    if code == ALL:
        return tuple(rules)
    return tuple(
        rule
        for rule in rules
        if code == rule.code
        or name == rule.name
        or (rule.code.startswith(code) and code.startswith(rule.family))
    )


def choose_rules(
    rules: Sequence[Rule], layers: Iterable[Selection], *, levelled: Collection[str] = ()
) -> frozenset[str]:
    """The codes of the rules that run.

    Within one layer the closer name wins, and of two equally close ones `ignore`. A later layer
    wins over an earlier one, save that what was ignored by a closer name stays ignored: `--select TX`
    leaves `ignore = ["TX702"]` in force, `--select TX702` does not.

    A rule that is off by default is switched on by its code, its name or `ALL`, and not by a family
    prefix, unless `levelled` holds its code: the configuration gave it a severity, so it counts as
    one that is on.
    """
    usual = {rule.code for rule in rules if rule.enabled or rule.code in levelled}
    running = set(usual)
    ignored: dict[str, int] = {}
    for layer in layers:
        wanted = _closeness((*(layer.select or ()), *layer.extend_select), rules, usual)
        unwanted = _closeness(layer.ignore, rules, None)
        if layer.select is not None:
            running.clear()
        for code, closeness in wanted.items():
            if closeness > unwanted.get(code, -1) and closeness >= ignored.get(code, -1):
                running.add(code)
                usual.add(code)
                ignored.pop(code, None)
        for code, closeness in unwanted.items():
            if closeness >= wanted.get(code, -1):
                running.discard(code)
                ignored[code] = closeness
    return frozenset(running)


def trusted_fixes(rules: Sequence[Rule], layers: Iterable[FixTrust]) -> Mapping[str, bool]:
    """Which rules' fixes the configuration calls safe (True) or unsafe (False), by code.

    Within one layer the closer name wins, and of two equally close ones `unsafe`. A later layer wins over
    an earlier one.
    """
    trusted: dict[str, bool] = {}
    for layer in layers:
        safe, unsafe = _closeness(layer.safe, rules, None), _closeness(layer.unsafe, rules, None)
        for code in (*safe, *unsafe):
            trusted[code] = safe.get(code, -1) > unsafe.get(code, -1)
    return trusted


def _closeness(
    selectors: Iterable[str], rules: Sequence[Rule], usual: Collection[str] | None
) -> Mapping[str, int]:
    """How closely the selectors name each rule; prefixes reach only the `usual` rules, where given."""
    closest: dict[str, int] = {}
    for selector in selectors:
        for rule in rules_of(selector, rules):
            closeness = _closeness_of(selector, rule)
            is_prefix = _BY_ALL < closeness < _BY_NAME
            if is_prefix and usual is not None and rule.code not in usual:
                continue
            closest[rule.code] = max(closeness, closest.get(rule.code, closeness))
    return closest


def _closeness_of(selector: str, rule: Rule) -> int:
    if selector.upper() == ALL:
        return _BY_ALL
    is_name = selector.upper() == rule.code or selector.lower() == rule.name
    return _BY_NAME if is_name else len(selector)
