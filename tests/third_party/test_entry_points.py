"""Rules that other packages offer through the entry-point group `postlint.rules`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

PACKAGES = Path(__file__).parent
ROOT = PACKAGES.parent.parent


def postlint(*words: str, package: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Runs postlint as if the package were installed beside it."""
    path = os.pathsep.join([str(PACKAGES / package), str(ROOT)])
    return subprocess.run(
        [sys.executable, "-m", "postlint", *words],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_a_rule_of_another_package_runs(tmp_path: Path) -> None:
    (tmp_path / "post.md").write_text('---\ntitle: "STORM CLOSES HARBOUR"\n---\n\nBoats stay in.\n')
    ran = postlint(
        "check", "--select", "XX001", "--output-format", "concise", ".", package="shouting", cwd=tmp_path
    )
    assert ran.stdout.splitlines()[0].startswith("post.md:2:8: ")
    assert "XX001" in ran.stdout
    assert "the title shouts: STORM CLOSES HARBOUR" in ran.stdout
    assert ran.returncode == 1


def test_a_rule_of_another_package_can_be_read_about(tmp_path: Path) -> None:
    ran = postlint("rule", "shouting-title", package="shouting", cwd=tmp_path)
    assert "Titles that shout." in ran.stdout
    assert ran.returncode == 0


def test_a_rule_that_cannot_be_loaded_is_named(tmp_path: Path) -> None:
    (tmp_path / "post.md").write_text("Boats stay in.\n")
    ran = postlint("check", ".", package="broken", cwd=tmp_path)
    assert "the rule broken-rule (a_module_that_is_not_there) cannot be loaded" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert ran.returncode == 2
