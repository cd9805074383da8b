"""Rules that other packages offer through the entry-point group `postlint.rules`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

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


@pytest.mark.parametrize("trigger", ["lambda options: options.words", "7"])
def test_a_rule_whose_trigger_cannot_be_made_is_named(tmp_path: Path, trigger: str) -> None:
    package = tmp_path / "package"
    shutil.copytree(PACKAGES / "shouting", package)
    rule = (package / "shouting_title.py").read_text(encoding="utf-8")
    broken = rule.replace('since="1.0"', f'since="1.0", trigger={trigger}')
    (package / "shouting_title.py").write_text(broken)
    (tmp_path / "post.md").write_text("Boats stay in.\n")
    ran = postlint("check", "post.md", package=str(package), cwd=tmp_path)
    assert "the rule shouting-title (shouting_title) cannot say when to be asked" in ran.stderr
    assert ran.returncode == 2


def test_a_module_that_a_rule_uses_counts_for_what_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its author changes it, and gives it no new version."""
    monkeypatch.delenv("POSTLINT_NO_CACHE")
    package, site = tmp_path / "package", tmp_path / "site"
    shutil.copytree(PACKAGES / "shouting", package)
    site.mkdir()
    (site / "post.md").write_text('---\ntitle: "STORM CLOSES HARBOUR"\n---\n\nBoats stay in.\n')
    rule = (package / "shouting_title.py").read_text(encoding="utf-8")
    (package / "shouting_title").mkdir()
    (package / "shouting_title.py").rename(package / "shouting_title" / "shouting_title.py")
    (package / "shouting_title" / "__init__.py").write_text("from .shouting_title import check\n")
    (package / "shouting_title" / "shouting_title.py").write_text(
        rule.replace("from typing", "from .words import VERB\nfrom typing").replace("shouts:", "{VERB}:")
    )
    for verb in ("shouts", "screams"):
        (package / "shouting_title" / "words.py").write_text(f"VERB = {verb!r}\n")
        ran = postlint("check", "--select", "XX001", ".", package=str(package), cwd=site)
        assert f"the title {verb}: STORM" in ran.stdout
