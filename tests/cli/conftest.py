"""A command line to call, in a folder of its own."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from postlint.cli import main

CLEAN = """---
layout: post
title: The mill turns again
date: 2025-04-02
author: Ada Finch
excerpt: The wheel was repaired.
image: https://cdn.example.net/mill.jpg
---

The wheel turned for the first time in ten years.
"""
JPEG = b"\xff\xd8\xff\xe0"
WITHOUT_AUTHOR = CLEAN.replace("author: Ada Finch\n", "")


class Outcome(NamedTuple):
    status: int
    out: str
    err: str


Call = Callable[..., Outcome]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder; nothing of the environment changes what is written."""
    colors = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "PY_COLORS")
    for name in (*colors, "GITHUB_ACTIONS", "GITHUB_WORKSPACE", "TF_BUILD"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERMINAL_WIDTH", "100")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def postlint(
    folder: Path,  # noqa: ARG001 - the working folder
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Call:
    """Calls postlint with words and, where given, bytes on standard input."""

    def call(*words: str, given: bytes = b"") -> Outcome:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
        status = 0
        try:
            main(words)
        except SystemExit as ended:
            status = int(ended.code or 0)
        return Outcome(status, *capfd.readouterr())

    return call
