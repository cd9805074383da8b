"""Records behave as those of the library do."""

from __future__ import annotations

import dataclasses
import inspect
import pickle
import typing
from datetime import date
from typing import Any, Generic, TypeVar

import pytest

from postlint.model import records

T = TypeVar("T")


def tuples(base: Any) -> type:
    class Place(base):  # type: ignore[misc]
        """Where something is."""

        line: int
        column: int = 1
        note: str = ""

        @property
        def next(self) -> int:
            return self.line + 1

    return Place


def classes(library: Any) -> type:
    @library.dataclass(frozen=True)
    class Shelf:
        """What stands on it."""

        name: str
        books: list[str] = library.field(default_factory=list)
        day: date = library.field(default_factory=date.today)
        room: str = "hall"
        seen: int = library.field(default=0, compare=False)
        _dust: list[int] = library.field(default_factory=list, repr=False)

        def is_empty(self) -> bool:
            return not self.books

    return Shelf


OURS, THEIRS = tuples(records.NamedTuple), tuples(typing.NamedTuple)
OUR_SHELF, THEIR_SHELF = classes(records), classes(dataclasses)


class Pair(records.NamedTuple, Generic[T]):
    one: T
    other: T


@records.dataclass
class Growing:
    items: list[int] = records.field(default_factory=list)
    limit: int = 3


@pytest.mark.parametrize("given", [((1,), {}), ((1, 2, "x"), {}), ((), {"line": 1, "note": "x"})])
def test_named_tuples(given: tuple[Any, Any]) -> None:
    ours, theirs = (kind(*given[0], **given[1]) for kind in (OURS, THEIRS))
    assert ours == tuple(ours) == tuple(theirs)
    assert repr(ours) == repr(theirs)
    assert (ours.line, ours.column, ours.note, ours.next) == (theirs.line, theirs.column, theirs.note, 2)
    assert ours._asdict() == theirs._asdict()
    assert tuple(ours._replace(column=9)) == tuple(theirs._replace(column=9))
    assert ours._make([4, 5, "y"]) == (4, 5, "y")
    assert not hasattr(ours, "__dict__")


def test_what_is_said_of_named_tuples() -> None:
    assert inspect.signature(OURS) == inspect.signature(THEIRS).replace(
        parameters=[
            each.replace(annotation=inspect.Parameter.empty)
            for each in inspect.signature(THEIRS).parameters.values()
        ]
    )
    assert (OURS._fields, OURS._field_defaults) == (THEIRS._fields, THEIRS._field_defaults)  # type: ignore[attr-defined]
    assert OURS.__doc__ == THEIRS.__doc__


@pytest.mark.parametrize("call", [lambda k: k(), lambda k: k(1, 2, 3, 4), lambda k: k(row=1)])
def test_wrong_calls_of_named_tuples(call: Any) -> None:
    with pytest.raises(TypeError):
        call(OURS)
    with pytest.raises((TypeError, ValueError)):
        OURS(1)._replace(row=1)


def test_named_tuples_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        OURS(1).line = 2
    with pytest.raises(AttributeError):
        OURS(1).row = 2


def test_named_tuples_of_any_type() -> None:
    assert Pair[int](1, 2) == (1, 2)
    assert pickle.loads(pickle.dumps(Pair(1, other=2))) == Pair(1, 2)
    match Pair(1, 2):
        case Pair(one, other):
            assert (one, other) == (1, 2)


@pytest.mark.parametrize(
    "given", [(("x",), {}), (("x", ["a"], None, "hut", 7), {}), ((), {"name": "x", "seen": 2})]
)
def test_data_classes(given: tuple[Any, Any]) -> None:
    ours, theirs = (kind(*given[0], **given[1]) for kind in (OUR_SHELF, THEIR_SHELF))
    assert vars(ours) == vars(theirs)
    assert repr(ours).partition("(")[2] == repr(theirs).partition("(")[2]
    assert ours.is_empty() == theirs.is_empty()
    assert vars(records.replace(ours, room="attic")) == vars(dataclasses.replace(theirs, room="attic"))


def test_equal_data_classes() -> None:
    assert OUR_SHELF("x", seen=1) == OUR_SHELF("x", seen=2)
    assert OUR_SHELF("x") != OUR_SHELF("y")
    assert OUR_SHELF("x") != THEIR_SHELF("x")
    assert Growing([1]) == Growing([1])
    with pytest.raises(TypeError):
        hash(Growing())


def test_what_is_made_anew_is_not_shared() -> None:
    one, other = Growing(), Growing()
    one.items.append(1)
    one.limit = 4
    assert (other.items, other.limit) == ([], 3)


def test_frozen_data_classes_cannot_be_changed() -> None:
    shelf = OUR_SHELF("x")
    with pytest.raises(AttributeError):
        shelf.name = "y"
    with pytest.raises(AttributeError):
        del shelf.name


@pytest.mark.parametrize("call", [lambda kind: kind(), lambda kind: kind("x", row=1)])
def test_wrong_calls_of_data_classes(call: Any) -> None:
    with pytest.raises(TypeError):
        call(OUR_SHELF)


def test_a_field_without_a_default_behind_one_with_a_default() -> None:
    with pytest.raises(TypeError, match="without a default"):

        @records.dataclass
        class _Wrong:
            one: int = 1
            other: str  # type: ignore[misc]


def test_a_default_that_records_would_share() -> None:
    with pytest.raises(ValueError, match="default_factory"):

        @records.dataclass
        class _Wrong:
            items: list[int] = []  # noqa: RUF012


def test_what_is_a_record() -> None:
    assert records.is_record(Growing)
    assert not records.is_record(Pair)
    assert not records.is_record(int)
