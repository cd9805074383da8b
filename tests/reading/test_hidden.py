"""What inside prose is not read as text."""

from __future__ import annotations

import pytest

from postlint.model.text import Span
from postlint.reading.body import read_body


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a `b` c", ["`b`"]),
        ("a ``b ` c`` d", ["``b ` c``"]),
        ("a `b c", []),
        (r"a \`b` c", []),
        ("a `b\n\nc` d", []),
        ("a <b>c</b>", ["<b>", "</b>"]),
        ('a <b c="d > e">f', ['<b c="d > e">']),
        ("a < b and c > d", []),
        ("List<T, U> x", []),
        ("a <!-- b --> c", ["<!-- b -->"]),
        ("a <https://b.c/d> e", ["<https://b.c/d>"]),
        ("see https://b.c/d.", ["https://b.c/d"]),
        ("(https://b.c/d_(e))", ["https://b.c/d_(e)"]),
        ("a [b](c 'd') e", ["](c 'd')"]),
        ("a [b] (c) e", []),
        ("a [b][c]\n\n[c]: d", ["][c]"]),
        ("a [b][c]", []),
        ("a{{ b }}c{% d %}e", ["{{ b }}", "{% d %}"]),
        ("a {{< b >}} {{%/* c */%}} d", ["{{< b >}}", "{{%/* c */%}}"]),
        ("a {% raw %}b{% endraw %} c", ["{% raw %}b{% endraw %}"]),
        ("a $x_1$ and $$y$$", ["$x_1$", "$$y$$"]),
        ("from $5 to $10", []),
        ("note[^1] here", ["[^1]"]),
        ("## A {#a-b}", ["{#a-b}"]),
        ("`a`\n\n```\n`b`\n```\n\n    `c`\n", ["`a`"]),
    ],
)
def test_hidden(text: str, expected: list[str]) -> None:
    assert [span.of(text) for span in read_body(text, 0).hidden_in(Span(0, len(text)))] == expected


def test_prose_is_what_is_neither_code_nor_hidden() -> None:
    text = "Say `code` now.\n\n```\nSay\n```\n"
    body = read_body(text, 0)
    assert body.is_prose(Span(0, 3))
    assert not body.is_prose(Span(0, 6))
    assert not body.is_prose(Span(21, 24))
