"""`postlint init` as its user meets it."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
import yaml
from cli.conftest import CLEAN, WITHOUT_AUTHOR, Call

WITH_GENRE = "---\ntitle: Report {number}\ngenre: {genre}\n---\n\nThe report of day {number}.\n"


@pytest.fixture
def jekyll(folder: Path) -> Path:
    (folder / "_config.yml").write_text("title: News\n")
    (folder / "_posts").mkdir()
    (folder / "_posts" / "2025-04-02-mill.md").write_text(CLEAN)
    (folder / "_posts" / "2025-04-03-port.md").write_text(WITHOUT_AUTHOR)
    return folder


@pytest.fixture
def hugo(folder: Path) -> Path:
    (folder / "hugo.toml").write_text("")
    (folder / "content" / "posts").mkdir(parents=True)
    for number in range(10):
        text = WITH_GENRE.format(number=number, genre="news" if number % 2 else "sports")
        (folder / "content" / "posts" / f"{number}.md").write_text(text)
    return folder


def test_a_site_that_fits_the_bundled_schema_gets_it(postlint: Call, jekyll: Path) -> None:
    outcome = postlint("init")
    assert outcome.status == 0
    assert "a site of Jekyll, with 2 posts among 2 files" in outcome.err
    assert tomllib.loads((jekyll / "postlint.toml").read_text()) == {"generator": "jekyll", "schema": "post"}
    assert postlint("check", "--select", "SC", "--output-format", "concise").out.count("\n") == 1


def test_a_site_of_its_own_kind_gets_a_schema_of_its_posts(postlint: Call, hugo: Path) -> None:
    outcome = postlint("init")
    assert "wrote postlint.toml and posts.schema.json\n" in outcome.err
    assert "10 of 10 posts fit posts.schema.json (100.0 %)" in outcome.err
    config = tomllib.loads((hugo / "postlint.toml").read_text())
    assert config == {"generator": "hugo", "schema": "posts.schema.json"}
    (hugo / "content" / "posts" / "3.md").write_text("---\ntitle: Report\n---\n\nIt is short.\n")
    assert "`genre` is missing" in postlint("check", "--select", "SC").out


def test_all_that_stands_in_comments_can_be_used(postlint: Call, jekyll: Path) -> None:
    postlint("init")
    file = jekyll / "postlint.toml"
    lines = [re.sub(r"^# (?=\[|[a-z-]+ = )", "", line) for line in file.read_text().splitlines()]
    assert len(tomllib.loads("\n".join(lines))) == 9
    file.write_text("\n".join(lines))
    assert postlint("config", "show").status == 0


@pytest.mark.parametrize(
    ("wanted", "schema"),
    [("post", "post"), ("none", "none"), ("infer", "posts.schema.json"), ("own.json", "own.json")],
)
def test_another_schema_can_be_chosen(postlint: Call, hugo: Path, wanted: str, schema: str) -> None:
    (hugo / "own.json").write_text("{}")
    assert postlint("init", "--schema", wanted).status == 0
    assert tomllib.loads((hugo / "postlint.toml").read_text())["schema"] == schema
    assert (hugo / "posts.schema.json").exists() is (wanted == "infer")


def test_a_dry_run_shows_what_would_be_written(postlint: Call, hugo: Path) -> None:
    before = sorted(hugo.rglob("*"))
    outcome = postlint("init", "--dry-run")
    assert sorted(hugo.rglob("*")) == before
    assert "would write postlint.toml and posts.schema.json" in outcome.err
    assert outcome.out.startswith("# postlint.toml\n# What postlint checks here.")
    assert "# posts.schema.json\n{" in outcome.out


@pytest.mark.parametrize("name", ["postlint.toml", ".postlint.toml"])
def test_no_configuration_is_written_over(postlint: Call, jekyll: Path, name: str) -> None:
    (jekyll / name).write_text("ignore = ['TX']\n")
    outcome = postlint("init")
    assert (outcome.status, outcome.err) == (2, f"postlint: there is a configuration already: {name}\n")
    assert (jekyll / name).read_text() == "ignore = ['TX']\n"


def test_no_schema_is_written_over(postlint: Call, hugo: Path) -> None:
    (hugo / "posts.schema.json").write_text("{}")
    outcome = postlint("init")
    assert outcome.status == 2
    assert "posts.schema.json exists already" in outcome.err
    assert not (hugo / "postlint.toml").exists()


def test_the_next_steps_can_be_taken(postlint: Call, jekyll: Path) -> None:
    out = postlint("init").out
    assert "postlint baseline    # to begin with what is new: " in out
    _, _, behind = out.partition("In .pre-commit-config.yaml:\n\n")
    hook = yaml.safe_load(behind.partition("\nIn CI:")[0])
    assert hook["repos"][0]["hooks"][0]["entry"] == "postlint check --force-exclude"
    assert (jekyll / "postlint.toml").exists()


@pytest.mark.parametrize(
    ("sign", "place"),
    [
        (".github/workflows", "In a workflow below .github/workflows"),
        (".gitlab-ci.yml", "In .gitlab-ci.yml:"),
        ("azure-pipelines.yml", "In azure-pipelines.yml"),
    ],
)
def test_the_service_that_is_used_is_named(postlint: Call, jekyll: Path, sign: str, place: str) -> None:
    (jekyll / sign).mkdir(parents=True)
    _, _, behind = postlint("init").out.partition(place)
    steps = yaml.safe_load(behind.partition("\n\n")[2])
    assert "postlint check" in str(steps)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nowhere"], "no folder at nowhere"),
        (["--schema", "nowhere.json"], "no schema at nowhere.json; bundled are post"),
        (["--schema", "infer"], "no posts with front matter in "),
    ],
)
def test_mistakes_are_told(postlint: Call, folder: Path, words: list[str], said: str) -> None:  # noqa: ARG001
    outcome = postlint("init", *words)
    assert outcome.status == 2
    assert outcome.err.startswith(f"postlint: {said}")
