"""What is said for each keyword: where, under which keyword, and in which words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from postlint.schema.dialects import DIALECTS, Dialect, subschemas
from postlint.schema.metaschema import validator_of

OLD = "http://json-schema.org/draft-07/schema#"
OLDEST = "http://json-schema.org/draft-04/schema#"
OF_2019 = "https://json-schema.org/draft/2019-09/schema"


def field(schema: Any) -> Any:
    return {"properties": {"x": schema}}


#: (schema, values, [(path, keyword, message), …])
CASES: dict[str, tuple[Any, Any, list[tuple[tuple[Any, ...], str, str]]]] = {
    "type": (
        field({"type": "boolean"}),
        {"x": "no"},
        [(("x",), "type", "`x` is the text “no”, expected true or false")],
    ),
    "type-of-several": (
        field({"type": ["array", "string", "null"]}),
        {"x": 5},
        [(("x",), "type", "`x` is the number 5, expected a list or text")],
    ),
    "type-found-list": (
        field({"type": "string"}),
        {"x": [1]},
        [(("x",), "type", "`x` is a list, expected text")],
    ),
    "type-found-mapping": (
        field({"type": "array"}),
        {"x": {"a": 1}},
        [(("x",), "type", "`x` is a mapping, expected a list")],
    ),
    "type-found-nothing": (
        field({"type": "integer"}),
        {"x": None},
        [(("x",), "type", "`x` is empty, expected a whole number")],
    ),
    "type-true-is-no-number": (
        field({"type": "number"}),
        {"x": True},
        [(("x",), "type", "`x` is true, expected a number")],
    ),
    "type-with-a-format": (
        field({"type": "string", "format": "date"}),
        {"x": 2025},
        [(("x",), "type", "`x` is the number 2025, expected a date")],
    ),
    "type-of-an-item": (
        field({"items": {"type": "string"}}),
        {"x": ["a", 2]},
        [(("x", 1), "type", "`x[1]` is the number 2, expected text")],
    ),
    "long-text-is-cut": (
        field({"type": "array"}),
        {"x": "one two three four five six seven eight nine"},
        [(("x",), "type", "`x` is the text “one two three four five six seven eight…”, expected a list")],
    ),
    "enum": (
        field({"enum": ["post", "page"]}),
        {"x": "psot"},
        [(("x",), "enum", "`x` “psot” is not one of “post”, “page”: did you mean “post”?")],
    ),
    "enum-other-type": (
        field({"enum": ["1", "2"]}),
        {"x": 1},
        [(("x",), "enum", "`x` 1 is not one of “1”, “2”: did you mean “1”?")],
    ),
    "enum-long": (
        field({"enum": [10, 20, 30, 40, 50, 60, 70, 80]}),
        {"x": 5},
        [(("x",), "enum", "`x` 5 is not one of 10, 20, 30, 40, 50 and 3 more")],
    ),
    "enum-one-is-not-true": (
        field({"enum": [1]}),
        {"x": True},
        [(("x",), "enum", "`x` true is not one of 1")],
    ),
    "const": (
        field({"const": "post"}),
        {"x": "page"},
        [(("x",), "const", "`x` is “page”, expected “post”")],
    ),
    "multipleOf": (
        field({"multipleOf": 0.1}),
        {"x": 0.25},
        [(("x",), "multipleOf", "`x` is 0.25, expected a multiple of 0.1")],
    ),
    "maximum": (
        field({"maximum": 5}),
        {"x": 6},
        [(("x",), "maximum", "`x` is 6, expected at most 5")],
    ),
    "exclusiveMaximum": (
        field({"exclusiveMaximum": 5}),
        {"x": 5},
        [(("x",), "exclusiveMaximum", "`x` is 5, expected less than 5")],
    ),
    "minimum": (
        field({"minimum": 1}),
        {"x": 0},
        [(("x",), "minimum", "`x` is 0, expected at least 1")],
    ),
    "exclusiveMinimum": (
        field({"exclusiveMinimum": 1}),
        {"x": 1},
        [(("x",), "exclusiveMinimum", "`x` is 1, expected more than 1")],
    ),
    "exclusiveMinimum-draft-04": (
        {"$schema": OLDEST, **field({"minimum": 1, "exclusiveMinimum": True})},
        {"x": 1},
        [(("x",), "minimum", "`x` is 1, expected more than 1")],
    ),
    "exclusiveMaximum-draft-04": (
        {"$schema": OLDEST, **field({"maximum": 1, "exclusiveMaximum": True})},
        {"x": 1},
        [(("x",), "maximum", "`x` is 1, expected less than 1")],
    ),
    "maxLength": (
        field({"maxLength": 3}),
        {"x": "four"},
        [(("x",), "maxLength", "`x` has 4 characters, expected at most 3")],
    ),
    "minLength": (
        field({"minLength": 3}),
        {"x": "a"},
        [(("x",), "minLength", "`x` has 1 character, expected at least 3")],
    ),
    "pattern": (
        field({"pattern": "^[a-z-]+$"}),
        {"x": "My Post"},
        [(("x",), "pattern", "`x` “My Post” does not match the pattern “^[a-z-]+$”")],
    ),
    "pattern-with-an-example": (
        field({"pattern": "^[a-z-]+$", "examples": ["my-post"]}),
        {"x": "My Post"},
        [(("x",), "pattern", "`x` “My Post” is not written like “my-post”")],
    ),
    "format": (
        field({"format": "date"}),
        {"x": "tomorrow"},
        [(("x",), "format", "`x` “tomorrow” is not a date such as “2025-11-05”")],
    ),
    "format-with-an-example": (
        field({"format": "uri", "examples": ["https://boats.example"]}),
        {"x": "boats"},
        [(("x",), "format", "`x` “boats” is not a whole web address such as “https://boats.example”")],
    ),
    "format-unknown": (field({"format": "boat"}), {"x": "tomorrow"}, []),
    "contentEncoding": (field({"contentEncoding": "base64"}), {"x": "?"}, []),
    "maxItems": (
        field({"maxItems": 1}),
        {"x": [1, 2]},
        [(("x",), "maxItems", "`x` has 2 items, expected at most 1")],
    ),
    "minItems": (
        field({"minItems": 2}),
        {"x": [1]},
        [(("x",), "minItems", "`x` has 1 item, expected at least 2")],
    ),
    "uniqueItems": (
        field({"uniqueItems": True}),
        {"x": ["news", 1, True, "news", {"a": 1}, {"a": 1.0}]},
        [
            (("x", 3), "uniqueItems", "`x[3]` repeats “news”"),
            (("x", 5), "uniqueItems", "`x[5]` repeats a mapping"),
        ],
    ),
    "prefixItems": (
        field({"prefixItems": [{"type": "string"}], "items": {"type": "integer"}}),
        {"x": [1, "a"]},
        [
            (("x", 0), "type", "`x[0]` is the number 1, expected text"),
            (("x", 1), "type", "`x[1]` is the text “a”, expected a whole number"),
        ],
    ),
    "items-false": (
        field({"prefixItems": [True], "items": False}),
        {"x": [1, 2]},
        [(("x",), "items", "`x` has 2 items, expected at most 1")],
    ),
    "items-tuple": (
        {"$schema": OLD, **field({"items": [{"type": "string"}], "additionalItems": False})},
        {"x": [1, 2]},
        [
            (("x",), "additionalItems", "`x` has 2 items, expected at most 1"),
            (("x", 0), "type", "`x[0]` is the number 1, expected text"),
        ],
    ),
    "unevaluatedItems": (
        field({"prefixItems": [True], "unevaluatedItems": False}),
        {"x": [1, 2]},
        [(("x",), "unevaluatedItems", "`x` has items that are not allowed there")],
    ),
    "contains-const": (
        field({"contains": {"const": "news"}}),
        {"x": ["a"]},
        [(("x",), "contains", "`x` lacks “news”")],
    ),
    "contains-enum": (
        field({"contains": {"enum": ["news", "blog"]}}),
        {"x": ["a"]},
        [(("x",), "contains", "`x` has none of “news”, “blog”")],
    ),
    "contains": (
        field({"contains": {"type": "integer"}}),
        {"x": ["a"]},
        [(("x",), "contains", "`x` has no item of the kind that the schema asks for")],
    ),
    "minContains": (
        field({"contains": {"type": "integer"}, "minContains": 2}),
        {"x": [1]},
        [
            (
                ("x",),
                "minContains",
                "`x` has too few items of the kind that the schema asks for, expected 2",
            )
        ],
    ),
    "maxContains": (
        field({"contains": {"type": "integer"}, "maxContains": 1}),
        {"x": [1, 2]},
        [(("x",), "maxContains", "`x` has too many items of one kind, expected at most 1")],
    ),
    "maxContains-is-unknown-to-draft-07": (
        {"$schema": OLD, **field({"contains": {"type": "integer"}, "maxContains": 1})},
        {"x": [1, 2]},
        [],
    ),
    "maxProperties": (
        field({"maxProperties": 1}),
        {"x": {"a": 1, "b": 1}},
        [(("x",), "maxProperties", "`x` has 2 fields, expected at most 1")],
    ),
    "minProperties": (
        {"minProperties": 2},
        {"x": 1},
        [((), "minProperties", "the front matter has 1 field, expected at least 2")],
    ),
    "required": (
        {"required": ["title", "author"], "properties": {"title": {}}},
        {},
        [((), "required", "`author` is missing"), ((), "required", "`title` is missing")],
    ),
    "required-in-a-field": (
        field({"required": ["alt"]}),
        {"x": {"src": "a.png"}},
        [(("x",), "required", "`x.alt` is missing")],
    ),
    "required-misspelt": (
        {"required": ["title"], "properties": {"title": {}}},
        {"titel": "A"},
        [((), "required", "`title` is missing, but there is `titel`")],
    ),
    "dependentRequired": (
        {"dependentRequired": {"image": ["image_alt"]}},
        {"image": "a.png"},
        [((), "dependentRequired", "`image_alt` is missing: `image` asks for it")],
    ),
    "dependencies": (
        {"$schema": OLD, "dependencies": {"image": ["image_alt"], "cover": {"required": ["alt"]}}},
        {"image": "a.png", "cover": "b.png"},
        [
            ((), "dependentRequired", "`image_alt` is missing: `image` asks for it"),
            ((), "required", "`alt` is missing"),
        ],
    ),
    "dependencies-schema-first": (
        {"$schema": OLD, "dependencies": {"cover": {"required": ["alt"]}, "image": ["image_alt"]}},
        {"image": "a.png"},
        [((), "dependentRequired", "`image_alt` is missing: `image` asks for it")],
    ),
    "dependentSchemas": (
        {"dependentSchemas": {"image": {"required": ["image_alt"]}}},
        {"image": "a.png"},
        [((), "required", "`image_alt` is missing")],
    ),
    "additionalProperties": (
        {"properties": {"categories": {}, "tags": {}}, "additionalProperties": False},
        {"catgories": 1, "tags": 1, "weather": 1},
        [
            ((), "additionalProperties", "`catgories` is not a known field: did you mean `categories`?"),
            ((), "additionalProperties", "`weather` is not a known field"),
        ],
    ),
    "additionalProperties-other-case": (
        {"properties": {"image_alt": {}}, "additionalProperties": False},
        {"imageAlt": 1},
        [((), "additionalProperties", "`imageAlt` is not a known field: did you mean `image_alt`?")],
    ),
    "additionalProperties-meant-is-there": (
        {"properties": {"tags": {}}, "additionalProperties": False},
        {"tagss": 1, "tags": 1},
        [((), "additionalProperties", "`tagss` is not a known field")],
    ),
    "additionalProperties-schema": (
        {"properties": {"x": {}}, "additionalProperties": {"type": "string"}},
        {"y": 1},
        [(("y",), "type", "`y` is the number 1, expected text")],
    ),
    "patternProperties": (
        {"patternProperties": {"^x-": {"type": "string"}}, "additionalProperties": False},
        {"x-a": 1, "y": 1},
        [
            ((), "additionalProperties", "`y` is not a known field"),
            (("x-a",), "type", "`x-a` is the number 1, expected text"),
        ],
    ),
    "unevaluatedProperties": (
        {
            "allOf": [{"properties": {"title": {}}}],
            "patternProperties": {"^x-": {}},
            "if": {"required": ["image"]},
            "then": {"properties": {"image": {}}},
            "unevaluatedProperties": False,
        },
        {"title": 1, "x-a": 1, "image": 1, "titel": 1, "dat": 1},
        [
            ((), "unevaluatedProperties", "`dat` is not a known field"),
            ((), "unevaluatedProperties", "`titel` is not a known field"),
        ],
    ),
    "unevaluatedProperties-near": (
        {"allOf": [{"properties": {"title": {}}}], "unevaluatedProperties": False},
        {"titel": 1},
        [((), "unevaluatedProperties", "`titel` is not a known field: did you mean `title`?")],
    ),
    "unevaluatedProperties-schema": (
        {"$schema": OF_2019, "unevaluatedProperties": {"type": "string"}},
        {"y": 1},
        [(("y",), "type", "`y` is the number 1, expected text")],
    ),
    "propertyNames": (
        {"propertyNames": {"pattern": "^[a-z]+$"}},
        {"Bad Key": 1},
        [((), "propertyNames", "`Bad Key` is not an allowed name for a field")],
    ),
    "propertyNames-enum": (
        {"propertyNames": {"enum": ["title", "date"]}},
        {"titel": 1},
        [((), "propertyNames", "`titel` is not an allowed name for a field: did you mean `title`?")],
    ),
    "false": (field(False), {"x": 1}, [(("x",), "false", "`x` is not allowed here")]),
    "false-for-all": (False, {"x": 1}, [((), "false", "the front matter is not allowed here")]),
    "true": (True, {"x": 1}, []),
    "nothing-asked": ({}, {"x": 1}, []),
    "not-const": (field({"not": {"const": "a"}}), {"x": "a"}, [(("x",), "not", "`x` must not be “a”")]),
    "not-enum": (
        field({"not": {"enum": ["a", "b"]}}),
        {"x": "a"},
        [(("x",), "not", "`x` must not be “a” or “b”")],
    ),
    "not-type": (field({"not": {"type": "string"}}), {"x": "a"}, [(("x",), "not", "`x` must not be text")]),
    "not-required": (
        {"not": {"required": ["a", "b"]}},
        {"a": 1, "b": 1},
        [((), "not", "the front matter must not have `a` and `b` together")],
    ),
    "not": (
        field({"not": {"minLength": 1}}),
        {"x": "a"},
        [(("x",), "not", "`x` has a value that the schema rules out (“a”)")],
    ),
    "if-then": (
        {"if": {"required": ["image"]}, "then": {"required": ["alt"]}},
        {"image": 1},
        [((), "required", "`alt` is missing")],
    ),
    "if-else": (
        {"if": {"required": ["image"]}, "else": {"required": ["video"]}},
        {},
        [((), "required", "`video` is missing")],
    ),
    "allOf": (
        {"allOf": [{"required": ["a"]}, {"required": ["a", "b"]}]},
        {},
        [((), "required", "`a` is missing"), ((), "required", "`b` is missing")],
    ),
    "one-cause-type-and-enum": (
        field({"type": "string", "enum": ["a"], "minLength": 3}),
        {"x": 5},
        [(("x",), "type", "`x` is the number 5, expected text")],
    ),
    "one-cause-format-and-pattern": (
        field({"format": "date", "pattern": "^2"}),
        {"x": "soon"},
        [(("x",), "format", "`x` “soon” is not a date such as “2025-11-05”")],
    ),
    "two-causes-pattern-and-length": (
        field({"pattern": "^[a-z-]+$", "maxLength": 5}),
        {"x": "My Post"},
        [
            (("x",), "maxLength", "`x` has 7 characters, expected at most 5"),
            (("x",), "pattern", "`x` “My Post” does not match the pattern “^[a-z-]+$”"),
        ],
    ),
    "two-causes": (
        field({"minItems": 3, "uniqueItems": True}),
        {"x": [1, 1]},
        [
            (("x",), "minItems", "`x` has 2 items, expected at least 3"),
            (("x", 1), "uniqueItems", "`x[1]` repeats 1"),
        ],
    ),
    "deprecated": (
        field({"deprecated": True, "description": "Use `y` instead."}),
        {"x": 1},
        [((), "deprecated", "`x` is deprecated: use `y`")],
    ),
    "deprecated-beside-an-error": (
        field({"deprecated": True, "deprecationMessage": "Deprecated. Nobody reads it.", "minimum": 2}),
        {"x": 1},
        [
            ((), "deprecated", "`x` is deprecated: Nobody reads it"),
            (("x",), "minimum", "`x` is 1, expected at least 2"),
        ],
    ),
    "deprecated-and-empty": (
        {"required": ["x"], **field({"deprecated": True})},
        {"x": ""},
        [((), "deprecated", "`x` is deprecated"), (("x",), "empty", "`x` is empty")],
    ),
    "deprecated-is-no-error-inside-a-choice": (
        {"anyOf": [field({"deprecated": True}), {"required": ["y"]}]},
        {"x": 1},
        [((), "deprecated", "`x` is deprecated")],
    ),
    "deprecated-form": (
        field({"oneOf": [{"const": "a", "deprecated": True}, {"const": "b"}]}),
        {"x": "a"},
        [(("x",), "deprecated", "`x` is “a”, which is deprecated")],
    ),
    "deprecated-inside-not": (field({"not": {"deprecated": True, "const": "a"}}), {"x": "b"}, []),
    "deprecated-counts-as-evaluated": (
        {"allOf": [field({"deprecated": True})], "unevaluatedProperties": False},
        {"x": 1},
        [((), "deprecated", "`x` is deprecated")],
    ),
    "deprecated-item-counts-as-evaluated": (
        field({"allOf": [{"prefixItems": [{"deprecated": True}]}], "unevaluatedItems": False}),
        {"x": [1]},
        [(("x", 0), "deprecated", "`x[0]` is 1, which is deprecated")],
    ),
    "uniqueItems-other-case": (
        field({"uniqueItems": True}),
        {"x": ["News", "news", "news"]},
        [
            (("x", 1), "uniqueItems", "`x[1]` “news” differs from “News” by case only"),
            (("x", 2), "uniqueItems", "`x[2]` repeats “news”"),
        ],
    ),
    "$ref": (
        {"$ref": "#/$defs/x", "$defs": {"x": field({"type": "string"})}},
        {"x": 1},
        [(("x",), "type", "`x` is the number 1, expected text")],
    ),
    "$dynamicRef": (
        field({"items": {"$dynamicRef": "#y"}, "$defs": {"y": {"$dynamicAnchor": "y", "type": "string"}}}),
        {"x": [1]},
        [(("x", 0), "type", "`x[0]` is the number 1, expected text")],
    ),
    "$recursiveRef": (
        {"$schema": OF_2019, "$recursiveAnchor": True, **field({"$recursiveRef": "#"}), "maxProperties": 1},
        {"x": {"x": {"x": 1, "y": 2}}},
        [(("x", "x"), "maxProperties", "`x.x` has 2 fields, expected at most 1")],
    ),
    "anyOf": (
        field({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
        {"x": [1]},
        [(("x", 0), "anyOf", "`x[0]` is the number 1, expected text")],
    ),
    "oneOf": (
        field({"oneOf": [{"minimum": 1}, {"maximum": 5}]}),
        {"x": 3},
        [
            (
                ("x",),
                "oneOf",
                "`x` fits more than one of the forms that the schema allows, expected exactly one",
            )
        ],
    ),
    "$schema-is-no-field": (
        {"properties": {"x": {}}, "additionalProperties": False},
        {"$schema": "post", "x": 1},
        [],
    ),
    "$schema-described": (
        {"properties": {"$schema": {"const": "a"}}},
        {"$schema": "b"},
        [(("$schema",), "const", "`$schema` is “b”, expected “a”")],
    ),
}


@pytest.mark.parametrize(("schema", "values", "expected"), CASES.values(), ids=CASES)
def test_each_keyword_has_its_words(judge: Any, schema: Any, values: Any, expected: Any) -> None:
    found = judge(schema, values).violations
    assert [(each.path, each.keyword, each.message) for each in found] == expected


@pytest.mark.parametrize(
    ("schema", "values", "key", "suggestion"),
    [
        ({"required": ["x"], **field({"default": 5})}, {}, "x", 5),
        ({"required": ["x"], **field({"default": 5, "type": "string"})}, {}, "x", None),
        ({"required": ["x"], **field({"default": ""})}, {}, "x", None),
        (
            {"required": ["x"], **field({"$ref": "#/$defs/y"}), "$defs": {"y": {"default": "a"}}},
            {},
            "x",
            "a",
        ),
        ({"if": {}, "then": {"required": ["x"]}, **field({"default": "a"})}, {}, "x", "a"),
        (field({"type": "boolean"}), {"x": "True"}, None, True),
        (field({"type": "boolean"}), {"x": "off"}, None, False),
        (field({"type": "array", "maxItems": 0}), {"x": "a"}, None, None),
        (field({"type": "array"}), {"x": "a,b"}, None, None),
        (field({"deprecated": True, "deprecationMessage": "use the field `y`"}), {"x": 1}, "x", "y"),
        (field({"deprecated": True, "description": "In favour of “y”."}), {"x": 1}, "x", "y"),
        (field({"deprecated": True, "description": "People use `y`, too."}), {"x": 1}, "x", None),
        (field({"deprecated": True, "deprecationMessage": "Don't use `y`"}), {"x": 1}, "x", None),
        (field({"deprecated": True, "deprecationMessage": "use `y` or `z`"}), {"x": 1}, "x", None),
        ({"required": ["title"]}, {}, "title", None),
        ({"properties": {"title": {}}, "additionalProperties": False}, {"titel": 1}, "titel", "title"),
        ({"propertyNames": {"enum": ["title"]}}, {"titel": 1}, "titel", "title"),
        (field({"enum": ["post"]}), {"x": "Post"}, None, "post"),
        (field({"enum": [True, 5]}), {"x": "post"}, None, None),
        (field({"const": 5}), {"x": 4}, None, 5),
        (field({"type": "string"}), {"x": 4}, None, "4"),
        (field({"type": "string", "minLength": 2}), {"x": 4}, None, None),
    ],
)
def test_keys_and_suggestions(judge: Any, schema: Any, values: Any, key: str | None, suggestion: Any) -> None:
    (violation,) = judge(schema, values).violations
    assert (violation.key, violation.suggestion) == (key, suggestion)


def test_no_keyword_is_without_words() -> None:
    applied = {keyword for dialect in DIALECTS for keyword in validator_of(dialect).VALIDATORS}
    shown = {keyword for schema, _, _ in CASES.values() for keyword in _keywords_in(schema)}
    assert applied - shown == set()
    messages = [message for _, _, expected in CASES.values() for _, _, message in expected]
    assert not [message for message in messages if "is not as the schema asks" in message]


def _keywords_in(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        yield from schema
        for part in subschemas(schema):
            yield from _keywords_in(part.schema)


ALL = tuple(dialect.name for dialect in DIALECTS)
#: (drafts that know it, a schema, values, what is said)
IDEAS: list[tuple[set[str], Any, Any, list[str]]] = [
    (
        {"draft-04"},
        {
            "id": "a.json",
            "definitions": {"y": field({"type": "string"})},
            "allOf": [{"$ref": "a.json#/definitions/y"}],
        },
        {"x": 1},
        ["`x` is the number 1, expected text"],
    ),
    (
        {"draft-06", "draft-07", "2019-09", "2020-12"},
        {
            "$id": "a.json",
            "definitions": {"y": field({"type": "string"})},
            "allOf": [{"$ref": "a.json#/definitions/y"}],
        },
        {"x": 1},
        ["`x` is the number 1, expected text"],
    ),
    (
        {"2019-09", "2020-12"},
        {"$defs": {"y": {"$anchor": "y", **field({"type": "string"})}}, "$ref": "#y"},
        {"x": 1},
        ["`x` is the number 1, expected text"],
    ),
    (
        {"draft-04", "draft-06", "draft-07"},
        {"dependencies": {"x": ["y"]}},
        {"x": 1},
        ["`y` is missing: `x` asks for it"],
    ),
    (
        {"2019-09", "2020-12"},
        {"dependentRequired": {"x": ["y"]}},
        {"x": 1},
        ["`y` is missing: `x` asks for it"],
    ),
    (
        {"draft-04", "draft-06", "draft-07", "2019-09"},
        field({"items": [{}], "additionalItems": False}),
        {"x": [1, 2]},
        ["`x` has 2 items, expected at most 1"],
    ),
    (
        {"2020-12"},
        field({"prefixItems": [{}], "items": False}),
        {"x": [1, 2]},
        ["`x` has 2 items, expected at most 1"],
    ),
    (
        {"draft-04"},
        field({"maximum": 5, "exclusiveMaximum": True}),
        {"x": 5},
        ["`x` is 5, expected less than 5"],
    ),
    (
        {"draft-06", "draft-07", "2019-09", "2020-12"},
        field({"exclusiveMaximum": 5}),
        {"x": 5},
        ["`x` is 5, expected less than 5"],
    ),
    ({"draft-06", "draft-07", "2019-09", "2020-12"}, field({"const": 5}), {"x": 4}, ["`x` is 4, expected 5"]),
    (
        {"draft-07", "2019-09", "2020-12"},
        {"if": {"required": ["x"]}, "then": {"required": ["y"]}},
        {"x": 1},
        ["`y` is missing"],
    ),
    (set(ALL), {"required": ["x"]}, {}, ["`x` is missing"]),
    (set(ALL), field({"deprecated": True}), {"x": 1}, ["`x` is deprecated"]),
]


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
def test_the_drafts_say_the_same(judge: Any, dialect: Dialect) -> None:
    for drafts, schema, values, expected in IDEAS:
        if dialect.name in drafts:
            found = judge({"$schema": dialect.uri, **schema}, values).violations
            assert [each.message for each in found] == expected


def test_a_key_cannot_break_the_line(judge: Any) -> None:
    (violation,) = judge({"additionalProperties": False}, {"a\n\x1b[31m" + "b" * 5000: 1}).violations
    assert violation.message.isprintable()
    assert len(violation.message) < 100


def test_front_matter_that_is_not_there_is_not_judged(make_schema: Any, make_post: Any) -> None:
    schema = make_schema({"required": ["title"]})
    assert schema.judge(make_post(None)).violations == ()
