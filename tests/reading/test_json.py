"""JSON front matter: values, places and what is wrong with it."""

from collections.abc import Sequence as Items

import pytest

from postlint.model.front_matter import Scalar
from postlint.model.post import Post, ProblemKind
from postlint.reading import read_post

BLOCK = """\
{
  "title": "a \\"b\\" \\ud83d\\ude00",
  "list": [1, -2.5e3, "x",
    {"k": null}],
  "deep": {"er": {"t": true}},
  "empty": {}, "none": []
}
"""


def post_of(text: str) -> Post:
    return read_post(text.encode(), "post.md")


def test_values_are_those_of_json() -> None:
    post = post_of(BLOCK + "body")
    assert post.front is not None
    assert post.front.values == {
        "title": 'a "b" \U0001f600',
        "list": [1, -2500.0, "x", {"k": None}],
        "deep": {"er": {"t": True}},
        "empty": {},
        "none": [],
    }
    assert post.problems == ()
    assert post.text[post.body_start :] == "body"


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("path", "key", "written"),
    [
        (("title",), '"title"', '"a \\"b\\" \\ud83d\\ude00"'),
        (("list",), '"list"', '[1, -2.5e3, "x",\n    {"k": null}]'),
        (("list", 1), "-2.5e3", "-2.5e3"),
        (("list", 3), '{"k": null}', '{"k": null}'),
        (("list", 3, "k"), '"k"', "null"),
        (("deep", "er"), '"er"', '{"t": true}'),
        (("empty",), '"empty"', "{}"),
        (("none",), '"none"', "[]"),
    ],
)
def test_every_key_and_value_has_its_exact_place(
    path: Items[str | int], key: str, written: str, newline: str
) -> None:
    post = post_of(BLOCK.replace("\n", newline))
    assert post.front is not None
    assert post.front.locate(*path).of(post.text) == written.replace("\n", newline)
    assert post.front.locate_key(*path).of(post.text) == key


def test_a_scalar_is_what_the_author_meant() -> None:
    post = post_of(BLOCK)
    assert post.front is not None
    node = post.front.node("title")
    assert isinstance(node, Scalar)
    assert (node.text, node.style) == ('a "b" \U0001f600', "double")


@pytest.mark.parametrize(
    "text",
    [';;;\n"a": [1],\n"b": "x"\n;;;\n', '---json\n{"a": [1], "b": "x"}\n---\n', '\n {"a": [1], "b": "x"}'],
)
def test_other_fences_hold_the_same(text: str) -> None:
    post = post_of(text)
    assert post.front is not None
    assert post.front.values == {"a": [1], "b": "x"}
    assert post.front.locate("a").of(text) == "[1]"
    assert post.front.locate("b").of(text) == '"x"'
    assert post.front.locate_key("b").of(text) == '"b"'


@pytest.mark.parametrize("text", ["---json\n---\n", ";;;\n;;;\n", "{ }\n"])
def test_an_empty_block_is_no_mistake(text: str) -> None:
    post = post_of(text)
    assert post.front is not None
    assert post.front.values == {}
    assert post.problems == ()


@pytest.mark.parametrize(
    ("written", "value"), [('"\\ud800"', "\ufffd"), ("1e999", "1e999"), ('"caf\\u00e9"', "café")]
)
def test_what_json_cannot_hold_elsewhere_becomes_text(written: str, value: str) -> None:
    post = post_of(f'{{"a": {written}}}\n')
    assert post.front is not None
    assert post.front.values == {"a": value}


def test_keys_given_twice_are_told() -> None:
    post = post_of('{"a": 1, "b": {"c": 1,\n"c": 2}, "a": 3}\n')
    assert post.front is not None
    assert post.front.values == {"a": 3, "b": {"c": 2}}
    assert [(problem.span.of(post.text), problem.message) for problem in post.problems] == [
        ('"c"', "`c` is given twice; the first is on line 1"),
        ('"a"', "`a` is given twice; the first is on line 1"),
    ]
    assert post.problems[1].related == (1, 4)


def test_a_date_that_no_calendar_has_is_told() -> None:
    post = post_of('{"d": ["2024-13-45"]}\n')
    (problem,) = post.problems
    assert problem.kind is ProblemKind.IMPOSSIBLE_DATE
    assert problem.span.of(post.text) == '"2024-13-45"'


@pytest.mark.parametrize(
    ("text", "kind", "culprit", "message"),
    [
        ('{"a": 1 "b": 2}', "syntax", '"', "a comma is missing before this"),
        ('{"a": [1 2]}', "syntax", "2", "a comma or a closing bracket is missing"),
        ('{"a" 1}', "syntax", "1", "a “:” is missing after the key"),
        ('{"a": x}', "syntax", "x", "a text in JSON needs double quotes"),
        ('{"a": }', "syntax", "}", "a value is missing, or text without double quotes"),
        ('{"a": NaN}', "syntax", "N", "NaN is no JSON value"),
        ('{"a": "x\ny"}', "syntax", '"x', "a quote is opened and not closed"),
        ('{"a": "x\ty"}', "syntax", "\t", "a line break or control character inside quotes"),
        ('{"a": "\\q"}', "syntax", "\\", "a backslash must be doubled"),
        ("---json\n[1]\n---\n", "not-a-mapping", "[1]", "front matter is a list, not keys with values"),
        ("---json\n1\n---\n", "not-a-mapping", "1", "front matter is a single value, not keys with values"),
    ],
)
def test_a_block_that_does_not_parse_has_one_cause(text: str, kind: str, culprit: str, message: str) -> None:
    post = post_of(text)
    (problem,) = post.problems
    assert (problem.kind, problem.message) == (kind, message)
    assert problem.span.of(post.text) == culprit
    assert post.front is not None
    assert post.front.values is None
