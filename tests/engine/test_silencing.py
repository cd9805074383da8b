"""Comments that silence findings: where they are written, and that they do what they are written for."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from fixture_cases import Case, find_cases, settings_of

from postlint import Selection, Settings
from postlint.engine.discover import named_source
from postlint.engine.lint import Desk, lint_post, open_post
from postlint.engine.mending.rounds import Findings
from postlint.engine.run import check_paths
from postlint.engine.silencing import proof
from postlint.engine.silencing.commenter import Commenter
from postlint.engine.silencing.rounds import Silencing, commented
from postlint.engine.workspace import Workspace
from postlint.model import records
from postlint.model.directives import Reach
from postlint.model.post import Post
from postlint.model.report import FileResult
from postlint.model.text import Span
from postlint.reading.mending import applied
from postlint.registry import find_rule

WORDS = "Let's dive into the details: it opens."
PHRASE = "It is needless to say that it opens."

#: posts that no comment can be written in: it would be in UTF-16 no UTF-8, or part of a block of code
SEALED = {"invalid-utf8/bad/utf-16", "llm-residue/bad/fence-around-front-matter"}


def opened(text: str, name: str, *codes: str) -> tuple[Post, Desk]:
    settings = Settings(
        today=date(2026, 1, 1), isolated=True, selection=Selection((*codes, "PL901", "PL903"))
    )
    desk, path = Workspace(settings).desk_for(named_source(name))
    return open_post(text.encode("utf-8", "surrogateescape"), path, desk), desk


def all_silenced(text: str, *codes: str, name: str = "post.md") -> str:
    post, desk = opened(text, name, *codes)
    found = lint_post(post, desk).diagnostics
    assert {one.code for one in found} == set(codes)
    done = commented(post, found, desk)
    assert done.left == ()
    return done.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{WORDS}\n", f"<!-- postlint-disable-next-line TX701 -->\n{WORDS}\n"),
        (f"- {WORDS}\n- No.\n", f"- {WORDS} <!-- postlint-disable-line TX701 -->\n- No.\n"),
        (
            f"- No.\n\n  {WORDS}\n",
            f"- No.\n\n  <!-- postlint-disable-next-line TX701 -->\n  {WORDS}\n",
        ),
        (f"No.\r\n\r\n{WORDS}\r\n", f"No.\r\n\r\n<!-- postlint-disable-next-line TX701 -->\r\n{WORDS}\r\n"),
        (
            f"<!-- postlint-disable-next-line TX702 -->\n{WORDS}\n",
            f"<!-- postlint-disable-next-line TX702, TX701 -->\n{WORDS}\n",
        ),
        (
            f"<!-- postlint-disable-next-line TX702 -- quoted -->\n\n{WORDS}\n",
            f"<!-- postlint-disable-next-line TX702, TX701 -- quoted -->\n\n{WORDS}\n",
        ),
    ],
)
def test_the_first_line_of_a_paragraph(text: str, expected: str) -> None:
    post, desk = opened(text, "post.md", "TX701")
    found = [one for one in lint_post(post, desk).diagnostics if one.code == "TX701"]
    assert commented(post, found, desk).text == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"It is.\n{PHRASE}\n", f"It is.\n{PHRASE} <!-- postlint-disable-line TX702 -->\n"),
        (f"It is.\n{PHRASE}  \nNo.\n", f"It is.\n{PHRASE} <!-- postlint-disable-line TX702 -->  \nNo.\n"),
        (
            f"| a |\n|---|\n| {PHRASE} |\n",
            f"| a |\n|---|\n| {PHRASE} <!-- postlint-disable-line TX702 --> |\n",
        ),
        (
            "It is\nneedless to\nsay that it opens.\n",
            (
                "<!-- postlint-disable TX702 -->\n\nIt is\nneedless to\nsay that it opens.\n"
                "\n<!-- postlint-enable TX702 -->\n"
            ),
        ),
    ],
)
def test_a_line_in_the_middle(text: str, expected: str) -> None:
    assert all_silenced(text, "TX702") == expected


@pytest.mark.parametrize(
    "above", ["{{< box >}}", '{% callout "info" %}', "::: moniker", "*[HTML]: a language", "{: .note}"]
)
def test_what_may_be_one_paragraph_is_not_parted(above: str) -> None:
    text = f"It is.\n\n{above}\nThe the quay.\n\nNo.\n"
    assert all_silenced(text, "DU605") == (
        f"It is.\n\n{above}\nThe the quay. <!-- postlint-disable-line DU605 -->\n\nNo.\n"
    )


@pytest.mark.parametrize("above", ["## Home", "***", "```\ncode\n```", "<!-- note -->", "[a]: /b"])
def test_what_has_ended_above_takes_a_comment_below(above: str) -> None:
    text = f"It is.\n\n{above}\nThe the quay.\n"
    assert all_silenced(text, "DU605") == (
        f"It is.\n\n{above}\n<!-- postlint-disable-next-line DU605 -->\nThe the quay.\n"
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{{< box >}}\nIt is\nneedless to\nsay that it opens.\n{{< /box >}}\n", "TX702"),
        ("{: .note}\n## The the quay\n", "DU605"),
        ("{{< box >}}\nThe the quay\n------------\n", "DU605"),
        ("It is\nneedless to\nsay that it opens.\n{: .note}\n", "TX702"),
    ],
)
def test_a_block_is_silenced_with_all_that_belongs_to_it(text: str, code: str) -> None:
    assert all_silenced(f"No.\n\n{text}", code) == (
        f"No.\n\n<!-- postlint-disable {code} -->\n\n{text}\n<!-- postlint-enable {code} -->\n"
    )


def test_the_excerpt_stays_above_the_first_blank_line() -> None:
    front, text = "---\ntitle: Home\n---\n\n", "It is\nneedless to\nsay that it opens.\n"
    assert all_silenced(f"{front}{text}\nNo.\n", "TX702") == (
        f"{front}<!-- postlint-disable TX702 -->\n{text}\n<!-- postlint-enable TX702 -->\n\nNo.\n"
    )


def test_the_items_of_a_list_are_not_set_apart() -> None:
    text = "- No.\n  ```\n  a\x07b\n  ```\n- No.\n"
    assert all_silenced(text, "EN504") == (
        "- No.\n  <!-- postlint-disable EN504 -->\n  ```\n  a\x07b\n  ```\n"
        "  <!-- postlint-enable EN504 -->\n- No.\n"
    )


def test_the_label_of_a_link_is_left_whole() -> None:
    text = "It is.\n[The the\nold quay] opens.\n"
    definition = "\n[the the old quay]: /quay\n"
    assert all_silenced(text + definition, "DU605") == (
        f"<!-- postlint-disable DU605 -->\n\n{text}\n<!-- postlint-enable DU605 -->\n{definition}"
    )


def test_a_backslash_still_breaks_the_line() -> None:
    text = "It is.\nThe the quay.\\\nNo.\n"
    assert all_silenced(text, "DU605") == (
        "It is.\nThe the quay. <!-- postlint-disable-line DU605 -->\\\nNo.\n"
    )


def test_code_has_comments_around_it() -> None:
    text = "Run:\n\n```sh\npostlint\x07 check\npost\x07lint\n```\n\nDone.\n"
    assert all_silenced(text, "EN504") == (
        "Run:\n\n<!-- postlint-disable EN504 -->\n\n```sh\npostlint\x07 check\npost\x07lint\n```\n"
        "\n<!-- postlint-enable EN504 -->\n\nDone.\n"
    )


def test_a_quote_keeps_its_marks() -> None:
    text = "> It is.\n> The the quay.\n"
    assert all_silenced(text, "DU605") == "> It is.\n> The the quay. <!-- postlint-disable-line DU605 -->\n"
    code = "> ```\n> a\x07b\n> ```\n"
    assert all_silenced(code, "EN504") == (
        f"> <!-- postlint-disable EN504 -->\n>\n{code}>\n> <!-- postlint-enable EN504 -->\n"
    )


def test_a_heading_has_it_above() -> None:
    text = "No.\n\n## The the quay\n"
    assert all_silenced(text, "DU605") == (
        "No.\n\n<!-- postlint-disable-next-line DU605 -->\n## The the quay\n"
    )


def test_several_findings_of_a_line_share_a_comment() -> None:
    text = "Let's dive into the details: needless to say, the the quay opens.\n"
    assert all_silenced(text, "DU605", "TX701", "TX702") == (
        f"<!-- postlint-disable-next-line DU605, TX701, TX702 -->\n{text}"
    )


def test_mdx_has_comments_of_its_own() -> None:
    assert all_silenced(f"{WORDS}\n", "TX701", name="post.mdx") == (
        f"{{/* postlint-disable-next-line TX701 */}}\n{WORDS}\n"
    )


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ('title: "Update: home"', 'title: "Update: home" # postlint: disable=TX713'),
        ("title: >\n  Update: home", "# postlint: disable=TX713\ntitle: >\n  Update: home"),
        (
            "title: 'Update:\n  home'\nlayout: post",
            "# postlint: disable=TX713\ntitle: 'Update:\n  home'\nlayout: post",
        ),
        (
            "title: 'Update: home' # postlint: disable=SC101",
            "title: 'Update: home' # postlint: disable=SC101,TX713",
        ),
    ],
)
def test_front_matter(block: str, expected: str) -> None:
    text = f"---\n{block}\n---\n\nIt opens.\n"
    post, desk = opened(text, "post.md", "TX713", "SC101")
    found = [one for one in lint_post(post, desk).diagnostics if one.code == "TX713"]
    assert commented(post, found, desk).text == f"---\n{expected}\n---\n\nIt opens.\n"


def test_toml() -> None:
    text = '+++\ntitle = "Update: home"\n+++\n\nIt opens.\n'
    assert 'title = "Update: home" # postlint: disable=TX713\n' in all_silenced(text, "TX713")


def test_what_is_missing_is_silenced_above_the_closing_fence() -> None:
    text = "---\nlayout: post\ntitle: Home\n---\n\nIt opens.\n"
    assert all_silenced(text, "SC101") == (
        "---\nlayout: post\ntitle: Home\n# postlint: disable=SC101\n---\n\nIt opens.\n"
    )


def test_json_takes_no_comment() -> None:
    text = '{\n  "title": "Update: home"\n}\n\nIt opens.\n'
    post, desk = opened(text, "post.md", "TX713")
    found = lint_post(post, desk).diagnostics
    assert Commenter(post, desk).comment_for_line(found) is None
    assert commented(post, found, desk).text == (
        '{\n  "title": "Update: home"\n}\n\n<!-- postlint-disable-file TX713 -->\nIt opens.\n'
    )


def test_the_whole_file() -> None:
    text = f"---\ntitle: Home\n---\n\n{WORDS}\n"
    post, desk = opened(text, "post.md", "TX701")
    found = lint_post(post, desk).diagnostics
    comment = Commenter(post, desk).comment_for_file(found)
    assert comment is not None
    assert comment.reach is Reach.FILE
    assert [edit.replacement for edit in comment.edits] == ["<!-- postlint-disable-file TX701 -->\n"]
    once = open_post(written(post, applied(text, comment.edits)), post.path, desk)
    assert lint_post(once, desk).diagnostics == ()


def test_a_body_without_text_gets_the_comment_at_its_end() -> None:
    text = '{"title": "Update: home"}'
    assert all_silenced(text, "TX713") == f"{text}\n\n<!-- postlint-disable-file TX713 -->\n"


@pytest.mark.parametrize(
    "block",
    [
        "Number {} is\nneedless to\nsay.\n\n",
        "- Needless to say {}.\n",
        "Needless to say {}.\n\n",
        "> Number {} is\n> needless to\n> say.\n\nNo.\n\nNumber {} is needless to\nsay, needless to say.\n\n",
    ],
)
def test_many_findings_are_proven_together(block: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A post with a hundred findings must not be checked a hundred times."""
    checked: list[Post] = []

    def counting(post: Post, desk: Desk) -> FileResult:
        checked.append(post)
        return lint_post(post, desk)

    monkeypatch.setattr(proof, "lint_post", counting)
    text = "".join(block.replace("{}", str(number)) for number in range(100))
    assert "disable-file" not in all_silenced(text, "TX702")
    assert len(checked) < 12


def test_what_is_left_is_not_told_as_silenced() -> None:
    text = f"{WORDS}\n\nIt opens.\n"
    post, desk = opened(text, "post.md", "TX701")
    (found,) = lint_post(post, desk).diagnostics
    # a rule that postlint does not know cannot be named in a comment
    unknown = found._replace(code="ZZ999", span=Span(len(text) - 3, len(text) - 2))
    findings = Findings((found, unknown), (found, unknown), "post.md")
    done = Silencing().changed(text.encode(), "post.md", desk, findings)
    assert done.fixed == (found,)
    assert done.raw.decode() == f"<!-- postlint-disable-next-line TX701 -->\n{text}"


@pytest.mark.parametrize("across", [False, True], ids=["one-post", "across-posts"])
def test_every_finding_of_the_cases_can_be_silenced(across: bool, tmp_path: Path) -> None:
    faults = [
        f"{case.id}: {fault}"
        for number, case in enumerate(find_cases("bad"))
        if is_across(case) is across and case.id not in SEALED
        for fault in (faults_across(copied(case, tmp_path / str(number))) if across else faults_in(case))
    ]
    assert faults == []


def is_across(case: Case) -> bool:
    rule = find_rule(case.rule)
    return rule is not None and rule.across is not None


def faults_in(case: Case) -> Iterator[str]:
    """What is found in posts when all that was found in them has a comment."""
    workspace = Workspace(settings_with_comments(case))
    for file in case.posts:
        desk, path = workspace.desk_for(named_source(str(file)))
        post = open_post(file.read_bytes(), path, desk)
        done = commented(post, lint_post(post, desk).diagnostics, desk)
        after = lint_post(open_post(written(post, done.text), path, desk), desk).diagnostics
        yield from (f"{one.code} {one.message}" for one in (*after, *done.left))


def faults_across(case: Case) -> Iterator[str]:
    settings = settings_with_comments(case)
    paths = [str(file) for file in case.posts]
    for found in check_paths(paths, settings).report.results:
        file = Path(found.path)
        raw = file.read_bytes()
        desk, path = Workspace(settings).desk_for(named_source(str(file)))
        post = open_post(raw, path, desk)
        done = commented(post, found.diagnostics, desk)
        file.write_bytes(written(post, done.text))
        after = check_paths(paths, settings).report.diagnostics
        file.write_bytes(raw)
        yield from (f"{one.code} {one.message}" for one in (*after, *done.left) if one.path == found.path)


def written(post: Post, text: str) -> bytes:
    bom = "\ufeff" if post.bom else ""
    return (bom + text).encode("utf-8", "surrogateescape")


def copied(case: Case, folder: Path) -> Case:
    """The same case at a place where it may be written."""
    target = folder / case.path.name
    if case.path.is_dir():
        shutil.copytree(case.path, target)
    else:
        folder.mkdir()
        shutil.copy(case.path, target)
    return dataclasses.replace(case, path=target)


def settings_with_comments(case: Case) -> Settings:
    """The case's rule with those that say which comments are useless."""
    settings = settings_of(case)
    return records.replace(
        settings, selection=Selection((*(settings.selection.select or ()), "PL901", "PL903"))
    )
