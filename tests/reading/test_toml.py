"""TOML front matter: values, places and what is wrong with it."""

from collections.abc import Sequence as Items

import pytest

from postlint.model.front_matter import Entries, Scalar, Sequence
from postlint.model.post import ProblemKind
from postlint.model.values import Json
from postlint.reading import read_post
from postlint.reading.toml_block import parse_toml
from postlint.reading.toml_places import TomlFault, toml_nodes

TEXT = '''\
# comment = "no"
title = "a \\"b\\" \\u00e9" # comment
"k k".sub = 'lit\\x'
date = 2024-01-02
at = 2024-01-02 10:00:00
numbers = [1, 2.5, # comment ]
  "x", {a.b = 1, a.c = [inf]},
]
long = """
one "two" ""three\\
   four"""
raw = \'\'\'it's\'\'\'
ends = """a"""""
[a.b]
x = true
[[t.u]]
n = 1
[[t.u]]
n = 2
[t.u.v]
z = -1_0
[a]
y = 07:32:00
'''


def test_dates_and_times_are_the_text_as_written() -> None:
    assert parse_toml(TEXT) == {
        "title": 'a "b" é',
        "k k": {"sub": "lit\\x"},
        "date": "2024-01-02",
        "at": "2024-01-02 10:00:00",
        "numbers": [1, 2.5, "x", {"a": {"b": 1, "c": ["inf"]}}],
        "long": 'one "two" ""threefour',
        "raw": "it's",
        "ends": 'a""',
        "a": {"b": {"x": True}, "y": "07:32:00"},
        "t": {"u": [{"n": 1}, {"n": 2, "v": {"z": -10}}]},
    }


@pytest.mark.parametrize(
    "written", ["2024-01-02T10:00:00Z", "2024-01-02 10:00:00.50-07:00", "10:00:00", "nan"]
)
def test_a_value_with_several_spellings_keeps_its_own(written: str) -> None:
    assert parse_toml(f"[[a.b]]\nx = [{{y = {written}}}]\n") == {"a": {"b": [{"x": [{"y": written}]}]}}


@pytest.mark.parametrize(
    ("path", "key", "written"),
    [
        (("title",), "title", '"a \\"b\\" \\u00e9"'),
        (("k k",), '"k k"', "\"k k\".sub = 'lit\\x'"),
        (("k k", "sub"), "sub", "'lit\\x'"),
        (("date",), "date", "2024-01-02"),
        (("at",), "at", "2024-01-02 10:00:00"),
        (("numbers", 0), "1", "1"),
        (("numbers", 2), '"x"', '"x"'),
        (("numbers", 3), "{a.b = 1, a.c = [inf]}", "{a.b = 1, a.c = [inf]}"),
        (("numbers", 3, "a", "c", 0), "inf", "inf"),
        (("long",), "long", '"""\none "two" ""three\\\n   four"""'),
        (("raw",), "raw", "'''it's'''"),
        (("ends",), "ends", '"""a"""""'),
        (("a", "b"), "b", "[a.b]\nx = true"),
        (("a", "b", "x"), "x", "true"),
        (("a", "y"), "y", "07:32:00"),
        (("t", "u"), "u", "[[t.u]]\nn = 1\n[[t.u]]\nn = 2"),
        (("t", "u", 1), "[[t.u]]\nn = 2", "[[t.u]]\nn = 2"),
        (("t", "u", 1, "n"), "n", "2"),
        (("t", "u", 1, "v", "z"), "z", "-1_0"),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_every_key_and_value_has_its_exact_place(
    path: Items[str | int], key: str, written: str, newline: str
) -> None:
    post = read_post(f"+++\n{TEXT}+++\nbody".replace("\n", newline).encode(), "post.md")
    assert post.front is not None
    assert post.front.locate(*path).of(post.text) == written.replace("\n", newline)
    assert post.front.locate_key(*path).of(post.text) == key.replace("\n", newline)


@pytest.mark.parametrize(
    ("written", "text", "style"),
    [
        ('"a\\tb\\U0001F600"', "a\tb\U0001f600", "double"),
        ("'a\\tb'", "a\\tb", "single"),
        ('"""\r\na\r\nb"""', "a\nb", "double"),
        ("'''\na\n'''", "a\n", "single"),
        ("1_000", "1_000", "plain"),
    ],
)
def test_a_scalar_keeps_how_it_is_written(written: str, text: str, style: str) -> None:
    node = toml_nodes(f"a = {written}\n").entries[0][1]
    assert isinstance(node, Scalar)
    assert (node.text, node.style) == (text, style)


def test_an_empty_text_has_an_empty_tree() -> None:
    assert parse_toml("") == {}
    assert toml_nodes("# nothing\n").entries == ()


def test_lists_and_tables_are_told_apart() -> None:
    root = toml_nodes("a = [1]\n[b]\n[[c]]\n")
    assert [type(node) for _, node in root.entries] == [Sequence, Entries, Sequence]


@pytest.mark.parametrize(
    ("text", "culprit", "message"),
    [
        ("a = Hello world # x", "Hello world", "the value “Hello world” needs quotes"),
        ("a: b", "a: b", "`key: value` is YAML; TOML wants `key = value`"),
        ("x = 1\na = 2024-13-45", "2024-13-45", "2024-13-45 is no date: there is no month 13"),
        ("a = 2024-02-30", "2024-02-30", "2024-02-30 is no date: February 2024 has 29 days"),
        ("a = 1\r\na = 2", "a", "`a` is given twice"),
        ("a = 1\nb.c = 2\na = [\n1,\n]\nd = [", "a", "`a` is given twice"),
        ("[x]\n[x]", "[x]", "`[x]` is given twice"),
        ('a = "b\nc = 1', '"b', "a quote is opened and not closed"),
        ("a = 'b", "'b", "a quote is opened and not closed"),
        ('a = "\\q"', "\\", "a backslash in double quotes must be doubled"),
        ("a =\nb = 1", "a", "nothing is given for `a`"),
        ("a = 1 2", "2", "text after the end of a value"),
        ("a = 1\nb", "b", "a line that is no `key = value`"),
        ("a = [1,\n2", "[1,", "a list is opened with “[” and not closed"),
        ('a = x"]', 'x"]', "a value that cannot be read: look at quotes and brackets"),
        ("a = 'x\x07'", "\x07", "the control character U+0007 may not stand in TOML"),
    ],
)
def test_a_fault_names_its_place_and_cause(text: str, culprit: str, message: str) -> None:
    with pytest.raises(TomlFault) as raised:
        parse_toml(text)
    assert raised.value.message == message
    assert text[raised.value.offset : raised.value.end] == culprit


@pytest.mark.parametrize(
    ("block", "kind", "culprit"),
    [
        ("a = Hello: all\nb = 1\n", ProblemKind.UNQUOTED_VALUE, "Hello: all"),
        ("a = Hello\nb = World\n", ProblemKind.SYNTAX, "Hello"),
        ("a = 2024-02-30\n", ProblemKind.SYNTAX, "2024-02-30"),
        ("a = 1\nb = 1\na = 2\n", ProblemKind.DUPLICATE_KEY, "a"),
    ],
)
def test_a_block_that_does_not_parse_has_one_cause(block: str, kind: ProblemKind, culprit: str) -> None:
    post = read_post(f"+++\n{block}+++\n".encode(), "post.md")
    (problem,) = post.problems
    assert problem.kind is kind
    assert problem.span.of(post.text) == culprit
    assert post.front is not None
    assert post.front.values is None


def test_a_quoted_date_that_no_calendar_has_is_told() -> None:
    post = read_post(b'+++\n# "2024-13-45"\nd = "2024-02-30"\n+++\n', "post.md")
    (problem,) = post.problems
    assert problem.kind is ProblemKind.IMPOSSIBLE_DATE
    assert problem.span.of(post.text) == '"2024-02-30"'


@pytest.mark.parametrize("value", ["1", '"x"', "[1]", "{a = 1}"])
def test_values_pass_unchanged(value: str) -> None:
    expected: dict[str, Json] = {"1": 1, '"x"': "x", "[1]": [1], "{a = 1}": {"a": 1}}
    assert parse_toml(f"k = {value}") == {"k": expected[value]}
