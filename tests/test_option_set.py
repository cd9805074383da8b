"""The options of a rule: fields with defaults, never changed."""

from __future__ import annotations

import pytest

from postlint.rule import OptionSet, option


class Options(OptionSet):
    days: int = option(90, "how many days")
    allow: tuple[str, ...] = option((), "what to leave alone")


def test_a_field_has_what_is_given_or_its_default() -> None:
    options = Options(allow=("a",))
    assert (options.days, options.allow) == (90, ("a",))
    assert repr(options) == "Options(days=90, allow=('a',))"


def test_equal_values_are_equal_options() -> None:
    assert Options(days=90) == Options()
    assert hash(Options(days=90)) == hash(Options())
    assert Options(days=1) != Options()


def test_an_unknown_field_is_refused() -> None:
    with pytest.raises(TypeError, match="Options has no field hours"):
        Options(hours=3)


def test_options_cannot_be_changed() -> None:
    with pytest.raises(AttributeError, match="Options cannot be changed"):
        Options().days = 3
