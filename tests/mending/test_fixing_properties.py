"""What holds for the fixes of every post, however odd."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from odd_posts import posts

from postlint import Selection, Settings, fix_text, lint_text

SETTINGS = Settings(today=date(2026, 1, 1), isolated=True, selection=Selection(("ALL",)))


@given(posts, st.booleans())
def test_fixing_twice_is_fixing_once(text: str, unsafe: bool) -> None:
    once = fix_text(text, "post.md", SETTINGS, unsafe=unsafe)
    assert fix_text(once, "post.md", SETTINGS, unsafe=unsafe) == once


@given(posts, st.sampled_from(["\r\n", "\n"]), st.sampled_from(["\ufeff", ""]))
@example("---\ntitle: a: b\n---\n\nÂ£5\n", "\r\n", "\ufeff")
def test_line_breaks_stay_as_they_are(text: str, line_break: str, mark: str) -> None:
    if line_break == "\r\n":
        text = text.replace("\n", "\r\n")
    settings = Settings(
        today=date(2026, 1, 1), isolated=True, selection=Selection(("ALL",), ignore=("EN505", "EN508"))
    )
    fixed = fix_text(mark + text, "post.md", settings, unsafe=True)
    assert fixed.startswith(mark)
    if "\r\n" in text and "\0" not in text:
        assert "\n" not in fixed.replace("\r\n", "")


@given(st.binary(max_size=200))
def test_all_bytes_can_be_fixed(raw: bytes) -> None:
    fix_text(raw, "post.md", SETTINGS, unsafe=True)


def test_what_comes_to_light_is_fixed_as_well() -> None:
    text = "---\ntitle: Mill: a history\n\nThe wheel turns.\n"
    settings = Settings(isolated=True, selection=Selection(("FM",)))
    fixed = fix_text(text, "post.md", settings, unsafe=True)
    assert fixed == '---\ntitle: "Mill: a history"\n---\n\nThe wheel turns.\n'


def test_a_word_that_stands_many_times_is_left_once() -> None:
    text = "The the the mill turns, and and\nand the the wheel too.\n"
    settings = Settings(isolated=True, selection=Selection(("DU605",)))
    assert fix_text(text, "post.md", settings, unsafe=True) == "The mill turns, and the wheel too.\n"


@pytest.mark.parametrize("codec", ["utf-16", "utf-32"])
def test_what_is_no_utf_8_is_left_alone(codec: str) -> None:
    raw = "---\ntitle: a: b\n---\n\nThe the ferry.\n".encode(codec)
    assert fix_text(raw, "post.md", SETTINGS, unsafe=True) == raw


def test_a_fix_that_needs_an_eleventh_round_is_left_for_another_run() -> None:
    many = "".join(f"Ferry {number}\x01 sails.\n\n" for number in range(250))
    fixed = fix_text(many, "post.md", SETTINGS)
    assert fixed.count("\x01") == 50
    assert "\x01" not in fix_text(fixed, "post.md", SETTINGS)


def test_bytes_beside_the_edits_stay() -> None:
    front = b"\xef\xbb\xbf---\r\ntitle: a: b  # \xff\r\ndate: 2024-1-5\t\r\n---\r\n\r\n"
    raw = front + b"Gr\xfc\xdfe:  \xc3\x82\xc2\xa35 "
    fixed = fix_text(raw, "post.md", Settings(isolated=True, selection=Selection(("FM004", "EN502"))))
    assert fixed == raw.replace(b"a: b", b'"a: b"').replace(b"\xc3\x82\xc2\xa3", b"\xc2\xa3")


def test_findings_are_fewer_afterwards() -> None:
    text = "---\ntitle: Update: the mill\n---\n\nLet's dive into the details: the the mill turns.\n"
    before = lint_text(text, "post.md", SETTINGS)
    after = lint_text(fix_text(text, "post.md", SETTINGS, unsafe=True), "post.md", SETTINGS)
    assert {found.name for found in before} >= {"unquoted-colon", "filler-opener", "repeated-word"}
    assert not {"unquoted-colon", "title-prefix", "filler-opener", "repeated-word"} & {
        found.name for found in after
    }
