"""Schemas made to hang, to crash or to eat the memory: each is refused, or gives up and says so."""

from __future__ import annotations

import json
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from postlint.errors import SchemaError
from postlint.schema.judge import Schema, load_schema

SLOW = "(a|aa)+$"
LONG = "a" * 60 + "!"
#: far above what is allowed, so that a busy machine does not fail the test
SECONDS = 20


def nested(depth: int) -> Any:
    value: Any = {}
    for _ in range(depth):
        value = {"a": value}
    return value


@pytest.mark.parametrize(
    ("schema", "values", "path"),
    [
        ({"properties": {"x": {"pattern": SLOW}}}, {"x": LONG}, ("x",)),
        ({"patternProperties": {SLOW: False}}, {LONG: 1}, ()),
        ({"patternProperties": {SLOW: True}, "additionalProperties": False}, {LONG: 1}, ()),
        ({"patternProperties": {SLOW: True}, "unevaluatedProperties": False}, {LONG: 1}, ()),
        ({"properties": {"x": {"not": {"pattern": SLOW}}}}, {"x": LONG}, ()),
        (
            {
                "properties": {
                    "x": {"$schema": "https://json-schema.org/draft/2020-12/schema", "pattern": SLOW}
                }
            },
            {"x": LONG},
            ("x",),
        ),
    ],
)
def test_slow_patterns_are_given_up(judge: Any, schema: Any, values: Any, path: Any) -> None:
    start = process_time()
    (violation,) = judge(schema, values).violations
    assert process_time() - start < SECONDS
    assert (violation.path, violation.keyword) == (path, "limit")
    assert "took too long" in violation.message


def test_time_for_patterns_is_given_anew_to_each_post(make_schema: Any, make_post: Any) -> None:
    schema = make_schema({"properties": {"x": {"pattern": SLOW}, "y": {"pattern": "^b$"}}})
    assert [each.keyword for each in schema.judge(make_post({"x": LONG})).violations] == ["limit"]
    assert [each.keyword for each in schema.judge(make_post({"y": "a"})).violations] == ["pattern"]


@pytest.mark.parametrize(
    "pattern",
    [
        "((a{1000}){1000}){1000}",
        "(" * 900 + ")" * 900,
        "a" * 5000,
        "(?#[)((a{999}){999}){999}[]]",
        "a{99999999999}",
    ],
)
def test_patterns_that_cost_too_much_to_read(make_schema: Any, pattern: str) -> None:
    with pytest.raises(SchemaError, match="the pattern"):
        make_schema({"pattern": pattern})


@pytest.mark.parametrize("pattern", [r"^\d{4}-\d{2}$", r"^(\w{1,60}-){0,20}\w+$", r"\p{Lu}", r"^a\{2}[(]$"])
def test_everyday_patterns_are_welcome(judge: Any, pattern: str) -> None:
    assert judge({"properties": {"x": {"pattern": pattern}}}, {}).violations == ()


@pytest.mark.parametrize(
    ("schema", "values"),
    [
        ({"properties": {"a": {"allOf": [{"$ref": "#"}, {"$ref": "#"}]}}}, nested(90)),
        (
            {
                "$ref": "#/$defs/0",
                "$defs": {str(n): {"allOf": [{"$ref": f"#/$defs/{n + 1}"}] * 2} for n in range(40)}
                | {"40": True},
            },
            {},
        ),
        ({"properties": {"a": {"$ref": "#"}}}, nested(2000)),
    ],
)
def test_endless_work_is_given_up(judge: Any, schema: Any, values: Any) -> None:
    start = process_time()
    (violation,) = judge(schema, values).violations
    assert process_time() - start < SECONDS
    assert (violation.path, violation.keyword) == ((), "limit")


@pytest.mark.parametrize(
    ("schema", "values"),
    [
        ({"properties": {"x": {"uniqueItems": True}}}, {"x": [{"n": n} for n in range(20_000)] + [{"n": 1}]}),
        ({"properties": {"x": {"items": {"enum": [f"a{n}" for n in range(5000)]}}}}, {"x": ["b"] * 5000}),
        (
            {"properties": {f"field{n}": {} for n in range(400)}, "additionalProperties": False},
            {f"feild{n}": 1 for n in range(5000)},
        ),
    ],
)
def test_much_to_say_is_said_fast(judge: Any, schema: Any, values: Any) -> None:
    start = process_time()
    assert judge(schema, values).violations
    assert process_time() - start < SECONDS


@pytest.mark.parametrize(
    "schema",
    [
        {"enum": ["a" * 100_000] * 11},
        {"allOf": [{}] * 6000},
        {"enum": [{"a": n} for n in range(1500)]},
        {"not": nested(60)},
    ],
)
def test_schemas_have_a_size(make_schema: Any, schema: Any) -> None:
    with pytest.raises(SchemaError, match=r"larger|more than|a list") as caught:
        make_schema(schema)
    assert caught.value.kind == "invalid"


def test_an_alias_bomb_is_refused(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    (tmp_path / "s.yaml").write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(SchemaError, match="too large"):
        load_schema("s.yaml", base=tmp_path, within=None)


@pytest.mark.parametrize("number", [10**4000, -(10**4000), float("nan"), float("inf"), 1e308, 5e-324])
def test_numbers_at_the_edge(judge: Any, number: Any) -> None:
    schema = {"properties": {"x": {"multipleOf": 0.01, "maximum": 5, "enum": [1], "type": "string"}}}
    assert [each.keyword for each in judge(schema, {"x": number}).violations] == ["type"]


SCHEMAS: list[Any] = [
    {
        "required": ["a"],
        "properties": {"a": {"type": "string", "format": "date"}},
        "additionalProperties": False,
    },
    {"properties": {"a": {"anyOf": [{"type": "array", "items": {"$ref": "#"}}, {"enum": ["x", 1, None]}]}}},
    {"patternProperties": {"^a": {"oneOf": [{"minLength": 2}, {"maximum": 3}, {"required": ["b"]}]}}},
    {
        "properties": {
            "a": {"uniqueItems": True, "contains": {"const": 1}, "multipleOf": 0.1},
            "b": {"not": {}},
        }
    },
    {"propertyNames": {"minLength": 2}, "unevaluatedProperties": {"type": "object", "minProperties": 1}},
    {
        "$schema": "http://json-schema.org/draft-04/schema#",
        "dependencies": {"a": ["b"], "b": {"required": ["c"]}},
    },
]

KEYS = st.sampled_from(["a", "b", "c", "ab"]) | st.text(max_size=5)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@pytest.fixture(scope="module")
def schemas(tmp_path_factory: pytest.TempPathFactory) -> list[Schema]:
    folder = tmp_path_factory.mktemp("schemas")
    for number, contents in enumerate(SCHEMAS):
        (folder / f"{number}.json").write_text(json.dumps(contents), encoding="utf-8")
    return [load_schema(f"{number}.json", base=folder, within=None) for number in range(len(SCHEMAS))]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=st.dictionaries(KEYS, VALUES, max_size=5))
def test_judging_never_raises_and_speaks_in_order(
    schemas: list[Schema], make_post: Any, values: dict[str, Any]
) -> None:
    for schema in schemas:
        found = schema.judge(make_post(values)).violations
        turned = schema.judge(make_post(dict(reversed(values.items())))).violations
        assert [(each.path, each.keyword, each.key) for each in found] == [
            (each.path, each.keyword, each.key) for each in turned
        ]
        assert all(each.message.isprintable() for each in found)
