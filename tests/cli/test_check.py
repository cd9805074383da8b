"""`postlint check` as its user meets it."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from cli.conftest import CLEAN, JPEG, WITHOUT_AUTHOR, Call


def write(folder: Path, **posts: str) -> None:
    for name, text in posts.items():
        (folder / f"{name}.md").write_text(text)


def test_clean(postlint: Call, folder: Path) -> None:
    write(folder, mill=CLEAN)
    outcome = postlint("check", ".")
    assert outcome == (0, "", "checked 1 file: all good\n")


def test_findings(postlint: Call, folder: Path) -> None:
    write(folder, mill=WITHOUT_AUTHOR)
    outcome = postlint("check", "mill.md", "--output-format", "concise")
    assert outcome.status == 1
    assert outcome.out == "mill.md:7:1: error: SC101 `author` is missing\n"
    assert outcome.err == "checked 1 file: 1 error\n"


@pytest.mark.parametrize("words", [[], ["."], ["mill.md"], ["--select", "SC", "mill.md"], ["check"]])
def test_check_is_the_default_command_and_here_the_default_path(
    postlint: Call, folder: Path, words: list[str]
) -> None:
    write(folder, mill=WITHOUT_AUTHOR)
    assert postlint(*words).status == 1


def test_nothing_checked(postlint: Call) -> None:
    for words in (["check", "."], ["check", "--diff"], ["baseline"]):
        assert postlint(*words) == (3, "", "nothing was checked: no Markdown files there\n")


def test_all_excluded_is_nothing_checked(postlint: Call, folder: Path) -> None:
    write(folder, mill=CLEAN)
    (folder / "postlint.toml").write_text('exclude = ["*.md"]\n')
    outcome = postlint("check", ".")
    assert outcome.status == 3
    assert "1 excluded by the configuration" in outcome.err
    assert postlint("check", "mill.md").status == 0
    assert "nothing was checked: all files were left out\n" in outcome.err
    of_hook = postlint("check", "mill.md", "--force-exclude")
    assert of_hook.status == 0
    assert "nothing to check: all files were left out\n" in of_hook.err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["check", "nowhere.md"], "no file or folder at nowhere.md"),
        (["chekc", "."], "did you mean the command `check`?"),
        (["check", "--select", "TX999", "."], "TX999"),
        (["check", "--isolated", "--config", "x.toml"], "--isolated and --config contradict each other"),
        (["check", "--config", "nowhere.toml", "."], "no configuration at nowhere.toml"),
        (["check", "--schema", "psot", "."], "psot"),
        (["check", "--schema", "https://example.com/x.json", "."], "https://example.com/x.json"),
        (["check", "-", "mill.md"], "takes no other path"),
        (["check", ""], "an empty path"),
        (["check", "x" * 300 + ".md"], "File name too long"),
        (["check", ".", "--root", "nowhere"], "no folder at nowhere"),
        (["check", ".", "--select", ""], "no rule is left to run"),
        (["check", ".", "--ignore", "ALL"], "no rule is left to run"),
        (["check", "mill.md", "--stdin-filename", "x.md"], "--stdin-filename needs"),
        (["check", "--fail-on", "sometimes", "."], "--fail-on"),
        (["check", "--no-such-option", "."], "--no-such-option"),
        (["check", "--today", "tomorrow", "."], "--today"),
    ],
)
def test_mistakes_in_the_call(postlint: Call, folder: Path, words: list[str], message: str) -> None:
    write(folder, mill=CLEAN)
    outcome = postlint(*words)
    assert outcome.status == 2
    assert outcome.out == ""
    assert message in outcome.err


def test_a_broken_configuration(postlint: Call, folder: Path) -> None:
    write(folder, mill=CLEAN)
    (folder / "postlint.toml").write_text('ingore = ["TX"]\n')
    outcome = postlint("check", ".")
    assert outcome.status == 2
    assert outcome.err == "postlint: postlint.toml:1:1: unknown key `ingore`: did you mean `ignore`?\n"
    assert postlint("check", ".", "--isolated").status == 0


def test_a_number_below_what_makes_sense(postlint: Call, folder: Path) -> None:
    write(folder, mill=CLEAN)
    (folder / "postlint.toml").write_text("[rules.filename-date-mismatch]\ntolerance = -1\n")
    outcome = postlint("check", ".")
    assert outcome.status == 2
    assert outcome.err == "postlint: postlint.toml:2:13: `tolerance` is -1, but the least is 0\n"


def test_select_and_ignore(postlint: Call, folder: Path) -> None:
    write(folder, mill=WITHOUT_AUTHOR.replace("The wheel was", "\ufffd"))
    assert "EN503" not in postlint("check", ".", "--select", "SC").out
    assert "SC101" not in postlint("check", ".", "--ignore", "missing-field").out
    both = postlint("check", ".", "--select", "SC,EN", "--ignore", "EN502", "--output-format", "concise")
    assert [line.split()[2] for line in both.out.splitlines()] == ["EN503", "SC101"]


@pytest.mark.parametrize(("limit", "status"), [("error", 1), ("warning", 1), ("info", 1), ("never", 0)])
def test_fail_on_with_an_error(postlint: Call, folder: Path, limit: str, status: int) -> None:
    write(folder, mill=WITHOUT_AUTHOR)
    assert postlint("check", ".", "--fail-on", limit).status == status


@pytest.mark.parametrize(("limit", "status"), [("error", 0), ("warning", 0), ("info", 1), ("never", 0)])
def test_fail_on_with_an_info(postlint: Call, folder: Path, limit: str, status: int) -> None:
    write(folder, mill=WITHOUT_AUTHOR)
    (folder / "postlint.toml").write_text('[severity]\nSC101 = "info"\n')
    assert postlint("check", ".", "--fail-on", limit).status == status


def test_schema_of_the_command_line(postlint: Call, folder: Path) -> None:
    write(folder, mill="---\ntitle: The mill\n---\n")
    (folder / "own.json").write_text('{"required": ["title"]}')
    assert postlint("check", ".", "--schema", "own.json").status == 0
    assert postlint("check", ".", "--schema", "none").status == 0
    assert postlint("check", ".", "--schema", "post").status == 1


def test_stdin(postlint: Call) -> None:
    outcome = postlint(
        "check", "-", "--stdin-filename", "news/mill.md", "--output-format", "concise",
        given=WITHOUT_AUTHOR.encode(),
    )  # fmt: skip
    assert outcome.out == "news/mill.md:7:1: error: SC101 `author` is missing\n"
    assert outcome.status == 1


@pytest.mark.parametrize(("day", "told"), [("2025-04-01", []), ("2025-04-03", ["new.md"])])
def test_stdin_is_told_of_itself_alone(postlint: Call, folder: Path, day: str, told: list[str]) -> None:
    """What stands in other posts would be taken for lines of the text that is being written."""
    (folder / "postlint.toml").write_text("")
    write(folder, old=CLEAN)
    given = CLEAN.replace("2025-04-02", day)
    words = ("--select", "SL304", "--output-format", "json")
    outcome = postlint("check", "-", "--stdin-filename", "new.md", *words, given=given.encode())
    report = json.loads(outcome.out)
    assert ([found["path"] for found in report["findings"]], report["files"]) == (told, 1)
    write(folder, new=given)
    found = json.loads(postlint("check", "new.md", *words).out)["findings"]
    assert [each["path"] for each in found] == (told or ["old.md"])


def test_the_closing_line_counts_posts_that_were_not_named_apart(postlint: Call, folder: Path) -> None:
    (folder / "postlint.toml").write_text("")
    write(folder, old=CLEAN.replace("2025", "2024"), new=CLEAN)
    outcome = postlint("check", "old.md", "--select", "SL304")
    assert outcome.err == "checked 1 file: 1 info in 1 other file\n"


def test_stdin_uses_the_configuration_and_the_images_of_its_place(postlint: Call, folder: Path) -> None:
    (folder / "news").mkdir()
    (folder / "news" / "mill.jpg").write_bytes(JPEG)
    (folder / "news" / "postlint.toml").write_text('ignore = ["SC"]\n')
    given = CLEAN.replace("https://cdn.example.net/mill.jpg", "mill.jpg").replace("author: Ada Finch\n", "")
    assert postlint("check", "-", "--stdin-filename", "news/new.md", given=given.encode()).status == 0
    assert postlint("check", "-", "--stdin-filename", "new.md", given=given.encode()).status == 1


def test_what_a_hook_names_is_taken_as_if_it_had_been_found(postlint: Call, folder: Path) -> None:
    write(folder, README="# The mill\n\nHow the site is built.\n")
    assert "FM001" in postlint("check", "README.md").out
    assert postlint("check", "README.md", "--force-exclude").status == 0
    given = (folder / "README.md").read_bytes()
    assert postlint("check", "-", "--stdin-filename", "README.md", "--force-exclude", given=given).status == 0


def test_a_template_for_new_posts_is_left_out_when_a_hook_names_it(postlint: Call, folder: Path) -> None:
    (folder / "hugo.toml").touch()
    (folder / "archetypes").mkdir()
    write(folder, **{"archetypes/default": "---\ntitle: {{ .Name }}\n---\n"})
    outcome = postlint("check", "archetypes/default.md", "--force-exclude")
    assert outcome.status == 0
    assert "left out: 1 copied for new posts" in outcome.err


def test_root(postlint: Call, folder: Path) -> None:
    (folder / "site" / "posts").mkdir(parents=True)
    (folder / "site" / "mill.jpg").write_bytes(JPEG)
    write(folder, **{"site/posts/mill": CLEAN.replace("https://cdn.example.net/", "/")})
    assert postlint("check", "site/posts").status == 1
    assert postlint("check", "site/posts", "--root", "site").status == 0


def test_today(postlint: Call, folder: Path) -> None:
    write(folder, mill=CLEAN)
    assert postlint("check", ".", "--today", "2025-01-01").status == 0
    outcome = postlint("check", ".", "--today", "2010-01-01", "--output-format", "concise")
    assert outcome.out == "mill.md:4:7: warning: DT208 `date` is in the year 2025\n"


def test_json(postlint: Call, folder: Path) -> None:
    write(folder, mill=WITHOUT_AUTHOR)
    outcome = postlint("check", ".", "--output-format", "json")
    report = json.loads(outcome.out)
    assert report["summary"] == {"error": 1, "warning": 0, "info": 0}
    [finding] = report["findings"]
    assert (finding["path"], finding["line"], finding["column"]) == ("mill.md", 7, 1)


def test_jsonl_holds_what_is_promised(postlint: Call, folder: Path) -> None:
    write(folder, mill=WITHOUT_AUTHOR)
    finding = json.loads(postlint("check", ".", "--output-format", "jsonl").out)
    promised = "path line column end_line end_column code name severity message fix related"
    assert set(promised.split()) <= finding.keys()


@pytest.mark.parametrize("workspace", ["", "GITHUB_WORKSPACE"])
@pytest.mark.parametrize("name", ["news", ".news"])
def test_github_paths_begin_at_the_top_of_the_checkout(
    postlint: Call, folder: Path, monkeypatch: pytest.MonkeyPatch, workspace: str, name: str
) -> None:
    (folder / "site" / ".git").mkdir(parents=True)
    (folder / "site" / name).mkdir()
    write(folder, **{f"site/{name}/mill": WITHOUT_AUTHOR})
    if workspace:
        monkeypatch.setenv(workspace, str(folder / "site"))
    monkeypatch.chdir(folder / "site" / name)
    for path in (".", "mill.md", str(folder / "site" / name)):
        assert f"file={name}/mill.md," in postlint("check", path, "--output-format", "github").out


def test_a_link_leads_to_a_file_of_the_checkout(
    postlint: Call, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "site" / ".git").mkdir(parents=True)
    write(folder, **{"site/mill": WITHOUT_AUTHOR, "weir": WITHOUT_AUTHOR})
    monkeypatch.setenv("GITHUB_REPOSITORY", "mill/site")
    monkeypatch.setenv("GITHUB_SHA", "1f")
    monkeypatch.delenv("GITHUB_SERVER_URL", raising=False)
    monkeypatch.chdir(folder / "site")
    words = ("check", str(folder / "site" / "mill.md"), "../weir.md", "--output-format", "markdown")
    page = postlint(*words).out
    assert "[mill.md:7:1](https://github.com/mill/site/blob/1f/mill.md?plain=1#L7)" in page
    assert "| ../weir.md:7:1 |" in page


def test_statistics(postlint: Call, folder: Path) -> None:
    write(folder, mill=WITHOUT_AUTHOR, wheel=WITHOUT_AUTHOR)
    assert postlint("check", ".", "--statistics").out.split()[5:8] == ["2", "SC101", "missing-field"]
    counted = json.loads(postlint("check", ".", "--statistics", "--output-format", "json").out)
    assert counted["statistics"][0]["count"] == 2


def test_quiet(postlint: Call, folder: Path) -> None:
    write(folder, mill=CLEAN)
    assert postlint("check", ".", "--quiet") == (0, "", "")


@pytest.mark.parametrize(
    ("words", "environment", "is_colorful"),
    [
        ([], {}, False),
        ([], {"FORCE_COLOR": "1"}, True),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        (["--color", "always"], {"NO_COLOR": "1"}, True),
        (["--color", "never"], {"FORCE_COLOR": "1"}, False),
    ],
)
def test_color(
    postlint: Call,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: list[str],
    environment: dict[str, str],
    is_colorful: bool,
) -> None:
    write(folder, mill=WITHOUT_AUTHOR)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert ("\x1b[" in postlint("check", ".", *words).out) is is_colorful


def test_most_posts_lack_a_field(postlint: Call, folder: Path) -> None:
    write(folder, a=WITHOUT_AUTHOR, b=WITHOUT_AUTHOR, c=WITHOUT_AUTHOR, d=CLEAN)
    assert "in most of the 4 posts `author` is missing" in postlint("check", ".").err


def test_two_sites_under_one_configuration(postlint: Call, folder: Path) -> None:
    (folder / "postlint.toml").write_text('select = ["SC101"]\n')
    for name in ("blog", "docs/content", "blog/_posts"):
        (folder / name).mkdir(parents=True)
    (folder / "docs" / "hugo.toml").touch()
    write(folder, **{"docs/content/mill": "---\ntitle: x\n---\n", "blog/_posts/mill": WITHOUT_AUTHOR})
    concise = "--output-format", "concise"
    assert [line.split(":")[0] for line in postlint("check", ".", *concise).out.splitlines()] == [
        "blog/_posts/mill.md"
    ]


def test_a_generator_without_a_schema_is_said(postlint: Call, folder: Path) -> None:
    (folder / "hugo.toml").touch()
    (folder / "content").mkdir()
    write(folder, **{"content/mill": "---\ntitle: The mill\n---\n"})
    outcome = postlint("check", ".")
    assert outcome.status == 0
    assert "no schema is known for posts of hugo" in outcome.err


def test_templates_for_new_posts_are_left_out(postlint: Call, folder: Path) -> None:
    (folder / "hugo.toml").touch()
    (folder / "archetypes").mkdir()
    write(folder, **{"archetypes/default": "---\ntitle: {{ .Name }}\n---\n"})
    outcome = postlint("check", ".")
    assert outcome.status == 3
    assert "left out: 1 copied for new posts" in outcome.err


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_an_unreadable_file(postlint: Call, folder: Path) -> None:
    write(folder, mill=CLEAN, wheel=CLEAN)
    (folder / "mill.md").chmod(0)
    outcome = postlint("check", ".")
    assert outcome.status == 2
    assert "cannot read mill.md: Permission denied" in outcome.err
    assert "checked 1 file" in outcome.err


def test_a_pipe_is_not_waited_for(postlint: Call, folder: Path) -> None:
    os.mkfifo(folder / "pipe.md")
    write(folder, mill=CLEAN)
    assert "left out: 1 no regular file" in postlint("check", ".").err
    named = postlint("check", "pipe.md")
    assert named.status == 2
    assert "cannot read pipe.md: it is no regular file" in named.err


def test_pages_alone_are_said(postlint: Call, folder: Path) -> None:
    write(folder, notes="The wheel turned.\n")
    assert "none of these files is a post" in postlint("check", ".").err


def test_strange_bytes_are_findings(postlint: Call, folder: Path) -> None:
    (folder / "mill.md").write_bytes(CLEAN.encode().replace(b"Ada", b"Ad\xe9"))
    outcome = postlint("check", ".", "--output-format", "concise")
    assert outcome.status == 1
    assert "EN501" in outcome.out
