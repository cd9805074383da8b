"""What the README shows is what a reader will see."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from postlint.cli import main
from postlint.config.load import load_config
from postlint.registry import all_rules

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def test_the_output_is_real(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("NO_COLOR", "1")
    [shown] = blocks("console")
    command, _, output = shown.partition("\n")
    with pytest.raises(SystemExit):
        main(command.removeprefix("$ postlint ").split())
    out, err = capfd.readouterr()
    assert out + err == output


def test_the_configurations_are_understood(tmp_path: Path) -> None:
    examples = blocks("toml")
    assert len(examples) == 2
    for example in examples:
        (tmp_path / "postlint.toml").write_text(example, encoding="utf-8")
        config = load_config(tmp_path / "postlint.toml", all_rules())
        assert config.exclude == tuple(tomllib.loads(example).get("exclude", ()))


def test_every_family_is_told() -> None:
    told = set(re.findall(r"^\| `([A-Z]{2})` \|", README, re.MULTILINE))
    assert told == {rule.family for rule in all_rules()}
