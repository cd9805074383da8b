"""Schemas that refer to others: in the same file, in neighbouring files, never on the network."""

from __future__ import annotations

import json
import socket
from pathlib import Path
from typing import Any

import pytest

from postlint.errors import SchemaError
from postlint.schema.judge import load_schema

TEXT = {"type": "string"}


def write(folder: Path, name: str, contents: Any) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(json.dumps(contents), encoding="utf-8")


@pytest.mark.parametrize(
    "schema",
    [
        {"properties": {"x": {"$ref": "#/$defs/text"}}, "$defs": {"text": TEXT}},
        {"properties": {"x": {"$ref": "#name"}}, "$defs": {"text": {"$anchor": "name", **TEXT}}},
        {"properties": {"x": {"$ref": "#/shared/a~1b/0"}}, "shared": {"a/b": [TEXT]}},
        {"$id": "urn:a:b", "properties": {"x": {"$ref": "#/$defs/text"}}, "$defs": {"text": TEXT}},
        {
            "$id": "https://a.example/b",
            "properties": {"x": {"$ref": "#/$defs/text"}},
            "$defs": {"text": TEXT},
        },
        {"properties": {"x": {"$ref": "inner.json"}}, "$defs": {"text": {"$id": "inner.json", **TEXT}}},
        {
            "$schema": "http://json-schema.org/draft-07/schema#",
            "$ref": "#/definitions/all",
            "definitions": {"all": {"properties": {"x": {"$ref": "#/definitions/text"}}}, "text": TEXT},
        },
        {
            "$schema": "http://json-schema.org/draft-04/schema#",
            "id": "https://a.example/b",
            "properties": {"x": {"$ref": "#/definitions/text"}},
            "definitions": {"text": TEXT},
        },
        {
            "$schema": "https://json-schema.org/draft/2019-09/schema",
            "properties": {"x": {"$ref": "#/$defs/text"}, "y": {"$recursiveRef": "#"}},
            "$defs": {"text": TEXT},
        },
        {
            "properties": {"x": {"$dynamicRef": "#text"}},
            "$defs": {"text": {"$dynamicAnchor": "text", **TEXT}},
        },
    ],
)
def test_references_inside_a_file(judge: Any, schema: Any) -> None:
    assert [each.path for each in judge(schema, {"x": 5}).violations] == [("x",)]
    assert judge(schema, {"x": "a"}).violations == ()


@pytest.mark.parametrize("own_id", [{}, {"$id": "https://a.example/schemas/s.json"}, {"$id": "urn:a:b"}])
def test_references_to_neighbours(tmp_path: Path, make_post: Any, own_id: Any) -> None:
    write(
        tmp_path, "s.json", {**own_id, "properties": {"author": {"$ref": "parts/author.json#/$defs/person"}}}
    )
    write(
        tmp_path,
        "parts/author.json",
        {"$defs": {"person": {"required": ["name"], "properties": {"boss": {"$ref": "#/$defs/person"}}}}},
    )
    schema = load_schema("s.json", base=tmp_path, within=tmp_path)
    (violation,) = schema.judge(make_post({"author": {"name": "Ann", "boss": {"age": 5}}})).violations
    assert violation.message == "`author.boss.name` is missing"


def test_files_may_refer_to_each_other(tmp_path: Path, make_post: Any) -> None:
    write(tmp_path, "a.json", {"properties": {"b": {"$ref": "b.json"}, "n": {"type": "integer"}}})
    write(tmp_path, "b.json", {"properties": {"a": {"$ref": "a.json"}}})
    schema = load_schema("a.json", base=tmp_path, within=None)
    (violation,) = schema.judge(make_post({"b": {"a": {"n": "x"}}})).violations
    assert violation.path == ("b", "a", "n")


def test_a_bundled_schema_can_be_built_upon(judge: Any) -> None:
    schema = {"allOf": [{"$ref": "urn:postlint:schema:post"}], "required": ["weight"]}
    assert "`weight` is missing" in [each.message for each in judge(schema, {}).violations]
    assert "`title` is missing" in [each.message for each in judge(schema, {}).violations]


@pytest.mark.parametrize(
    "draft", ["https://json-schema.org/draft/2020-12/schema", "http://json-schema.org/draft-07/schema#"]
)
def test_a_metaschema_needs_no_network(judge: Any, draft: str) -> None:
    schema = {"$schema": draft, "properties": {"x": {"$ref": draft}}}
    assert judge(schema, {"x": {"type": "string"}}).violations == ()
    assert [each.path for each in judge(schema, {"x": {"minLength": "a"}}).violations] == [("x", "minLength")]


@pytest.mark.parametrize(
    ("reference", "said"),
    [
        ("https://a.example/b.json", "never fetched"),
        ("http://localhost/b.json", "never fetched"),
        ("//a.example/b.json", "lies outside|never fetched"),
        ("ftp://a.example/b.json", "never fetched"),
        ("../outside.json", "lies outside"),
        ("file:///outside.json", "lies outside"),
        ("link.json", "lies outside"),
        ("autor.json", "did you mean author.json"),
        ("notes.txt", "has to end in"),
        ("#/$defs/nobody", "leads nowhere"),
        ("#nobody", "leads nowhere"),
        ("#/title/a", "leads nowhere"),
        ("#/required/a", "leads nowhere"),
        ("#/required/0", "no schema"),
        ("urn:postlint:schema:pst", "did you mean post"),
        ("urn:other:thing", "leads nowhere"),
    ],
)
def test_references_that_lead_nowhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reference: str, said: str
) -> None:
    def no_network(*_arguments: object) -> None:
        raise AssertionError("a schema reached for the network")

    monkeypatch.setattr(socket.socket, "connect", no_network)
    monkeypatch.setattr(socket, "getaddrinfo", no_network)
    site = tmp_path / "site"
    write(tmp_path, "outside.json", {})
    write(site, "author.json", {})
    (site / "notes.txt").write_text("{}")
    (site / "link.json").symlink_to(tmp_path / "outside.json")
    write(site, "s.json", {"title": "T", "required": ["a"], "properties": {"x": {"$ref": reference}}})
    with pytest.raises(SchemaError, match=said) as caught:
        load_schema("s.json", base=site, within=None)
    assert caught.value.kind == "invalid"
    assert "`properties.x.$ref`" in str(caught.value)


@pytest.mark.parametrize(
    "schema",
    [
        {"$ref": "#"},
        {"allOf": [{"$ref": "#"}]},
        {"not": {"$ref": "#"}},
        {"if": {"$ref": "#/$defs/a"}, "$defs": {"a": {"anyOf": [True, {"$ref": "#"}]}}},
        {"$schema": "https://json-schema.org/draft/2019-09/schema", "allOf": [{"$recursiveRef": "#"}]},
    ],
)
def test_a_circle_is_a_fault(make_schema: Any, schema: Any) -> None:
    with pytest.raises(SchemaError, match="refers to itself without end") as caught:
        make_schema(schema)
    assert caught.value.kind == "invalid"


def test_a_schema_may_describe_what_holds_itself(judge: Any) -> None:
    schema = {"properties": {"children": {"items": {"$ref": "#"}}, "name": {"type": "string"}}}
    (violation,) = judge(schema, {"children": [{"children": [{"name": 5}]}]}).violations
    assert violation.path == ("children", 0, "children", 0, "name")


def test_parts_may_not_speak_another_draft(tmp_path: Path) -> None:
    write(tmp_path, "s.json", {"properties": {"x": {"$ref": "old.json"}}})
    write(tmp_path, "old.json", {"$schema": "http://json-schema.org/draft-07/schema#"})
    with pytest.raises(SchemaError, match=r"old\.json.*`\$schema` is not 2020-12"):
        load_schema("s.json", base=tmp_path, within=None)
