"""The rules that these tests are about, and a way to write configuration files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from fake_rules import FAKE_RULES

from postlint.rule import Rule


@pytest.fixture
def rules() -> tuple[Rule, ...]:
    return FAKE_RULES


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two schemas that is the working folder, so that messages name files without it."""
    monkeypatch.chdir(tmp_path)
    for schema in ("a.json", "draft.json"):
        (tmp_path / schema).write_text("{}", encoding="utf-8")
    return tmp_path


@pytest.fixture
def write(site: Path) -> Callable[[str, str], Path]:
    """Writes a file below the site and gives its path."""

    def write_file(name: str, text: str) -> Path:
        file = site / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
        return file

    return write_file
