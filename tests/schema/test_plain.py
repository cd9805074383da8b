"""What is found to be valid without jsonschema is valid for jsonschema too."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from schema.conftest import MakePost

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


def _behind_all_of(contents: dict[str, Any], folder: Path) -> Schema:
    """The same schema in a form that is not plain, so that jsonschema is asked."""
    of_root = {key: contents.pop(key) for key in ("$schema", "$id", "$defs") if key in contents}
    (folder / "same.json").write_text(json.dumps({**of_root, "allOf": [contents]}), encoding="utf-8")
    return load_schema("same.json", base=folder, within=None)


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Schema:
    return _behind_all_of(json.loads(bundled_schema_text("post")), tmp_path_factory.mktemp("schema"))


@given(changes=st.dictionaries(_FIELDS, _VALUES, max_size=4), dropped=st.sets(_FIELDS, max_size=2))
@settings(max_examples=600, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_fits_is_valid(
    asked: Schema, make_post: MakePost, changes: dict[str, Any], dropped: set[str]
) -> None:
    values = {key: value for key, value in {**_VALID, **changes}.items() if key not in dropped}
    plain = PlainSchema(_POST)
    assume(plain.fits(values))
    verdict = asked.judge(make_post(values))
    assert verdict.violations == ()
    assert plain.image_paths(values) == verdict.image_paths


def test_valid_post_fits() -> None:
    plain = PlainSchema(_POST)
    assert plain.fits(_VALID)
    assert plain.image_paths(_VALID) == (("image", "path"),)
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


def test_very_many_values_are_left_to_jsonschema() -> None:
    schema = PlainSchema({"properties": {"tags": {"items": {"type": "string"}}}})
    assert schema.fits({"tags": ["boat"] * 100})
    assert not schema.fits({"tags": ["boat"] * 20_000})


def test_valid_post_is_judged_without_jsonschema() -> None:
    program = (
        "import sys; from types import SimpleNamespace as Post; from pathlib import Path\n"
        "from postlint.schema.judge import load_schema\n"
        f"front = Post(values={_VALID!r}, locate=None)\n"
        "verdict = load_schema('post', base=Path(), within=None).judge(Post(front=front, text=''))\n"
        "assert verdict.known_keys and not verdict.violations\n"
        "assert 'jsonschema' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
