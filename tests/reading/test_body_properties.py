"""What holds for the body of any text at all."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from postlint.model.text import Span
from postlint.reading.body import read_body

# pieces that mean something, so that random texts are not just paragraphs
_PIECES = (
    "a",
    "word ",
    " ",
    "    ",
    "\t",
    "\n",
    "\n\n",
    "# ",
    "- ",
    "1. ",
    "> ",
    "```",
    "~~~",
    "`",
    "``",
    "|",
    "|---|",
    "---",
    "===",
    "[",
    "]",
    "(",
    ")",
    "![",
    "](x.png)",
    "[r]: x\n",
    "[r]",
    "<",
    ">",
    "<div>",
    "</div>",
    "<!--",
    "-->",
    "<img src='x.png'>",
    "<script>",
    "{{ a }}",
    "{{",
    "}}",
    "{% raw %}",
    "{% endraw %}",
    "{% a %}",
    "{{< b >}}",
    "{: .c}",
    ":::",
    ": ",
    "\\",
    "*",
    "$",
    "https://a.b",
    "'",
    '"',
    "é",
    "😀",
    "![[x.png]]",
    "import a from 'b'",
)
_TEXTS = st.lists(st.sampled_from(_PIECES), max_size=40).map("".join) | st.text(max_size=80)


@given(_TEXTS)
@settings(max_examples=300, deadline=None)
def test_blocks_are_whole_lines_in_order(text: str) -> None:
    blocks = read_body(text, 0).blocks
    for block in blocks:
        assert block.span.start <= block.text_start <= block.span.end <= len(text)
        assert block.span.start == 0 or text[block.span.start - 1] in "\r\n"
        assert block.span.end == len(text) or text[block.span.end] in "\r\n"
    for above, below in pairwise(blocks):
        assert above.span.end < below.span.start


@given(_TEXTS)
@settings(max_examples=300, deadline=None)
def test_every_line_with_letters_is_in_a_block(text: str) -> None:
    body = read_body(text, 0)
    for word in re.finditer(r"\bword\b", text):
        assert body.block_at(word.start()) is not None


@given(_TEXTS)
@settings(max_examples=300, deadline=None)
def test_hidden_spans_are_apart_and_inside_prose(text: str) -> None:
    body = read_body(text, 0)
    hidden = body.hidden_in(Span(0, len(text)))
    for span in hidden:
        block = body.block_at(span.start)
        assert span.start < span.end
        assert block is not None
        assert block.span.holds(span)
    for before, after in pairwise(hidden):
        assert before.end <= after.start


@given(_TEXTS)
@settings(max_examples=300, deadline=None)
def test_targets_are_what_is_written(text: str) -> None:
    body = read_body(text, 0)
    for reference in (*body.images, *body.links):
        assert reference.target_span.of(text) == reference.target
        assert 0 <= reference.span.start < reference.span.end <= len(text)


# whole lines, so that many of them are the common blocks that are taken at once where lines end at LF
_LINES = (
    "",
    "a word",
    "*a* word",
    "  indented",
    "      far in",
    "# title",
    "#tag",
    "- item",
    "  - nested",
    "1. one",
    "2. two",
    "> quoted",
    "> - item",
    ">",
    "```js",
    "```",
    "````",
    "    ```",
    "| a | b |",
    "|---|---|",
    "---",
    "===",
    "[r]: x",
    "'title'",
    "[^1]: note",
    "[a](b)",
    "<div>",
    "</Note>",
    "<b>bold</b>",
    "<pre>",
    "<!-- c -->",
    "<!-- c",
    "c --> d",
    "{{ a }}",
    "  {% a %}",
    ":::note",
    ": meaning",
    "import a from 'b'",
    "*[A]: b",
    "\tcode",
    "  ",
)
_LINED = st.lists(st.sampled_from(_LINES), max_size=14).map("\n".join)


@given((_LINED | _TEXTS).filter(lambda text: "\r" not in text))
@settings(max_examples=600, deadline=None)
def test_line_breaks_make_no_difference(text: str) -> None:
    crlf = text.replace("\n", "\r\n")
    unix, windows = read_body(text, 0), read_body(crlf, 0)
    assert [(b.kind, b.span.of(text), text[b.text_start : b.span.end]) for b in unix.blocks] == [
        (b.kind, *(part.replace("\r\n", "\n") for part in (b.span.of(crlf), crlf[b.text_start : b.span.end])))
        for b in windows.blocks
    ]
    assert [image.target for image in unix.images] == [image.target for image in windows.images]


@given(_TEXTS, st.integers(0, 5))
@settings(max_examples=200, deadline=None)
def test_place_of_the_body_shifts_everything(text: str, lines: int) -> None:
    above = "x\n" * lines
    alone, below = read_body(text, 0), read_body(above + text, len(above))
    assert [(b.kind, b.span.shifted(len(above))) for b in alone.blocks] == [
        (b.kind, b.span) for b in below.blocks
    ]
    assert [i.target_span.shifted(len(above)) for i in alone.images] == [i.target_span for i in below.images]
    hidden = alone.hidden_in(Span(0, len(text)))
    assert [span.shifted(len(above)) for span in hidden] == list(
        below.hidden_in(Span(len(above), len(above + text)))
    )
