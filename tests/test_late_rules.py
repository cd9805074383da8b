"""Rules that are imported late are the rules themselves."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from cli.conftest import CLEAN

import postlint
from postlint.config.model import Config
from postlint.config.plan import Planner
from postlint.late_rule import LateRule, UsualOptions
from postlint.registry import all_rules, late_rules
from postlint.rule import Rule

LATE = tuple(late_rules())
THEMSELVES = {rule.code: rule for rule in all_rules()}
WHAT_RULES_SAY = (
    *(
        "code",
        "name",
        "severity",
        "module",
        "fixable",
        "enabled",
        "check",
        "across",
        "options",
        "doc",
        "since",
    ),
    *("trigger", "close", "gone", "summary", "family", "is_of_one_post"),
)


def test_all_rules_that_look_at_one_post_can_be_late() -> None:
    assert [rule.code for rule in LATE] == [rule.code for rule in all_rules() if rule.is_of_one_post]


@pytest.mark.parametrize("late", LATE, ids=lambda rule: rule.name)
def test_a_late_rule_says_what_the_rule_says(late: Rule) -> None:
    itself = THEMSELVES[late.code]
    assert {said: getattr(late, said) for said in WHAT_RULES_SAY} == {
        said: getattr(itself, said) for said in WHAT_RULES_SAY
    }
    assert late.load() is itself
    assert late.trigger_for(UsualOptions()) == itself.trigger_for(itself.options())
    assert late.trigger_for(itself.options()) == itself.trigger_for(itself.options())


def test_a_rule_is_ready_with_its_own_options(tmp_path: Path) -> None:
    late, itself = (Planner(Config(tmp_path), rules).plan_for("a.md") for rules in (LATE, all_rules()))
    assert all(isinstance(active.options, UsualOptions) for active in late.rules)
    ready = {active.rule.code: active.ready() for active in late.rules}
    for active in itself.rules:
        if active.rule.is_of_one_post:
            assert ready[active.rule.code] == active
            assert ready[active.rule.code].ready() is ready[active.rule.code]


def test_nothing_else_is_made_up() -> None:
    with pytest.raises(AttributeError):
        LATE[0].colour  # type: ignore[attr-defined]  # noqa: B018
    assert isinstance(LATE[0], LateRule)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of packages with postlint in it, as an installer leaves it."""
    packages = tmp_path_factory.mktemp("venv") / "site-packages"
    source = Path(postlint.__file__).parent
    shutil.copytree(source, packages / "postlint", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(source.parent / "schemas", packages / "postlint" / "schemas")
    return packages


PROBE = (
    "import sys; sys.path.insert(0, {packages!r})\n"
    "from postlint.cli import main\n"
    "try: main(['check', '--no-cache', '--output-format', 'concise', {name!r}])\n"
    "finally: print(); print(*[name for name in sys.modules if name.startswith('postlint.rules.')])"
)


def check(packages: Path, folder: Path, text: str) -> tuple[list[str], set[str]]:
    """What postlint writes of a post, and the modules of rules that it imports."""
    (folder / "a.md").write_text(text, encoding="utf-8")
    ended = subprocess.run(
        [sys.executable, "-c", PROBE.format(packages=str(packages), name="a.md")],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    *said, _, loaded = ended.stdout.splitlines()
    return [*said, ended.stderr], set(loaded.split())


@pytest.mark.parametrize(
    "text",
    [
        CLEAN,
        CLEAN.replace("author: Ada Finch\n", "").replace("turned", "turned turned"),
        CLEAN + "\n![](mill.png)\n\nIt cost £5.\n\nTODO: more\n",
        "---\ntitle: a: b\n---\n",
    ],
)
def test_an_installed_postlint_imports_the_rules_it_asks(installed: Path, tmp_path: Path, text: str) -> None:
    said, loaded = check(installed, tmp_path, text)
    of_checkout, all_loaded = check(Path(postlint.__file__).parents[1], tmp_path, text)
    assert said == of_checkout
    assert len(loaded) < 60
    assert len(all_loaded) > 90


@pytest.mark.parametrize(("min_words", "is_short"), [(3, False), (20, True)])
def test_options_that_are_given_count(
    installed: Path, tmp_path: Path, min_words: int, is_short: bool
) -> None:
    config = f'schema = "none"\nextend-select = ["TX710"]\n[rules.very-short-body]\nmin-words = {min_words}\n'
    (tmp_path / "postlint.toml").write_text(config, encoding="utf-8")
    said, _ = check(installed, tmp_path, CLEAN)
    assert said == check(Path(postlint.__file__).parents[1], tmp_path, CLEAN)[0]
    assert any("TX710" in line for line in said) is is_short
