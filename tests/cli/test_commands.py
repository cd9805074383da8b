"""The commands beside `check`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from cli.conftest import CLEAN, Call

from postlint import __version__
from postlint.registry import all_rules


@pytest.mark.parametrize("word", ["--version", "-V"])
def test_version(postlint: Call, word: str) -> None:
    assert postlint(word).out == f"postlint {__version__}\n"


def test_help_names_every_command(postlint: Call) -> None:
    out = postlint("--help").out
    for command in ("check", "rule", "rules", "config", "schema", "phrases", "server"):
        assert command in out


@pytest.mark.parametrize("name", ["IM401", "im401", "image-not-found"])
def test_rule(postlint: Call, name: str) -> None:
    outcome = postlint("rule", name)
    assert outcome.status == 0
    assert outcome.out.startswith("IM401 image-not-found\n")
    assert "\nerror by default, offers a fix, since 0.1.0\n" in outcome.out
    for heading in ("Why", "Bad", "Good", "Limits", "Configure", "skip = []"):
        assert heading in outcome.out


def test_an_unknown_rule(postlint: Call) -> None:
    outcome = postlint("rule", "image-not-fuond")
    assert outcome.status == 2
    assert "did you mean `image-not-found`?" in outcome.err


def test_rules(postlint: Call) -> None:
    lines = postlint("rules").out.splitlines()
    assert [line.split()[0] for line in lines] == [rule.code for rule in all_rules()]


def test_rules_as_json(postlint: Call) -> None:
    listed = json.loads(postlint("rules", "--format", "json").out)
    assert [rule["name"] for rule in listed] == [rule.name for rule in all_rules()]
    assert all(rule["summary"] for rule in listed)


def test_config_show(postlint: Call, folder: Path) -> None:
    (folder / "postlint.toml").write_text('ignore = ["TX"]\n[severity]\nIM401 = "info"\n')
    out = postlint("config", "show").out
    assert out.startswith("# from postlint.toml\n")
    assert 'IM401 = "info"' in out
    assert "TX701" not in out


def test_config_show_tells_what_is_found_by_looking(postlint: Call, folder: Path) -> None:
    (folder / "_posts").mkdir()
    out = postlint("config", "show", "_posts").out
    assert f"# the site's root is {folder}\n" in out
    assert "# the generator is jekyll\n" in out
    assert "# posts are held against the schema post\n" in out


def test_config_show_for_a_post(postlint: Call, folder: Path) -> None:
    (folder / "postlint.toml").write_text('[[overrides]]\npaths = ["drafts/**"]\nignore = ["IM"]\n')
    assert "IM401" in postlint("config", "show", "a.md").out
    assert "IM401" not in postlint("config", "show", "drafts/a.md").out


def test_schema_list(postlint: Call) -> None:
    assert "post" in postlint("schema", "list").out


def test_schema_show(postlint: Call) -> None:
    out = postlint("schema", "show", "post").out
    for field in ("layout", "title", "date", "author", "excerpt", "image"):
        assert field in out
    shown = json.loads(postlint("schema", "show", "post", "--format", "json").out)
    assert set(shown["required"]) == {"layout", "title", "date", "author", "excerpt", "image"}


def test_schema_show_unknown(postlint: Call) -> None:
    outcome = postlint("schema", "show", "psot")
    assert outcome.status == 2
    assert "did you mean" in outcome.err


def test_schema_check(postlint: Call, folder: Path) -> None:
    (folder / "good.json").write_text('{"type": "object"}')
    (folder / "bad.json").write_text('{"type": "strng"}')
    assert postlint("schema", "check", "good.json").status == 0
    outcome = postlint("schema", "check", "good.json", "bad.json")
    assert outcome.status == 1
    assert "bad.json" in outcome.out
    assert "strng" in outcome.out


def test_schema_check_tells_keys_that_are_no_keywords(postlint: Call, folder: Path) -> None:
    (folder / "own.json").write_text('{"requierd": ["title"]}')
    outcome = postlint("schema", "check", "own.json")
    assert outcome.status == 0
    assert "warning: own.json:1:2: `requierd` is no keyword" in outcome.err
    assert outcome.err.endswith("checked 1 schema: 1 warning\n")


def test_schema_check_tells_formats_that_are_not_checked(postlint: Call, folder: Path) -> None:
    (folder / "own.json").write_text('{"properties": {"date": {"format": "dat"}}}')
    outcome = postlint("schema", "check", "own.json")
    assert outcome.status == 0
    assert "the format “dat” is not known" in outcome.err


def test_as_a_module() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "postlint", "--version"], capture_output=True, text=True, check=True
    )
    assert ended.stdout == f"postlint {__version__}\n"


def test_a_closed_pipe_is_quiet(folder: Path) -> None:
    for number in range(300):
        (folder / f"{number}.md").write_text("---\n- a list\n---\n")
    reader = f"{sys.executable} -m postlint check . --output-format concise | head -n 1"
    ended = subprocess.run(["bash", "-c", reader], capture_output=True, text=True, check=True)
    assert ended.stdout.count("\n") == 1
    assert "Traceback" not in ended.stderr
    assert "BrokenPipe" not in ended.stderr


@pytest.mark.parametrize("variable", [{}, {"_POSTLINT_COMPLETE": "source_bash"}], ids=["help", "completion"])
def test_a_pipe_that_was_closed_before_is_quiet(variable: dict[str, str]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    ended = subprocess.run(
        [sys.executable, "-m", "postlint", "schema"],
        stdout=writer,
        stderr=subprocess.PIPE,
        env={**os.environ, **variable},
        check=False,
    )
    os.close(writer)
    assert (ended.returncode, ended.stderr) == (1, b"")


@pytest.mark.parametrize(
    ("words", "interrupted"),
    [
        ("a.md", "postlint.cli.plain_call.plain_call"),
        ("a.md", "postlint.cli.checking.check_paths"),
        ("rules", "postlint.cli.app.build_app"),
    ],
)
def test_ctrl_c_is_quiet(
    postlint: Call, folder: Path, monkeypatch: pytest.MonkeyPatch, words: str, interrupted: str
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    (folder / "a.md").write_text(CLEAN, encoding="utf-8")
    monkeypatch.setattr(interrupted, interrupt)
    assert postlint(words) == (130, "", "")


@pytest.mark.parametrize("redirection", ["<&-", ">&-", "2>&-", ">/dev/full"])
def test_no_traceback_when_a_stream_is_not_there(folder: Path, redirection: str) -> None:
    (folder / "a.md").write_text("---\n- a list\n---\n")
    path = "-" if redirection.startswith("<") else "a.md"
    command = f"{sys.executable} -m postlint check {path} {redirection}"
    ended = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert "Traceback" not in ended.stderr
    assert ended.returncode in (1, 2)
