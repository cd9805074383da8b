"""The schema that is asked of posts by default."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from postlint.model.post import Post
from postlint.schema.judge import load_schema
from postlint.schema.locate import bundled_schema_text

POST: dict[str, Any] = {
    "layout": "post",
    "title": "Update: The harbour lights are back",
    "date": "2025-11-05T00:48:34",
    "author": "Ann Lee",
    "categories": ["News"],
    "tags": [],
    "excerpt": "The old lamps are gone.",
    "image": "assets/images/harbour.jpg",
}


@pytest.fixture
def judge_post(make_post: Any) -> Any:
    schema = load_schema("post", base=Path(), within=None)

    def hold(**changes: Any) -> Any:
        post: Post = make_post({**POST, **changes})
        return schema.judge(post)

    return hold


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"categories": "News", "tags": "harbour light"},
        {"tags": None, "description": None, "image_alt": "", "categories": None},
        {
            "date": "2025-11-05 07:30:00 +0100",
            "updated": "2025-11-06",
            "last_modified_at": "2025-11-06 10:00",
        },
        {"date": "2025/11/05"},
        # which day is meant is a question for the date rules
        {"date": "05/11/2025"},
        {"category": 2013, "categories": 2013, "tags": [2013, "light"]},
        {"author": ["Ann", "Bo"]},
        {"author": {"name": "Ann", "twitter": "@ann"}},
        {"author": [{"name": "Ann"}]},
        {"image": {"path": "a.jpg", "alt": "A boat", "width": 800}},
        {"published": False, "draft": True, "comments": False, "pinned": True, "slug": 2025},
        {"weather": {"wind": ["N", 5]}},
    ],
)
def test_posts_as_people_write_them(judge_post: Any, changes: Any) -> None:
    assert judge_post(**changes).violations == ()


@pytest.mark.parametrize(
    ("changes", "path", "keyword"),
    [
        ({"title": 2025}, ("title",), "type"),
        ({"title": " "}, ("title",), "empty"),
        ({"date": "yesterday"}, ("date",), "format"),
        ({"date": "05/13/11/2025"}, ("date",), "format"),
        ({"author": []}, ("author",), "empty"),
        ({"author": {"nom": "Ann"}}, ("author",), "required"),
        ({"author": [{"name": ""}]}, ("author", 0, "name"), "empty"),
        ({"image": ["a.jpg"]}, ("image",), "type"),
        ({"draft": "no"}, ("draft",), "type"),
        ({"tags": {"a": 1}}, ("tags",), "type"),
    ],
)
def test_posts_that_are_wrong(judge_post: Any, changes: Any, path: Any, keyword: str) -> None:
    assert [(each.path, each.keyword) for each in judge_post(**changes).violations] == [(path, keyword)]


@pytest.mark.parametrize("name", ["layout", "title", "date", "author", "excerpt", "image"])
def test_required(make_post: Any, name: str) -> None:
    schema = load_schema("post", base=Path(), within=None)
    rest = {key: value for key, value in POST.items() if key != name}
    (violation,) = schema.judge(make_post(rest)).violations
    assert (violation.keyword, violation.key, violation.message) == ("required", name, f"`{name}` is missing")


def test_images(judge_post: Any) -> None:
    assert judge_post().image_paths == (("image",),)
    changes = {"image": {"src": "a.jpg", "alt": "A"}, "author": {"name": "Ann", "picture": "b.jpg"}}
    assert judge_post(**changes).image_paths == (("author", "picture"), ("image", "src"))


def test_other_tools_can_use_it() -> None:
    contents = json.loads(bundled_schema_text("post"))
    assert list(jsonschema.Draft202012Validator(contents).iter_errors(POST)) == []


def test_every_field_is_explained() -> None:
    contents = json.loads(bundled_schema_text("post"))
    for field in contents["properties"].values():
        described = field if "title" in field else contents["$defs"]["revised"]
        assert described["title"]
        assert described["description"].endswith(".")
        assert described["examples"]
