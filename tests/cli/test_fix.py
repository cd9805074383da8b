"""`postlint check --fix` and `--diff` as their user meets them."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from cli.conftest import CLEAN, Call

from postlint.engine.mending import writing

SAFE = CLEAN.replace("title: The", "title: Mills: the").replace("ten years", "ten years and Â£5")
UNSAFE = CLEAN.replace("The wheel turned", "Let's dive into the details: the the wheel turned")
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")


def test_safe_fixes_are_made_and_the_rest_is_told(postlint: Call, folder: Path) -> None:
    (folder / "a.md").write_text(SAFE)
    (folder / "b.md").write_text(UNSAFE)
    (folder / "c.md").write_text(CLEAN)
    outcome = postlint("check", ".", "--fix", "--ignore", "SL", "--output-format", "concise")
    assert (folder / "a.md").read_text() == SAFE.replace(
        "Mills: the mill turns again", '"Mills: the mill turns again"'
    ).replace("Â£", "£")
    assert (folder / "b.md").read_text() == UNSAFE
    assert outcome.status == 1
    assert [line.split()[2] for line in outcome.out.splitlines()] == ["TX701", "DU605"]
    assert outcome.err == (
        "fixed 2 findings in 1 file: 1 EN502, 1 FM004\n"
        "checked 3 files: 2 warnings in 1 of them; 2 can be fixed with --fix --unsafe-fixes\n"
    )


def test_unsafe_fixes_are_made_when_asked_for(postlint: Call, folder: Path) -> None:
    (folder / "b.md").write_text(UNSAFE)
    assert postlint("check", ".", "--fix", "--unsafe-fixes") == (
        0,
        "",
        "fixed 2 findings in 1 file: 1 DU605, 1 TX701\nchecked 1 file: all good\n",
    )
    assert (folder / "b.md").read_text() == CLEAN


def test_only_what_is_selected_is_fixed(postlint: Call, folder: Path) -> None:
    (folder / "a.md").write_text(SAFE)
    postlint("check", ".", "--fix", "--select", "FM004")
    assert (folder / "a.md").read_text() == SAFE.replace(
        "Mills: the mill turns again", '"Mills: the mill turns again"'
    )


def test_nothing_to_fix_touches_nothing(postlint: Call, folder: Path) -> None:
    (folder / "c.md").write_text(CLEAN)
    os.utime(folder / "c.md", (1, 1))
    assert postlint("check", ".", "--fix") == (0, "", "nothing was fixed\nchecked 1 file: all good\n")
    assert (folder / "c.md").stat().st_mtime == 1


@pytest.mark.parametrize(
    ("trust", "words", "is_fixed"),
    [
        ('safe = ["TX701", "repeated-word"]', [], True),
        ('safe = ["TX", "DU"]', [], True),
        ('unsafe = ["ALL"]\nsafe = ["TX701", "DU605"]', [], True),
        ('safe = ["TX"]\nunsafe = ["TX701"]', [], False),
        ("", [], False),
        ("", ["--unsafe-fixes"], True),
    ],
)
def test_the_configuration_says_whom_to_trust(
    postlint: Call,
    folder: Path,
    trust: str,
    words: list[str],
    is_fixed: bool,
) -> None:
    (folder / "b.md").write_text(UNSAFE)
    (folder / "postlint.toml").write_text(f"[fix]\n{trust}\n")
    postlint("check", ".", "--fix", *words)
    assert ((folder / "b.md").read_text() == CLEAN) is is_fixed


def test_a_safe_fix_may_be_called_unsafe(postlint: Call, folder: Path) -> None:
    (folder / "a.md").write_text(SAFE)
    (folder / "postlint.toml").write_text('[fix]\nunsafe = ["EN502"]\n')
    outcome = postlint("check", ".", "--fix")
    assert "Â£" in (folder / "a.md").read_text()
    assert "(unsafe fix)" in outcome.out


@pytest.mark.parametrize("selector", ["EN503", "EN599"])
def test_trust_needs_a_rule_with_fixes(postlint: Call, folder: Path, selector: str) -> None:
    (folder / "c.md").write_text(CLEAN)
    (folder / "postlint.toml").write_text(f'[fix]\nsafe = ["{selector}"]\n')
    outcome = postlint("check", ".")
    assert outcome.status == 2
    assert f"postlint.toml:2:9: {'`EN503` has no fixes' if selector == 'EN503' else 'no rule'}" in outcome.err


def test_no_rule_is_trusted_and_distrusted(postlint: Call, folder: Path) -> None:
    (folder / "postlint.toml").write_text('[fix]\nsafe = ["TX713"]\nunsafe = ["EN502", "tx713"]\n')
    outcome = postlint("check", ".")
    assert (outcome.status, outcome.err) == (
        2,
        "postlint: postlint.toml:3:20: `tx713` is in `safe` as well\n",
    )


def test_a_post_that_cannot_be_written_back_is_offered_nothing(postlint: Call, folder: Path) -> None:
    (folder / "a.md").write_bytes(SAFE.encode("utf-16"))
    assert "can be fixed" not in postlint("check", ".").err


def test_two_names_of_one_file_are_one(postlint: Call, folder: Path) -> None:
    (folder / "a.md").write_text(SAFE)
    try:
        (folder / "b.md").symlink_to("a.md")
    except OSError:
        pytest.skip("no links here")
    outcome = postlint("check", "a.md", "b.md", "--fix", "--ignore", "SL,DU607")
    assert outcome.err == "fixed 2 findings in 1 file: 1 EN502, 1 FM004\nchecked 2 files: all good\n"


@pytest.mark.parametrize("words", [["--statistics"], ["--output-format", "json"]])
def test_a_patch_is_no_report(postlint: Call, folder: Path, words: list[str]) -> None:
    (folder / "a.md").write_text(SAFE)
    outcome = postlint("check", ".", "--diff", *words)
    assert outcome.status == 2
    assert outcome.err.startswith("postlint: --diff writes a patch")


def test_when_a_patch_fails_the_run(postlint: Call, folder: Path) -> None:
    (folder / "a.md").write_text(SAFE)
    assert postlint("check", ".", "--diff", "--fail-on", "never").status == 0
    assert postlint("check", ".", "--diff", "--fail-on", "error").status == 1


def test_unsafe_fixes_alone_are_a_mistake(postlint: Call, folder: Path) -> None:
    (folder / "b.md").write_text(UNSAFE)
    outcome = postlint("check", ".", "--unsafe-fixes")
    assert (outcome.status, outcome.err) == (2, "postlint: --unsafe-fixes needs --fix or --diff beside it\n")


# --- patches ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
@pytest.mark.parametrize("ending", ["", "\n"])
@pytest.mark.parametrize("name", ["a.md", "a post.md", "café.md", 'a "b".md'])
def test_a_patch_is_one_for_git(
    postlint: Call, folder: Path, mark: str, line_break: str, ending: str, name: str
) -> None:
    if sys.platform == "win32" and '"' in name:
        pytest.skip("no such names on Windows")
    text = (mark + SAFE.strip() + ending).replace("\n", line_break).encode()
    post = folder / name
    post.write_bytes(text)
    words = ["check", name, "--ignore", "EN505"]
    outcome = postlint(*words, "--diff")
    assert outcome.status == 1
    assert outcome.err == "would fix 2 findings in 1 file: 1 EN502, 1 FM004\n"
    assert post.read_bytes() == text
    (folder / "fix.patch").write_bytes(outcome.out.encode())
    git(folder, "apply", "fix.patch")
    applied = post.read_bytes()
    post.write_bytes(text)
    postlint(*words, "--fix")
    assert post.read_bytes() == applied != text


def test_a_patch_has_the_bytes_of_the_post(folder: Path) -> None:
    text = SAFE.encode() + b"\x1b]0;gr\xfc\xdfe\r\n"
    (folder / "a.md").write_bytes(text)
    command = [sys.executable, "-m", "postlint", "check", "a.md", "--select", "EN502", "--diff"]
    ran = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    (folder / "fix.patch").write_bytes(ran.stdout)
    git(folder, "apply", "fix.patch")
    assert (folder / "a.md").read_bytes() == text.replace("Â£".encode(), "£".encode())


def git(folder: Path, *words: str) -> None:
    for each in (["init", "-q"], list(words)):
        done = subprocess.run(["git", *each], cwd=folder, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr


def test_a_patch_of_a_post_elsewhere_counts_from_the_repository(
    postlint: Call, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / ".git").mkdir()
    (folder / "posts").mkdir()
    (folder / "a.md").write_text(SAFE)
    monkeypatch.chdir(folder / "posts")
    for path in ("../a.md", str(folder / "a.md")):
        assert postlint("check", path, "--diff").out.startswith("--- a/a.md\n+++ b/a.md\n")


def test_a_patch_has_nothing_unsafe_unless_asked(postlint: Call, folder: Path) -> None:
    (folder / "b.md").write_text(UNSAFE)
    assert postlint("check", ".", "--diff") == (0, "", "would fix nothing\n")
    outcome = postlint("check", ".", "--diff", "--unsafe-fixes")
    assert outcome.status == 1
    assert "\n-Let's dive into the details: the the wheel" in outcome.out
    assert "\n+The wheel" in outcome.out
    assert outcome.err == "would fix 2 findings in 1 file: 1 DU605, 1 TX701\n"


# --- standard input --------------------------------------------------------------------------------


def test_from_standard_input_the_text_alone_goes_out(postlint: Call) -> None:
    words = ("check", "-", "--stdin-filename", "b.md")
    outcome = postlint(*words, "--fix", "--output-format", "concise", given=UNSAFE.encode())
    assert outcome.status == 1
    assert outcome.out == UNSAFE
    assert outcome.err.startswith("b.md:10:1: warning: TX701")
    assert postlint(*words, "--fix", "--unsafe-fixes", given=UNSAFE.encode()).out == CLEAN
    assert postlint(*words, "--fix", given=CLEAN.encode()).out == CLEAN
    assert "+The wheel" in postlint(*words, "--diff", "--unsafe-fixes", given=UNSAFE.encode()).out


def test_an_excluded_post_from_standard_input_comes_out_as_it_was(postlint: Call, folder: Path) -> None:
    (folder / "postlint.toml").write_text('exclude = ["b.md"]\n')
    words = ("check", "-", "--stdin-filename", "b.md", "--force-exclude", "--fix")
    outcome = postlint(*words, given=SAFE.encode())
    assert (outcome.status, outcome.out) == (0, SAFE)


# --- writing ---------------------------------------------------------------------------------------


@POSIX
def test_the_mode_stays_and_a_link_is_no_file(postlint: Call, folder: Path) -> None:
    (folder / "real").mkdir()
    (folder / "real" / "a.md").write_text(SAFE)
    (folder / "real" / "a.md").chmod(0o640)
    (folder / "link.md").symlink_to("real/a.md")
    postlint("check", "link.md", "--fix")
    assert (folder / "link.md").is_symlink()
    assert "Â£" not in (folder / "real" / "a.md").read_text()
    assert stat.S_IMODE((folder / "real" / "a.md").stat().st_mode) == 0o640
    assert sorted(path.name for path in (folder / "real").iterdir()) == ["a.md"]


def test_a_file_that_changed_meanwhile_is_left_alone(
    postlint: Call, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "a.md").write_text(SAFE)
    copy_mode = writing.shutil.copymode

    def save_and_copy_mode(*paths: str) -> None:
        (folder / "a.md").write_text(SAFE + "\nAn afterthought.\n")
        copy_mode(*paths)

    monkeypatch.setattr(writing.shutil, "copymode", save_and_copy_mode)
    outcome = postlint("check", ".", "--fix")
    assert outcome.status == 2
    assert "postlint: cannot write a.md: it has changed since it was checked" in outcome.err
    assert "nothing was fixed" in outcome.err
    assert (folder / "a.md").read_text() == SAFE + "\nAn afterthought.\n"
    assert [path.name for path in folder.iterdir()] == ["a.md"]


@pytest.mark.parametrize("fault", ["full", "read-only"])
def test_a_file_that_cannot_be_written_is_named(
    postlint: Call, folder: Path, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    (folder / "a.md").write_text(SAFE)
    (folder / "b.md").write_text(SAFE)
    if fault == "full":
        replace = os.replace

        def be_full(source: str, target: str) -> None:
            if target.endswith("a.md"):
                raise OSError(28, "No space left on device")
            replace(source, target)

        monkeypatch.setattr(writing.os, "replace", be_full)
        told = "No space left on device"
    else:
        monkeypatch.setattr(writing.os, "access", lambda path, _: not path.endswith("a.md"))
        told = "it may not be written"
    outcome = postlint("check", ".", "--fix")
    assert outcome.status == 2
    assert f"postlint: cannot write a.md: {told}\n" in outcome.err
    assert (folder / "a.md").read_text() == SAFE
    assert "Â£" not in (folder / "b.md").read_text()
    assert sorted(path.name for path in folder.iterdir()) == ["a.md", "b.md"]


def test_what_a_killed_run_left_is_cleared_away(postlint: Call, folder: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    here = writing._this_machine()
    stale = folder / f".a.md.{here}.{ended.pid}.abcdef.postlint-tmp"
    alive = folder / f".a.md.{here}.{os.getppid()}.abcdef.postlint-tmp"
    for left in (stale, alive):
        left.write_text("half")
    (folder / "a.md").write_text(SAFE)
    postlint("check", ".")
    assert stale.exists()
    postlint("check", ".", "--fix")
    assert not stale.exists()
    assert alive.exists()
