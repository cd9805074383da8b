"""Edits as they are chosen and applied."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from postlint.engine.mending.edits import Patch, Room, lie_apart
from postlint.model.findings import PlacedEdit
from postlint.model.text import Position, Span

HERE = Position(1, 1)
TEXT = "The ferry leaves at nine."


def edit(start: int, end: int, replacement: str) -> PlacedEdit:
    return PlacedEdit(HERE, HERE, replacement, Span(start, end))


@st.composite
def apart(draw: st.DrawFn) -> list[PlacedEdit]:
    """Edits of `TEXT` that lie apart, in any order."""
    bounds = draw(st.lists(st.integers(0, len(TEXT)), max_size=10))
    bounds = sorted(bounds[: len(bounds) // 2 * 2])
    pairs = zip(bounds[::2], bounds[1::2], strict=True)
    return draw(
        st.permutations([edit(*pair, draw(st.sampled_from(["", "x", "new words"]))) for pair in pairs])
    )


@given(apart())
def test_the_text_around_edits_stays(edits: list[PlacedEdit]) -> None:
    patch = Patch(edits)
    made = patch.applied(TEXT)
    at, kept = 0, []
    for start, end in patch.new_spans:
        kept.append(made[at:start])
        at = end
    kept.append(made[at:])
    at, stood = 0, []
    for start, end in patch.spans:
        stood.append(TEXT[at:start])
        at = end
    stood.append(TEXT[at:])
    assert kept == stood
    assert sorted(span.of(made) for span in patch.new_spans) == sorted(each.replacement for each in edits)


@given(apart(), st.integers(0, len(TEXT)), st.integers(0, len(TEXT)))
def test_where_a_part_of_the_text_goes(edits: list[PlacedEdit], one: int, other: int) -> None:
    span = Span(*sorted((one, other)))
    patch = Patch(edits)
    moved, made = patch.moved(span), patch.applied(TEXT)
    assert 0 <= moved.start <= moved.end <= len(made)
    touched = [place for place in patch.spans if place.start <= span.end and span.start <= place.end]
    if not touched:
        assert moved.of(made) == span.of(TEXT)
    for place, new in zip(patch.spans, patch.new_spans, strict=True):
        if span.start < place.start and place.end < span.end:
            assert moved.holds(new)


def test_what_is_inserted_at_one_place_stands_there_in_the_order_given() -> None:
    assert Patch([edit(4, 9, "boat"), edit(4, 4, "old "), edit(4, 4, "red ")]).applied(TEXT) == (
        "The old red boat leaves at nine."
    )


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)).map(lambda ends: Span(*sorted(ends)))))
def test_room_is_for_what_lies_apart(spans: list[Span]) -> None:
    room, taken = Room(), []
    for span in spans:
        is_free = lie_apart([*taken, span])
        assert room.takes([span]) is is_free
        if is_free:
            taken.append(span)


def test_beside_each_other_is_apart() -> None:
    assert lie_apart([Span(0, 4), Span(4, 4), Span(4, 4), Span(4, 9)])
    assert not lie_apart([Span(0, 4), Span(2, 2)])
    assert not lie_apart([Span(0, 4), Span(3, 5)])
    assert not lie_apart([Span(0, 4), Span(0, 4)])
