"""Which configuration file counts for a file or folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from postlint.config.discover import ConfigFinder, find_config

Write = Callable[[str, str], Path]
OURS = '[tool.postlint]\ngenerator = "hugo"\n'


@pytest.mark.parametrize("name", [".postlint.toml", "postlint.toml"])
def test_a_file_of_our_name_is_found_from_any_depth(write: Write, name: str) -> None:
    config = write(name, "")
    post = write("_posts/2024/boats.md", "Boats.\n")
    assert find_config(post) == config
    assert find_config(post.parent) == config


def test_a_file_that_is_not_there_yet_is_looked_for_from_its_folder(write: Write, site: Path) -> None:
    config = write("postlint.toml", "")
    (site / "_posts").mkdir()
    assert find_config(site / "_posts" / "new.md") == config


def test_in_one_folder_the_hidden_file_comes_first_and_pyproject_last(write: Write, site: Path) -> None:
    pyproject = write("pyproject.toml", OURS)
    assert find_config(site) == pyproject
    visible = write("postlint.toml", "")
    assert find_config(site) == visible
    hidden = write(".postlint.toml", "")
    assert find_config(site) == hidden


def test_the_nearest_folder_wins_over_the_better_name(write: Write) -> None:
    write(".postlint.toml", "")
    near = write("blog/pyproject.toml", OURS)
    assert find_config(write("blog/_posts/a.md", "")) == near


@pytest.mark.parametrize(
    "text",
    ['[project]\nname = "boats"\n', '[project]\ndependencies = ["postlint"]\n', "[tool.ruff]\n"],
    ids=["no tool", "names postlint elsewhere", "other tool"],
)
def test_a_pyproject_without_our_table_is_passed_over(write: Write, text: str) -> None:
    above = write("postlint.toml", "")
    write("blog/pyproject.toml", text)
    assert find_config(write("blog/a.md", "")) == above


def test_a_broken_pyproject_that_names_us_counts(write: Write, site: Path) -> None:
    pyproject = write("pyproject.toml", "[tool.postlint\n")
    assert find_config(site) == pyproject


def test_the_search_ends_at_the_repository_root(write: Write, site: Path) -> None:
    write("postlint.toml", "")
    (site / "repository" / ".git").mkdir(parents=True)
    post = write("repository/_posts/a.md", "")
    assert find_config(post) is None
    config = write("repository/postlint.toml", "")
    assert find_config(post) == config


def test_a_worktree_whose_git_is_a_file_ends_the_search_too(write: Write) -> None:
    write("postlint.toml", "")
    write("worktree/.git", "gitdir: elsewhere\n")
    assert find_config(write("worktree/a.md", "")) is None


def test_a_finder_asks_once_a_folder(write: Write, site: Path) -> None:
    finder = ConfigFinder()
    folder = write("_posts/a.md", "").parent
    config = write("postlint.toml", "")
    assert finder.find(folder) == config
    config.unlink()
    assert finder.find(folder) == config
    assert finder.find(site) == config
