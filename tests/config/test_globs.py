"""Globs mean what they mean in a .gitignore."""

from __future__ import annotations

import re

import pathspec
import pytest

from postlint.config.globs import Globs

PATHS = (
    "a.md",
    "post.md",
    "posts/a.md",
    "posts/b.txt",
    "posts/2024/a.md",
    "posts/2024/deep/er/a.md",
    "blog/posts/a.md",
    "_drafts/a.md",
    "x/_drafts/a.md",
    "a+b/c.md",
    "a[1].md",
    "Posts/a.md",
    "posts/é.md",
    "!odd.md",
    "a\nb.md",
)

PATTERNS = (
    "*.md",
    "posts",
    "posts/",
    "/posts",
    "posts/*",
    "posts/*.md",
    "posts/**",
    "**/posts",
    "**/posts/**",
    "posts/**/a.md",
    "posts/**/**/a.md",
    "**",
    "**/*.md",
    "*",
    "/*.md",
    "/*",
    "_drafts/**",
    "**/_drafts/**",
    "?.md",
    "posts/?.md",
    "[ab].md",
    "[!a].md",
    "[^a-c]*.md",
    "posts/[0-9][0-9][0-9][0-9]/*.md",
    "a+b/*",
    "a\\[1\\].md",
    "\\!odd.md",
    "po*s/20*/a.md",
    "posts/2024",
    "2024/a.md",
)


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_glob_agrees_with_pathspec(pattern: str) -> None:
    ours = Globs([pattern])
    theirs = pathspec.GitIgnoreSpec.from_lines([pattern])
    assert [path for path in PATHS if ours.matches(path)] == [
        path for path in PATHS if theirs.match_file(path)
    ]


@pytest.mark.parametrize(
    ("patterns", "matched"),
    [
        (["*.md", "!posts/a.md"], ["a.md", "posts/b.md"]),
        (["!a.md", "*.md"], ["a.md", "posts/a.md", "posts/b.md"]),
        (["posts/", "!posts/a.md"], ["posts/b.md"]),
        (["*.md", "!posts/", "posts/b.md"], ["a.md", "posts/b.md"]),
        ([], []),
    ],
)
def test_the_last_glob_that_matches_decides(patterns: list[str], matched: list[str]) -> None:
    globs = Globs(patterns)
    assert [path for path in ("a.md", "posts/a.md", "posts/b.md") if globs.matches(path)] == matched


def test_a_leading_dot_slash_is_the_root() -> None:
    assert Globs(["./posts/*.md"]).matches("posts/a.md")


@pytest.mark.parametrize(("pattern", "whole"), [("_site/**", True), ("_site", True), ("_site/*.md", False)])
def test_a_folder_with_a_slash_asks_for_all_that_is_in_it(pattern: str, whole: bool) -> None:
    assert Globs([pattern]).matches("_site/") is whole


def test_an_impossible_set_is_said() -> None:
    with pytest.raises(re.error):
        Globs(["[z-a].md"])
