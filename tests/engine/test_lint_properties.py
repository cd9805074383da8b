"""No post, however odd, makes a rule raise or a finding leave the text."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from odd_posts import FRAGMENTS, posts

from postlint import Selection, Settings, lint_text

SETTINGS = Settings(today=date(2026, 1, 1), isolated=True, selection=Selection(("ALL",)))

#: rules about the line breaks and the byte-order mark themselves
ABOUT_THE_FILE = {"EN505", "EN508", "FM015"}


@given(posts, st.sampled_from(["\n", "\r\n", "\r", ""]))
def test_every_text_is_linted(text: str, ending: str) -> None:
    text += ending
    for found in lint_text(text, "post.md", SETTINGS):
        assert 0 <= found.span.start <= found.span.end <= len(text)
        assert found.place.start <= found.place.end
        assert found.message


@given(posts)
def test_line_breaks_and_byte_order_mark_make_no_difference(text: str) -> None:
    assume("\x00" not in text)  # says that the file is no text, and then its bytes count
    assert shown(text.replace("\n", "\r\n")) == shown(text)
    assert shown("\ufeff" + text) == shown(text)


def shown(text: str) -> list[tuple[object, ...]]:
    """What people see of the findings: place, code and message."""
    return [
        (found.place.start, found.place.end, found.code, found.message)
        for found in lint_text(text.encode(), "post.md", SETTINGS)
        if found.code not in ABOUT_THE_FILE
    ]


@given(posts, st.sampled_from(FRAGMENTS), st.integers(1, 300))
def test_repeating_a_piece_breaks_nothing(text: str, piece: str, times: int) -> None:
    middle = len(text) // 2
    lint_text(text[:middle] + piece * times + text[middle:], "post.md", SETTINGS)


@given(st.binary(max_size=200))
def test_all_bytes_are_linted(raw: bytes) -> None:
    for found in lint_text(raw, "post.md", SETTINGS):
        assert found.place.start <= found.place.end


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xef\xbb\xbf",
        b"---",
        b"---\n---",
        b"\xff\xfe-\x00-\x00-\x00",
        b"---\n" + b"[" * 5000,
        b"---\na: " + b"9" * 5000 + b"\n---\n",
        b"---\na: &a [*a]\n---\n",
        b"---\na: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n---\n",
        b"+++\na=" + b"[" * 5000 + b"\n+++\n",
        b'{"a":' * 2000,
        b"![a](" * 5000,
        b"<" * 20000,
        b"`" * 20000,
        b"* " * 20000,
        "Â£".encode() * 20000,
        b"Let's dive into the details: " * 2000,
        b"word " * 200000,
    ],
    ids=range(18),
)
def test_hostile_posts_end(raw: bytes) -> None:
    lint_text(raw, "post.md", SETTINGS)
