"""A small Jekyll site in a git repository, for tests of what calls postlint from outside."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

GOOD = "_posts/2025-03-04-mill.md"
#: a blank and letters outside of ASCII
BAD = "_posts/2025-03-05-größer als nötig.md"

POST = """---
layout: post
title: {title}
date: {date}
author: Ada Finch
excerpt: About the {title}.
image: /images/mill.jpg
---

The {title} turned for the first time in {years} years.
"""
GOOD_POST = POST.format(title="mill", date="2025-03-04", years="ten")
BAD_POST = POST.format(title="wheel", date="2025-03-05", years="Â£5").replace("author: Ada Finch\n", "")


def make_site(folder: Path) -> Path:
    """The site, with one good post in its only commit. Every file of `folder` is then in git."""
    for path in ("_posts", "images"):
        (folder / path).mkdir(parents=True)
    (folder / "_config.yml").touch()
    (folder / "images" / "mill.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    (folder / GOOD).write_text(GOOD_POST, encoding="utf-8")
    git(folder, "init", "--quiet")
    commit(folder, "start")
    return folder


def git(folder: Path, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run git with nobody's configuration; the answer is not checked."""
    author = {
        f"GIT_{role}_{what}": "ada@example.com"
        for role in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    }
    hidden = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    return subprocess.run(
        ["git", *words],
        cwd=folder,
        env={**os.environ, **author, **hidden, **variables},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def commit(folder: Path, subject: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Commit all there is."""
    git(folder, "add", "--all")
    return git(folder, "commit", "--message", subject, **variables)


def run(folder: Path, program: Path, *command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a command that finds this postlint on its search path. Without the command the test is skipped."""
    search = f"{program}{os.pathsep}{os.environ['PATH']}"
    found = shutil.which(command[0], path=search)
    if found is None:
        pytest.skip(f"{command[0]} is not installed")
    return subprocess.run(
        [found, *command[1:]],
        cwd=folder,
        env={**os.environ, "PATH": search, **variables},
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        check=False,
        timeout=60,
    )
