"""Paragraphs fold to the words that readers would call the same."""

from __future__ import annotations

import pytest

from postlint.model.post import Post
from postlint.prose.folding import Folded, fold
from postlint.reading.post import read_post


def folded(paragraph: str) -> Folded:
    post: Post = read_post(paragraph.encode("utf-8"), "post.md")
    return fold(post, post.paragraphs[0])


@pytest.mark.parametrize(
    ("paragraph", "same"),
    [
        ("The ferry is late.", "THE FERRY, is late"),
        ("“The ferry” – it’s late…", '"The ferry" -- it\'s late...'),
        ("The **ferry** is _very_ late.", "The ferry is very late."),
        ("The [ferry](/ferry/ 'new') is late.", "The ferry is late."),
        ("The ferry\nis   late.", "The ferry is late."),
        ("Fish &amp; chips &ndash; late", "Fish & chips – late"),
        ("The <b>ferry</b> is late.", "The ferry is late."),
    ],
)
def test_the_same_for_readers(paragraph: str, same: str) -> None:
    assert folded(paragraph).plain == folded(same).plain


@pytest.mark.parametrize(
    ("paragraph", "words"),
    [
        ("It cost 1,273.50 pounds.", ("it", "cost", "1,273.50", "pounds")),
        ("Use `ferry  --late`, not `Ferry`.", ("use", "`ferry --late`", "not", "`Ferry`")),
        ("read_me and _so_ on", ("read_me", "and", "so", "on")),
        ("C++, C# and F#.", ("c++", "c#", "and", "f#")),
        (r"C\# and C\+\+ for .NET", ("c#", "and", "c++", "for", ".net")),
        ("Use -o or --late -- not o.", ("use", "-o", "or", "--late", "not", "o")),
        ("Late--very late ...and", ("late", "very", "late", "and")),
        ("連絡船は", ("連絡", "船は")),
        ("Hugoの船", ("hugo", "の船")),
    ],
)
def test_words(paragraph: str, words: tuple[str, ...]) -> None:
    assert folded(paragraph).plain == words


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("It's late", "it is late"),
        ("It’s late", "it is late"),
        ("They don't", "they do not"),
        ("It can't and won't", "it can not and will not"),
        ("They cannot", "they can not"),
        ("We've seen, you'll see, I'd see", "we have seen you will see i would see"),
        ("Let's go", "let us go"),
        ("The ferry's late", "the ferry's late"),
    ],
)
def test_contractions_are_spelled_out(short: str, long: str) -> None:
    assert " ".join(word.plain for word in folded(short).spelled_out) == long


def test_a_capital_after_a_stop_means_nothing() -> None:
    words = folded("Late ferries of Fanø. “Then nothing.” Anna left.").words
    assert [word.written for word in words if word.is_first] == ["Late", "Then", "Anna"]
