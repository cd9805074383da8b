"""Posts made to hurt: each ends in a problem, soon and with little memory."""

import time
import tracemalloc

import pytest

from postlint.model.post import ProblemKind
from postlint.reading import read_post
from postlint.reading.toml_block import parse_toml
from postlint.reading.toml_places import TomlFault


def laughs(levels: int) -> str:
    first = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    return first + "".join(
        f"a{level + 1}: &a{level + 1} [{', '.join([f'*a{level}'] * 9)}]\n" for level in range(levels)
    )


def empty_laughs(levels: int) -> str:
    first = "a0: &a0 [[], [], [], [], [], [], [], [], []]\n"
    return first + laughs(levels).partition("\n")[2]


def merged_laughs(levels: int) -> str:
    first = "a0: &a0 {" + ", ".join(f"k{number}: 1" for number in range(500)) + "}\n"
    return first + "".join(f"b{level}: {{<<: *a0}}\n" for level in range(levels))


YAML = {
    "laughs": laughs(9),
    "laughs of nothing": empty_laughs(9),
    "merged laughs": merged_laughs(500),
    "an alias of itself": "a: &a [*a]\n",
    "a merge of itself": "a: &a\n  <<: *a\n",
    "deep flow": "a: " + "[" * 900 + "]" * 900 + "\n",
    "deep flow without end": "a: " + "[" * 20_000 + "\n",
    "deep mappings": "a: " + "{b: " * 900 + "}" * 900 + "\n",
    "deep block": "".join(" " * depth + "a:\n" for depth in range(300)),
    "deep lists": "a:\n" + "- " * 900 + "x\n",
    "deep lists alone": "- " * 900 + "x\n",
    "many values": "a: [" + "x," * 120_000 + "]\n",
    "many keys": "".join(f"k{number}: 1\n" for number in range(19_000)),
    "long number": "a: " + "9" * 5000 + "\n",
    "long hexadecimal": "a: 0x" + "f" * 5000 + "\n",
    "long number as key": "9" * 5000 + ": a\n",
    "too big": "a: " + "x" * 300_000 + "\n",
    "nul bytes and a fault": "a: b: c\0\n" * 100,
    "many faults": "a: b: c\n" * 2000,
    "many quotes": 'a: "' + "\\" * 9_999 + "\n",
    "many open quotes": "a: '\n" * 4001,
    "many tabs": "\t" * 100_000 + "a: b\n",
    "control characters": "a: \x07\n" * 1000,
}


@pytest.mark.parametrize("name", YAML)
def test_yaml_ends_soon_in_a_problem(name: str) -> None:
    start = time.process_time()
    post = read_post(f"---\n{YAML[name]}---\nbody\n".encode(), "post.md")
    assert post.front is not None
    assert post.front.values is None
    assert post.front.root is None
    assert {problem.kind for problem in post.problems} & {
        ProblemKind.TOO_BIG,
        ProblemKind.SYNTAX,
        ProblemKind.TAB,
        ProblemKind.UNQUOTED_VALUE,
    }
    assert time.process_time() - start < 4


@pytest.mark.parametrize("name", ["laughs", "merged laughs", "many values", "deep flow without end"])
def test_yaml_takes_little_memory(name: str) -> None:
    raw = f"---\n{YAML[name]}---\nbody\n".encode()
    tracemalloc.start()
    read_post(raw, "post.md")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 60_000_000


def test_a_key_may_nest_deep() -> None:
    post = read_post(f"---\n{'? ' * 900}x\n---\n".encode(), "post.md")
    assert post.front is not None
    assert post.front.locate_key("? " * 899 + "x").of(post.text) == "? " * 899 + "x"
    assert [problem.kind for problem in post.problems] == [ProblemKind.KEY_NOT_TEXT]


def test_many_keys_given_twice_are_found_in_linear_time() -> None:
    start = time.process_time()
    post = read_post(("---\n" + "a: 1\n" * 9000 + "---\n").encode(), "post.md")
    assert len(post.problems) == 8999
    assert time.process_time() - start < 4


TOML = {
    "deep arrays": "a = " + "[" * 20_000,
    "deep closed arrays": "a = " + "[" * 150 + "]" * 150,
    "deep tables": "a = " + "{a = " * 5000,
    "dotted key": "a." * 60_000 + "a = 1",
    "quoted dotted key": "''." * 60_000 + "a = 1",
    "dotted header": "[" + "a." * 60_000 + "a]",
    "deep by tables and keys": "[" + "a." * 90 + "a]\n" + "b." * 90 + "b = 1",
    "long number": "a = " + "9" * 5000,
    "long hexadecimal": "a = 0x" + "f" * 100_000,
    "open quotes": 'a = "' * 20_000,
    "open long quotes": 'a = """' + '\\"' * 60_000,
    "many dates": "a = [" + "2024-13-45," * 10_000 + "]",
}


@pytest.mark.parametrize("name", TOML)
def test_toml_ends_soon_in_a_fault(name: str) -> None:
    start = time.process_time()
    with pytest.raises(TomlFault):
        parse_toml(TOML[name])
    post = read_post(f"+++\n{TOML[name]}\n+++\n".encode(), "post.md")
    assert post.front is not None
    assert post.front.values is None
    assert len(post.problems) == 1
    assert time.process_time() - start < 4


JSON = {
    "deep lists": '{"a": ' + "[" * 900 + "]" * 900 + "}",
    "deep lists without end": '{"a": ' + "[" * 100_000 + "}",
    "deep objects": '{"a": ' * 300 + "1" + "}" * 300,
    "many values": '{"a": [' + "1," * 100_000 + "1]}",
    "long number": '{"a": ' + "9" * 5000 + "}",
    "too big": '{"a": "' + "x" * 300_000 + '"}',
}


@pytest.mark.parametrize("name", JSON)
def test_json_ends_soon_in_a_problem(name: str) -> None:
    start = time.process_time()
    post = read_post(f"{JSON[name]}\nbody".encode(), "post.md")
    assert post.front is not None
    assert post.front.values is None
    assert len(post.problems) == 1
    assert time.process_time() - start < 4


@pytest.mark.parametrize(
    "text",
    [
        "---\na: b\n" + "\n--- x" * 100_000,
        "---\na: b\n" + "\n..." * 3 + "." * 200_000,
        "\n" * 300_000 + "x",
        " " * 300_000 + "x",
        (" " * 100 + "\n") * 3000 + "x",
        "+++\na = 1\n" + "+++x\n" * 50_000,
        '{"' + '\\"' * 150_000,
        '{"a": ' + "{" * 200_000,
        ';;;\n"a": ' + ";;\n" * 100_000,
        "---\n" + "#\n" * 100_000,
        "---\n\n" + "# \n" * 100_000 + "x\n---\n",
        "---\n" + "a" * 300_000,
        "\ufeff" * 100_000,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_fences_are_searched_in_linear_time(text: str) -> None:
    start = time.process_time()
    read_post(text.encode(), "post.md")
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    "raw", [b"\xff" * 300_000, b"\xff a" * 100_000, b"\0" * 300_000, b"\xe2\x80" * 100_000]
)
def test_bytes_are_decoded_in_linear_time(raw: bytes) -> None:
    start = time.process_time()
    assert read_post(raw, "post.md").problems
    assert time.process_time() - start < 2
