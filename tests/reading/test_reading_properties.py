"""What holds for any front matter, however its values look."""

import codecs
import json
import re

import tomlkit
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from postlint.model.front_matter import Entries, FrontMatter, Node, Scalar, Sequence
from postlint.model.post import Post
from postlint.model.text import LineIndex
from postlint.model.values import Json
from postlint.reading import read_post
from postlint.reading.decode import decode

# characters that every one of the three languages can hold
_TEXT = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp"), exclude_characters="\ufeff\ufffe\uffff"),
    max_size=12,
).filter(lambda text: "\x85" not in text)
_KEYS = st.text("abcdefgéß_-", min_size=1, max_size=6).filter(lambda key: key[0] != "-")
_SCALARS = st.one_of(
    _TEXT, st.integers(-(2**62), 2**62), st.booleans(), st.floats(-1e6, 1e6).map(lambda x: round(x, 3))
)
_VALUES = st.recursive(
    _SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(_KEYS, inner, max_size=3)),
    max_leaves=8,
)
#: what PyYAML, a writer of YAML 1.1, leaves without quotes and YAML 1.2 reads as a number: `0E0`, `0o7`
_NUMBER_SINCE_1_2 = re.compile(r"(?<![\w.])[-+]?[.\d]+[eE][-+]?\d|0o[0-7]")
_MAPPINGS = st.dictionaries(_KEYS, _VALUES, min_size=1, max_size=5)


def front_of(post: Post) -> FrontMatter:
    assert post.front is not None
    return post.front


def check_places(post: Post, node: Node, value: Json) -> None:
    """Every value stands where the tree says, inside what holds it."""
    assert front_of(post).span.holds(node.span)
    if isinstance(value, dict):
        assert isinstance(node, Entries)
        assert [key.text for key, _ in node.entries] == list(value)
        for key, item in node.entries:
            assert key.text in post.text or key.style == "double"
            check_places(post, item, value[key.text])
    elif isinstance(value, list):
        assert isinstance(node, Sequence)
        for item, inner in zip(node.items, value, strict=True):
            check_places(post, item, inner)
    else:
        assert isinstance(node, Scalar)
        if isinstance(value, str):
            assert node.text == value
        elif isinstance(value, bool):
            assert node.span.of(post.text) == str(value).lower()
        else:
            assert type(value)(node.span.of(post.text)) == value


def lines_of(post: Post) -> list[tuple[object, ...]]:
    """The line and column of every top-level key and value."""
    index = LineIndex(post.text)
    front = front_of(post)
    return [
        (key, *index.position(front.locate_key(key).start), *index.position(front.locate(key).end))
        for key in front.values or {}
    ]


def check(text: str, values: dict[str, Json]) -> None:
    post = read_post(text.encode(), "post.md")
    front = front_of(post)
    assert front.values == values
    assert front.root is not None
    check_places(post, front.root, values)
    for raw in (
        text.replace("\n", "\r\n").encode(),
        codecs.BOM_UTF8 + text.encode(),
        text.replace("\n", "\r\n").encode("utf-8-sig"),
    ):
        other = read_post(raw, "post.md")
        assert front_of(other).values == values
        assert lines_of(other) == lines_of(post)


@given(_MAPPINGS, st.booleans())
@settings(max_examples=100, deadline=None)
def test_yaml_reads_back(values: dict[str, Json], flow: bool) -> None:
    block = yaml.safe_dump(values, allow_unicode=True, default_flow_style=flow, sort_keys=False)
    assume(not _NUMBER_SINCE_1_2.search(block))
    check(f"---\n{block}---\nbody\n", values)


@given(_MAPPINGS)
@settings(max_examples=100, deadline=None)
def test_json_reads_back(values: dict[str, Json]) -> None:
    check(f"{json.dumps(values, ensure_ascii=False, indent=2)}\nbody\n", values)
    check(f"---json\n{json.dumps(values)}\n---\nbody\n", values)


@given(_MAPPINGS)
@settings(max_examples=100, deadline=None)
def test_toml_reads_back(values: dict[str, Json]) -> None:
    post = read_post(f"+++\n{tomlkit.dumps(values)}+++\nbody\n".encode(), "post.md")
    front = front_of(post)
    assert front.values == values
    windows = read_post(post.text.replace("\n", "\r\n").encode("utf-8-sig"), "post.md")
    assert front_of(windows).values == values
    assert lines_of(windows) == lines_of(post)
    for key, value in values.items():
        assert front.span.holds(front.locate(key))
        if isinstance(value, str):
            node = front.node(key)
            assert isinstance(node, Scalar)
            assert node.text == value


@given(st.binary(max_size=200))
@settings(max_examples=300, deadline=None)
def test_any_bytes_become_a_post_that_can_be_written_back(raw: bytes) -> None:
    for content in (raw, b"---\n" + raw + b"\n---\n", b"+++\n" + raw + b"\n+++\n", b"{" + raw + b"}\n"):
        post = read_post(content, "post.md")
        assert all(0 <= problem.span.start <= problem.span.end <= len(post.text) for problem in post.problems)
        assert post.front is None or post.front.values is not None or post.problems


@given(st.text(alphabet=" \t\n:-#'\"[]{},&*!|>%@`?abc1.=\\~<", max_size=60))
@settings(max_examples=500, deadline=None)
def test_any_block_has_values_or_a_problem_inside_it(block: str) -> None:
    for text in (f"---\n{block}\n---\n", f"+++\n{block}\n+++\n", f";;;\n{block}\n;;;\n"):
        post = read_post(text.encode(), "post.md")
        if post.front is None:
            continue
        assert post.front.values is not None or post.problems
        assert all(post.front.span.holds(problem.span) for problem in post.problems)
        for key in post.front.values or {}:
            assert post.front.span.holds(post.front.locate(key))


@given(st.binary(max_size=100))
def test_decoding_loses_no_byte(raw: bytes) -> None:
    decoded = decode(raw)
    if not any(problem.kind == "utf-16" for problem in decoded.problems):
        mark = codecs.BOM_UTF8 if decoded.bom else b""
        assert mark + decoded.text.encode("utf-8", "surrogateescape") == raw
