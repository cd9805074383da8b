"""Schemas shown to people."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from postlint.errors import SchemaError
from postlint.model.text import Position
from postlint.schema.describe import (
    Field,
    check_schema_file,
    describe_schema,
    list_schemas,
    unchecked_formats,
    unknown_keywords_in,
)
from postlint.schema.dialects import DIALECTS, Dialect
from postlint.schema.metaschema import validator_of
from postlint.schema.vocabulary import keywords_of


def test_bundled_schemas_are_listed() -> None:
    (post,) = [each for each in list_schemas() if each.name == "post"]
    assert post.title == "Post"
    assert post.description


def test_fields(tmp_path: Path) -> None:
    contents = {
        "title": "Recipe",
        "required": ["title"],
        "properties": {
            "title": {"type": "string", "description": "What it is called."},
            "when": {"type": ["string", "null"], "format": "date"},
            "course": {"enum": ["soup", "main"]},
            "steps": {
                "type": "array",
                "items": {"required": ["do"], "properties": {"do": {"$ref": "#/$defs/text"}}},
            },
            "free": {},
            "next": {"$ref": "#"},
        },
        "allOf": [{"required": ["course"], "properties": {"cook": {"const": "Ann"}}}],
        "$defs": {"text": {"type": "string", "title": "A text"}},
    }
    (tmp_path / "s.json").write_text(json.dumps(contents), encoding="utf-8")
    summary, fields = describe_schema("s.json", base=tmp_path)
    assert (summary.name, summary.title) == ("s.json", "Recipe")
    assert fields == (
        Field("title", True, "text", "What it is called."),
        Field("when", False, "a date", ""),
        Field("course", True, "one of “soup”, “main”", ""),
        Field("steps", False, "a list", ""),
        Field("steps[].do", True, "text", "A text"),
        Field("free", False, "anything", ""),
        Field("next", False, "anything", "Recipe"),
        Field("cook", False, "“Ann”", ""),
    )


def test_formats_that_are_only_remarks(tmp_path: Path) -> None:
    file = tmp_path / "s.json"
    formats = ["uuid", "date", "iso-week", "uuid"]
    file.write_text(json.dumps({"allOf": [{"format": each} for each in formats]}), encoding="utf-8")
    assert unchecked_formats(file) == ("iso-week", "uuid")


def test_schemas_that_hold_each_other_end(tmp_path: Path) -> None:
    names = [f"a{n}" for n in range(12)]
    contents = {
        "$ref": "#/$defs/all",
        "$defs": {"all": {"properties": {name: {"$ref": f"#/$defs/{name}"} for name in names}}}
        | {name: {"properties": {other: {"$ref": f"#/$defs/{other}"} for other in names}} for name in names},
    }
    (tmp_path / "s.json").write_text(json.dumps(contents), encoding="utf-8")
    _, fields = describe_schema("s.json", base=tmp_path)
    assert 12 <= len(fields) <= 500


@pytest.mark.parametrize("contents", [True, {}])
def test_a_schema_without_fields(tmp_path: Path, contents: object) -> None:
    (tmp_path / "s.json").write_text(json.dumps(contents), encoding="utf-8")
    assert describe_schema("s.json", base=tmp_path)[1] == ()


def test_all_faults_with_their_places(tmp_path: Path) -> None:
    contents = {"type": "objct", "properties": {"a/b": {"minLength": "x", "maxLength": 3}}}
    (tmp_path / "s.json").write_text(json.dumps(contents, indent=2), encoding="utf-8")
    found = check_schema_file(tmp_path / "s.json")
    assert [(each.pointer, each.position) for each in found] == [
        ("/properties/a~1b/minLength", Position(5, 7)),
        ("/type", Position(2, 3)),
    ]
    assert found[0].message == "`properties.a/b.minLength` is the text “x”, expected a whole number"


def test_faults_in_a_neighbour_name_it(tmp_path: Path) -> None:
    (tmp_path / "s.json").write_text('{"$ref": "part.json"}', encoding="utf-8")
    (tmp_path / "part.json").write_text('{"pattern": "["}', encoding="utf-8")
    (fault,) = check_schema_file(tmp_path / "s.json")
    assert (Path(fault.file).name, fault.pointer) == ("part.json", "/pattern")


def test_a_good_file_has_no_faults(tmp_path: Path) -> None:
    (tmp_path / "s.json").write_text('{"required": ["title"]}', encoding="utf-8")
    assert check_schema_file(tmp_path / "s.json") == ()


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SchemaError, match="no schema file"):
        check_schema_file(tmp_path / "s.json")


def test_the_path_of_a_file_that_is_not_there_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = Path("a-folder-with-a-long-name", "another-one-in-it", "posts-of-the-harbour.schema.json")
    with pytest.raises(SchemaError) as caught:
        check_schema_file(path)
    assert str(caught.value) == f"no schema file at “{path}”"


def test_keys_that_are_no_keywords(tmp_path: Path) -> None:
    contents = {
        "requierd": ["title"],
        "definitions": {"minlength": {"minlength": 3}},
        "properties": {"requierd": {"id": "a", "x-mood": 1, "markdownDescription": "A", "weather": 1}},
    }
    (tmp_path / "s.json").write_text(json.dumps(contents, indent=1), encoding="utf-8")
    found = unknown_keywords_in(tmp_path / "s.json")
    assert [(each.pointer, each.message) for each in found] == [
        ("/requierd", "`requierd` is no keyword of 2020-12 and does nothing: did you mean `required`?"),
        (
            "/definitions/minlength/minlength",
            "`minlength` is no keyword of 2020-12 and does nothing: did you mean `minLength`?",
        ),
        ("/properties/requierd/id", "`id` does nothing in 2020-12: it is a keyword of draft-04"),
        ("/properties/requierd/weather", "`weather` is no keyword of 2020-12 and does nothing"),
    ]
    assert found[0].position == Position(2, 2)


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
def test_every_draft_knows_its_own_keywords(dialect: Dialect) -> None:
    applied = validator_of(dialect).VALIDATORS.keys()
    assert keywords_of(dialect) >= {*applied, dialect.id_key, "$schema", "title", "default", "deprecated"}
    assert ("dependencies" in keywords_of(dialect)) == ("dependencies" in applied)
