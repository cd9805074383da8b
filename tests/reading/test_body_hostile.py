"""A body that is made to be slow to read is read in time that grows with its length alone."""

from __future__ import annotations

import time

import pytest

from postlint.model.text import Span
from postlint.reading.body import read_body

#: seconds; each takes a small part of this, and would take far more if its cost grew with the square
LIMIT = 2.0
TIMES = 30_000

#: opened and never closed, or closed and never opened
REPEATED = """
    [ ![ ] ]( [a]( ![a]( [^ [[ [a][ ( ` < <!-- <? <a <a_b=" <a_b='"_ <a_x={ <img_src=" {% {{ {{< {# {:
    $ $$ $a *_ -_ > ~ | \\ https://x)
"""

#: each leaves something open for the lines that follow
BLOCKS = (
    "- ```\nx\n",
    "- ```\n  ```\n",
    "> ```\n",
    "> - a\n> > b\n",
    "<div>\n<!--\n\n",
    "<script>\n\n",
    '<a\nb="\n\n',
    "a <!--\n\n",
    "{/* a\n\n",
    "{% raw %}\n\n",
    "{{ a\n\n",
    "a\n|b\n",
    "[a]:\n",
    '[a]: b\n"',
    "import {a\n",
    "- a\n\n      b\n",
    "- - - - x\n",
    "\r",
)


def _seconds_to_read(text: str) -> float:
    start = time.process_time()
    body = read_body(text, 0)
    assert isinstance((*body.hidden_in(Span(0, len(text))), *body.images, *body.links), tuple)
    return time.process_time() - start


@pytest.mark.parametrize("mark", REPEATED.split())
def test_marks_repeated(mark: str) -> None:
    assert _seconds_to_read(mark.replace("_", " ") * TIMES) < LIMIT


@pytest.mark.parametrize("block", BLOCKS)
def test_blocks_repeated(block: str) -> None:
    assert _seconds_to_read(block * (TIMES // 5)) < LIMIT


@pytest.mark.parametrize(
    "text",
    [
        "[" * TIMES + "]" * TIMES,
        "![" * TIMES + "](x)" * TIMES,
        "[a]: b\n\n" + "[" * TIMES + "]" * TIMES,
        "[a]: " + "b" * TIMES + "\n\n" + "![a]" * (TIMES // 4),
        "\n".join(">" * depth + " a" for depth in range(1000)),
        "\n".join("  " * depth + "- a" for depth in range(1000)),
        "- " * 50 + "a\n" + "2) b\n" * (TIMES // 4),
        " ".join("`" * length for length in range(1000)),
        "\n".join("`" * length for length in range(1000, 3, -1)),
        "{{ a }}" * TIMES,
        '{% img "x.png" %}' * (TIMES // 4),
        "-" + " " * TIMES + "-",
        "word " * 200_000,
        "A sentence of some words, and some more.\nAnother line.\n\n" * 30_000,
    ],
    ids=[
        "nested-links",
        "nested-images",
        "nested-references",
        "long-definition",
        "deep-quotes",
        "deep-lists",
        "lazy-lines",
        "code-spans",
        "fences",
        "expressions",
        "tags",
        "long-gap",
        "megabyte-line",
        "two-megabytes",
    ],
)
def test_shapes(text: str) -> None:
    assert _seconds_to_read(text) < LIMIT


def test_nesting_is_followed_to_a_depth_only() -> None:
    assert len(read_body("> " * 10_000 + "a", 0).blocks) == 1
    assert len(read_body("- " * 10_000 + "a", 0).blocks) == 1
