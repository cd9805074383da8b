"""Simple YAML is read without libyaml, as libyaml reads it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from postlint.model.text import Span
from postlint.model.values import Json
from postlint.reading.decode import decode
from postlint.reading.fences import FencedBlock, find_block
from postlint.reading.yaml_block import read_exactly
from postlint.reading.yaml_simple import read_simple, read_yaml

FIXTURES = Path(__file__).parent.parent / "fixtures"

# what YAML is made of, and what it trips over
_SCRAPS = st.sampled_from(
    [
        *("title", "a", "b.c", "é", "true", "null", "~", "12", "-3", "0x1F", "1e3", ".5", "+", "1_000"),
        *("2024-01-02", "2024-13-45", "2024-02-30 10:00", "7:30", "yes", "<<", "x y", "/p/q.png", "C#"),
        *(
            ":",
            ": ",
            "::",
            " #",
            "#",
            "- ",
            "-",
            "? ",
            "?",
            ",",
            "[",
            "]",
            "[]",
            "{",
            "}",
            "&a ",
            "*a",
            "!t ",
        ),
        *("'", '"', "''", '""', "\\n", "|", ">", "%", "@", "`", " ", "  ", "\t", "\xa0", "\u2028", "\x85"),
        *("---", "...", "\ufeff", "\U0001f40d", "日本", "=", "(", ")", "\r"),
    ]
)
_VALUES = [
    *("Boats", "a note: b", "Boats at 7:30", "12", "-3.5", "true", "~", "", "2024-01-02", "2024-13-45 10:00"),
    *('"a b"', "'c # d'", '""', "'2024-02-30'", "[]", "[a, 'b', \"c\"]", "[/p/ , x-y]", "[1, 2024-01-02]"),
]
_VALUE = st.one_of(st.sampled_from(_VALUES), st.lists(_SCRAPS, max_size=4).map("".join))
_INDENT = st.sampled_from(["", "", "  ", "  ", "    ", " "])
_GAP = st.sampled_from([" ", " ", "  "])
_LINE = st.one_of(
    st.builds(
        "{}{}:{}{}{}".format, _INDENT, st.sampled_from("abcdefgh"), _GAP, _VALUE, st.sampled_from(["", " "])
    ),
    st.builds("{}-{}{}".format, _INDENT, _GAP, _VALUE),
    st.builds("{}{}:".format, _INDENT, st.sampled_from("abcdefgh")),
    st.sampled_from(["", "  ", "# note", "  # note"]),
    _VALUE,
)
# an entry that is simple, and the same with one line that may not be
_ENTRIES = st.builds(
    "{}: {}".format, st.sampled_from("ijklmnop"), st.sampled_from(_VALUES)
) | st.sampled_from(
    ["x:\n- a\n- 'b'", "y:\n  - a\n  - 2", "z:\n  a: b\n  c:\n  - d", "q:\n    a:\n      b: c"]
)
_LINES = st.builds(
    lambda entries, odd, at: [*entries[:at], *odd, *entries[at:]],
    st.lists(_ENTRIES, max_size=4).map(lambda entries: "\n".join(entries).split("\n") if entries else []),
    st.lists(_LINE, max_size=2),
    st.integers(0, 6),
)


def check(text: str, inner: Span) -> None:
    """A block that is simple is read the same as by libyaml, which has nothing to note of it."""
    values = read_simple(inner.of(text))
    if values is not None:
        exact, quick = read_exactly(text, inner), read_yaml(text, inner)
        assert quick.values == values
        assert repr(values) == repr(exact.values)  # the order of keys and the sort of numbers too
        assert quick.problems == exact.problems == ()
        assert quick.read_root() == exact.read_root()


@given(lines=_LINES, line_break=st.sampled_from(["\n", "\r\n"]), before=st.integers(0, 9))
@settings(max_examples=1500, deadline=None)
def test_simple_block_is_read_as_libyaml_reads_it(lines: list[str], line_break: str, before: int) -> None:
    text = "-" * before + "".join(line + line_break for line in lines)
    check(text, Span(before, len(text)))


def test_fixtures_are_read_as_libyaml_reads_them() -> None:
    simple = 0
    for path in FIXTURES.rglob("*.md"):
        text = decode(path.read_bytes()).text
        block = find_block(text)
        if isinstance(block, FencedBlock):
            check(text, block.inner)
            simple += read_simple(block.inner.of(text)) is not None
    assert simple > 500


@pytest.mark.parametrize(
    ("block", "values"),
    [
        ("title: Boats\n", {"title": "Boats"}),
        ("title:  Boats at 7:30  \r\n", {"title": "Boats at 7:30"}),
        ("# note\n\ntitle: C# (new)\n", {"title": "C# (new)"}),
        ("a: 1\nb: 1.5\nc: true\nd: ~\ne:\n", {"a": 1, "b": 1.5, "c": True, "d": None, "e": None}),
        ("a: \"\"\nb: '12'\n", {"a": "", "b": "12"}),
        ("date: 2024-01-02 10:00\n", {"date": "2024-01-02 10:00"}),
        ("tags: [a b, 2, \"c, d\", 'e']\nmore: [ ]\n", {"tags": ["a b", 2, "c, d", "e"], "more": []}),
        ("tags:\n- a\n- 2\nb: c\n", {"tags": ["a", 2], "b": "c"}),
        ("cover:\n  image: a.png\n  tags:\n  - x\n", {"cover": {"image": "a.png", "tags": ["x"]}}),
    ],
)
def test_simple(block: str, values: dict[str, Json]) -> None:
    assert read_simple(block) == values
    check(block, Span(0, len(block)))


@pytest.mark.parametrize(
    "block",
    [
        "",
        "\n",
        "title: Boats",
        "title: a: b\n",
        "title: a #b\n",
        "title: Boats\n  and ships\n",
        "title: >\n  Boats\n",
        'title: "a\\n"\n',
        "title: 'it''s'\n",
        "title: *a\n",
        "title: &a b\n",
        "title: {a: b}\n",
        "title:\tBoats\n",
        "title: Boats\xa0\n",
        "title: a\u2028b\n",
        "title: a\ntitle: b\n",
        "date: 2024-13-45\n",
        'date: "2024-02-30"\n',
        "null: a\n",
        "1: a\n",
        "<<: a\n",
        "tags: [a, [b]]\n",
        "tags: [a,]\n",
        "tags:\n  - a\n - b\n",
        "tags:\n  - a: b\n",
        "a:\n    b: c\n  d: e\n",
        f"a: {'1' * 5000}\n",
        "".join(f"{'  ' * depth}a:\n" for depth in range(50)),
        "".join(f"a{number}: b\n" for number in range(7_000)),
        "a: [" + "b, " * 20_000 + "b]\n",
    ],
)
def test_left_to_libyaml(block: str) -> None:
    assert read_simple(block) is None


@pytest.mark.parametrize(
    "block",
    [
        "a: " + ":" * 19_000 + "\n",
        "a: " + "# " * 9_000 + "\n",
        "a: [" + "b ," * 6_000 + "\n",
        "a: [" + '"",' * 6_000 + "]]\n",
        "a:\n" + "  - b\n" * 3_000 + " c\n",
        "a" * 19_000 + "\n",
        "".join(f"a{number}: b\n" for number in range(6_000)),
        "a: [" + "b, " * 19_000 + "b]\n",
        "".join(f"{' ' * depth}a:\n" for depth in range(190)),
    ],
)
def test_hostile_block_is_quick(block: str) -> None:
    check(block, Span(0, len(block)))
