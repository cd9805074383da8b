"""Finding and reading schema files, and what is said of those that cannot be used."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema.validators import validator_for

from postlint.errors import SchemaError
from postlint.schema.judge import load_schema
from postlint.schema.locate import bundled_names, bundled_schema_text

VALID = '{"required": ["title"]}'


def test_bundled_schemas_have_names() -> None:
    assert "post" in bundled_names()
    # these lie in the same folder and are no schemas for posts
    assert not {"report", "postlint.config"} & set(bundled_names())


@pytest.mark.parametrize("name", bundled_names())
def test_bundled_schemas_are_whole(name: str) -> None:
    schema = load_schema(name, base=Path(), within=None)
    assert schema.assembly.unchecked_formats == ()
    contents = json.loads(bundled_schema_text(name))
    assert contents["$id"] == f"urn:postlint:schema:{name}"
    validator_for(contents).check_schema(contents)


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("s.json", VALID),
        ("s.JSON", VALID),
        ("s.json", "\ufeff" + VALID),
        ("s.yaml", "required: [title]"),
        ("s.yml", "required:\n- title\n"),
        ("s.toml", 'required = ["title"]'),
    ],
)
def test_languages(tmp_path: Path, make_post: Any, file: str, text: str) -> None:
    (tmp_path / file).write_text(text, encoding="utf-8")
    schema = load_schema(file, base=tmp_path, within=tmp_path)
    verdict = schema.judge(make_post({}))
    assert (verdict.schema, [each.message for each in verdict.violations]) == (file, ["`title` is missing"])


def test_yaml_dates_and_words_stay_text(tmp_path: Path, make_post: Any) -> None:
    (tmp_path / "s.yaml").write_text("properties: {x: {enum: [2024-01-01, no]}}", encoding="utf-8")
    schema = load_schema("s.yaml", base=tmp_path, within=None)
    assert schema.judge(make_post({"x": "2024-01-01"})).violations == ()
    assert schema.judge(make_post({"x": "no"})).violations == ()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("https://a.example/post.json", "never fetched"),
        ("file:///etc/hosts", "never fetched"),
        ("//a.example/post.json", "never fetched"),
        ("pst", "did you mean post"),
        ("weather", r"\(bundled: .*post"),
        ("report", "no schema is called"),
        ("pots.json", "did you mean posts.json"),
        ("deep/pots.json", "did you mean deep/posts.json"),
        ("nowhere/posts.json", "no schema file at “nowhere/posts.json”"),
        ("../outside.json", "lies outside"),
        ("link.json", "lies outside"),
        (".", "no schema file"),
        ("a\0b.json", "cannot be a path"),
        ("x" * 5000, "cannot be a path"),
    ],
)
def test_what_is_not_there(tmp_path: Path, name: str, said: str) -> None:
    site = tmp_path / "site"
    (site / "deep").mkdir(parents=True)
    for file in (tmp_path / "outside.json", site / "posts.json", site / "deep" / "posts.json"):
        file.write_text(VALID)
    (site / "link.json").symlink_to(tmp_path / "outside.json")
    with pytest.raises(SchemaError, match=said) as caught:
        load_schema(name, base=site, within=site)
    assert caught.value.kind == "unreachable"


def test_a_configured_schema_may_lie_anywhere(tmp_path: Path) -> None:
    (tmp_path / "outside.json").write_text(VALID)
    (tmp_path / "site").mkdir()
    assert load_schema("../outside.json", base=tmp_path / "site", within=None).name == "../outside.json"


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("s.json", '{"a": 1,\n "b" 2}', r"^s\.json:2:6: no valid JSON from here on$"),
        ("s.json", "", r"^s\.json:1:1: no valid JSON"),
        ("s.json", '{"minimum": NaN}', "a number that JSON cannot write"),
        ("s.json", "[" * 100_000, "nested more than"),
        ("s.json", json.dumps([1]), "a schema is a mapping"),
        ("s.yaml", "a: [1\nb: 2", r"^s\.yaml:1:4: "),
        ("s.yaml", "[" * 100_000, r"^s\.yaml"),
        ("s.toml", "a = [\n=", r"^s\.toml:2:1: "),
        (
            "s.json",
            '{"type": "strng"}',
            r"^s\.json:1:2: `type` is the text “strng”.*did you mean “string”\?$",
        ),
        (
            "s.yaml",
            "properties:\n  x:\n    minLength: many\n",
            r"^s\.yaml:3:5: `properties.x.minLength` is the text “many”, expected a whole number$",
        ),
        (
            "s.toml",
            '[properties.x]\nrequired = "a"',
            r"^s\.toml:2:1: `properties.x.required` is the text “a”",
        ),
        ("s.json", '{"required": "a", "minLength": "b"}', r"\(and 1 more\)$"),
        ("s.json", '{"required": ["a", "b", "a"]}', r"^s\.json:1:2: `required` lists “a” twice$"),
        ("s.json", '{"pattern": "[a"}', "`pattern`: the pattern “.a” is no valid regular expression"),
        ("s.json", '{"patternProperties": {"(": {}}}', "no valid regular expression"),
        ("s.json", '{"$schema": "http://json-schema.org/draft-08/schema#"}', "did you mean http"),
        ("s.json", '{"$schema": "mine"}', "has to be https://json-schema.org/draft/2020-12/schema, "),
        ("s.json", '{"$schema": 7}', "has to be https"),
        ("s.txt", "{}", "has to end in .json, .yaml, .yml or .toml"),
    ],
)
def test_what_is_wrong(tmp_path: Path, file: str, text: str, said: str) -> None:
    (tmp_path / file).write_text(text, encoding="utf-8")
    with pytest.raises(SchemaError, match=said) as caught:
        load_schema(file, base=tmp_path, within=tmp_path)
    assert caught.value.kind == "invalid"


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    (tmp_path / "s.json").write_bytes(b'{"a": "\xff"}')
    with pytest.raises(SchemaError, match="not UTF-8 at byte 7"):
        load_schema("s.json", base=tmp_path, within=None)


@pytest.mark.parametrize(
    "uri",
    [
        "http://json-schema.org/draft-04/schema#",
        "http://json-schema.org/draft-06/schema#",
        "http://json-schema.org/draft-07/schema",
        "https://json-schema.org/draft-07/schema#",
        "https://json-schema.org/draft/2019-09/schema",
        "https://json-schema.org/draft/2020-12/schema",
    ],
)
def test_drafts(judge: Any, uri: str) -> None:
    (violation,) = judge({"$schema": uri, "required": ["title"]}, {}).violations
    assert violation.message == "`title` is missing"
