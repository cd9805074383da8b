"""Which rules run: selectors, how closely they name a rule, and layers."""

from __future__ import annotations

import pytest

from postlint.config.model import Selection
from postlint.config.select import choose_rules, rules_of, selector_names
from postlint.rule import Rule

USUAL = {"DT201", "DU601", "TX701", "TX702", "TX711", "TX801"}
EVERY = USUAL | {"DT205", "TX703"}


@pytest.mark.parametrize(
    ("selector", "codes"),
    [
        ("TX701", ["TX701"]),
        ("filler-opener", ["TX701"]),
        ("TX", ["TX701", "TX702", "TX703", "TX711", "TX801"]),
        ("TX7", ["TX701", "TX702", "TX703", "TX711"]),
        ("TX71", ["TX711"]),
        ("ALL", sorted(EVERY)),
        ("T", []),
        ("tx701", ["TX701"]),
        ("Filler-Opener", ["TX701"]),
        ("tx71", ["TX711"]),
        ("all", sorted(EVERY)),
        ("TX7011", []),
        ("filler", []),
        ("", []),
    ],
)
def test_what_a_selector_names(rules: tuple[Rule, ...], selector: str, codes: list[str]) -> None:
    assert [rule.code for rule in rules_of(selector, rules)] == codes


def test_every_selector_name_names_a_rule(rules: tuple[Rule, ...]) -> None:
    names = selector_names(rules)
    assert {"ALL", "TX", "TX7", "TX71", "TX701", "filler-opener"} <= set(names)
    assert [name for name in names if not rules_of(name, rules)] == []
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("layers", "codes"),
    [
        # one layer
        ([], USUAL),
        ([Selection(select=())], set()),
        ([Selection(select=("DT201",))], {"DT201"}),
        ([Selection(select=("TX",), ignore=("TX701",))], {"TX702", "TX711", "TX801"}),
        ([Selection(select=("TX701",), ignore=("TX",))], {"TX701"}),
        ([Selection(select=("TX",), ignore=("TX7",))], {"TX801"}),
        ([Selection(select=("TX7",), ignore=("TX",))], {"TX701", "TX702", "TX711"}),
        ([Selection(select=("TX701",), ignore=("filler-opener",))], set()),
        ([Selection(select=("ALL",), ignore=("TX",))], {"DT201", "DT205", "DU601"}),
        ([Selection(ignore=("ALL",), extend_select=("TX701",))], {"TX701"}),
        ([Selection(select=("DT",), extend_select=("DU601",))], {"DT201", "DU601"}),
        # rules that are off by default
        ([Selection(extend_select=("DT205",))], USUAL | {"DT205"}),
        ([Selection(extend_select=("missing-zone",))], USUAL | {"DT205"}),
        ([Selection(extend_select=("DT",))], USUAL),
        ([Selection(extend_select=("ALL",))], EVERY),
        # a later layer
        ([Selection(select=("DT",)), Selection(extend_select=("DU601",))], {"DT201", "DU601"}),
        ([Selection(select=("DT",)), Selection(select=("DU",))], {"DU601"}),
        ([Selection(select=("TX701",)), Selection(ignore=("TX",))], set()),
        ([Selection(ignore=("TX702",)), Selection(select=("TX",))], {"TX701", "TX711", "TX801"}),
        ([Selection(ignore=("TX702",)), Selection(select=("TX702",))], {"TX702"}),
        ([Selection(ignore=("TX",)), Selection(select=("TX",))], {"TX701", "TX702", "TX711", "TX801"}),
        ([Selection(ignore=("TX702",)), Selection(extend_select=("ALL",))], EVERY - {"TX702"}),
        ([Selection(extend_select=("DT205",)), Selection(select=("DT",))], {"DT201", "DT205"}),
        (
            [Selection(ignore=("DT201",)), Selection(extend_select=("DT201",)), Selection(select=("DT",))],
            {"DT201"},
        ),
    ],
)
def test_which_rules_run(rules: tuple[Rule, ...], layers: list[Selection], codes: set[str]) -> None:
    assert choose_rules(rules, layers) == codes


def test_a_rule_with_a_level_counts_as_usual(rules: tuple[Rule, ...]) -> None:
    assert choose_rules(rules, [], levelled=["DT205"]) == USUAL | {"DT205"}
    assert choose_rules(rules, [Selection(select=("DT",))], levelled=["DT205"]) == {"DT201", "DT205"}
    assert choose_rules(rules, [Selection(select=("DU",))], levelled=["DT205"]) == {"DU601"}
