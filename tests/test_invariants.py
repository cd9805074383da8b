"""What holds for every post of the fixtures, with every rule on.

The posts of one rule's cases are tried together; a failure names each of them that it is about.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest
from complaints import assert_none
from fixture_cases import FIXTURES, TODAY, Case, find_cases

from postlint import Diagnostic, Selection, Settings, fix_text, lint_text
from postlint.engine.agenda import agenda_for, agenda_for_text
from postlint.engine.run import Run, check_agenda
from postlint.engine.workspace import Workspace
from postlint.model.values import Json
from postlint.reading import read_post
from postlint.registry import all_rules

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


def cases_of(rule: str) -> list[Case]:
    return [case for case in find_cases() if case.rule == rule] or [Case("site", "good", FIXTURES / "site")]


def posts_of(case: Case) -> tuple[Path, ...]:
    return case.posts if case.rule != "site" else tuple(sorted((case.path / "_posts").glob("*.md")))


class Example(NamedTuple):
    """A post, and what is found in its file."""

    path: Path
    raw: bytes
    found: tuple[Diagnostic, ...]
    settings: Settings
    workspace: Workspace

    @property
    def own(self) -> tuple[Diagnostic, ...]:
        """What is found in the post itself, and not in another one that it has to do with."""
        return tuple(found for found in self.found if found.path == str(self.path))

    @property
    def id(self) -> str:
        return self.path.relative_to(FIXTURES).as_posix()

    def lint(self, raw: bytes) -> tuple[Diagnostic, ...]:
        """What would be found if the post held these bytes."""
        agenda = agenda_for_text(raw, str(self.path), self.workspace, self.settings)
        return found_by(check_agenda(agenda, self.workspace, self.settings))

    def fix(self, raw: bytes, *, unsafe: bool) -> bytes:
        """What the fixes would make of these bytes."""
        return fix_text(raw, self.path, self.settings, unsafe=unsafe)


# of module scope, so that all that holds for the posts of one rule is tried before the next are checked
@pytest.fixture(scope="module", params=[*sorted({case.rule for case in find_cases()}), "site"])
def examples(request: pytest.FixtureRequest) -> list[Example]:
    # to make one takes longer than to check a post
    workspace_for = cache(Workspace)
    return [
        example_of(path, settings, workspace_for(settings))
        for case in cases_of(request.param)
        for settings in [settings_of(case)]
        for path in posts_of(case)
    ]


def example_of(path: Path, settings: Settings, workspace: Workspace) -> Example:
    run = check_agenda(agenda_for([str(path)], workspace, settings), workspace, settings)
    return Example(path, path.read_bytes(), found_by(run), settings, workspace)


def found_by(run: Run) -> tuple[Diagnostic, ...]:
    assert run.unreadable == ()
    assert run.report.crashes == ()
    return tuple(run.report.diagnostics)


def test_places_are_in_the_text_and_edits_lie_apart_and_change_something(examples: list[Example]) -> None:
    assert_none(fault for example in examples for fault in faults_of_places(example))


def faults_of_places(example: Example) -> Iterator[str]:
    text = example.raw.decode("utf-8", "replace").replace("\ufeff", "")
    for found in example.found:
        start, end = found.place.start, found.place.end
        lines = Path(found.place.path).read_bytes().decode("utf-8", "replace").splitlines()
        if not 1 <= start.line <= end.line <= len(lines) + 1 or start > end or start.column < 1:
            yield f"{example.id}: {found.code} from {start} to {end} of {len(lines)} lines"
        edits = sorted(found.fix.edits, key=lambda edit: edit.span) if found.fix else []
        for before, after in pairwise(edits):
            if before.span.end > after.span.start:
                yield f"{example.id}: {found.code} writes twice to {after.span}"
        for edit in edits:
            if edit.span.of(text) == edit.replacement:
                yield f"{example.id}: {found.code} writes what is there at {edit.span}"


def test_a_text_and_its_file_give_the_same_alone_and_among_others(examples: list[Example]) -> None:
    assert_none(
        f"{example.id}: {places(of_text)} in the text, {places(example.own)} in the file"
        for example in examples
        if (of_text := lint_text(example.raw, example.path, example.settings)) != example.own
    )


def test_line_endings_and_a_byte_order_mark_move_nothing(examples: list[Example]) -> None:
    # what has a zero byte is no UTF-8
    assert_none(fault for example in examples if b"\0" not in example.raw for fault in moved(example))


def moved(example: Example) -> Iterator[str]:
    unmarked = example.raw.removeprefix(b"\xef\xbb\xbf")
    found = example.found if unmarked == example.raw else example.lint(unmarked)
    # some have line endings of their own
    other = unmarked if b"\r" in unmarked else unmarked.replace(b"\n", b"\r\n")
    with_mark = [one for one in example.lint(b"\xef\xbb\xbf" + other) if one.name != "byte-order-mark"]
    if places(with_mark) != places(found):
        yield f"{example.id}: {places(with_mark)} instead of {places(found)}"


def places(found: Iterable[Diagnostic]) -> list[tuple[object, ...]]:
    return [(one.code, one.place.start, one.place.end, len(one.related)) for one in found]


def test_fixes_bring_no_finding_and_need_no_second_run(examples: list[Example]) -> None:
    assert_none(
        f"{example.id}, {'all' if unsafe else 'safe'} fixes: {harm}"
        for example in examples
        for unsafe in ways_to_fix(example.found)
        for harm in harm_done(example, unsafe=unsafe)
    )


def ways_to_fix(found: Iterable[Diagnostic]) -> tuple[bool, ...]:
    """With the unsafe fixes and without; where all are of one kind, one way to ask for them is enough."""
    kinds = {one.fix.safe for one in found if one.fix is not None}
    return (True, False)[: len(kinds)]


def harm_done(example: Example, *, unsafe: bool) -> Iterator[str]:
    """What speaks against what the fixes make of a post."""
    once = example.fix(example.raw, unsafe=unsafe)
    left = example.lint(once)
    if values(example.raw) is not None:
        for code in codes(left) - codes(example.found):
            yield f"bring {code}"
        yield from (f"change {key}" for key in changed_unasked(example.raw, once))
    # what has no fixes is left as it is
    twice = example.fix(once, unsafe=unsafe) if ways_to_fix(left) else once
    if twice != once:
        yield f"make {twice!r} when they are made again"


def changed_unasked(before: bytes, after: bytes) -> Iterator[str]:
    """The keys of front matter that are written as they were and have another value."""
    were, are = values(before), values(after)
    if were is None or are is None:
        yield "what can be read to what cannot"
        return
    for key in were.keys() & are.keys():
        if repr(were[key]) != repr(are[key]) and written(before, key) == written(after, key):
            yield key


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
