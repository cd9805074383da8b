"""What is found without jsonschema is what jsonschema finds, to the letter."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schema.conftest import MakePost

from postlint.reading import read_post
from postlint.schema.documents import Document
from postlint.schema.judge import Schema, load_schema
from postlint.schema.locate import bundled_schema_text
from postlint.schema.plain import NotPlainError, PlainSchema

_POST = json.loads(bundled_schema_text("post"))
_VALID: dict[str, Any] = {
    "layout": "post",
    "title": "Boats",
    "date": "2025-11-05",
    "author": [{"name": "Ann", "url": 3}],
    "excerpt": "Three boats.",
    "image": {"path": "boat.png", "width": 640},
    "tags": ["harbour", 7],
    "draft": False,
    "weight": 3.5,
}
_SIMPLE = st.sampled_from(
    (None, "", " ", "x", "2025-11-05", "5 Nov", 0, 1, 3.0, -1, True, False, "boat.png", 10**20)
)
_NAMES = st.sampled_from(("name", "path", "width", "alt", "image", "other"))
_VALUES = st.recursive(
    _SIMPLE,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_NAMES, inner, max_size=3),
    max_leaves=6,
)
_FIELDS = st.sampled_from((*_POST["properties"], "other", "$schema"))


def _schema(contents: Any) -> Schema:
    """A schema that is taken to be without faults."""
    return Schema("test", Document("test.json", Path("/test.json"), "", copy.deepcopy(contents)), True)


def _check(contents: Any, *posts: dict[str, Any]) -> None:
    # the bench completes the references in the schema
    bench = _schema(contents)._bench
    for values in posts:
        heard = PlainSchema(contents).hear(values)
        assert heard is not None
        assert repr(heard) == repr(bench.hear(values))


_POST_BENCH = _schema(_POST)._bench


@given(changes=st.dictionaries(_FIELDS, _VALUES, max_size=6), dropped=st.sets(_FIELDS, max_size=8))
@settings(max_examples=400, deadline=None)
def test_post_is_judged_as_by_jsonschema(changes: dict[str, Any], dropped: set[str]) -> None:
    values = {key: value for key, value in {**_VALID, **changes}.items() if key not in dropped}
    assert repr(PlainSchema(_POST).hear(values)) == repr(_POST_BENCH.hear(values))


_KEYS = ("title", "Title", "titel", "date", "dates", "width", "tags", "$schema")
_TYPES = st.sampled_from(("string", "integer", "number", "boolean", "null", "array", "object"))
_KEYWORDS = {
    "type": _TYPES | st.lists(_TYPES, min_size=1, max_size=3, unique=True),
    "required": st.lists(st.sampled_from(_KEYS), max_size=3, unique=True),
    "minimum": st.sampled_from((0, 1, 2.5)),
    "format": st.sampled_from(("date", "postlint-date", "postlint-image", "uri", "other")),
    "default": st.sampled_from(("boat.png", "", 3, None, ["a"], True)),
    "examples": st.just(["2025-11-05"]),
    "$ref": st.sampled_from(("#/$defs/a", "#/$defs/b")),
}


def _shuffled(keywords: dict[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=keywords).flatmap(
        lambda schema: st.permutations(list(schema.items())).map(dict)
    )


_LEAF = _shuffled({key: each for key, each in _KEYWORDS.items() if key != "$ref"})
_NODES = st.recursive(
    _shuffled(_KEYWORDS),
    lambda inner: _shuffled(
        {
            **_KEYWORDS,
            "items": inner,
            "properties": st.dictionaries(st.sampled_from(_KEYS), inner, max_size=4),
        }
    ),
    max_leaves=5,
)
_SCHEMAS = st.builds(
    lambda root, a, b: {**root, "$defs": {"a": a, "b": b}},
    _shuffled(
        {
            **_KEYWORDS,
            "items": _NODES,
            "properties": st.dictionaries(st.sampled_from(_KEYS), _NODES, max_size=6),
        }
    ),
    _LEAF,
    _LEAF,
)
_ANY = st.recursive(
    st.sampled_from(
        (None, "", " ", "x", "yes", "true", "a b", "2025-11-05", 0, 1, 3.0, 2.6, -1, True, 10**20)
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(_KEYS), inner, max_size=4),
    max_leaves=8,
)


@given(
    contents=_SCHEMAS,
    values=st.dictionaries(st.sampled_from((*_KEYS, "dat", "tag", "other")), _ANY, max_size=6),
)
# to make a schema takes longer than all else, so that each is held against a full post and an empty one
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_plain_schema_is_heard_as_by_jsonschema(contents: Any, values: dict[str, Any]) -> None:
    _check(contents, values, {})


def test_front_matter_of_fixtures_is_judged_as_by_jsonschema() -> None:
    plain, judged = PlainSchema(_POST), 0
    for path in (Path(__file__).parent.parent / "fixtures").rglob("*.md"):
        front = read_post(path.read_bytes(), "post.md").front
        if front is not None and isinstance(front.values, dict):
            assert repr(plain.hear(front.values)) == repr(_POST_BENCH.hear(front.values))
            judged += 1
    assert judged > 1000


def test_words_for_missing_fields_are_not_those_of_another_post() -> None:
    contents = {"required": ["title", "date"], "properties": {"title": {}, "date": {"default": "today"}}}
    _check(contents, {}, {"titel": "Boats"}, {"other": 1}, {"titles": 1, "dat": 2}, {"date": None}, {})
    plain = PlainSchema(contents)
    heard = [plain.hear(values) for values in ({}, {"titel": "Boats"}, {})]
    assert heard[0] == heard[2] != heard[1]


def test_valid_post() -> None:
    plain = PlainSchema(_POST)
    assert plain.hear(_VALID) == ((), (("image", "path"),))
    assert plain.fields == frozenset(_POST["properties"])


@pytest.mark.parametrize(
    "schema",
    [
        True,
        {"$schema": "http://json-schema.org/draft-07/schema#"},
        {"required": ["a"], "additionalProperties": False},
        {"properties": {"a": {"pattern": "^x"}}},
        {"properties": {"a": {"$ref": "other.json"}}},
        {"$defs": {"a": {"items": {"$ref": "#/$defs/a"}}}, "properties": {"a": {"$ref": "#/$defs/a"}}},
    ],
)
def test_schema_that_asks_for_more_is_not_plain(schema: Any) -> None:
    with pytest.raises(NotPlainError):
        PlainSchema(schema)


_OWN = {
    "required": ["title", "date"],
    "properties": {
        "title": {"$ref": "#/$defs/line"},
        "weight": {"type": "integer"},
        "tags": {"$ref": "tags.json"},
    },
    "$defs": {"line": {"type": "string", "default": "Boats"}},
}


def _own_schema(contents: Any, folder: Path) -> Schema:
    (folder / "own.json").write_text(json.dumps(contents), encoding="utf-8")
    (folder / "tags.json").write_text('{"items": {"type": "string"}}', encoding="utf-8")
    return load_schema("own.json", base=folder, within=None)


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"title": 3, "weight": 3.0},
        {"title": "", "tags": ["a", 5]},
        {"titel": "x", "date": "y", "weight": 3.5},
    ],
)
def test_own_schema_with_references(tmp_path: Path, values: dict[str, Any]) -> None:
    schema = _own_schema(_OWN, tmp_path)
    assert schema._plain is not None
    assert repr(schema._plain.hear(values)) == repr(schema._bench.hear(values))


def test_older_draft_is_left_to_jsonschema(tmp_path: Path, make_post: MakePost) -> None:
    draft_04 = {
        "$schema": "http://json-schema.org/draft-04/schema#",
        "properties": {"weight": {"type": "integer"}},
    }
    schema = _own_schema(draft_04, tmp_path)
    assert schema._plain is None
    assert [each.keyword for each in schema.judge(make_post({"weight": 3.0})).violations] == ["type"]


@pytest.mark.parametrize(
    "values",
    [
        {"tags": ["boat"] * 20_000},
        {"tags": [*["boat"] * 2_000, 3]},
        {"tags": [3] * 60},
        {"tags": [object()]},
    ],
)
def test_left_to_jsonschema(values: dict[str, Any]) -> None:
    schema = PlainSchema({"properties": {"tags": {"items": {"type": "string"}}}})
    assert schema.hear({"tags": ["boat"] * 100}) == ((), ())
    assert schema.hear(values) is None


@pytest.mark.parametrize(
    "values", [_VALID, {}, {"title": "Boats", "description": "a", "tag": "b"}, {**_VALID, "tags": {"a": 1}}]
)
def test_bundled_schema_needs_no_jsonschema(values: dict[str, Any]) -> None:
    program = (
        "import sys; from types import SimpleNamespace as Post; from pathlib import Path\n"
        "from postlint.schema.judge import load_schema\n"
        f"front = Post(values={values!r}, locate=None)\n"
        "verdict = load_schema('post', base=Path(), within=None).judge(Post(front=front, text=''))\n"
        f"assert verdict.known_keys and bool(verdict.violations) is {values is not _VALID}\n"
        "assert 'jsonschema' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
