"""The hooks that pre-commit reads from `.pre-commit-hooks.yaml`, called as it calls them."""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from small_site import BAD, BAD_POST, GOOD, GOOD_POST, commit, git, make_site, run

MANIFEST = Path(__file__).parent.parent / ".pre-commit-hooks.yaml"
HOOKS: Mapping[str, Mapping[str, Any]] = {
    hook["id"]: hook for hook in yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return make_site(tmp_path / "site")


def call(site: Path, program: Path, hook: str, *files: str) -> subprocess.CompletedProcess[str]:
    """Call a hook for the files of a commit: pre-commit joins its entry, its arguments and the files."""
    manifest = HOOKS[hook]
    named = files if manifest.get("pass_filenames", True) else ()
    return run(site, program, *shlex.split(manifest["entry"]), *manifest["args"], *named)


def test_what_is_offered() -> None:
    assert list(HOOKS) == ["postlint", "postlint-fix", "postlint-site"]
    for hook in HOOKS.values():
        assert hook["language"] == "python"
        # with several processes at once, each would see a part of the posts
        assert hook["require_serial"] is True


@pytest.mark.parametrize("hook", HOOKS)
def test_a_good_post_passes(site: Path, program: Path, hook: str) -> None:
    ended = call(site, program, hook, GOOD)
    assert (ended.returncode, ended.stdout) == (0, "")


@pytest.mark.parametrize(
    ("hook", "left"),
    [
        ("postlint", BAD_POST),
        ("postlint-fix", BAD_POST.replace("Â£", "£")),
        ("postlint-site", BAD_POST),
    ],
)
def test_a_bad_post_blocks(site: Path, program: Path, hook: str, left: str) -> None:
    (site / BAD).write_text(BAD_POST, encoding="utf-8")
    ended = call(site, program, hook, GOOD, BAD)
    assert ended.returncode == 1
    assert ended.stdout.startswith(f"{BAD}\n")
    assert "SC101 `author` is missing" in ended.stdout
    assert GOOD not in ended.stdout
    assert (site / BAD).read_text(encoding="utf-8") == left


@pytest.mark.parametrize("hook", HOOKS)
def test_exclude_of_the_configuration_holds(site: Path, program: Path, hook: str) -> None:
    (site / BAD).write_text(BAD_POST, encoding="utf-8")
    (site / "postlint.toml").write_text('exclude = ["_posts/* als *"]\n', encoding="utf-8")
    assert call(site, program, hook, BAD).returncode == 0
    assert (site / BAD).read_text(encoding="utf-8") == BAD_POST


def test_a_deleted_image_is_seen_by_the_hook_for_the_whole_site(site: Path, program: Path) -> None:
    (site / "images" / "mill.jpg").unlink()
    ended = call(site, program, "postlint-site")
    assert ended.returncode == 1
    assert "IM402" in ended.stdout


def test_a_post_that_stands_twice_is_seen_by_the_hook_for_one(site: Path, program: Path) -> None:
    copy = "_posts/2025-03-06-mill-again.md"
    (site / copy).write_text(GOOD_POST, encoding="utf-8")
    assert f"same title as {GOOD}" in call(site, program, "postlint", copy).stdout


@pytest.fixture
def hooked(site: Path, program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The site with the hooks installed by the real pre-commit. Nothing is downloaded: postlint is there."""
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path / "pre-commit"))
    local = [{**HOOKS[hook], "language": "system"} for hook in ("postlint", "postlint-site")]
    config = {"repos": [{"repo": "local", "hooks": local}]}
    (site / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
    commit(site, "hooks")
    assert run(site, program, "pre-commit", "install").returncode == 0
    monkeypatch.setenv("PATH", str(program), prepend=":")
    return site


def subjects(site: Path) -> list[str]:
    return git(site, "log", "--format=%s").stdout.splitlines()


def test_real_commits(hooked: Path) -> None:
    (hooked / BAD).write_text(BAD_POST, encoding="utf-8")
    blocked = commit(hooked, "bad")
    assert blocked.returncode == 1
    assert f"{BAD}\n" in blocked.stderr
    assert "SC101" in blocked.stderr

    mended = BAD_POST.replace("Â£", "£").replace("---\nlayout", "---\nauthor: Ada Finch\nlayout")
    (hooked / BAD).write_text(mended, encoding="utf-8")
    assert commit(hooked, "mended").returncode == 0

    (hooked / "images" / "mill.jpg").unlink()
    assert commit(hooked, "image").returncode == 1
    git(hooked, "reset", "--hard")

    (hooked / "postlint.toml").write_text('exclude = ["_posts/* als *"]\n', encoding="utf-8")
    (hooked / BAD).write_text(BAD_POST, encoding="utf-8")
    assert commit(hooked, "excluded").returncode == 0
    assert subjects(hooked) == ["excluded", "mended", "hooks", "start"]
