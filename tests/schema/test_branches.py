"""`anyOf` and `oneOf`: one violation, for the form that the author most likely meant."""

from __future__ import annotations

from typing import Any

import pytest

IMAGE = {
    "properties": {
        "image": {
            "anyOf": [
                {"type": "string", "minLength": 5},
                {"type": "object", "required": ["src"], "properties": {"src": {"type": "string"}}},
            ]
        }
    }
}
BLOCKS = {
    "properties": {
        "blocks": {
            "items": {
                "oneOf": [
                    {
                        "properties": {"kind": {"const": "quote"}, "by": {"type": "string"}},
                        "required": ["by"],
                    },
                    {"properties": {"kind": {"const": "code"}, "size": {"type": "integer"}}},
                ]
            }
        }
    }
}


@pytest.mark.parametrize(
    ("schema", "values", "path", "keyword", "message"),
    [
        (
            {"properties": {"x": {"anyOf": [{"type": "array"}, {"type": "string", "format": "date"}]}}},
            {"x": 5},
            ("x",),
            "type",
            "`x` is the number 5, expected a list or a date",
        ),
        (
            {"properties": {"x": {"anyOf": [{"type": "boolean"}, {"enum": ["open", "closed"]}]}}},
            {"x": "opne"},
            ("x",),
            "anyOf",
            "`x` is the text “opne”, expected true or false or “open”, “closed”: did you mean “open”?",
        ),
        (IMAGE, {"image": "a"}, ("image",), "anyOf", "`image` has 1 character, expected at least 5"),
        (IMAGE, {"image": {"alt": "a"}}, ("image",), "anyOf", "`image.src` is missing"),
        (
            IMAGE,
            {"image": {"src": 5}},
            ("image", "src"),
            "anyOf",
            "`image.src` is the number 5, expected text",
        ),
        (IMAGE, {"image": 5}, ("image",), "type", "`image` is the number 5, expected text or a mapping"),
        (
            BLOCKS,
            {"blocks": [{"kind": "code", "size": "big"}]},
            ("blocks", 0, "size"),
            "oneOf",
            "`blocks[0].size` is the text “big”, expected a whole number",
        ),
        (
            {"anyOf": [{"required": ["image"]}, {"required": ["cover"]}]},
            {},
            (),
            "anyOf",
            "`image` or `cover` is missing",
        ),
        (
            {"properties": {"x": {"oneOf": [{"type": "integer"}, {"minimum": 5}]}}},
            {"x": 7},
            ("x",),
            "oneOf",
            "`x` fits more than one of the forms that the schema allows, expected exactly one",
        ),
        (
            {"properties": {"x": {"anyOf": [False, False]}}},
            {"x": 7},
            ("x",),
            "anyOf",
            "`x` has none of the forms that the schema allows",
        ),
        (
            {"properties": {"x": {"anyOf": [{"oneOf": [{"type": "array"}, {"type": "object"}]}]}}},
            {"x": 7},
            ("x",),
            "anyOf",
            "`x` is the number 7, expected a list or a mapping",
        ),
    ],
)
def test_the_closest_form_speaks(
    judge: Any, schema: Any, values: Any, path: Any, keyword: str, message: str
) -> None:
    (violation,) = judge(schema, values).violations
    assert (violation.path, violation.keyword, violation.message) == (path, keyword, message)


def test_an_unknown_key_in_a_form_is_still_named(judge: Any) -> None:
    form = {"type": "object", "properties": {"title": {}}, "additionalProperties": False}
    (violation,) = judge(
        {"properties": {"x": {"anyOf": [{"type": "string"}, form]}}}, {"x": {"titel": 1}}
    ).violations
    assert (violation.path, violation.key, violation.suggestion) == (("x",), "titel", "title")


def test_a_key_missing_from_a_form_is_no_key_to_point_at(judge: Any) -> None:
    (violation,) = judge(IMAGE, {"image": {"alt": "a"}}).violations
    assert violation.key is None
