"""Required fields that are there with nothing in them."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.mark.parametrize("nothing", [None, "", "  \t", [], {}])
def test_empty_is_one_violation_whatever_else_is_asked(judge: Any, nothing: Any) -> None:
    schema = {
        "required": ["title"],
        "properties": {"title": {"type": "integer", "minLength": 3, "required": ["a"], "minItems": 2}},
    }
    (violation,) = judge(schema, {"title": nothing}).violations
    assert (violation.path, violation.keyword, violation.message) == (("title",), "empty", "`title` is empty")


@pytest.mark.parametrize(
    ("schema", "values", "path"),
    [
        ({"properties": {"cover": {"required": ["alt"]}}}, {"cover": {"alt": ""}}, ("cover", "alt")),
        ({"allOf": [{"required": ["a"]}]}, {"a": None}, ("a",)),
        ({"$ref": "#/$defs/b", "$defs": {"b": {"required": ["a"]}}}, {"a": []}, ("a",)),
        ({"if": {"required": ["a"]}, "then": {"required": ["b"]}}, {"a": "", "b": " "}, ("b",)),
    ],
)
def test_empty_is_seen_wherever_a_field_is_required(judge: Any, schema: Any, values: Any, path: Any) -> None:
    assert [(each.path, each.keyword) for each in judge(schema, values).violations] == [(path, "empty")]


@pytest.mark.parametrize(
    ("described", "nothing"),
    [
        ({"type": ["string", "null"]}, None),
        ({"type": "null"}, None),
        ({"enum": ["", "a"]}, ""),
        ({"const": []}, []),
        ({"minLength": 0}, ""),
        ({"minItems": 0}, []),
        ({"minProperties": 0}, {}),
    ],
)
def test_a_schema_may_allow_empty_in_so_many_words(judge: Any, described: Any, nothing: Any) -> None:
    assert judge({"required": ["x"], "properties": {"x": described}}, {"x": nothing}).violations == ()


@pytest.mark.parametrize("value", [0, False, "a", [None], {"a": None}])
def test_zero_and_no_are_something(judge: Any, value: Any) -> None:
    assert judge({"required": ["x"]}, {"x": value}).violations == ()


def test_optional_fields_may_be_empty(judge: Any) -> None:
    assert judge({"properties": {"x": {}}}, {"x": ""}).violations == ()


def test_where_a_schema_only_asks_an_empty_value_is_there(judge: Any) -> None:
    (violation,) = judge({"not": {"required": ["redirect"]}}, {"redirect": ""}).violations
    assert violation.keyword == "not"
