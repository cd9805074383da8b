"""What holds for every post of the fixtures, with every rule on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest
from fixture_cases import FIXTURES, TODAY, Case, find_cases

from postlint import Diagnostic, Selection, Settings, fix_text, lint_paths, lint_text
from postlint.model.values import Json
from postlint.reading import read_post
from postlint.registry import all_rules

POSTS = [(case, path) for case in find_cases() for path in case.posts]
POSTS += [
    (Case("site", "good", FIXTURES / "site"), path)
    for path in sorted((FIXTURES / "site" / "_posts").glob("*.md"))
]

ACROSS_POSTS = tuple(rule.code for rule in all_rules() if rule.across is not None)


def settings_of(case: Case) -> Settings:
    """Every rule; but those across posts only where the neighbours of a post belong to its case."""
    config = case.settings
    ignore = () if case.path.is_dir() else ACROSS_POSTS
    return Settings(
        today=TODAY,
        config=config,
        isolated=config is None,
        root=case.folder,
        selection=Selection(("ALL",), ignore=ignore),
    )


class Example(NamedTuple):
    """A post of a case, and what is found in it."""

    case: Case
    path: Path
    raw: bytes
    found: tuple[Diagnostic, ...]

    def lint(self, raw: bytes) -> tuple[Diagnostic, ...]:
        """What would be found if the post held these bytes."""
        return lint_text(raw, self.path, settings_of(self.case))

    def fix(self, raw: bytes, *, unsafe: bool) -> bytes:
        """What the fixes would make of these bytes."""
        return fix_text(raw, self.path, settings_of(self.case), unsafe=unsafe)


# of module scope, so that all that holds for one post is tried before the next is linted
@pytest.fixture(scope="module", params=POSTS, ids=lambda post: f"{post[0].id}/{post[1].name}")
def example(request: pytest.FixtureRequest) -> Example:
    case, path = request.param
    raw = path.read_bytes()
    return Example(case, path, raw, lint_text(raw, path, settings_of(case)))


def places(found: tuple[Diagnostic, ...]) -> list[tuple[object, ...]]:
    return [(one.code, one.place.start, one.place.end, len(one.related)) for one in found]


def test_places_are_in_the_text_and_edits_lie_apart_and_change_something(example: Example) -> None:
    text = example.raw.decode("utf-8", "replace").replace("\ufeff", "")
    for found in example.found:
        lines = Path(found.place.path).read_bytes().decode("utf-8", "replace").splitlines()
        assert 1 <= found.place.start.line <= found.place.end.line <= len(lines) + 1
        assert found.place.start <= found.place.end
        assert found.place.start.column >= 1
        edits = sorted(found.fix.edits, key=lambda edit: edit.span) if found.fix else []
        for before, after in pairwise(edits):
            assert before.span.end <= after.span.start
        for edit in edits:
            assert edit.span.of(text) != edit.replacement


def test_a_text_and_its_file_give_the_same_however_often(example: Example) -> None:
    assert lint_paths([example.path], settings_of(example.case)) == example.found


def test_line_endings_and_a_byte_order_mark_move_nothing(example: Example) -> None:
    if b"\0" in example.raw:
        pytest.skip("is no UTF-8")
    unmarked = example.raw.removeprefix(b"\xef\xbb\xbf")
    found = example.found if unmarked == example.raw else example.lint(unmarked)
    # some have line endings of their own
    other = unmarked if b"\r" in unmarked else unmarked.replace(b"\n", b"\r\n")
    with_mark = example.lint(b"\xef\xbb\xbf" + other)
    assert places(tuple(one for one in with_mark if one.name != "byte-order-mark")) == places(found)


def test_fixes_bring_no_finding_and_need_no_second_run(example: Example) -> None:
    kinds = {found.fix.safe for found in example.found if found.fix is not None}
    # where all are of one kind, one way to ask for them is enough
    for unsafe in (True, False) if len(kinds) > 1 else kinds and (True,):
        assert_fixes_do_no_harm(example, unsafe=unsafe)


def assert_fixes_do_no_harm(example: Example, *, unsafe: bool) -> None:
    once = example.fix(example.raw, unsafe=unsafe)
    before, after = values(example.raw), values(once)
    if before is not None:
        assert after is not None
        assert codes(example.lint(once)) <= codes(example.found)
        for key in before.keys() & after.keys():
            if repr(before[key]) != repr(after[key]):
                assert written(example.raw, key) != written(once, key), f"{key} was not to change"
    assert example.fix(once, unsafe=unsafe) == once


def codes(found: Iterable[Diagnostic]) -> Counter[str]:
    """How often each rule that looks at one post has found something."""
    return Counter(one.code for one in found if one.code not in ACROSS_POSTS)


def values(raw: bytes) -> Mapping[str, Json] | None:
    front = read_post(raw, "post.md").front
    return None if front is None else front.values


def written(raw: bytes, key: str) -> str:
    """How an entry of front matter is written, with its key."""
    post = read_post(raw, "post.md")
    assert post.front is not None
    return post.text[post.front.locate_key(key).start : post.front.locate(key).end]
