"""Lines and columns are the same, however few or many are asked for and in whichever order."""

from __future__ import annotations

import re
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postlint.model.text import Excerpt, LineIndex, Position

texts = st.lists(
    st.sampled_from(["\n", "\r\n", "\r", "", "a", "bc ", "é", "x" * 300, "🚢x" * 130]), max_size=60
).map("".join)
texts_with_line_feeds = texts.map(lambda text: text.replace("\r", ""))


def lines_of(text: str) -> list[tuple[int, str]]:
    """Each line without its break, and where it starts."""
    pieces = re.split(r"(\r\n|\r|\n)", text)
    lines, start = [], 0
    for line, line_break in zip(pieces[::2], [*pieces[1::2], ""], strict=True):
        lines.append((start, line))
        start += len(line) + len(line_break)
    return lines


def position_in(lines: list[tuple[int, str]], offset: int) -> Position:
    number = max(number for number, (start, _) in enumerate(lines, 1) if start <= offset)
    start, line = lines[number - 1]
    before = line[: offset - start]
    return Position(number, offset - start + 1, len(before.encode()) - len(before))


@given(st.one_of(texts, texts_with_line_feeds), st.data())
def test_positions_are_those_of_the_lines(text: str, data: st.DataObject) -> None:
    index, lines = LineIndex(text), lines_of(text)
    offsets = data.draw(st.lists(st.integers(0, len(text)), max_size=3 * LineIndex.FEW))
    for offset in offsets:
        position = index.position(offset)
        assert position == position_in(lines, offset)
        start, line = lines[position.line - 1]
        shown = index.excerpt(position)
        if len(line) <= LineIndex.LONGEST:
            assert shown == Excerpt(line, 1)
        else:
            assert shown.text == line[shown.column - 1 :][: LineIndex.LONGEST]
        assert index.line_span(position.line) == (start, start + len(line))


@given(texts_with_line_feeds, st.data())
def test_an_excerpt_belongs_to_its_position_and_not_to_the_last_one(text: str, data: st.DataObject) -> None:
    offsets = data.draw(st.lists(st.integers(0, len(text)), max_size=8))
    index = LineIndex(text)
    positions = [index.position(offset) for offset in offsets]
    assert [index.excerpt(one) for one in positions] == [LineIndex(text).excerpt(one) for one in positions]


@pytest.mark.parametrize("step", [7, -7], ids=["forwards", "backwards"])
def test_many_places_on_one_line_cost_no_more_each_than_few(step: int) -> None:
    def seconds(words: int) -> float:
        text = "é a fox " * words
        index, offsets = LineIndex(text), range(len(text))[::step]
        start = process_time()
        for offset in offsets:
            index.position(offset)
        return process_time() - start

    few, many = min(seconds(4_000) for _ in range(3)), seconds(64_000)
    # sixteen times the work; a search from the start of the line would take two hundred times
    assert many < 80 * few
