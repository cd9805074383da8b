"""The fold is what a slow, plain reading of its rules gives, and it leads back to the text."""

from __future__ import annotations

import html

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from postlint.model.text import Span
from postlint.phrases.folding import Places, fold, letters, squeeze

PIECES = [
    *"aZ9ßİKΣς'\"-.:&;#<> \t\n\r*_\\|`",
    *"‘’“”‐–—\u00a0\u00ad\u200b\u2009\u3000\ufeff\udc80é",
    *["&rsquo;", "&#39;", "&nbsp;", "&amp;", "&mdash;", "&copy;", "&", "\n> ", "  ", "**", "needless", "to"],
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)


def slowly(text: str) -> str:
    """The fold, one character at a time."""
    folded = ""
    while text:
        reference, _, rest = text.partition(";")
        known = html.unescape(reference + ";") if reference.startswith("&") else ""
        if known in {"&", "'", '"', "‘", "’", "“", "”", "–", "—", "\u00a0"} and " " not in reference:
            text = known + rest
            char = known
        else:
            char = text[0]
        text = text[1:]
        if char in "*_\\\u00ad\u200b\u2060\ufeff":
            continue
        if char in "‘’‛ʼ′":
            folded += "'"
        elif char in "“”„‟″":
            folded += '"'
        elif char in "‐‑‒–—―−":
            folded += "-"
        elif char == ">" or char.isspace():
            folded += "" if folded.endswith(" ") or not folded else " "
        else:
            folded += {"İ": "i", "K": "k", "Σ": "σ", "ς": "σ"}.get(char, char.lower())
    return folded.rstrip(" ")


@given(TEXTS)
@example("a &nbsp;\n> * b")
@example("&amp;nbsp; &amp;")
def test_fold_is_the_slow_fold(text: str) -> None:
    assert fold(text) == slowly(text)


@given(TEXTS)
def test_squeezed_text_is_as_long_as_the_fold(text: str) -> None:
    assert len(squeeze(text)) == len(fold(text))


def test_no_letter_changes_the_length() -> None:
    every = "".join(map(chr, [*range(0xD800), *range(0xE000, 0x110000)]))
    assert len(squeeze(every)) == len(fold(every))


@given(TEXTS)
@example(" *a*  &rsquo;b")
def test_every_character_of_the_fold_leads_to_its_own(text: str) -> None:
    folded, places = fold(text), Places(text)
    for at, char in enumerate(folded):
        assert fold(f"a{places.span(at, at + 1).of(text)}a") == f"a{char}a"


@given(TEXTS, st.integers(0, 40), st.integers(1, 40))
def test_a_piece_of_the_fold_leads_to_its_words(text: str, start: int, length: int) -> None:
    folded = fold(text)
    piece = folded[start : start + length]
    if piece and piece == piece.strip():
        assert fold(Places(text).span(start, start + len(piece)).of(text)) == piece


@given(TEXTS, st.integers(0, 40), st.integers(1, 40))
def test_the_letters_of_a_piece_are_among_the_letters(text: str, start: int, length: int) -> None:
    assert letters(fold(text)[start : start + length]) in letters(text)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("So let’s dive in.", "let’s dive in"),
        ("> So let's\n> dive in.", "let's\n> dive in"),
        ("   So let's\n\t   dive in.", "let's\n\t   dive in"),
        ("So *let's* **dive** in.", "let's* **dive** in"),
        ("So let&rsquo;s dive&nbsp;in.", "let&rsquo;s dive&nbsp;in"),
        ("So let\\'s dive\u00a0in.", "let\\'s dive\u00a0in"),
        ("SO LET'S DIVE IN.", "LET'S DIVE IN"),
    ],
)
def test_ways_to_type_a_phrase(text: str, written: str) -> None:
    start = fold(text).index("let's dive in")
    span = Places(text).span(start, start + len("let's dive in"))
    assert span == Span(text.index(written), text.index(written) + len(written))
