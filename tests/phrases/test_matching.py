"""Where phrases are found, where they are left alone, and what they count as there."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from postlint.errors import ConfigError
from postlint.model.findings import Severity
from postlint.model.post import Post
from postlint.phrases.language import language_of
from postlint.phrases.matching import compile_pattern, find_in_packs, find_phrases
from postlint.phrases.model import Category, Phrase, Scope
from postlint.reading import read_post
from postlint.rules.text import filler_opener, user_phrase
from postlint.sites.base import Site

EVERYWHERE = (Scope.TITLE, Scope.EXCERPT, Scope.HEADING, Scope.BODY)


def post(text: str) -> Post:
    return read_post(text.encode("utf-8", "surrogateescape"), "post.md")


def in_packs(text: str) -> list[tuple[str, str]]:
    """The category and the words of each hit of the default pack."""
    made = post(text)
    return [(hit.category.value, hit.span.of(made.text)) for hit in find_in_packs(made, ("default",)).hits]


def found(phrase: Phrase, text: str) -> list[str]:
    made = post(text)
    return [hit.span.of(made.text) for hit in find_phrases(made, (phrase,)).hits]


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("Let's dive into the details: it rains.", [("opener", "Let's dive into the details:")]),
        ("It rains. Without further ado, go.", [("opener", "Without further ado,")]),
        ("So, without further ado, go.", [("opener", "without further ado,")]),
        ("And that is, without further ado, it.", [("phrase", "without further ado")]),
        ("Let's dive into the details:\n\n- rain", [("opener", "Let's dive into the details:")]),
        ("Rain.\n\nLet's dive into the details:\n\n- rain", [("lead-in", "Let's dive into the details:")]),
        ("Here's the breakdown:\n\n- rain", [("opener", "Here's the breakdown:")]),
        ("Rain.\n\nHere's the breakdown:\n\n- rain", [("lead-in", "Here's the breakdown:")]),
        ("Rain.\n\nIt rains. Here's the breakdown:\n\n- rain", [("lead-in", "Here's the breakdown:")]),
        ("Rain.\n\nHere's the breakdown: it rains.", []),
        ("Rain.\n\nHere's the breakdown.", []),
        ("Rain.\n\nHere's the breakdown:", []),
        ("It rains. So, with that said, let's dive right into it.", [("opener", "let's dive right into it")]),
        ("With that being said, it rains.", [("phrase", "With that being said,")]),
        ("In today's world, it rains.", [("opener", "In today's world,")]),
        ("In today's world of rain, it pours.", []),
        ("I feel it's important to note that it rains.", []),
        ("We found that it is worth mentioning that it rains.", []),
        ("It rains, needless to say.", [("phrase", "needless to say")]),
        ("The experts revealed that it rains.", []),
        ("Experts revealed that it rains.", [("opener", "Experts revealed that")]),
    ],
)
def test_category_by_place(text: str, hits: list[tuple[str, str]]) -> None:
    assert in_packs(text) == hits


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ('"Update: Rain in May"', ["Update:"]),
        ("'BREAKING NEWS - Rain in May'", ["BREAKING NEWS -"]),
        ("Exclusive | Rain in May", ["Exclusive |"]),
        ("Just in — rain in May", ["Just in —"]),
        ('"New York: Rain in May"', []),
        ("Update your phone", []),
        ("Update-in-place for everyone", []),
        ('"Update:"', []),
        ('"A news update: rain in May"', []),
        ('"Update \\u2013 rain in \\"May\\""', ['"Update \\u2013 rain in \\"May\\""']),
    ],
)
def test_title_prefix(title: str, words: list[str]) -> None:
    hits = in_packs(f"---\ntitle: {title}\n---\n")
    assert hits == [("title-prefix", word) for word in words]


@pytest.mark.parametrize(
    "text",
    [
        "`needless to say`",
        "```\nneedless to say\n```",
        "    needless to say",
        "<!-- needless to say -->",
        '<a title="needless to say">rain</a>',
        "[rain](https://example.org/needless-to-say)",
        "[rain](<needless to say.md>)",
        "The file needless-to-say.md holds it.",
        "He wrote “needless to say” twice.",
        'She said: "It rains, needless to say, and it pours."',
        "The words 'needless to say' are long.",
        "> It rains, needless\n> to say.",
        "needless\n\nto say",
        "# Needless to say",
        "needless to sayings",
        "unneedless to say",
    ],
)
def test_left_alone(text: str) -> None:
    assert in_packs(f"Rain.\n\n{text}\n") == []


@pytest.mark.parametrize(
    "text",
    [
        "It rains, NEEDLESS to say.",
        "It rains, needless\nto say.",
        "> [!note] It rains, needless\n> to say.",
        "- It rains, needless\n  to say.",
        "It rains, *needless* to __say__.",
        "It rains, needless&nbsp;to say.",
        "“It rains.” Needless to say, it pours.",
        "[It rains, needless to say](rain.md).",
    ],
)
def test_found_however_typed(text: str) -> None:
    assert len(in_packs(f"Rain.\n\n{text}\n")) == 1


def test_broken_bytes_do_not_hide_a_phrase() -> None:
    assert in_packs("Rain \udcff falls, needless to say.") == [("phrase", "needless to say")]


@pytest.mark.parametrize(
    ("front", "count"),
    [
        ("lang: de", 0),
        ("language: de-AT", 0),
        ("locale: DE_AT.UTF-8", 0),
        ("lang: en-GB", 1),
        ("lang: 3", 1),
        ("lang: [de]", 1),
        ("language: python", 1),
        ("language: English", 1),
        ("layout: post", 1),
    ],
)
def test_language_of_the_post(front: str, count: int) -> None:
    assert len(in_packs(f"---\n{front}\n---\n\nIt rains, needless to say.\n")) == count


@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("post.de.md", "de"),
        ("post.pt-br.md", "pt"),
        ("content/fr/post.md", "fr"),
        ("_posts/es-419/post.md", "es"),
        ("it/post.md", "it"),
        ("content/it/post.md", "it"),
        ("EN/post.md", "en"),
        ("blog/it/servers.md", None),
        ("notes.js.md", None),
        ("de.md", None),
        ("en-route/post.md", None),
        ("posts/des/post.md", None),
        ("a\ude80/post.md", None),
    ],
)
def test_language_of_the_path(path: str, language: str | None) -> None:
    assert language_of(read_post(b"Rain.", path)) == language


def test_the_front_matter_has_the_last_word_on_the_language() -> None:
    assert language_of(read_post(b"---\nlang: fr\n---\n", "de/post.md")) == "fr"


def test_the_default_pack_brings_the_language_of_the_post() -> None:
    text = b"Ohne weitere Umschweife: Without further ado, rain."
    german, unknown = read_post(text, "post.de.md"), read_post(text, "post.md")
    assert [hit.phrase.language for hit in find_in_packs(german, ("default",)).hits] == ["de"]
    assert [hit.phrase.language for hit in find_in_packs(unknown, ("default",)).hits] == ["en"]
    assert [hit.phrase.language for hit in find_in_packs(unknown, ("default", "de")).hits] == ["de", "en"]
    assert find_in_packs(german, ()).hits == ()


def test_what_overlaps_another_pack_is_left_to_it() -> None:
    made = post("We swim in spite of the fact that it rains, in order to rest.")
    assert [hit.words for hit in find_in_packs(made, ("wordy",)).hits] == [
        "in spite of",
        "the fact that",
        "in order to",
    ]
    assert [hit.words for hit in find_in_packs(made, ("wordy",), ("default",)).hits] == ["in order to"]


@pytest.mark.parametrize(
    ("scope", "words"),
    [
        (Scope.TITLE, ["Rain one"]),
        (Scope.EXCERPT, ["rain two"]),
        (Scope.HEADING, ["Rain three"]),
        (Scope.BODY, ["Rain four", "rain five"]),
        (Scope.OPENER, ["Rain four"]),
    ],
)
def test_scope(scope: Scope, words: list[str]) -> None:
    text = "---\ntitle: Rain one\nexcerpt: More rain two\n---\n\n## Rain three\n\nRain four and rain five\n"
    made = post(text)
    hits = find_phrases(made, (Phrase("rain", scopes=(scope,)),)).hits
    assert [re.match(r"\w+ \w+", made.text[hit.span.start :])[0] for hit in hits] == words  # type: ignore[index]


def test_letter_case_counts_where_asked() -> None:
    text = "Go is a language, and we go on."
    assert found(Phrase("go"), text) == ["Go", "go"]
    assert found(Phrase("Go", case_sensitive=True), text) == ["Go"]


def test_phrase_without_ascii_letters() -> None:
    assert found(Phrase("дождь"), "Идёт ДОЖДЬ.") == ["ДОЖДЬ"]


def test_the_longer_of_two_phrases_counts() -> None:
    made = post("Heavy rain in May")
    hits = find_phrases(made, (Phrase("heavy rain"), Phrase("rain"), Phrase("heavy"))).hits
    assert [hit.span.of(made.text) for hit in hits] == ["Heavy rain"]


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (r"rain\w*", ["Rain", "rainy"]),
        (r"^rain", ["Rain"]),
        (r"it's", ["It’s"]),
        (r"rainy days", ["rainy\n> days"]),
        (r"x*", []),
        (r"code", []),
        (r"Rain.*days.*end", []),
    ],
)
def test_pattern(pattern: str, words: list[str]) -> None:
    text = "Rain falls.\n\n> It’s rainy\n> days. `code`\n\nThe end."
    assert found(Phrase(pattern, is_pattern=True), text) == words


def test_pattern_in_front_matter() -> None:
    phrase = Phrase(r"rain\b", is_pattern=True, scopes=EVERYWHERE)
    assert found(phrase, "---\ntitle: 'Rain: a guide'\n---\n\n# Rain\n") == ["Rain", "Rain"]


def test_pattern_that_takes_too_long() -> None:
    phrase = Phrase(r"(?:a|aa)+$", is_pattern=True, name="all of it")
    [finding] = user_phrase.check.check(
        post("a" * 200 + "b"), Site(Path(), date(2025, 6, 1)), user_phrase.Options(phrases=(phrase,))
    )
    assert finding.message == "the pattern “all of it” took too long on this post"
    assert finding.severity is Severity.INFO


def test_pattern_that_is_none() -> None:
    with pytest.raises(ConfigError, match="“\\(rain” is no regular expression"):
        compile_pattern(Phrase("(rain", is_pattern=True))


def test_one_scan_serves_all_rules() -> None:
    made = post("It rains, needless to say.")
    assert made.once(find_in_packs, ("default",)) is made.once(find_in_packs, ("default",))


def test_openers_of_the_excerpt() -> None:
    assert in_packs("---\nexcerpt: Without further ado, rain.\n---\n") == [
        (Category.OPENER.value, "Without further ado,")
    ]


@pytest.mark.parametrize("allowed", ["in today's world", "In today’s world,"])
def test_a_phrase_is_allowed_with_or_without_its_comma(allowed: str) -> None:
    made, site = post("In today's world, it rains."), Site(Path(), date(2025, 6, 1))
    assert len(list(filler_opener.check.check(made, site, filler_opener.Options()))) == 1
    assert list(filler_opener.check.check(made, site, filler_opener.Options(allow=(allowed,)))) == []
