"""Edits of front matter in each of its languages, made and read back."""

from __future__ import annotations

import pytest

from postlint.model.findings import Edit
from postlint.model.post import Post
from postlint.model.values import Json
from postlint.model.verdict import Violation
from postlint.reading.post import read_post
from postlint.schema.edits import insertion, item_removal, renaming, value_edit


def post_of(text: str) -> Post:
    return read_post(text.encode(), "a.md")


def edited(post: Post, edit: Edit | None) -> Json:
    """The values of a post after an edit; None where there is no edit."""
    if edit is None:
        return None
    after = post_of(post.text[: edit.span.start] + edit.replacement + post.text[edit.span.end :])
    assert after.front is not None
    assert after.front.values is not None, after.text
    return dict(after.front.values)


BLOCKS = {
    "yaml": "---\na: 1\ntags:\n  - x\n---\n",
    "yaml-indented": "---\n  a: 1\n  tags: [x]\n---\n",
    "yaml-crlf": "---\r\na: 1\r\ntags: [x]\r\n---\r\n",
    "yaml-text-block-last": "---\na: 1\ntags: [x]\nnote: |\n  b\n\n---\n",
    "yaml-comment-last": "---\na: 1\ntags: [x] # all\n# the end\n---\n",
    "toml": '+++\na = 1\ntags = ["x"]\n+++\n',
    "toml-table": '+++\na = 1\ntags = ["x"]\n[note]\nb = 1\n+++\n',
    "json": '{\n  "a": 1,\n  "tags": ["x"]\n}\n',
    "json-lone-cr": '{\r  "a": 1,\r  "tags": ["x"]\r}\r',
    "json-on-a-line": '{"a": 1, "tags": ["x"]}\n',
}
VALUES: list[Json] = [
    True,
    -3,
    2.5,
    "plain words",
    "no",
    "a: b",
    "2025-11-05",
    '"quoted" \\',
    "it's # one",
    "",
    ["a", "b c", 1],
    [],
    "[a]",
    "é",
]


@pytest.mark.parametrize("text", BLOCKS.values(), ids=BLOCKS)
@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_a_field_is_added_to_the_block_itself(text: str, value: Json) -> None:
    post = post_of(text)
    assert post.front is not None
    assert post.front.values is not None
    assert edited(post, insertion(post, post.front, "draft", value)) == {**post.front.values, "draft": value}


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        ("---\n{a: 1}\n---\n", "draft", True),
        ("{}\n", "draft", True),
        ("---\na: 1\n---\n", "no", True),
        ("---\na: 1\n---\n", "two words", True),
        ("---\na: 1\n---\n", "draft", {"b": 1}),
        ("---\na: 1\n---\n", "draft", [["b"]]),
        ("---\na: 1\n---\n", "draft", "a\nb"),
        ("---\na: 1\n---\n", "draft", float("inf")),
        ("---\na: 1\n---\n", "draft", 10**40),
    ],
)
def test_a_field_that_is_not_added(text: str, key: str, value: Json) -> None:
    post = post_of(text)
    assert post.front is not None
    assert insertion(post, post.front, key, value) is None


WRITINGS = {
    "plain": "---\nx: old\n---\n",
    "single": "---\nx: 'old'\n---\n",
    "double": '---\nx: "old"\n---\n',
    "escaped": '---\nx: "o\\x6cd" # a\n---\n',
    "flow": "---\n{x: old, y: 1}\n---\n",
    "toml": "+++\nx = 'old'\n+++\n",
    "json": '{"x": "old"}\n',
}


@pytest.mark.parametrize("text", WRITINGS.values(), ids=WRITINGS)
@pytest.mark.parametrize("value", [True, 5, "new", "new one", ["old"]], ids=repr)
def test_a_value_is_written_in_the_place_of_another(text: str, value: Json) -> None:
    post = post_of(text)
    assert post.front is not None
    assert post.front.values is not None
    edit = value_edit(post, Violation(("x",), "enum", "", suggestion=value))
    assert edited(post, edit) == {**post.front.values, "x": value}


@pytest.mark.parametrize("text", ["---\nx: |\n  old\n---\n", "---\nx:\n---\n", "---\nx: [old]\n---\n"])
def test_values_that_are_left_alone(text: str) -> None:
    assert value_edit(post_of(text), Violation(("x",), "enum", "", suggestion=5)) is None


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("---\nold: 1\n---\n", {"new": 1}),
        ('{"old": {"a": 1}}\n', {"new": {"a": 1}}),
        ('+++\n"old" = 1\n+++\n', {"new": 1}),
        ("---\nold: 1\nnew: 2\n---\n", None),
        ("+++\n[old]\na = 1\n[old.b]\nc = 1\n+++\n", None),
        ("+++\n[[old]]\na = 1\n[[old]]\na = 2\n+++\n", None),
    ],
)
def test_a_key_is_renamed(text: str, after: Json) -> None:
    post = post_of(text)
    fix = renaming(post, Violation((), "deprecated", "", "old", "new"))
    assert edited(post, fix.edits[0] if fix else None) == after


@pytest.mark.parametrize(
    ("text", "index", "after"),
    [
        ("---\nx: [a, b, a]\n---\n", 2, ["a", "b"]),
        ("---\nx:\n- a\n- a\n- b\n---\n", 1, ["a", "b"]),
        ('+++\nx = [\n  "a",\n  "a",\n]\n+++\n', 1, ["a"]),
        ('{"x": ["a",\n "a"]}\n', 1, ["a"]),
        ("---\nx: [a, b]\n---\n", 0, None),
        ("---\nx:\n- a # one\n- a\n---\n", 1, None),
    ],
)
def test_an_item_is_taken_out(text: str, index: int, after: Json) -> None:
    post = post_of(text)
    assert post.front is not None
    edit = item_removal(post, post.front, ("x", index))
    assert edited(post, edit) == (None if after is None else {"x": after})
