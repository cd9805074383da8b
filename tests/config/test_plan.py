"""What is done with one file: from configuration, overrides and command line to a plan."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from pathlib import Path

import pytest
from fake_rules import EveryKind, UserPhrases

from postlint.config.load import load_config
from postlint.config.model import Config, SchemaChoice, Selection
from postlint.config.plan import ActiveRule, CommandLine, Plan, Planner
from postlint.errors import ConfigError
from postlint.model.findings import Severity
from postlint.rule import NoOptions, Rule

Write = Callable[[str, str], Path]


@pytest.fixture
def planner(write: Write, rules: tuple[Rule, ...]) -> Callable[..., Planner]:
    def make(text: str, command_line: CommandLine | None = None) -> Planner:
        return Planner(load_config(write("postlint.toml", text), rules), rules, command_line)

    return make


def active(plan: Plan, code: str) -> ActiveRule:
    [found] = [one for one in plan.rules if one.rule.code == code]
    return found


def codes(plan: Plan) -> list[str]:
    return [one.rule.code for one in plan.rules]


def test_without_a_configuration_the_usual_rules_run_as_they_are(site: Path, rules: tuple[Rule, ...]) -> None:
    plan = Planner(Config(site), rules).plan_for("_posts/a.md")
    assert codes(plan) == ["DT201", "DU601", "TX701", "TX702", "TX711", "TX801"]
    assert plan.rules[0] == ActiveRule(rules[0], Severity.WARNING, NoOptions(), severity_is_set=False)
    assert (plan.schema, plan.is_post, plan.excluded, plan.is_unmatched) == (None, None, False, False)


# --- severities ------------------------------------------------------------------------------------


def test_a_severity_that_is_set_says_so(planner: Callable[..., Planner]) -> None:
    plan = planner('[severity]\nDT201 = "error"\nrepeat = "warning"\n').plan_for("a.md")
    severities = {one.rule.code: (one.severity, one.severity_is_set) for one in plan.rules}
    assert severities["DT201"] == (Severity.ERROR, True)
    assert severities["DU601"] == (Severity.WARNING, True)
    assert severities["TX701"] == (Severity.WARNING, False)


def test_off_switches_off_and_another_level_switches_on(planner: Callable[..., Planner]) -> None:
    plan = planner('[severity]\nDT201 = "off"\nmissing-zone = "info"\n').plan_for("a.md")
    assert codes(plan) == ["DT205", "DU601", "TX701", "TX702", "TX711", "TX801"]
    assert active(plan, "DT205").severity is Severity.INFO


@pytest.mark.parametrize(("selector", "runs"), [("DT201", ["DT201"]), ("DT", []), ("ALL", None)])
def test_only_the_commands_exact_name_beats_off(
    planner: Callable[..., Planner], selector: str, runs: list[str] | None
) -> None:
    command_line = CommandLine(Selection(select=(selector,)))
    plan = planner('[severity]\nDT201 = "off"\n', command_line).plan_for("a.md")
    if runs is None:
        assert "DT201" not in codes(plan)
    else:
        assert codes(plan) == runs


# --- options ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "options"),
    [
        ("", EveryKind()),
        ("packs = ['buzzwords']", EveryKind(packs=("buzzwords",))),
        ("allow = ['a', 'b']", EveryKind(allow=("a", "b"))),
        ("at-least = 7", EveryKind(at_least=7)),
        ("ratio = 0.25", EveryKind(ratio=0.25)),
        ("ratio = 1", EveryKind(ratio=1.0)),
        ("is-strict = true", EveryKind(is_strict=True)),
        ("language = 'en'", EveryKind(language="en")),
        ("style = 'short'", EveryKind(style="short")),
    ],
)
def test_options_reach_the_rule(planner: Callable[..., Planner], line: str, options: EveryKind) -> None:
    plan = planner(f"[rules.filler-phrase]\n{line}\n").plan_for("a.md")
    assert active(plan, "TX702").options == options
    assert isinstance(active(plan, "TX702").options.ratio, float)


def test_phrases_reach_the_rule_that_reports_them(planner: Callable[..., Planner]) -> None:
    made = planner("rules.user-phrase.limit = 4\n[[phrases]]\nmatch = 'a'\n[[phrases]]\npattern = 'b'\n")
    options = active(made.plan_for("a.md"), "TX711").options
    assert isinstance(options, UserPhrases)
    assert options.limit == 4
    assert [(phrase.text, phrase.is_pattern) for phrase in options.phrases] == [("a", False), ("b", True)]


# --- overrides -------------------------------------------------------------------------------------

OVERRIDES = """\
schema = "post"
ignore = ["TX702"]
rules.filler-phrase.at-least = 1
rules.filler-phrase.ratio = 0.1

[[overrides]]
paths = ["_drafts/**", "*.draft.md"]
schema = "draft.json"
ignore = ["DT"]
severity.DU601 = "info"
rules.TX702.at-least = 2

[[overrides]]
paths = ["_drafts/late/**"]
select = ["DT", "TX702"]
severity.DT201 = "error"
rules.TX702.at-least = 3
"""


def test_a_path_that_no_override_matches(planner: Callable[..., Planner]) -> None:
    plan = planner(OVERRIDES).plan_for("_posts/a.md")
    assert codes(plan) == ["DT201", "DU601", "TX701", "TX711", "TX801"]
    assert plan.schema == "post"


@pytest.mark.parametrize("path", ["_drafts/a.md", "_posts/a.draft.md"])
def test_an_override_changes_what_it_names(planner: Callable[..., Planner], site: Path, path: str) -> None:
    plan = planner(OVERRIDES).plan_for(path)
    assert codes(plan) == ["DU601", "TX701", "TX711", "TX801"]
    assert active(plan, "DU601").severity is Severity.INFO
    assert (plan.schema, plan.schema_base) == ("draft.json", site)


def test_later_overrides_win_over_earlier_ones(planner: Callable[..., Planner]) -> None:
    plan = planner(OVERRIDES).plan_for("_drafts/late/a.md")
    assert codes(plan) == ["DT201", "TX702"]
    assert active(plan, "DT201").severity is Severity.ERROR
    assert active(plan, "TX702").options == EveryKind(at_least=3, ratio=0.1)
    assert plan.schema == "draft.json"


def test_globs_mind_the_letter_case(planner: Callable[..., Planner]) -> None:
    assert planner(OVERRIDES).plan_for("_Drafts/a.md").schema == "post"


def test_files_that_are_treated_alike_share_a_plan(planner: Callable[..., Planner]) -> None:
    made = planner(OVERRIDES)
    plans = {id(made.plan_for(f"{folder}/{n}.md")) for folder in ("_posts", "_drafts") for n in range(50)}
    assert len(plans) == 2


@pytest.mark.parametrize(
    ("text", "path", "is_unmatched"),
    [
        ("[[overrides]]\npaths = ['a']\nschema = 'a.json'\n", "b/c.md", True),
        ("[[overrides]]\npaths = ['a']\nschema = 'a.json'\n", "a/c.md", False),
        ("schema = 'post'\n[[overrides]]\npaths = ['a']\nschema = 'a.json'\n", "b/c.md", False),
        ("[[overrides]]\npaths = ['a']\nignore = ['TX']\n", "b/c.md", False),
    ],
)
def test_a_path_without_schema_where_others_have_one(
    planner: Callable[..., Planner], text: str, path: str, is_unmatched: bool
) -> None:
    assert planner(text).plan_for(path).is_unmatched is is_unmatched


# --- files -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "excluded"), [("_site/a.md", True), ("_site/keep.md", False), ("a.md", False)]
)
def test_exclude(planner: Callable[..., Planner], path: str, excluded: bool) -> None:
    plan = planner('exclude = ["_site/**", "!_site/keep.md"]\n').plan_for(path)
    assert (plan.excluded, plan.is_post) == (excluded, None)


@pytest.mark.parametrize(
    ("posts", "is_post"), [('["_posts/**", "!*.txt"]', True), ('["blog"]', False), ("[]", False)]
)
def test_posts(planner: Callable[..., Planner], posts: str, is_post: bool) -> None:
    assert planner(f"posts = {posts}\n").plan_for("_posts/2024/a.md").is_post is is_post


# --- the command line ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("selection", "runs"),
    [
        (Selection(select=("DU",)), ["DU601"]),
        (Selection(select=("TX7",)), ["TX701", "TX711"]),
        (Selection(select=("TX702",)), ["TX702"]),
        (Selection(extend_select=("buzzwords",)), ["DT201", "TX701", "TX703", "TX711"]),
        (Selection(ignore=("TX",)), ["DT201"]),
    ],
)
def test_the_command_line_beats_the_configuration(
    planner: Callable[..., Planner], selection: Selection, runs: list[str]
) -> None:
    text = "select = ['TX7', 'DT201']\nignore = ['TX702']\n"
    assert codes(planner(text, CommandLine(selection)).plan_for("a.md")) == runs


def test_the_command_lines_schema_beats_overrides(planner: Callable[..., Planner]) -> None:
    command_line = CommandLine(schema=SchemaChoice("mine.json", Path("elsewhere")))
    plan = planner(OVERRIDES, command_line).plan_for("_drafts/a.md")
    assert (plan.schema, plan.schema_base) == ("mine.json", Path("elsewhere"))


def test_unknown_rules_on_the_command_line_are_all_named(
    planner: Callable[..., Planner],
) -> None:
    with pytest.raises(ConfigError) as caught:
        planner("", CommandLine(Selection(select=("TX799", "DU"), ignore=("nonsense", "TX799"))))
    assert str(caught.value).split("\n") == [
        "no rule is called `TX799`; did you mean `TX701`?",
        "no rule is called `nonsense`",
    ]


# --- extended files --------------------------------------------------------------------------------


def test_an_extended_file_is_the_layer_below(
    planner: Callable[..., Planner], write: Write, site: Path
) -> None:
    write("shared/a.json", "{}")
    write(
        "shared/base.toml",
        "schema = 'a.json'\nignore = ['TX7']\nrules.TX702.at-least = 1\nrules.TX702.ratio = 0.1\n"
        "[severity]\nDU601 = 'off'\nDT201 = 'info'\n",
    )
    plan = planner(
        "extend = 'shared/base.toml'\nextend-select = ['TX702']\nrules.TX702.at-least = 2\n"
        "[severity]\nDU601 = 'error'\n"
    ).plan_for("a.md")
    assert codes(plan) == ["DT201", "DU601", "TX702", "TX801"]
    assert [one.severity for one in plan.rules[:2]] == [Severity.INFO, Severity.ERROR]
    assert active(plan, "TX702").options == EveryKind(at_least=2, ratio=0.1)
    assert (plan.schema, plan.schema_base) == ("a.json", site / "shared")


def test_a_configuration_can_be_sent_to_a_worker(write: Write, rules: tuple[Rule, ...]) -> None:
    config = load_config(write("postlint.toml", OVERRIDES + "[[phrases]]\nmatch = 'a'\n"), rules)
    assert pickle.loads(pickle.dumps(config)) == config
