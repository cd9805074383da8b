"""Triggers spare rules the posts in which they can find nothing, and no others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from complaints import assert_none
from fixture_cases import FIXTURES, TODAY, find_cases
from hypothesis import given
from hypothesis import strategies as st
from odd_posts import posts
from test_hostile_posts import POSTS as HOSTILE_POSTS
from test_hostile_posts import HostilePost, build_site

from postlint import Selection, Settings
from postlint.config.plan import ActiveRule
from postlint.engine.discover import Source, named_source
from postlint.engine.docket import Docket, docket_of
from postlint.engine.lint import Desk, open_post
from postlint.engine.workspace import Workspace
from postlint.model.findings import Finding
from postlint.model.post import Post
from postlint.model.records import replace
from postlint.model.triggers import HAS_IMAGE, NEVER, has_text, sign
from postlint.registry import all_rules
from postlint.rule import NoOptions, Rule
from postlint.sites.detect import GENERATORS

#: file names that say a day, an impossible one, and nothing
NAMES = ("2024-01-05-boats.md", "2025-02-30-boats.md", "index.md")


def settings_of(root: Path, config: Path | None = None) -> Settings:
    return Settings(
        today=TODAY, config=config, isolated=config is None, root=root, selection=Selection(("ALL",))
    )


def desk_for(path: Path, settings: Settings) -> tuple[Desk, str]:
    return Workspace(settings).desk_for(source_of(path))


def source_of(path: Path) -> Source:
    return named_source(str(path))


def missed(raw: bytes, path: str, desk: Desk) -> list[str]:
    """The rules that are not asked about a post and would find something in it."""
    post = open_post(raw, path, desk)
    asked = {active.rule.code for active in docket_of(desk.plan.rules).rules_for(post)}
    spared = [active for active in desk.plan.rules if active.rule.check and active.rule.code not in asked]
    return [active.rule.name for active in spared if any(findings_of(active.ready(), post, desk))]


def findings_of(active: ActiveRule, post: Post, desk: Desk) -> Iterator[Finding]:
    assert active.rule.check is not None
    return active.rule.check(post, desk.site, active.options)


@pytest.mark.parametrize("rule", sorted({case.rule for case in find_cases()}))
def test_nothing_is_missed_in_fixtures(rule: str) -> None:
    workspace_for = cache(Workspace)
    assert_none(
        f"{case.id}/{post.name}: {name} is not asked"
        for case in find_cases()
        if case.rule == rule
        for post in case.posts
        for desk, path in [workspace_for(settings_of(case.folder, case.settings)).desk_for(source_of(post))]
        for name in missed(post.read_bytes(), path, desk)
    )


def test_nothing_is_missed_in_the_example_site() -> None:
    workspace = Workspace(settings_of(FIXTURES / "site"))
    assert_none(
        f"{post.name}: {name} is not asked"
        for post in sorted((FIXTURES / "site").rglob("*.md"))
        for desk, path in [workspace.desk_for(source_of(post))]
        for name in missed(post.read_bytes(), path, desk)
    )


@pytest.mark.parametrize("post", HOSTILE_POSTS, ids=lambda post: f"{post.theme}/{post.name}")
def test_nothing_is_missed_in_hostile_posts(post: HostilePost, tmp_path: Path) -> None:
    file = build_site(post, tmp_path / "site")
    root = tmp_path / "site"
    config = None if post.generator is None else root / "postlint.toml"
    desk, path = desk_for(file, settings_of(root, config))
    assert missed(post.raw, path, desk) == []


@pytest.fixture(scope="module")
def desk_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Desk]:
    @cache
    def desk(generator: str) -> Desk:
        folder = tmp_path_factory.mktemp(generator)
        config = folder / "postlint.toml"
        config.write_text(f'generator = "{generator}"\n', encoding="utf-8")
        return desk_for(folder / "index.md", settings_of(folder, config))[0]

    return desk


@given(posts, st.sampled_from(["\n", "\r\n"]), st.sampled_from(NAMES), st.sampled_from(("none", *GENERATORS)))
def test_nothing_is_missed_in_odd_posts(
    desk_of: Callable[[str], Desk], text: str, line_break: str, name: str, generator: str
) -> None:
    assert missed(text.replace("\n", line_break).encode(), name, desk_of(generator)) == []


@given(st.binary(max_size=200))
def test_nothing_is_missed_in_bytes(desk_of: Callable[[str], Desk], raw: bytes) -> None:
    assert missed(raw, "index.md", desk_of("none")) == []


PLAIN = b"---\ntitle: The harbour\nweight: 1\n---\n\nBoats lie in it.\n"


def test_a_plain_post_is_spared_most_rules(tmp_path: Path) -> None:
    desk, path = desk_for(tmp_path / "index.md", settings_of(tmp_path))
    asked = Docket(desk.plan.rules).rules_for(open_post(PLAIN, path, desk))
    assert len(asked) < len(desk.plan.rules) / 3


def fake(code: str, trigger: object) -> ActiveRule:
    made: Rule = replace(all_rules()[0], code=code, trigger=trigger)  # type: ignore[arg-type]
    return ActiveRule(made, made.severity, NoOptions(), severity_is_set=False)


def asked_of(post: Post, **triggers: object) -> list[str]:
    docket = Docket(tuple(fake(code, trigger) for code, trigger in triggers.items()))
    return [active.rule.code for active in docket.rules_for(post)]


@pytest.fixture
def post(tmp_path: Path) -> Post:
    desk, path = desk_for(tmp_path / "index.md", settings_of(tmp_path))
    return open_post(PLAIN, path, desk)


def test_rules_are_asked_in_the_order_of_the_plan(post: Post) -> None:
    assert asked_of(post, Z=None, M=has_text("Boats"), A=None, B=has_text("Ships")) == ["Z", "M", "A"]


def test_any_sign_is_enough(post: Post) -> None:
    assert asked_of(post, A=HAS_IMAGE | has_text("Boats"), B=HAS_IMAGE | has_text("Ships")) == ["A"]


def test_a_rule_that_never_fires_is_not_asked(post: Post) -> None:
    assert asked_of(post, A=NEVER, B=None) == ["B"]


def test_options_may_decide(post: Post) -> None:
    assert asked_of(post, A=lambda _: NEVER, B=lambda _: None) == ["B"]


def test_a_sign_that_raises_counts_as_shown(post: Post) -> None:
    assert asked_of(post, A=sign(lambda _: bool(1 // 0)), B=NEVER) == ["A"]


def test_equal_signs_are_looked_for_once(post: Post) -> None:
    looks = []

    def shows(_: Post, what: str) -> bool:
        looks.append(what)
        return True

    assert asked_of(post, A=sign(shows, "x"), B=sign(shows, "x") | sign(shows, "y")) == ["A", "B"]
    assert sorted(looks) == ["x", "y"]
