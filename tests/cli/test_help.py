"""`--help` of every command, and the man page that says the same."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from cli.conftest import CLEAN, WITHOUT_AUTHOR, Call

from postlint.cli import COMMANDS
from postlint.cli.help_page import HelpPage
from postlint.cli.man_page import help_pages

ROOT = Path(__file__).parents[2]
PAGES = help_pages()
EXAMPLES = [example for page in PAGES for example in page.examples]
MAN_PAGE = ROOT / "docs" / "postlint.1"


@pytest.fixture(params=PAGES, ids=lambda page: page.name)
def page(request: pytest.FixtureRequest) -> HelpPage:
    return request.param  # type: ignore[no-any-return]


def words_of(page: HelpPage) -> list[str]:
    return page.name.split()[1:]


def test_there_is_a_page_for_every_command() -> None:
    assert {page.name.split()[1] for page in PAGES[1:]} == set(COMMANDS)


def test_all_that_is_to_be_said_is_shown(postlint: Call, page: HelpPage) -> None:
    outcome = postlint(*words_of(page), "--help")
    assert (outcome.status, outcome.err) == (0, "")
    shown = " ".join(outcome.out.split())
    for paragraph in page.paragraphs:
        assert paragraph in shown
    for section in page.sections:
        assert f"{section.title}: " in shown
        for entry in section.entries:
            assert f"{entry.term} {entry.text}" in shown
    assert [line.strip() for line in outcome.out.splitlines()][-len(page.examples) :] == list(page.examples)


@pytest.mark.parametrize("columns", ["80", "200"])
def test_lines_fit(postlint: Call, monkeypatch: pytest.MonkeyPatch, page: HelpPage, columns: str) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    longest = max(len(line) for line in postlint(*words_of(page), "--help").out.splitlines())
    assert longest <= min(int(columns), 100)


def test_every_option_says_what_it_is_for(page: HelpPage) -> None:
    for section in page.sections:
        for entry in section.entries:
            assert entry.text.strip(), entry.term


def test_every_page_has_examples(page: HelpPage) -> None:
    assert page.examples
    for example in page.examples:
        assert example.startswith(page.name)


@pytest.mark.parametrize("example", EXAMPLES)
def test_examples_work(postlint: Call, folder: Path, example: str) -> None:
    for name in ("_posts/2025-03-04-library.md", "_drafts/a.md", "a.md"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(CLEAN)
    (folder / "own.schema.json").write_text("{}")
    subprocess.run(["git", "init", "--quiet", folder], check=True)
    command, _, given = example.partition("#")[0].partition("<")
    if "baseline --update" in command:
        (folder / "a.md").write_text(WITHOUT_AUTHOR)
        postlint("baseline")
    outcome = postlint(
        *shlex.split(command)[1:], given=(folder / given.strip()).read_bytes() if given else b""
    )
    assert outcome.status in (0, 1)
    assert outcome.err == "" or "postlint: " not in outcome.err


@pytest.mark.parametrize("group", ["config", "schema", "phrases"])
def test_a_group_without_a_command_answers_with_its_help(postlint: Call, group: str) -> None:
    outcome = postlint(group)
    assert outcome.status == 2
    assert outcome.out == postlint(group, "--help").out


def test_help_is_quick_to_come() -> None:
    probe = (
        "import sys; from postlint.cli import main\ntry: main(['check', '-h'])\nfinally: print(*sys.modules)"
    )
    ended = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert not {"rich", "postlint.registry"} & set(ended.stdout.splitlines()[-1].split())


def test_the_man_page_says_all_of_it(page: HelpPage) -> None:
    man = MAN_PAGE.read_text(encoding="utf-8").replace("\\-", "-").replace("\\fB", "").replace("\\fR", "")
    for section in page.sections:
        for entry in section.entries:
            assert f"\n.TP\n{entry.term}\n{entry.text.replace('`', '')}\n" in man
    for example in page.examples:
        assert f"\n{example}\n" in man


@pytest.mark.skipif(shutil.which("groff") is None, reason="groff is not installed")
def test_the_man_page_is_set_without_a_warning() -> None:
    ended = subprocess.run(
        ["groff", "-man", "-Tutf8", "-ww", "-P-c", MAN_PAGE], capture_output=True, text=True, check=True
    )
    assert ended.stderr == ""
    plain = re.sub(".\x08", "", ended.stdout)
    assert "\n       postlint check [OPTIONS] [PATHS]...\n" in plain
    assert "\n       --stdin-filename PATH\n" in plain
