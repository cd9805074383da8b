"""The benchmarks still run; what they measure is for a quiet machine."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_per_post() -> None:
    command = [sys.executable, "benchmarks/per_post.py", "tests/fixtures/site", "--rounds", "1", "--rules"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert ended.stdout.startswith("15 posts")
    assert "all rules but the duplicates" in ended.stdout
    assert "DU602 near-duplicate-paragraph, with reading" in ended.stdout


def test_editor() -> None:
    command = [sys.executable, "benchmarks/editor.py", "--posts", "40", "--keystrokes", "3"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert "findings of other posts after" in ended.stdout
    assert "while all posts are checked" in ended.stdout
