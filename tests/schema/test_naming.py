"""The schema that a post asks for itself."""

from __future__ import annotations

import pytest

from postlint.model.body import Body
from postlint.model.front_matter import Entries, Format, FrontMatter, Scalar
from postlint.model.post import Post
from postlint.model.text import Span
from postlint.model.values import Json
from postlint.schema.naming import schema_named_in


def _no_spans(_block: int) -> tuple[Span, ...]:
    return ()


def post_with(inner: str, language: Format, values: dict[str, Json]) -> Post:
    text = f"---\n{inner}\n---\n"
    span = Span(4, 4 + len(inner) + 1)
    start = text.find("schemas/")
    place = Span(start, start + len("schemas/a.json"))
    key = Scalar(Span(4, 11), "$schema", "plain")
    root = Entries(span, ((key, Scalar(place, "schemas/a.json", "plain")),))
    front = FrontMatter(
        language, Span(0, len(text)), span, Span(span.end, span.end + 3), values, read_root=lambda: root
    )
    return Post(
        path="a.md",
        text=text,
        front=front,
        body_start=len(text),
        problems=(),
        newline="\n",
        bom=False,
        read_body=lambda _text, _start: Body(tuple, _no_spans, tuple, tuple),
    )


@pytest.mark.parametrize(
    ("inner", "name"),
    [
        ("# yaml-language-server: $schema=schemas/a.json\ntitle: A", "schemas/a.json"),
        ("title: A\n  #yaml-language-server:  $schema=post", "post"),
        ("# $schema: none\ntitle: A", "none"),
        ("# $schema: ../a.json\r\ntitle: A", "../a.json"),
    ],
)
def test_named_in_a_comment(inner: str, name: str) -> None:
    post = post_with(inner, Format.YAML, {"title": "A"})
    named = schema_named_in(post)
    assert named is not None
    assert (named[0], named[1].of(post.text)) == (name, name)


@pytest.mark.parametrize(
    "inner",
    [
        "title: A",
        "title: A # $schema: post",
        "#$schema=post",
        "# $schema:",
        "note: about yaml-language-server: $schema=x",
    ],
)
def test_not_named(inner: str) -> None:
    assert schema_named_in(post_with(inner, Format.YAML, {"title": "A"})) is None


def test_named_by_a_key_which_wins() -> None:
    inner = "$schema: schemas/a.json\n# $schema: post"
    post = post_with(inner, Format.YAML, {"$schema": "schemas/a.json"})
    assert schema_named_in(post) == ("schemas/a.json", Span(13, 27))


@pytest.mark.parametrize("value", [5, "", None, ["post"]])
def test_a_key_that_names_nothing(value: Json) -> None:
    assert schema_named_in(post_with("$schema: ?", Format.YAML, {"$schema": value})) == (None, Span(4, 11))


def test_comments_count_in_yaml_only() -> None:
    assert schema_named_in(post_with("# $schema: post", Format.TOML, {})) is None
