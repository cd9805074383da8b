"""A body that is made to be slow to read is read in time that grows with its length alone."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from postlint.model.text import Span
from postlint.reading.body import read_body

TIMES = 30_000
#: seconds: the usual text takes a tenth of the one, and none may take the other
SHORT, LIMIT = 0.2, 2.0
#: how much more each character of a text may cost than of a quarter of it; if the cost grew with the square
#: of the length, it would be four times as much
GROWTH = 2.5

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


def assert_cost_grows_with_length_alone(text_of: Callable[[int], str]) -> None:
    """Try a text of TIMES pieces and, where it takes some time, one of a quarter of them."""
    long, short = text_of(TIMES), text_of(TIMES // 4)
    seconds = seconds_to_read(long)
    assert seconds < LIMIT
    if seconds > SHORT:
        assert cost_of_a_character(long) < GROWTH * cost_of_a_character(short)


def seconds_to_read(text: str) -> float:
    start = time.process_time()
    body = read_body(text, 0)
    assert isinstance((*body.hidden_in(Span(0, len(text))), *body.images, *body.links), tuple)
    return time.process_time() - start


def cost_of_a_character(text: str) -> float:
    """Seconds, the best of three: other programs may disturb the others."""
    return min(seconds_to_read(text) for _ in range(3)) / len(text)


@pytest.mark.parametrize("mark", REPEATED.split())
def test_marks_repeated(mark: str) -> None:
    assert_cost_grows_with_length_alone(lambda times: mark.replace("_", " ") * times)


@pytest.mark.parametrize("block", BLOCKS)
def test_blocks_repeated(block: str) -> None:
    assert_cost_grows_with_length_alone(lambda times: block * (times // 5))


SHAPES: dict[str, Callable[[int], str]] = {
    "nested-links": lambda times: "[" * times + "]" * times,
    "nested-images": lambda times: "![" * times + "](x)" * times,
    "nested-references": lambda times: "[a]: b\n\n" + "[" * times + "]" * times,
    "long-definition": lambda times: "[a]: " + "b" * times + "\n\n" + "![a]" * (times // 4),
    "deep-quotes": lambda times: "\n".join(">" * depth + " a" for depth in range(times // 30)),
    "deep-lists": lambda times: "\n".join("  " * depth + "- a" for depth in range(times // 30)),
    "lazy-lines": lambda times: "- " * 50 + "a\n" + "2) b\n" * (times // 4),
    "code-spans": lambda times: " ".join("`" * length for length in range(times // 30)),
    "fences": lambda times: "\n".join("`" * length for length in range(times // 30, 3, -1)),
    "expressions": lambda times: "{{ a }}" * times,
    "tags": lambda times: '{% img "x.png" %}' * (times // 4),
    "long-gap": lambda times: "-" + " " * times + "-",
    "megabyte-line": lambda times: "word " * (times * 7),
    "two-megabytes": lambda times: "A sentence of some words, and some more.\nAnother line.\n\n" * times,
}


@pytest.mark.parametrize("text_of", SHAPES.values(), ids=SHAPES)
def test_shapes(text_of: Callable[[int], str]) -> None:
    assert_cost_grows_with_length_alone(text_of)


def test_nesting_is_followed_to_a_depth_only() -> None:
    assert len(read_body("> " * 10_000 + "a", 0).blocks) == 1
    assert len(read_body("- " * 10_000 + "a", 0).blocks) == 1
