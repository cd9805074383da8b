"""`postlint schema infer`: what it writes, what it lists, and that `check` agrees with both."""

from __future__ import annotations

import json
import re
import shutil
import tomllib
from pathlib import Path

import pytest
from cli.conftest import Call

SITE = Path(__file__).parent.parent / "fixtures" / "site"

USUAL = """---
title: Ferry {count} of day {day} is late
date: 2025-03-{day:02}
author: Ann
category: {category}
---

The ferry is late.
"""


def write_posts(folder: Path, number: int = 100) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for count in range(number):
        category = ("News", "Sport")[count % 2]
        text = USUAL.format(count=count, day=count % 28 + 1, category=category)
        (folder / f"{count:03}.md").write_text(text, encoding="utf-8")


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def posts(folder: Path) -> Path:
    """A hundred posts of the same sort."""
    write_posts(folder)
    return folder


@pytest.mark.usefixtures("posts")
def test_a_schema_goes_to_standard_output(postlint: Call) -> None:
    shown = postlint("schema", "infer")
    assert shown.status == 0
    assert json.loads(shown.out) == {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Posts",
        "type": "object",
        "required": ["title", "date", "author", "category"],
        "properties": {
            "title": {"type": "string", "maxLength": 60},
            "date": {"type": "string", "format": "date"},
            "author": {"type": "string"},
            "category": {"type": "string", "enum": ["News", "Sport"]},
        },
    }
    assert shown.err == "100 of 100 posts fit this schema (100.0 %)\n"


def test_check_finds_the_outliers_and_nothing_else(postlint: Call, posts: Path) -> None:
    write_posts(posts, 400)
    change(posts / "010.md", "author: Ann\n", "")
    change(posts / "020.md", "date:", "Date:")
    change(posts / "030.md", "category: News", "category: news")
    change(posts / "040.md", "category: News", "category: [News]")
    shown = postlint("schema", "infer", "--output", "own.schema.json")
    assert shown.status == 0
    *outliers, fit = shown.err.replace(": did you mean “News”?", "").splitlines()
    assert outliers == [
        "010.md:5:1: no `author`, which 399 of 400 posts have",
        "020.md:3:1: `Date` in place of `date`, which 399 of 400 posts have",
        "030.md:5:11: `category` “news” is not one of “News”, “Sport”; 399 of 400 posts fit",
        "040.md:5:11: `category` is a list, expected text; 399 of 400 posts fit",
    ]
    assert fit == "396 of 400 posts fit own.schema.json (99.0 %)"
    checked = postlint(
        "check", "--schema", "own.schema.json", "--select", "SC,FM012,FM013", "--output-format", "concise"
    )
    assert places(checked.out.splitlines()) == places(outliers)


def places(lines: list[str]) -> list[str]:
    return sorted(re.sub(r"^(.*?:\d+:\d+):.*", r"\1", line) for line in lines)


def test_the_fixtures_fit_their_own_schema(postlint: Call, folder: Path) -> None:
    shutil.copytree(SITE, folder / "site")
    shown = postlint("schema", "infer", "site", "--output", "site/own.schema.json")
    fit = re.search(r"(\d+) of (\d+) posts fit", shown.err)
    assert fit is not None
    checked = postlint(
        "check", "site", "--schema", "site/own.schema.json", "--select", "SC", "--output-format", "concise"
    )
    found = {line.partition(":")[0] for line in checked.out.splitlines()}
    assert len(found) == int(fit[2]) - int(fit[1])
    assert postlint("schema", "check", "site/own.schema.json").status == 0


def test_with_output_the_configuration_is_printed(postlint: Call, posts: Path) -> None:
    shown = postlint("schema", "infer", "--output", "schemas/own.json")
    assert shown.out == '# at the top of postlint.toml\nschema = "schemas/own.json"\n'
    (posts / "postlint.toml").write_text(shown.out, encoding="utf-8")
    assert postlint("check", "--select", "SC").status == 0
    change(posts / "010.md", "author: Ann\n", "")
    assert postlint("check", "--select", "SC").status == 1


def test_a_schema_that_is_there_is_kept(postlint: Call, posts: Path) -> None:
    (posts / "own.json").write_text("{}", encoding="utf-8")
    shown = postlint("schema", "infer", "--output", "own.json")
    assert shown.status == 2
    assert shown.err == "postlint: own.json exists already; --force writes over it\n"
    assert (posts / "own.json").read_text(encoding="utf-8") == "{}"
    assert postlint("schema", "infer", "--output", "own.json", "--force").status == 0
    assert '"title": "Posts"' in (posts / "own.json").read_text(encoding="utf-8")


@pytest.mark.usefixtures("posts")
def test_a_name_that_no_schema_may_have(postlint: Call) -> None:
    shown = postlint("schema", "infer", "--output", "own.txt")
    assert shown.status == 2
    assert "the name of a schema ends in .json, that of a new folder in a slash: own.txt" in shown.err


GUIDE = "---\ntitle: How to sail, part {0}\nweight: {0}\nlevel: {1}\n---\n\nHoist the sail.\n"


@pytest.fixture
def two_sorts(folder: Path) -> Path:
    """A site of Hugo with news and, in another folder, guides that have other fields."""
    (folder / "hugo.toml").write_text('title = "Harbour"\n', encoding="utf-8")
    write_posts(folder / "content" / "news")
    (folder / "content" / "guides").mkdir()
    for number in range(20):
        text = GUIDE.format(number, "easy")
        (folder / "content" / "guides" / f"{number}.md").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.usefixtures("two_sorts")
def test_one_schema_for_folders_that_differ(postlint: Call) -> None:
    shown = postlint("schema", "infer")
    assert json.loads(shown.out)["required"] == ["title"]
    assert shown.err == (
        "120 of 120 posts fit this schema (100.0 %)\n"
        "note: posts have other fields in content/guides; "
        "`--output FOLDER/` makes a schema for each sort\n"
    )


def test_a_schema_for_each_folder(postlint: Call, two_sorts: Path) -> None:
    shown = postlint("schema", "infer", "--output", "schemas/")
    assert tomllib.loads(shown.out) == {
        "overrides": [
            {"paths": ["content/**"], "schema": "schemas/posts.schema.json"},
            {"paths": ["content/guides/**"], "schema": "schemas/guides.schema.json"},
        ]
    }
    news, guides = (
        json.loads((two_sorts / "schemas" / name).read_text(encoding="utf-8"))
        for name in ("posts.schema.json", "guides.schema.json")
    )
    assert (news["title"], news["required"]) == ("Posts in content", ["title", "date", "author", "category"])
    assert (guides["title"], guides["required"]) == ("Posts in content/guides", ["title", "weight", "level"])
    (two_sorts / "postlint.toml").write_text(shown.out, encoding="utf-8")
    (two_sorts / "README.md").write_text("# About\n", encoding="utf-8")
    checked = postlint("check", "--select", "SC")
    assert checked.status == 0
    assert "no schema is known" not in checked.err
    change(two_sorts / "content" / "guides" / "3.md", "weight: 3\n", "")
    change(two_sorts / "content" / "news" / "003.md", "author: Ann\n", "")
    found = postlint("check", "--select", "SC", "--output-format", "concise").out.splitlines()
    assert places(found) == ["content/guides/3.md:4:1", "content/news/003.md:5:1"]


def test_a_folder_gets_one_schema_where_all_posts_are_alike(postlint: Call, posts: Path) -> None:
    (posts / "schemas").mkdir()
    shown = postlint("schema", "infer", "--output", "schemas")
    assert 'schema = "schemas/posts.schema.json"' in shown.out
    assert [file.name for file in (posts / "schemas").iterdir()] == ["posts.schema.json"]


def test_the_configuration_of_a_python_project(postlint: Call, two_sorts: Path) -> None:
    (two_sorts / "pyproject.toml").write_text("[tool.postlint]\n", encoding="utf-8")
    said = tomllib.loads(postlint("schema", "infer", "--output", "schemas/").out)
    assert len(said["tool"]["postlint"]["overrides"]) == 2


def test_a_configured_schema_that_nothing_fits_makes_no_difference(postlint: Call, posts: Path) -> None:
    without = postlint("schema", "infer")
    (posts / "none.json").write_text('{"required": ["no-such-field"]}', encoding="utf-8")
    (posts / "postlint.toml").write_text('schema = "none.json"\n', encoding="utf-8")
    assert postlint("schema", "infer") == without


def test_the_required_share(postlint: Call, posts: Path) -> None:
    for number in range(5):
        change(posts / f"00{number}.md", "author: Ann\n", "")
    without = postlint("schema", "infer")
    assert "author" not in json.loads(without.out)["required"]
    note = "note: not required: `author` (95 of 100 posts); a lower --required-share asks for more"
    assert without.err.splitlines()[-1] == note
    shown = postlint("schema", "infer", "--required-share", "0.95")
    assert "author" in json.loads(shown.out)["required"]
    assert shown.err.endswith("95 of 100 posts fit this schema (95.0 %)\n")


def test_what_is_nearly_required_is_told_for_each_schema(postlint: Call, two_sorts: Path) -> None:
    for number in range(10):
        change(two_sorts / "content" / "news" / f"00{number}.md", "author: Ann\n", "")
    for number in range(2):
        change(two_sorts / "content" / "guides" / f"{number}.md", "level: easy\n", "")
    said = postlint("schema", "infer", "--output", "schemas/").err
    assert "note: not required in schemas/posts.schema.json: `author` (90 of 100 posts); a lower" in said
    assert "note: not required in schemas/guides.schema.json: `level` (18 of 20 posts); a lower" in said


def test_the_fewest_posts_of_a_field(postlint: Call, posts: Path) -> None:
    change(posts / "001.md", "author:", "pinned: true\nauthor:")
    assert "pinned" not in json.loads(postlint("schema", "infer").out)["properties"]
    assert "pinned" in json.loads(postlint("schema", "infer", "--min-posts", "1").out)["properties"]


def test_many_outliers_are_cut(postlint: Call, posts: Path) -> None:
    for number in range(25):
        change(posts / f"0{number:02}.md", "author: Ann\n", "")
    lines = postlint("schema", "infer", "--required-share", "0.7").err.splitlines()
    assert len([line for line in lines if "no `author`" in line]) == 20
    assert lines[-2:] == ["… and 5 more", "75 of 100 posts fit this schema (75.0 %)"]


def test_letter_case_that_makes_no_difference_to_the_generator(postlint: Call, two_sorts: Path) -> None:
    for number in range(10):
        change(two_sorts / "content" / "news" / f"00{number}.md", "author:", "linkTitle: a\nauthor:")
    change(two_sorts / "content" / "news" / "050.md", "author:", "linktitle: a\nauthor:")
    assert "linktitle" not in postlint("schema", "infer").err


def test_pages_and_posts_that_cannot_be_read(postlint: Call, posts: Path) -> None:
    (posts / "README.md").write_text("# About\n", encoding="utf-8")
    (posts / "bad.md").write_text("---\ntitle: [\n---\n", encoding="utf-8")
    shown = postlint("schema", "infer")
    assert shown.err.splitlines() == [
        "left out 1 post whose front matter cannot be read",
        "100 of 100 posts fit this schema (100.0 %)",
    ]


def test_no_posts(postlint: Call, folder: Path) -> None:
    (folder / "README.md").write_text("# About\n", encoding="utf-8")
    shown = postlint("schema", "infer")
    assert (shown.status, shown.out) == (3, "")
    assert shown.err == "no post with front matter among 1 file\n"


def test_posts_of_two_sites(postlint: Call, folder: Path) -> None:
    for name in ("one", "two"):
        write_posts(folder / name, 3)
        (folder / name / "postlint.toml").write_text("", encoding="utf-8")
    shown = postlint("schema", "infer", "one", "two")
    assert shown.status == 2
    assert shown.err == "postlint: these are posts of 2 sites; name one of them: one, two\n"
    assert postlint("schema", "infer", "two").status == 0


@pytest.mark.usefixtures("posts")
def test_the_same_posts_give_the_same_schema(postlint: Call) -> None:
    assert postlint("schema", "infer") == postlint("schema", "infer", ".")
