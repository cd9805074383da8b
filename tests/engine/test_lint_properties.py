"""No post, however odd, makes a rule raise or a finding leave the text."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postlint import Selection, Settings, lint_text

SETTINGS = Settings(today=date(2026, 1, 1), isolated=True, selection=Selection(("ALL",)))

FRAGMENTS = (
    "---\n", "+++\n", "...\n", "{", "}", "```\n", "~~~\n", "`", "![", "](", ")", "<img src=", ">",
    "<!--", "-->", "{{", "}}", "{%", "%}", "{% raw %}", "title: ", "title = ", "image: a.png\n",
    "date: 2025-13-45\n", ": ", "- ", "\t", "\n", "\n\n", "\r\n", "\r", "\x00", "\ufeff", "Â£",
    "â€™", "Ã", "\ufffd", "&a ", "*a", "<<: ", "!!x ", '"', "'", "|\n", "> ", "    ", "[", "]",
    "# ", "=", "Let's dive into the details: ", "needless to say ", "Update: ", "e\u0301", "🎉",
    "\u202e", "&#39;", "\xa0", "$schema: x\n", "a/../../b.png",
    "It is not clear how much it will cost or how long the work will take.\n\n",
)  # fmt: skip

posts = st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=12)), max_size=40).map("".join)


@given(posts)
def test_every_text_is_linted(text: str) -> None:
    length = len(text.removeprefix("\ufeff"))
    for found in lint_text(text, "post.md", SETTINGS):
        assert 0 <= found.span.start <= found.span.end <= length
        assert found.message


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
