"""The packs hold what they promise, and a wrong name is said."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from postlint.errors import ConfigError
from postlint.phrases import packs
from postlint.phrases.folding import fold
from postlint.phrases.matching import find_in_packs
from postlint.phrases.model import Category, Phrase
from postlint.phrases.packs import DEFAULT, Shelf, load_packs, pack_names, with_companion
from postlint.reading import read_post

PACKS = Path(packs.__file__).parent
ARTICLES = Path(__file__).parent.parent / "fixtures" / "filler-opener" / "good"
LANGUAGES = ("de", "es", "fr", "it", "pt")
each_pack = pytest.mark.parametrize("name", pack_names())


@pytest.mark.parametrize(
    ("shelf", "names"),
    [
        (Shelf.FILLER, ("de", "default", "es", "fr", "it", "pt")),
        (Shelf.RESIDUE, ("cms", "llm", "scraper")),
        (Shelf.TASTE, ("buzzwords", "clickbait", "hedging", "openings", "wordy")),
    ],
)
def test_packs_on_a_shelf(shelf: Shelf, names: tuple[str, ...]) -> None:
    assert pack_names(shelf) == names
    assert set(names) < set(pack_names())


def test_unknown_pack() -> None:
    with pytest.raises(
        ConfigError, match="no phrase pack “defualt”; there are buzzwords, clickbait, cms, de"
    ):
        load_packs(("default", "defualt"))


def test_packs_add_up() -> None:
    both = load_packs(("default", "buzzwords"))
    assert set(both) == {*load_packs(("default",)), *load_packs(("buzzwords",))}


@pytest.mark.parametrize("name", ["default", *LANGUAGES])
def test_filler_is_known_of_every_sort(name: str) -> None:
    sorts = {Category.OPENER, Category.PHRASE, Category.LEAD_IN, Category.TITLE_PREFIX}
    assert {phrase.category for phrase in load_packs((name,))} == sorts


@pytest.mark.parametrize(
    ("names", "language", "looked_for"),
    [
        (("default",), "de", ("default", "de")),
        (("default",), "en", ("default",)),
        (("default",), "ja", ("default",)),
        (("default",), "llm", ("default",)),
        (("default",), None, ("default",)),
        (("default", "de"), "de", ("default", "de")),
        (("buzzwords",), "de", ("buzzwords",)),
        ((), "de", ()),
    ],
)
def test_companion(names: tuple[str, ...], language: str | None, looked_for: tuple[str, ...]) -> None:
    assert with_companion(names, language) == looked_for


@each_pack
def test_phrases_are_written_once(name: str) -> None:
    keys = [(phrase.category, fold(phrase.text)) for phrase in load_packs((name,))]
    assert len(keys) == len(set(keys))


def test_no_two_packs_of_a_language_share_a_phrase() -> None:
    seen: dict[tuple[str | None, str], str] = {}
    for name in pack_names():
        for phrase in load_packs((name,)):
            key = (phrase.language, fold(phrase.text))
            assert seen.setdefault(key, name) == name, f"“{phrase.text}” is in {seen[key]} and in {name}"


@each_pack
def test_phrases_say_why(name: str) -> None:
    for phrase in load_packs((name,)):
        assert phrase.reason
        assert phrase.language == (name if name in LANGUAGES else "en")


@each_pack
def test_phrases_are_in_lower_case_and_without_spaces_around(name: str) -> None:
    for phrase in load_packs((name,)):
        assert phrase.text == phrase.text.lower().strip() != ""


@pytest.mark.parametrize("name", LANGUAGES)
def test_phrases_of_other_languages_cannot_be_english(name: str) -> None:
    """A single word might be one in a post that does not say its language; set off by a colon it is sure."""
    sure = (Category.LEAD_IN, Category.TITLE_PREFIX)
    alone = [each.text for each in load_packs((name,)) if " " not in each.text and each.category not in sure]
    assert [text for text in alone if text.isascii() and len(text) < 8] == []


@pytest.mark.parametrize("file", sorted(PACKS.glob("*/*.toml")), ids=lambda file: file.stem)
def test_groups_are_sorted(file: Path) -> None:
    for group in tomllib.loads(file.read_text(encoding="utf-8"))["group"]:
        lines = group.get("phrases", "").splitlines()
        assert lines == sorted(set(lines))
        assert list(group.get("replacements", {})) == sorted(group.get("replacements", {}))


def test_equal_texts_of_two_languages_are_two_phrases() -> None:
    spanish, italian = Phrase("urgente", language="es"), Phrase("urgente", language="it")
    assert hash(spanish) == hash(italian)
    assert spanish != italian


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_found_in_good_prose(language: str) -> None:
    article = ARTICLES / f"article.{language}.md"
    assert find_in_packs(read_post(article.read_bytes(), article.name), (DEFAULT,)).hits == ()
