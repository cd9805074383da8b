"""What every rule owes its readers: a page, examples that hold, cases, plain messages."""

from __future__ import annotations

import re
import textwrap
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from complaints import assert_none
from fixture_cases import FIXTURES, KINDS, TODAY, Case, find_cases, found_in, report_on

from postlint.engine.workspace import Settings
from postlint.registry import all_rules
from postlint.rule import Option, Rule

RULES = [rule for rule in all_rules() if rule.module.startswith("postlint.")]
OPTIONS = [(rule, field) for rule in RULES for field in rule.options.__options__.items()]
SIDECARS = sorted(FIXTURES.glob("*/*/*.expected")) + sorted(FIXTURES.glob("*/*/*/expected"))
HEADINGS = ["Why", "Bad", "Good", "Limits"]

#: folders of fixtures that are not about one rule
NOT_ABOUT_A_RULE = {"site"}

#: what is missing in an example that shows only a part of a post: front matter, fields, a body
OF_A_PART = {"FM001", "SC101", "TX709"}

#: `3:15-3:31 IM401 no file at images/boat.png`, with the post's path in front where a case has several
MESSAGE = re.compile(r"^(?:\S.*:)?\d+:\d+-\d+:\d+ [A-Z]{2}\d{3}(?: \(\w+\))? (?P<message>.+)$", re.MULTILINE)

#: a message starts in lower case, or with something quoted, a file's name, or a word that is never in
#: lower case: "no file at a.png", "Boat.png is called boat.png", not "No file at a.png"
START = re.compile(
    r"""
    [^A-Z] | \S+\.\S
    | (?: [A-Z]{2,}\d* | Astro | Docusaurus | Eleventy | Gatsby | Hexo | Hugo | Jekyll | MkDocs | Nikola
        | Pelican | Quarto | VitePress | Windows | Zola )\b
    """,
    re.VERBOSE,
)

each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)


@each_rule
def test_name_is_the_module(rule: Rule) -> None:
    _, _, family, module = rule.module.split(".")
    assert rule.name == module.replace("_", "-")
    assert re.fullmatch(r"[A-Z]{2}\d{3}", rule.code)
    families = {other.family for other in RULES if other.module.split(".")[2] == family}
    assert families == {rule.family}, "one folder, one family of codes"


def test_codes_and_names_are_unique() -> None:
    called = Counter(call for rule in RULES for call in (rule.code, rule.name))
    assert [call for call, times in called.items() if times > 1] == []


@each_rule
def test_page(rule: Rule) -> None:
    summary, blank, *_ = rule.doc.splitlines()
    assert len(summary) <= 72, "the first line is shown in lists"
    assert summary.endswith(".")
    assert blank == ""
    assert re.findall(r"^## (.*)$", rule.doc, re.MULTILINE) == HEADINGS


@each_rule
def test_bad_examples_are_found(rule: Rule, tmp_path: Path) -> None:
    for example in examples(rule, "Bad", tmp_path):
        assert found_in(example), f"{rule.code} finds nothing in its bad example"


@each_rule
def test_good_examples_are_not(rule: Rule, tmp_path: Path) -> None:
    for example in examples(rule, "Good", tmp_path):
        assert found_in(example) == ""


@each_rule
def test_good_examples_break_no_other_rule(rule: Rule, tmp_path: Path) -> None:
    for example in examples(rule, "Good", tmp_path):
        report = report_on(example.posts, Settings(today=TODAY, isolated=True))
        others = [found for found in report.diagnostics if found.code not in OF_A_PART]
        assert [f"{found.code} {found.message}" for found in others] == []


def examples(rule: Rule, heading: str, folder: Path) -> list[Case]:
    """The indented blocks below a heading, each as a post of its own, or as several where lines such as
    `File: news/boat.md` stand before them.

    A block that begins with a comment (`# beside it stands images/Boat.jpg`) speaks of what a post
    alone cannot show, and is not run.
    """
    section = rule.doc.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    blocks = re.findall(r"(?:^    .*\n|^\n)+", section + "\n", re.MULTILINE)
    posts = [textwrap.dedent(block).strip("\n") for block in blocks if block.strip()]
    cases = []
    for number, post in enumerate(posts):
        if post.startswith("File: "):
            cases.append(Case(rule.name, heading.lower(), folder_of(post, folder / f"example-{number}")))
        elif not post.startswith("# "):
            file = folder / f"example-{number}.md"
            file.write_text(post + "\n", encoding="utf-8", newline="\n")
            cases.append(Case(rule.name, heading.lower(), file))
    return cases


def folder_of(block: str, folder: Path) -> Path:
    """The folder with the posts of a block, each below a line `File: news/boat.md`."""
    _, *parts = re.split(r"^File: (.+)\n", block, flags=re.MULTILINE)
    for path, post in zip(parts[::2], parts[1::2], strict=True):
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(post.strip("\n") + "\n", encoding="utf-8", newline="\n")
    return folder


@pytest.mark.parametrize("kind", ["bad", "good"])
def test_every_rule_has_cases(kind: str) -> None:
    shown = {case.rule for case in find_cases(kind)}
    assert_none(f"tests/fixtures/{rule.name}/{kind}/" for rule in RULES if rule.name not in shown)


@each_rule
def test_a_fix_is_promised_where_there_is_one(rule: Rule) -> None:
    sidecars = [case.sidecar for case in find_cases("bad") if case.rule == rule.name]
    has_fix = any("\n  fix (" in sidecar.read_text(encoding="utf-8") for sidecar in sidecars)
    assert rule.fixable == has_fix


@pytest.mark.parametrize(
    ("rule", "option"), OPTIONS, ids=lambda one: one[0] if isinstance(one, tuple) else one.name
)
def test_option_is_explained_and_shown(rule: Rule, option: tuple[str, Option]) -> None:
    name, (_, explanation, *_) = option
    assert explanation
    assert "\n" not in explanation
    key = name.replace("_", "-")
    cases = [case for case in find_cases("bad", "good") if case.rule == rule.name]
    assert any(key in keys_set_for(case) for case in cases), "no case shows what the option does"


def keys_set_for(case: Case) -> set[str]:
    """The options that a case's configuration sets, in the rule's table or, for `[[phrases]]`, above all."""
    if case.settings is None:
        return set()
    keys = tomllib.loads(case.settings.read_text(encoding="utf-8"))
    return {*keys, *keys.get("rules", {}).get(case.rule, {})}


def test_every_folder_has_a_rule() -> None:
    folders = {folder.name for folder in FIXTURES.iterdir() if folder.is_dir()}
    assert folders - NOT_ABOUT_A_RULE <= {rule.name for rule in RULES}


def test_nothing_lies_beside_the_cases() -> None:
    """A misspelt folder or a sidecar whose post is gone would otherwise never be looked at."""
    known = {path for case in find_cases() for path in (case.path, case.sidecar, case.fixed)}
    strays = [
        entry.relative_to(FIXTURES).as_posix()
        for entry in FIXTURES.glob("*/*/*")
        if entry not in known and entry.parts[-3] not in NOT_ABOUT_A_RULE
    ]
    kinds = {entry.name for entry in FIXTURES.glob("*/*") if entry.parent.name not in NOT_ABOUT_A_RULE}
    assert strays == []
    assert kinds <= set(KINDS)


def test_messages_are_plain() -> None:
    assert_none(
        f"{sidecar.relative_to(FIXTURES).as_posix()}: {fault}: {found['message']}"
        for sidecar in SIDECARS
        for found in MESSAGE.finditer(sidecar.read_text(encoding="utf-8"))
        for fault in faults_of_message(found["message"])
    )


def faults_of_message(message: str) -> Iterator[str]:
    if not START.match(message):
        yield "begin in lower case"
    if message.endswith("."):
        yield "no full stop"


def test_an_order_of_keys_alone_turns_its_check_on() -> None:
    case = FIXTURES / "key-order" / "bad" / "two-keys"
    report = report_on([case / "post.md"], Settings(today=TODAY, config=case / "postlint.toml"))
    assert "FM017" in {found.code for found in report.diagnostics}
