"""Posts read from bytes, and the handler that python-frontmatter can use."""

import subprocess
import sys

import frontmatter
import pytest

from postlint.model.post import ProblemKind, Role
from postlint.reading import read_post
from postlint.reading.handlers import YamlHandler


def test_python_frontmatter_reads_through_the_handler() -> None:
    text = "---\na: 2024-01-02\n...\nbody"
    assert YamlHandler().detect(text)
    assert frontmatter.parse(text, handler=YamlHandler()) == ({"a": "2024-01-02"}, "body")


@pytest.mark.parametrize("text", ["", "body", "---\na: 1\nbody"])
def test_the_handler_finds_nothing_where_nothing_is_closed(text: str) -> None:
    assert not YamlHandler().detect(text)
    assert frontmatter.parse(text, handler=YamlHandler()) == ({}, text)


def test_the_handler_refuses_what_does_not_parse() -> None:
    with pytest.raises(ValueError, match="quotes"):
        YamlHandler().load("a: b: c")


@pytest.mark.parametrize(
    ("block", "needed"),
    [
        ("---\\ntitle: Boats\\ntags: [a, b]\\n---\\n", []),
        ("---\\na: {b: 1}\\n---\\n", ["yaml", "frontmatter", "json"]),
        ("+++\\na = 1\\n+++\\n", ["tomllib"]),
        ('{\\n"a": 1\\n}\\n', ["json"]),
    ],
)
def test_libraries_are_loaded_where_they_are_needed(block: str, needed: list[str]) -> None:
    probe = (
        f"from postlint.reading import read_post; import sys; read_post(b'{block}', 'a.md').front.root\n"
        "print(*[name for name in ('yaml', 'frontmatter', 'tomllib', 'json') if name in sys.modules])"
    )
    ended = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert ended.stdout.split() == needed


def test_a_post_without_front_matter_is_all_body() -> None:
    post = read_post(b"# Title\n", "notes/a.md", role=Role.PAGE)
    assert (post.path, post.role, post.front, post.body_start) == ("notes/a.md", Role.PAGE, None, 0)
    assert post.problems == ()


def test_a_missing_key_has_the_closing_fence_as_its_place() -> None:
    post = read_post(b"---\na: {b: 1}\n---\nbody", "post.md")
    assert post.front is not None
    assert post.front.place_for_missing(()).of(post.text) == "---"
    assert post.front.place_for_missing(()).start == 14
    assert post.front.place_for_missing(("a",)).of(post.text) == "a"


def test_problems_of_bytes_and_front_matter_come_in_the_order_of_the_text() -> None:
    post = read_post(b"\xef\xbb\xbf---\r\na: 1\r\na: \xe9\r\n---\r\n\xe9", "post.md")
    assert (post.bom, post.newline) == (True, "\r\n")
    assert [problem.kind for problem in post.problems] == [
        ProblemKind.DUPLICATE_KEY,
        ProblemKind.INVALID_BYTES,
        ProblemKind.INVALID_BYTES,
    ]


def test_a_file_with_nul_bytes_is_told_once_not_byte_by_byte() -> None:
    post = read_post(b"\x7fELF\0\xff\xfe\xfd", "post.md")
    assert [problem.kind for problem in post.problems] == [ProblemKind.BINARY]


def test_an_unclosed_block_leaves_the_whole_text_as_body() -> None:
    post = read_post(b"---\ntitle: x\n\nbody\n", "post.md")
    assert post.front is None
    assert post.body_start == 0
    assert [problem.kind for problem in post.problems] == [ProblemKind.UNCLOSED]
