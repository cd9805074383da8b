"""The configuration that counts, as people are shown it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from postlint.config.load import load_config
from postlint.config.model import Config
from postlint.config.plan import Planner
from postlint.config.show import describe_config
from postlint.rule import Rule

Write = Callable[[str, str], Path]

TEXT = """\
extend = "base.toml"
schema = "post"
select = ["TX7"]
severity.TX701 = "error"
rules.filler-phrase.at-least = 5
rules.filler-phrase.packs = ["default"]

[[overrides]]
paths = ["_drafts/**"]
schema = "draft.json"
select = ["TX", "DT"]
ignore = ["TX701"]
severity.DT201 = "off"
rules.TX702.style = "short"

[[phrases]]
match = "say \\"boat\\""
replace = ""
scope = ["title"]
"""

BASE = """\
generator = "jekyll"
exclude = ["_site/**"]
asset-roots = ["static"]
posts = ["_posts/**"]
"""


def described(path: Path, rules: tuple[Rule, ...], post: str | None = None) -> str:
    config = load_config(path, rules)
    return describe_config(config, Planner(config, rules), post)


def test_a_site_without_configuration(site: Path, rules: tuple[Rule, ...]) -> None:
    config = Config(site)
    assert describe_config(config, Planner(config, rules[:2])) == (
        '# no configuration file for .\nselect = [\n  "DT201",  # bad-date: warning\n]\n'
    )


def test_a_whole_site(write: Write, rules: tuple[Rule, ...]) -> None:
    write("base.toml", BASE)
    assert described(write("postlint.toml", TEXT), rules) == (
        """\
# from postlint.toml, which extends base.toml
generator = "jekyll"
schema = "post"
exclude = ["_site/**"]
posts = ["_posts/**"]
asset-roots = ["static"]
select = [
  "TX701",  # filler-opener: error
  "TX702",  # filler-phrase: warning
  "TX711",  # user-phrase: warning
]

[severity]
TX701 = "error"

[rules.filler-phrase]
at-least = 5

[[overrides]]
paths = ["_drafts/**"]
schema = "draft.json"
select = ["TX", "DT"]
ignore = ["TX701"]
severity.DT201 = "off"
rules.TX702.style = "short"

[[phrases]]
match = "say \\"boat\\""
replace = ""
severity = "warning"
scope = ["title"]
"""
    )


def test_one_file_has_its_overrides_worked_in(write: Write, rules: tuple[Rule, ...]) -> None:
    write("base.toml", BASE)
    text = described(write("postlint.toml", TEXT), rules, "_drafts/a.md")
    assert text.startswith(
        """\
# from postlint.toml, which extends base.toml
# _drafts/a.md is a page
# override 1 applies: _drafts/**
generator = "jekyll"
schema = "draft.json"
"""
    )
    assert (
        '\n  "TX801",  # shouting: warning\n]\n\n[rules.filler-phrase]\nat-least = 5\nstyle = "short"\n'
        in text
    )
    assert "[[overrides]]" not in text


def test_an_excluded_file_is_said_to_be_so(write: Write, rules: tuple[Rule, ...]) -> None:
    write("base.toml", BASE)
    text = described(write("postlint.toml", TEXT), rules, "_site/a.md")
    assert "\n# _site/a.md is excluded\n" in text


@pytest.mark.parametrize("post", ["_posts/a.md", "_drafts/a.md"])
def test_what_is_shown_gives_the_same_plan_again(write: Write, rules: tuple[Rule, ...], post: str) -> None:
    write("base.toml", BASE)
    path = write("postlint.toml", TEXT)
    plan = Planner(load_config(path, rules), rules).plan_for(post)
    again = write("again.toml", described(path, rules))
    assert Planner(load_config(again, rules), rules).plan_for(post).rules == plan.rules
    for_one = write("for-one.toml", described(path, rules, post))
    assert Planner(load_config(for_one, rules), rules).plan_for(post).rules == plan.rules
