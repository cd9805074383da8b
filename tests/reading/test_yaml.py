"""YAML front matter: values, places and what is wrong with it."""

import subprocess
import sys
from collections.abc import Sequence as Items

import pytest

from postlint.model.front_matter import Entries, FrontMatter, Scalar, Sequence
from postlint.model.post import Post, ProblemKind
from postlint.model.values import Json
from postlint.reading import read_post


def post_of(block: str) -> Post:
    return read_post(f"---\n{block}---\nbody\n".encode("utf-8", "surrogateescape"), "post.md")


def front_of(post: Post) -> FrontMatter:
    assert post.front is not None
    return post.front


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("", None),
        ("~", None),
        ("null", None),
        ("true", True),
        ("FALSE", False),
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
        ("12", 12),
        ("-3", -3),
        ("010", 10),
        ("0o17", 15),
        ("0x1F", 31),
        ("1_000", "1_000"),
        ("1.10", 1.1),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("1.2.3", "1.2.3"),
        (".inf", ".inf"),
        (".nan", ".nan"),
        ("1e999", "1e999"),
        ("22:30", "22:30"),
        ("12:30:00", "12:30:00"),
        ("2024-01-02", "2024-01-02"),
        ("2024-01-02 10:00:00 +0900", "2024-01-02 10:00:00 +0900"),
        ("'12'", "12"),
        ('"true"', "true"),
        ('""', ""),
        ('"caf\\u00e9"', "café"),
        ("[a, 1, [b]]", ["a", 1, ["b"]]),
        ("{b: 1, c: {d: null}}", {"b": 1, "c": {"d": None}}),
        ("|\n  x\n  y", "x\ny\n"),
        (">-\n  x\n  y", "x y"),
        ("\n- x\n- y: 1\n  z: 2", ["x", {"y": 1, "z": 2}]),
    ],
)
def test_values_follow_the_core_schema_of_yaml_1_2(written: str, value: Json) -> None:
    post = post_of(f"a: {written}\n")
    assert front_of(post).values == {"a": value}
    assert post.problems == ()


@pytest.mark.parametrize("block", ["", "\n", "# a comment\n", "  # a comment\n\n"])
def test_a_block_with_nothing_in_it_is_empty_and_no_mistake(block: str) -> None:
    post = post_of(block)
    assert front_of(post).values == {}
    assert front_of(post).root == Entries((front_of(post).inner.start,) * 2, ())
    assert post.problems == ()


BLOCK = """\
title: A title # comment
'quoted key': "a \\"b\\""
list:
- one
- 'two'
- k: v

  # comment
deep:
    er:
      literal: |
        x
        y

      folded: >-
        z
# comment
plain: several
  lines
flow: {a: [1, "two"], b: {}}
empty:
é: "ü"
last: 1
"""


@pytest.mark.parametrize(
    ("path", "key", "written"),
    [
        (("title",), "title", "A title"),
        (("quoted key",), "'quoted key'", '"a \\"b\\""'),
        (("list",), "list", "- one\n- 'two'\n- k: v"),
        (("list", 0), "one", "one"),
        (("list", 1), "'two'", "'two'"),
        (("list", 2), "k: v", "k: v"),
        (("list", 2, "k"), "k", "v"),
        (("deep", "er", "literal"), "literal", "|\n        x\n        y"),
        (("deep", "er", "folded"), "folded", ">-\n        z"),
        (("plain",), "plain", "several\n  lines"),
        (("flow",), "flow", '{a: [1, "two"], b: {}}'),
        (("flow", "a"), "a", '[1, "two"]'),
        (("flow", "a", 1), '"two"', '"two"'),
        (("flow", "b"), "b", "{}"),
        (("empty",), "empty", ""),
        (("é",), "é", '"ü"'),
        (("last",), "last", "1"),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_every_key_and_value_has_its_exact_place(
    path: Items[str | int], key: str, written: str, newline: str
) -> None:
    post = post_of(BLOCK.replace("\n", newline))
    assert front_of(post).locate(*path).of(post.text) == written.replace("\n", newline)
    assert front_of(post).locate_key(*path).of(post.text) == key


def test_an_empty_value_stands_after_its_colon() -> None:
    post = post_of("a:\nb: 1\n")
    assert front_of(post).locate("a") == (6, 6)


@pytest.mark.parametrize(
    ("written", "text", "style"),
    [
        ("x", "x", "plain"),
        ("'it''s'", "it's", "single"),
        ('"a\\tb"', "a\tb", "double"),
        ("|\n  x", "x\n", "literal"),
        (">\n  x\n  y", "x y\n", "folded"),
    ],
)
def test_a_scalar_keeps_how_it_is_written(written: str, text: str, style: str) -> None:
    node = front_of(post_of(f"a: {written}\n")).node("a")
    assert isinstance(node, Scalar)
    assert (node.text, node.style, node.tag) == (text, style, None)


def test_a_key_given_twice_is_told_with_the_line_of_the_first() -> None:
    post = post_of("tags: a\nx: {k: 1, k: 2}\ntags: b\n")
    assert front_of(post).values == {"tags": "b", "x": {"k": 2}}
    nested, outer = post.problems_of(ProblemKind.DUPLICATE_KEY)
    assert outer.message == "`tags` is given twice; the first is on line 2"
    assert outer.span == (28, 32)
    assert outer.related == (4, 8)
    assert nested.message == "`k` is given twice; the first is on line 3"
    assert front_of(post).locate("tags").of(post.text) == "b"


@pytest.mark.parametrize(
    ("block", "key", "written", "message"),
    [
        ("2024: x\n", "2024", "2024", "the key 2024 is no text"),
        ("true: x\n", "true", "true", "the key true is no text"),
        ("?\n: x\n", "", "", "there is no key before the “:”"),
        ("? [a, b]\n: x\n", "[a, b]", "[a, b]", "a list as a key gets another name from each generator"),
        ("? {a: b}\n: x\n", "{a: b}", "{a: b}", "a mapping as a key gets another name from each generator"),
    ],
)
def test_a_key_that_is_no_text_keeps_its_source(block: str, key: str, written: str, message: str) -> None:
    post = post_of(block)
    assert front_of(post).values is not None
    assert key in front_of(post).values
    (problem,) = post.problems
    assert problem.kind is ProblemKind.KEY_NOT_TEXT
    assert problem.span.of(post.text) == written
    assert problem.message == message


def test_aliases_merges_and_tags_are_read_and_told() -> None:
    post = post_of("base: &b {k: 1, l: 2}\nuse: *b\nmore: {<<: *b, l: 3}\npic: !!binary abc\n")
    assert front_of(post).values == {
        "base": {"k": 1, "l": 2},
        "use": {"k": 1, "l": 2},
        "more": {"k": 1, "l": 3},
        "pic": "abc",
    }
    assert [(problem.kind, problem.span.of(post.text)) for problem in post.problems] == [
        (ProblemKind.ALIAS, "*b"),
        (ProblemKind.MERGE, "<<"),
        (ProblemKind.ALIAS, "*b"),
        (ProblemKind.TAG, "!!binary"),
    ]
    assert front_of(post).locate("use").of(post.text) == "*b"
    assert front_of(post).locate("more", "k").of(post.text) == "1"
    assert front_of(post).locate("more", "l").of(post.text) == "3"
    picture = front_of(post).node("pic")
    assert isinstance(picture, Scalar)
    assert picture.tag == "!!binary"


def test_the_first_of_several_merged_mappings_wins() -> None:
    post = post_of("a: &a {k: 1}\nb: &b {k: 2, l: 2}\nc:\n  <<: [*a, *b]\n  m: 3\n")
    assert front_of(post).get("c") == {"k": 1, "l": 2, "m": 3}
    assert front_of(post).locate("c", "k").of(post.text) == "1"


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("2024-13-45", "2024-13-45 is no date: there is no month 13"),
        ("'2023-02-29'", "2023-02-29 is no date: February 2023 has 28 days"),
        ("2024-04-31T10:00:00Z", "2024-04-31T10:00:00Z is no date: April has 30 days"),
        ("2024-01-02 25:00", "2024-01-02 25:00 is no time: there is no hour 25"),
        ("2024-01-02 10:61:00 +0100", "2024-01-02 10:61:00 +0100 is no time: there is no minute 61"),
    ],
)
def test_a_date_that_no_calendar_has_is_told(written: str, message: str) -> None:
    post = post_of(f"d: {written}\n")
    (problem,) = post.problems
    assert problem.kind is ProblemKind.IMPOSSIBLE_DATE
    assert problem.span.of(post.text) == written
    assert problem.message == message
    assert front_of(post).get("d") == written.strip("'")


@pytest.mark.parametrize(
    "written", ["2024-02-29", "2024-01-02T24:00:00", "0000-02-29", "2024-13-45-slug", "x"]
)
def test_other_values_are_no_impossible_dates(written: str) -> None:
    assert post_of(f"d: {written}\n").problems == ()


@pytest.mark.parametrize(
    ("block", "written", "message"),
    [
        ("title: Phones: the verdict\nb: 1\n", "Phones: the verdict", "a value with “: ” in it needs quotes"),
        ("b: 1\ntitle: Why: # why\n", "Why:", "a value with “: ” in it needs quotes"),
        ("b:\n  - k: One: two\n", "One: two", "a value with “: ” in it needs quotes"),
        ("b: Learn: all\n  of it\nc: 1\n", "Learn: all\n  of it", "a value with “: ” in it needs quotes"),
        ("a: @name\n", "@name", "a value that starts with “@” needs quotes"),
        ("a: `code`\n", "`code`", "a value that starts with “`” needs quotes"),
        ("a: %d\n", "%d", "a value that starts with “%” needs quotes"),
        ("a: *bold* it's\n", "*bold* it's", "a value that starts with “*” needs quotes"),
        ("a: & more\n", "& more", "a value that starts with “&” needs quotes"),
        ("a: ! x: y\n", "! x: y", "a value that starts with “!” needs quotes"),
        ("a:\n- @x\n", "@x", "a value that starts with “@” needs quotes"),
        ("a: - x\n", "- x", "a value that starts with “-” needs quotes"),
        ("a: [x](y) z\n", "[x](y) z", "a value that starts with “[” needs quotes"),
        ("a: x: y\nb: @z\n", "x: y", "a value with “: ” in it needs quotes"),
        (
            "a: {{ .Date }}\nb: 1\n",
            "{{ .Date }}",
            "a template tag needs quotes: “{{” begins something else in YAML",
        ),
        (
            'a: {{ replace .Name "-" " " | title }}\n',
            '{{ replace .Name "-" " " | title }}',
            "a template tag needs quotes: “{{” begins something else in YAML",
        ),
        ("a: {% x %}\n", "{% x %}", "a template tag needs quotes: “{%” begins something else in YAML"),
    ],
)
def test_a_value_that_only_lacks_quotes_is_told_as_that(block: str, written: str, message: str) -> None:
    post = post_of(block)
    (problem,) = post.problems
    assert (problem.kind, problem.message) == (ProblemKind.UNQUOTED_VALUE, message)
    assert problem.span.of(post.text) == written
    assert front_of(post).values is None
    assert front_of(post).root is None


@pytest.mark.parametrize(
    ("block", "kind", "written", "message"),
    [
        ('a: "x\nb: 2\n', "syntax", '"x', "a quote is opened and not closed"),
        ("a: 'it's'\n", "syntax", "'", "a quote inside the quotes ends the value here"),
        ("a: 'x', 'y'\n", "syntax", ", 'y'", "text after the closing quote"),
        ("a: [1,\nb: 2\n", "syntax", "[1,", "a list is opened with “[” and not closed"),
        ("a: {b: 1\nc: 2\n", "syntax", "{b: 1", "“{” is opened and not closed"),
        ("a: [\n", "syntax", "[", "a bracket is opened and not closed"),
        ("title Foo\na: b\n", "syntax", "title Foo", "a line without “:” after its key"),
        ("a: b\ntitle Foo\n", "syntax", "title Foo", "a line without “:” after its key"),
        ("a:b\nc: d\n", "syntax", ":", "a “:” after a key needs a space after it"),
        ("a: b\n  c: d\n", "syntax", "  c: d", "a key indented deeper than the line above"),
        ('a: "\\q"\n', "syntax", "\\", "a backslash in double quotes must be doubled"),
        (
            "%YAML 1.2\na: b\n",
            "syntax",
            "%YAML 1.2",
            "a line that starts with “%” cannot stand in front matter",
        ),
        ("a: b\n--- c\n", "syntax", "--- c", "a second document in one front matter"),
        ("a: x\x07\n", "syntax", "\x07", "the control character U+0007 may not stand in YAML"),
        ("é: x\x92\n", "syntax", "\x92", "the control character U+0092 may not stand in YAML"),
        ("a: &a [*a]\n", "syntax", "*a", "*a stands inside the value that it repeats"),
        ("{% x %}\na: b\n", "syntax", "{% x %}", "a template tag that is no YAML before it is filled in"),
        ("a: 1\n\tb: 2\n", "tab", "\t", "a tab in the indentation; YAML wants spaces"),
        ("a:\n  \t- b\n", "tab", "\t", "a tab in the indentation; YAML wants spaces"),
        ("\ta: b\n", "tab", "\t", "a tab in the indentation; YAML wants spaces"),
    ],
)
def test_a_block_that_does_not_parse_has_one_cause_at_its_place(
    block: str, kind: str, written: str, message: str
) -> None:
    post = post_of(block)
    (problem,) = post.problems
    assert (problem.kind, problem.message) == (kind, message)
    assert problem.span.of(post.text) == written
    assert front_of(post).values is None
    assert front_of(post).root is None


@pytest.mark.parametrize(
    ("block", "written", "message"),
    [
        ("- a\n- b\n", "- a\n- b", "front matter is a list, not “key: value” lines"),
        ("Some text\n", "Some text", "front matter is a text, not “key: value” lines"),
    ],
)
def test_a_list_or_text_is_no_mapping(block: str, written: str, message: str) -> None:
    post = post_of(block)
    (problem,) = post.problems
    assert (problem.kind, problem.message) == (ProblemKind.NOT_A_MAPPING, message)
    assert problem.span.of(post.text) == written
    assert front_of(post).values is None
    assert isinstance(front_of(post).root, Sequence | Scalar)


@pytest.mark.parametrize(
    "below", ["x: &a [*a]", "x: &a\n  y: *a", "y: &a " + "[" * 150 + "]" * 150, "y: &a\n" + "- " * 950 + "x"]
)
@pytest.mark.parametrize("slip", ["a: b: c", 'a: "b', "a:b", "a\uff1ab"])
def test_a_slip_above_what_is_not_read_is_one_fault(slip: str, below: str) -> None:
    post = post_of(f"{slip}\nz: 1\n{below}\n")
    assert len(post.problems) == 1


def test_what_libyaml_cannot_hold_is_replaced_and_offsets_stay() -> None:
    post = post_of("a: x\udc96y\nb: z\0\nc: 1\n")
    assert front_of(post).values == {"a": "x\ufffdy", "b": "z\ufffd", "c": 1}
    assert front_of(post).locate("a").of(post.text) == "x\udc96y"
    assert front_of(post).locate("c").of(post.text) == "1"


def test_tabs_outside_the_indentation_are_no_mistake() -> None:
    post = post_of("a:\tb\n \t\nc: [x,\ty]\n")
    assert front_of(post).values == {"a": "b", "c": ["x", "y"]}
    assert post.problems == ()


def test_without_libyaml_the_python_parser_gives_the_same() -> None:
    program = (
        "import sys; sys.modules['yaml._yaml'] = None\n"
        "from postlint.reading import read_post\n"
        "post = read_post(b'---\\na: &x [1, \"b\"]\\nc: *x\\nt: 2024-01-02\\n---\\n', 'p')\n"
        "print(post.front.values, post.front.locate('a', 1), post.problems[0].kind.value)\n"
        "print(read_post(b'---\\na: b: c\\n---\\n', 'p').problems[0].message)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == [
        "{'a': [1, 'b'], 'c': [1, 'b'], 't': '2024-01-02'} Span(start=14, end=17) alias",
        "a value with “: ” in it needs quotes",
    ]
