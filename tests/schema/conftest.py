"""Posts and schemas for the tests of this room, made without reading any front matter."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from postlint.model.body import Body
from postlint.model.front_matter import Format, FrontMatter
from postlint.model.post import Post
from postlint.model.text import Span
from postlint.model.verdict import Verdict
from postlint.schema.judge import Schema, load_schema

MakePost = Callable[[Any], Post]
MakeSchema = Callable[[Any], Schema]
Judge = Callable[[Any, Any], Verdict]


def _nothing_in(_block: int) -> tuple[()]:
    return ()


def _no_body(_text: str, _start: int) -> Body:
    return Body(tuple, _nothing_in, tuple, _nothing_in)


@pytest.fixture
def make_post() -> MakePost:
    """A post whose front matter has the given values, or None for a post without any."""

    def make(values: Any) -> Post:
        place = Span(0, 0)
        front = FrontMatter(Format.YAML, place, place, place, values, read_root=lambda: None)
        return Post(
            path="post.md",
            text="",
            front=front,
            body_start=0,
            problems=(),
            newline="\n",
            bom=False,
            read_body=_no_body,
        )

    return make


@pytest.fixture
def make_schema(tmp_path: Path) -> MakeSchema:
    """A schema loaded from a JSON file with the given contents."""

    def make(contents: Any) -> Schema:
        (tmp_path / "test.schema.json").write_text(json.dumps(contents), encoding="utf-8")
        return load_schema("test.schema.json", base=tmp_path, within=None)

    return make


@pytest.fixture
def judge(make_post: MakePost, make_schema: MakeSchema) -> Judge:
    """What a schema says of a post with the given values."""

    def hold(schema: Any, values: Any) -> Verdict:
        return make_schema(schema).judge(make_post(values))

    return hold
