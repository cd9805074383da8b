"""What keeps a block from being read is blamed on invisible characters only with proof."""

from __future__ import annotations

from time import process_time

import pytest

from postlint.model.post import ProblemKind
from postlint.reading.front_matter import read_front_matter


def kinds_in(text: str) -> list[ProblemKind]:
    return [problem.kind for problem in read_front_matter(text)[2]]


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle:\u00a0Harbour\n---\n",
        "---\r\nlayout: post\r\ntitle:\u00a0Harbour\r\ndate: x\r\n---\r\n",
        "---\ntags:\n\u3000- harbour\n---\n",
        '+++\ntitle =\u202f"Harbour"\n+++\n',
        '{\n  "title":\u00a0"Harbour"\n}\n',
        ';;;\n"title":\u00a0"Harbour"\n;;;\n',
    ],
)
def test_what_can_be_read_without_them_is_their_fault(text: str) -> None:
    assert kinds_in(text) == [ProblemKind.INVISIBLE]


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle:\u00a0Harbour\ntags: [a\n---\n",
        "---\nLe\u00a0port rouvre lundi\n---\n",
        '+++\ntitle = "Le\u00a0port\n+++\n',
    ],
)
def test_what_cannot_be_read_without_them_either_is_not(text: str) -> None:
    assert ProblemKind.INVISIBLE not in kinds_in(text)


@pytest.mark.parametrize(
    "line",
    [
        "\u00a0 " * 20_000,
        "-\u00a0" * 20_000,
        "a:\u00a0" * 13_000,
        '"' * 20_000 + "\u00a0",
        "\u00a0'\"" * 13_000,
    ],
)
@pytest.mark.parametrize("fence", ["---", "+++", ";;;"])
def test_hostile_lines_take_no_longer_than_others(line: str, fence: str) -> None:
    start = process_time()
    read_front_matter(f"{fence}\na: [\n{line}\n{fence}\n")
    assert process_time() - start < 2
