"""`postlint init` as its user meets it."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path

import pytest
import yaml
from cli.conftest import CLEAN, WITHOUT_AUTHOR, Call

MANIFEST = Path(__file__).parents[2] / ".pre-commit-hooks.yaml"
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
    make_hugo(folder)
    return folder


def make_hugo(folder: Path) -> None:
    (folder / "content" / "posts").mkdir(parents=True)
    (folder / "hugo.toml").write_text("")
    for number in range(10):
        text = WITH_GENRE.format(number=number, genre="news" if number % 2 else "sports")
        (folder / "content" / "posts" / f"{number}.md").write_text(text)


def test_a_site_that_fits_the_bundled_schema_gets_it(postlint: Call, jekyll: Path) -> None:
    outcome = postlint("init")
    assert outcome.status == 0
    assert "a site of Jekyll, with 2 posts among 2 files" in outcome.err
    assert tomllib.loads((jekyll / "postlint.toml").read_text()) == {"generator": "jekyll", "schema": "post"}
    assert postlint("check", "--select", "SC", "--output-format", "concise").out.count("\n") == 1


def test_a_site_of_its_own_kind_gets_a_schema_of_its_posts(postlint: Call, hugo: Path) -> None:
    outcome = postlint("init")
    assert "wrote postlint.toml, posts.schema.json\n" in outcome.err
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
    assert "would write postlint.toml, posts.schema.json" in outcome.err
    assert outcome.out.startswith("# postlint.toml\n# What postlint checks here.")
    assert "# posts.schema.json\n{" in outcome.out


@pytest.mark.parametrize("words", [[], ["--schema", "infer"], ["--schema", "none"], ["--dry-run"]])
def test_a_folder_above_several_sites_is_none(postlint: Call, folder: Path, words: list[str]) -> None:
    for name in ("news", "shop", "wiki"):
        make_hugo(folder / name)
    outcome = postlint("init", *words)
    assert outcome.status == 2
    assert outcome.err == "postlint: these are posts of 3 sites; name one of them: news, shop, wiki\n"
    assert not (folder / "postlint.toml").exists()
    assert postlint("init", "news", *words).status == 0


def test_a_folder_above_one_site_is_none(postlint: Call, folder: Path) -> None:
    make_hugo(folder / "site")
    (folder / "notes.md").write_text(CLEAN)
    outcome = postlint("init")
    assert outcome.status == 2
    assert outcome.err == "postlint: the posts are those of the site in site; name that folder\n"


def test_a_site_inside_a_site_is_left_alone(postlint: Call, hugo: Path) -> None:
    make_hugo(hugo / "themes" / "boat" / "exampleSite")
    words = ("check", "themes", "--schema", "none", "--output-format", "concise")
    before = postlint(*words)
    outcome = postlint("init")
    assert "a site of Hugo, with 10 posts among 10 files" in outcome.err
    assert (
        "themes/boat/exampleSite is a site of its own: `postlint init themes/boat/exampleSite`" in outcome.err
    )
    config = tomllib.loads((hugo / "postlint.toml").read_text())
    assert config["exclude"] == ["themes/boat/exampleSite/**"]
    assert "checked 10 files" in postlint("check").err
    assert postlint("init", "themes/boat/exampleSite", "--schema", "none").status == 0
    assert postlint(*words) == before


def test_a_folder_of_notes_is_a_site_when_it_is_named(postlint: Call, folder: Path) -> None:
    (folder / "notes").mkdir()
    (folder / "notes" / "mill.md").write_text(CLEAN)
    assert postlint("init", "notes").status == 0
    assert (folder / "notes" / "postlint.toml").exists()


@pytest.mark.parametrize("name", ["postlint.toml", ".postlint.toml"])
def test_no_configuration_is_written_over(postlint: Call, jekyll: Path, name: str) -> None:
    (jekyll / name).write_text("ignore = ['TX']\n")
    outcome = postlint("init")
    assert outcome.status == 2
    assert outcome.err.startswith(f"postlint: there is a configuration already: {name}; ")
    assert outcome.err.count("\n") == 1
    assert (jekyll / name).read_text() == "ignore = ['TX']\n"


def test_no_schema_is_written_over(postlint: Call, hugo: Path) -> None:
    (hugo / "posts.schema.json").write_text("{}")
    outcome = postlint("init")
    assert outcome.status == 2
    assert outcome.err == (
        "postlint: posts.schema.json exists already; `--schema posts.schema.json` takes it as it is\n"
    )
    assert not (hugo / "postlint.toml").exists()
    assert postlint("init", "--schema", "posts.schema.json").status == 0


def test_findings_are_counted_with_the_new_configuration(postlint: Call, hugo: Path) -> None:
    (hugo / "own.json").write_text('{"required": ["place"]}')
    words = ("init", "--schema", "own.json")
    assert "findings today" not in postlint(*words, "--dry-run").out
    assert "to begin with what is new: 10 findings today" in postlint(*words).out
    assert postlint("check", "--output-format", "concise").out.count("\n") == 10


def test_the_next_steps_can_be_taken(postlint: Call, jekyll: Path) -> None:
    out = postlint("init").out
    assert "postlint baseline    # to begin with what is new: " in out
    _, _, behind = out.partition("In .pre-commit-config.yaml:\n\n")
    [hook] = yaml.safe_load(behind.partition("\nIn CI:")[0])["repos"][0]["hooks"]
    [offered, *_] = yaml.safe_load(MANIFEST.read_text())
    for key in ("id", "entry", "language", "types_or", "require_serial"):
        assert hook[key] == offered[key]
    assert (jekyll / "postlint.toml").exists()


@pytest.mark.parametrize("name", ["my site", "-site", "site"])
def test_the_next_steps_name_the_folder_as_a_shell_takes_it(postlint: Call, folder: Path, name: str) -> None:
    make_hugo(folder / name)
    out = postlint("init", f"./{name}").out
    line = next(line for line in out.splitlines() if line.startswith("  postlint check"))
    words = shlex.split(line)
    assert postlint(*words[1:]).status == postlint("check", f"./{name}").status == 0


def test_a_service_is_one_of_the_repository(postlint: Call, folder: Path) -> None:
    (folder / ".github").mkdir()
    make_hugo(folder / "site")
    assert "In CI:" in postlint("init", "site", "--dry-run").out
    (folder / "site" / ".git").mkdir()
    assert "In CI:" in postlint("init", "site", "--dry-run").out
    (folder / "site" / ".git").rmdir()
    (folder / ".git").mkdir()
    assert "In a workflow below .github" in postlint("init", "site", "--dry-run").out


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
