"""Which texts each format takes."""

from __future__ import annotations

import pytest

from postlint.schema.formats import CHECKS, WORDS


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("date", "2025-11-05"),
        ("date", "2025-02-31"),
        ("date-time", "2025-11-05T07:30:00Z"),
        ("date-time", "2025-11-05t07:30:00.123+01:00"),
        ("time", "07:30:00Z"),
        ("email", "ann@example.org"),
        ("uri", "https://example.org/a?b#c"),
        ("uri", "urn:isbn:1"),
        ("uri-reference", "/about"),
        ("uri-reference", "über"),
        ("regex", "^a+$"),
        ("postlint-date", "2025-11-05"),
        ("postlint-date", "2025/11/05"),
        ("postlint-date", "2025/1/5 07:30"),
        ("postlint-date", "2025-11-05T00:48:34"),
        ("postlint-date", "2025-11-05 07:30"),
        ("postlint-date", "2025-11-05 07:30:00 +0100"),
        ("postlint-date", "2025-11-05T07:30:00.5+01:00"),
        ("postlint-date", "2025-11-05 07:30:00 UTC"),
        ("postlint-date", "2025-13-45"),
        ("postlint-image", "anything at all"),
    ],
)
def test_taken(name: str, text: str) -> None:
    assert CHECKS[name](text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("date", "2025-11-5"),
        ("date", "2025-11-05\n"),
        ("date", "٢٠٢٥-١١-٠٥"),
        ("date-time", "2025-11-05"),
        ("date-time", "2025-11-05T07:30:00"),
        ("date-time", "2025-11-05T27:30:00Z"),
        ("time", "07:30"),
        ("email", "Ann <ann@example.org>"),
        ("email", "a@b@c"),
        ("uri", "example.org"),
        ("uri", "https://exa mple.org"),
        ("uri-reference", "a b"),
        ("regex", "[a"),
        ("regex", "(" * 5000),
        ("postlint-date", "some day in November 2025"),
        ("postlint-date", "31/11/2025"),
        ("postlint-date", "2025/11-05"),
        ("postlint-date", "2025-11-05T"),
        ("postlint-date", "2025-11-05 sharp"),
        ("postlint-date", ""),
    ],
)
def test_not_taken(name: str, text: str) -> None:
    assert not CHECKS[name](text)


def test_every_format_has_an_example_that_it_takes() -> None:
    assert WORDS.keys() == CHECKS.keys()
    for name, wording in WORDS.items():
        assert CHECKS[name](wording.example)
