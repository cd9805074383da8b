"""The quick ways to see that a post repeats nothing agree with the slow, exact ones."""

from __future__ import annotations

from itertools import combinations, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from postlint.model.post import Post
from postlint.prose import candidates, doubling, repeats, sections
from postlint.prose.folding import fold
from postlint.prose.likeness import likeness
from postlint.reading.post import read_post

TEXT = "the ferry leaves quay from a boat big for captain midnight parking waves morning kept"

odd_texts = st.text(st.sampled_from("abvkwpgfm BVK*`.\n\x00\x7f\xe9бзь中“”\udc80"), max_size=40)
sentences = st.lists(st.sampled_from(TEXT.split()), min_size=9, max_size=30).map(" ".join)
blocks = st.sampled_from(
    ["## Quay", "### Quay", "## quay", "## Boats", "---", "- a list", "**Boats**", "<div>\n</div>", "> so"]
)


def post_of(paragraphs: list[str]) -> Post:
    return read_post("\n\n".join(paragraphs).encode("utf-8", "surrogateescape"), "post.md")


@given(st.lists(odd_texts, max_size=3))
def test_pieces_begin_where_a_letter_comes_up_first(paragraphs: list[str]) -> None:
    slow = []
    for paragraph in paragraphs:
        more = () if paragraph.isascii() else candidates._MORE_ANCHORS
        letters = candidates.letters_of(paragraph)
        places = [letters.find(anchor) for anchor in candidates._ANCHORS + more]
        pieces = [letters[at : at + candidates._PIECE] for at in places if at >= 0]
        slow.append(tuple(pieces or [letters]))
    assert candidates._pieces_of(paragraphs) == slow


@given(st.data())
def test_doubled_words_are_seen_whatever_stands_between_them(data: st.DataObject) -> None:
    words = st.sampled_from(["the", "The", "of", "a", "an", "than", "bathe", "x", "*the*"])
    gaps = st.sampled_from(
        [" ", "  ", "   ", "    ", " " * 9, "\n", "\r\n", "\n> ", "\t", "\f", "\v", "\n\n", ", "]
    )
    text = "".join(data.draw(words) + data.draw(gaps) for _ in range(data.draw(st.integers(1, 8))))
    spaced = text.encode().translate(doubling._SMALL)
    split = spaced.split()
    is_doubled = any(one == other and one in doubling._ENCODED for one, other in pairwise(split))
    assert doubling._may_hold_doubled(spaced) or not is_doubled


@settings(max_examples=60, deadline=None)
@given(st.lists(sentences | blocks, max_size=12), st.data())
def test_copies_among_all_pairs_are_found(paragraphs: list[str], data: st.DataObject) -> None:
    for copied in data.draw(st.lists(st.sampled_from(paragraphs), max_size=3)) if paragraphs else ():
        paragraphs.insert(data.draw(st.integers(0, len(paragraphs))), copied)
    post = post_of(paragraphs)
    alike = {
        (earlier.block, later.block)
        for earlier, later in combinations(repeats.prose_paragraphs(post), 2)
        if likeness(fold(post, later.block), fold(post, earlier.block), repeats.LEAST_LIKENESS)
    }
    found = repeats.find_repeats(post)
    assert {(repeat.earlier, repeat.later) for repeat in found} <= alike
    first: dict[str, int] = {}
    copies = set()
    for paragraph in repeats.prose_paragraphs(post):
        start = paragraph.block.span.start
        if first.setdefault(paragraph.block.span.of(post.text), start) < start:
            copies.add(start)
    assert copies <= {repeat.later.span.start for repeat in found}


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(["## A", "## a", "### A", "# B", "One.", "Two, and\nthree.", "> so"]), max_size=12
    )
)
def test_seeds_are_looked_for_where_there_are_any(paragraphs: list[str]) -> None:
    post = post_of(paragraphs)
    seeds = sections._seeds(sections._Rows(post.body.blocks, sections._keys(post)), ())
    assert sections._may_have_seeds(post, ()) or not seeds


@given(st.text(st.sampled_from("ab_ ]["), max_size=8), st.text(st.sampled_from("ab./-) ("), max_size=8))
def test_a_paragraph_that_is_plainly_a_link_is_mostly_links(shown: str, address: str) -> None:
    text = f"[{shown}]({address})"
    if repeats._LINK.fullmatch(text):
        post = post_of([text])
        (block,) = post.body.blocks
        assert repeats._is_mostly_links(post, fold(post, block))
