"""`postlint phrases mine`: what it shows, and that its TOML is a configuration that finds what it lists."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from cli.conftest import Call

TOWNS = ("Ashford", "Brookdale", "Castleton", "Dalewick", "Eastmere", "Fairholm", "Glenwood", "Hartford")


@pytest.fixture
def posts(folder: Path) -> Path:
    for town in TOWNS:
        body = f"In this “small” tour, we sail to {town}.\n\nThe ferry to {town} is late.\n\nHappy sailing!\n"
        (folder / f"{town}.md").write_text(f"---\ntitle: 'Update: {town}'\n---\n\n{body}", encoding="utf-8")
    return folder


@pytest.mark.usefixtures("posts")
def test_the_table(postlint: Call) -> None:
    shown = postlint("phrases", "mine")
    head, *rows = shown.out.splitlines()
    assert head.split() == ["posts", "share", "times", "where", "phrase", "for", "example"]
    assert len(rows) == 2
    assert all(row.split()[:2] == ["8", "100.0%"] for row in rows)
    assert any('in this "small" tour, we sail to  Ashford.md:5' in row for row in rows)
    # every post has the prefix that the rule for title prefixes knows
    assert shown.err == "looked at 8 files: 2 phrases, 1 reported by the packs already\n"
    assert shown.status == 0


def test_the_toml_is_a_configuration(postlint: Call, posts: Path) -> None:
    written = postlint("phrases", "mine", "--format", "toml").out
    (posts / "postlint.toml").write_text(written, encoding="utf-8")
    listed = [each["match"] for each in tomllib.loads(written)["phrases"]]
    assert sorted(listed) == ["happy sailing", 'in this "small" tour, we sail to']
    found = postlint("check", "--select", "TX711", "--output-format", "concise").out
    assert found.count("TX711") == len(TOWNS) * len(listed)


@pytest.mark.usefixtures("posts")
def test_json(postlint: Call) -> None:
    said = json.loads(postlint("phrases", "mine", "--format", "json", "--limit", "1").out)
    assert said["posts"] == len(TOWNS)
    [phrase] = said["phrases"]
    assert phrase["posts"] == len(TOWNS)
    assert phrase["where"] in ("opens posts", "closes posts")
    assert phrase["examples"][0]["path"] == "Ashford.md"


@pytest.mark.parametrize(
    "words", [("--least-posts", "9"), ("--least-times", "1000000"), ("no-such-option.md",)]
)
def test_nothing_to_show(postlint: Call, posts: Path, words: tuple[str, ...]) -> None:
    (posts / "no-such-option.md").write_text("The ferry is late.\n", encoding="utf-8")
    shown = postlint("phrases", "mine", *words)
    assert shown.out == ""
    assert "nothing suspicious" in shown.err


def test_a_share_of_the_posts(postlint: Call, posts: Path) -> None:
    for number in range(8):
        (posts / f"{number}.md").write_text(f"Ferry {number} is late.\n", encoding="utf-8")
    assert "happy sailing" in postlint("phrases", "mine", "--least-share", "0.5").out
    assert postlint("phrases", "mine", "--least-share", "0.6").out == ""


@pytest.mark.usefixtures("posts")
def test_more_than_the_limit(postlint: Call) -> None:
    assert "1 phrase, 1 more with a larger --limit" in postlint("phrases", "mine", "--limit", "1").err


def test_a_folder_that_is_not_there(postlint: Call) -> None:
    shown = postlint("phrases", "mine", "nowhere")
    assert shown.status == 2
    assert "no file or folder at nowhere" in shown.err
