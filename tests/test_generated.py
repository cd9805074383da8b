"""What is made from the code is current, and the pages say what holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from postlint.config.load import load_config
from postlint.config.plan import Planner
from postlint.config.shapes import options_table
from postlint.generated import COMMAND, PAGES, generated_files, write_generated
from postlint.pages import rule_page
from postlint.registry import all_rules
from postlint.rule import Rule

CHECKOUT = Path(__file__).parent.parent
FILES = generated_files(all_rules())


@pytest.mark.parametrize("path", FILES)
def test_file_is_current(path: str) -> None:
    written = (CHECKOUT / path).read_text(encoding="utf-8")
    assert COMMAND in written
    assert written == FILES[path], f"out of date: run `{COMMAND}`"


def test_no_page_is_left_of_a_rule_that_is_gone() -> None:
    pages = {page.relative_to(CHECKOUT).as_posix() for page in (CHECKOUT / PAGES).iterdir()}
    assert pages <= set(FILES), f"run `{COMMAND}`"


def test_the_command_deletes_such_pages(tmp_path: Path) -> None:
    stale = tmp_path / PAGES / "long-gone.md"
    stale.parent.mkdir(parents=True)
    stale.write_text("", encoding="utf-8")
    write_generated(tmp_path, all_rules())
    assert not stale.exists()
    assert (tmp_path / PAGES / "mojibake.md").is_file()


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.name)
def test_the_configuration_of_a_page_sets_what_holds_anyway(rule: Rule, tmp_path: Path) -> None:
    lines = list(rule_page(rule))
    file = tmp_path / "postlint.toml"
    file.write_text("\n".join(lines[lines.index("```toml") + 1 : -1]), encoding="utf-8")
    plan = Planner(load_config(file, all_rules()), all_rules()).plan_for_site()
    [active] = [each for each in plan.rules if each.rule is rule]
    assert active.severity is rule.severity
    for name, option in rule.options.__options__.items():
        assert (getattr(active.options, name) == option.default) is not bool(option.sample)


def test_a_page_shows_every_option() -> None:
    for rule in all_rules():
        page = list(rule_page(rule))
        for key, option in options_table(rule).keys.items():
            assert f"# {option.help}" in page
            assert any(line.startswith(f"{key} = ") for line in page)
