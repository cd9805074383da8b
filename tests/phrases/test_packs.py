"""The packs hold what they promise, and a wrong name is said."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from postlint.errors import ConfigError
from postlint.phrases import packs
from postlint.phrases.folding import fold
from postlint.phrases.model import Category
from postlint.phrases.packs import load_packs, pack_names

PACKS = Path(packs.__file__).parent
each_pack = pytest.mark.parametrize("name", pack_names())


def test_pack_names() -> None:
    assert pack_names() == ("buzzwords", "default")


@pytest.mark.parametrize(
    ("category", "names"),
    [(Category.PHRASE, ("buzzwords", "default")), (Category.OPENER, ("default",))],
)
def test_packs_of_a_category(category: Category, names: tuple[str, ...]) -> None:
    assert pack_names(category) == names


def test_unknown_pack() -> None:
    with pytest.raises(ConfigError, match="no phrase pack “defualt”; there are buzzwords, default"):
        load_packs(("default", "defualt"))


def test_packs_add_up() -> None:
    both = load_packs(("default", "buzzwords"))
    assert set(both) == {*load_packs(("default",)), *load_packs(("buzzwords",))}


def test_default_pack_has_every_category() -> None:
    assert {phrase.category for phrase in load_packs(("default",))} == set(Category)


@each_pack
def test_phrases_are_written_once_and_as_they_fold(name: str) -> None:
    phrases = load_packs((name,))
    keys = [(phrase.category, phrase.text) for phrase in phrases]
    assert len(keys) == len(set(keys))
    for phrase in phrases:
        assert phrase.text == fold(phrase.text)


@each_pack
def test_phrases_say_why(name: str) -> None:
    for phrase in load_packs((name,)):
        assert phrase.reason
        assert phrase.language


@each_pack
def test_groups_are_sorted(name: str) -> None:
    pack = tomllib.loads((PACKS / f"{name}.toml").read_text(encoding="utf-8"))
    for group in pack["group"]:
        assert group.get("phrases", []) == sorted(group.get("phrases", []))
        assert list(group.get("replacements", {})) == sorted(group.get("replacements", {}))
