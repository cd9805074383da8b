"""Each phrase of each pack is found in every disguise, and in no place where it is not meant."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable

import pytest
from complaints import assert_none

from postlint.phrases.matching import find_in_packs
from postlint.phrases.model import Category, Phrase, Scope
from postlint.phrases.packs import load_packs, pack_names
from postlint.reading import read_post

Written = Callable[[str], str]

each_pack = pytest.mark.parametrize("pack", pack_names())

DISGUISES: dict[str, Written] = {
    "as it is": str,
    "capital": lambda words: words[0].upper() + words[1:],
    "capitals": str.upper,
    "curly apostrophes": lambda words: words.replace("'", "\u2019"),
    "modifier letters": lambda words: words.replace("'", "\u02bc"),
    "character references": lambda words: words.replace("'", "&rsquo;"),
    "numeric references": lambda words: words.replace("'", "&#39;"),
    "accents as references": lambda words: "".join(
        f"&#{ord(c)};" if 191 < ord(c) < 256 else c for c in words
    ),
    "accents by name": lambda words: words.replace("é", "&eacute;").replace("ã", "&atilde;"),
    "accents as characters": lambda words: unicodedata.normalize("NFD", words),
    "no-break spaces": lambda words: words.replace(" ", "\u00a0"),
    "no-break references": lambda words: words.replace(" ", "&nbsp;", 1),
    "narrow no-break spaces": lambda words: words.replace(" ", "\u202f"),
    "two spaces": lambda words: words.replace(" ", "  "),
    "zero-width space": lambda words: words.replace(" ", " \u200b", 1),
}
IN_THE_BODY: dict[str, Written] = {
    "hard wrap": lambda words: re.sub(r" (?=\w)", "\n", words),
    "indented wrap": lambda words: re.sub(r" (?=\w)", "\n  ", words, count=1),
    "windows wrap": lambda words: re.sub(r" (?=\w)", "\r\n", words, count=1),
    "strong": lambda words: f"**{words}**",
    "emphasis": lambda words: f"_{words}_",
    "emphasised word": lambda words: "*{}*{}{}".format(*words.partition(" ")),
}
NON_PLACES: dict[str, Written] = {
    "code": lambda words: f"`{words}`",
    "code in a sentence": lambda words: f"Rain ``{words}`` rain.",
    "fenced code": lambda words: f"```\n{words}\n```",
    "indented code": lambda words: f"    {words}",
    "comment": lambda words: f"<!-- {words} -->",
    "attribute": lambda words: f'Rain <a title="{words.replace(chr(34), "")}">rain</a>.',
    "link target": lambda words: f"[rain](<{words.replace('[', '').replace(']', '')}>)",
    "address": lambda words: f"https://example.org/{words.replace(' ', '-').strip('[]')}",
    "title of a link": lambda words: f'[rain](rain.md "{words}")',
    "curly quotes": lambda words: f"“{words}” is rain.",
    "straight quotes": lambda words: f'"{words}" is rain.',
    "german quotes": lambda words: f"„{words}“ is rain.",
    "french quotes": lambda words: f"« {words} » is rain.",
    "quoted with its end": lambda words: f"He wrote “{words}, rain” and went.",
    "block quote": lambda words: f"> {words}\n\nRain.",
}

IN_FRONT = {Scope.TITLE: "title", Scope.EXCERPT: "excerpt"}


def part_with(phrase: Phrase, words: str) -> str:
    """A part of a body in which the words stand as the phrase's category asks for."""
    start = f"{phrase.begins_with} ".capitalize() if phrase.begins_with else "Rain falls, "
    parts = {
        Category.OPENER: f"It rains. {words} rain.",
        Category.LEAD_IN: f"{words}:\n\n- rain",
        Category.PHRASE: f"{start}{words} rain.",
        Category.BLOCK: words,
        Category.BLOCK_START: f"{words} rain.",
        Category.MARKER: f"It rains {words}0] again.",
    }
    return parts[phrase.category]


def in_body(pack: str) -> list[Phrase]:
    return [each for each in load_packs((pack,)) if Scope.BODY in each.scopes]


def found_in(pack: str, parts: Iterable[str]) -> set[Phrase]:
    """The phrases found in a post of these parts."""
    return found("\n\n".join(["Rain.", *parts, "Rain.\n"]), pack)


def found(text: str, pack: str) -> set[Phrase]:
    post = read_post(text.encode(), "post.md")
    return {hit.phrase for hit in find_in_packs(post, (pack,)).hits}


def quoted(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


@each_pack
def test_found_in_every_disguise(pack: str) -> None:
    phrases = in_body(pack)
    assert_none(
        f"{disguise}: {phrase.text}"
        for disguise, written in (DISGUISES | IN_THE_BODY).items()
        for there in [found_in(pack, [part_with(phrase, written(phrase.text)) for phrase in phrases])]
        for phrase in phrases
        if phrase not in there
    )


@each_pack
def test_title_prefixes_are_found_in_every_disguise(pack: str) -> None:
    assert_none(
        f"{disguise}: {phrase.text}"
        for phrase in load_packs((pack,))
        if phrase.category is Category.TITLE_PREFIX
        for disguise, written in DISGUISES.items()
        for title in [quoted(f"{written(phrase.text)}: rain in May")]
        if found(f"---\ntitle: {title}\n---\n", pack) != {phrase}
    )


@each_pack
def test_left_alone_where_it_is_not_meant(pack: str) -> None:
    texts = [phrase.text for phrase in load_packs((pack,))]
    assert_none(
        f"{place}: {phrase.text}"
        for place, written in NON_PLACES.items()
        for phrase in found_in(pack, [written(text) for text in texts])
    )


@each_pack
def test_left_alone_in_a_longer_word(pack: str) -> None:
    for phrase in in_body(pack):
        if phrase.category is not Category.MARKER and phrase.text[-1].isalnum():
            assert phrase not in found_in(pack, [part_with(phrase, f"{phrase.text}qx")])


@each_pack
def test_found_in_the_front_matter(pack: str) -> None:
    for phrase in load_packs((pack,)):
        if phrase.category is not Category.TITLE_PREFIX and not IN_FRONT.keys().isdisjoint(phrase.scopes):
            key = next(IN_FRONT[scope] for scope in phrase.scopes if scope in IN_FRONT)
            start = {Category.PHRASE: "Rain, ", Category.MARKER: "Rain "}.get(phrase.category, "")
            assert found(f"---\n{key}: {quoted(f'{start}{phrase.text} rain')}\n---\n", pack) == {phrase}
