"""What cannot be seen is spelled out, and what can is left alone."""

from __future__ import annotations

import sys
import unicodedata

import pytest

from postlint.reporters.visible import harmless, visible


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\x1b[31m", "a<U+001B>[31m"),
        ("a\tb\r\n", "a<U+0009>b<U+000D><U+000A>"),
        ("a\x9b31m", "a<U+009B>31m"),
        ("user\u202etxt.md", "user<U+202E>txt.md"),
        ("soft\xadhyphen", "soft<U+00AD>hyphen"),
        ("zero\u200bwidth", "zero<U+200B>width"),
        ("\ufefftitle", "<U+FEFF>title"),
        ("caf\udce9", "caf<0xE9>"),
        ("\ud83d", "<U+D83D>"),
        ("\U000e0041", "<U+E0041>"),
        ("\u3164", "<U+3164>"),
        ("wo\u200drd", "wo<U+200D>rd"),
        ("\u200cword", "<U+200C>word"),
    ],
)
def test_the_unseen_is_spelled_out(text: str, expected: str) -> None:
    assert visible(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "plain",
        "It’s £89m – “yes”…",
        "港の船",
        "cafe\u0301",
        "👩‍👩‍👧 ❤️ 👍🏽",
        "می\u200cروم",
        "क्\u200dष",
        "no\xa0break",
        "שלום",
    ],
)
def test_what_people_read_is_left_alone(text: str) -> None:
    assert visible(text) == text


def test_no_control_surrogate_or_separator_of_unicode_slips_through() -> None:
    dangerous = {"Cc", "Cs", "Zl", "Zp"}
    chars = (chr(number) for number in range(sys.maxunicode + 1))
    slipped = [char for char in chars if unicodedata.category(char) in dangerous and visible(char) == char]
    assert slipped == []


def test_no_change_of_direction_slips_through() -> None:
    overrides = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    chars = (chr(number) for number in range(0x2000, 0x2100))
    slipped = [
        char for char in chars if unicodedata.bidirectional(char) in overrides and visible(char) == char
    ]
    assert slipped == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("note: ##vso[task.complete]", "note: <U+0023>#vso[task.complete]"),
        ("a ##[add-mask]b and ##[c]", "a <U+0023>#[add-mask]b and <U+0023>#[c]"),
        ("###[c]", "#<U+0023>#[c]"),
        ("::error::b", "<U+003A>:error::b"),
        (" \xa0::error::b", " \xa0<U+003A>:error::b"),
        ("a::b", "a::b"),
        ("## [a] #[b] ##vs", "## [a] #[b] ##vs"),
    ],
)
def test_what_ci_services_would_run_is_spelled_out(line: str, expected: str) -> None:
    assert harmless(line) == expected
