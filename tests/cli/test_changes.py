"""`--changed-since`, `--staged` and `--only-changed-lines`, in true working copies."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from cli.conftest import CLEAN, JPEG, Call

from postlint import __file__ as package

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="there is no git")

Codes = Callable[..., list[str]]
OLD = CLEAN.replace("image: https://cdn.example.net/mill.jpg", "image: /images/mill.jpg")
FAULT = "It cost Â£5.\n"


def git(folder: Path, *words: str) -> None:
    someone = ("user.name=a", "user.email=a@b.example", "protocol.file.allow=always")
    command = ["git", *(word for setting in someone for word in ("-c", setting)), *words]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


@pytest.fixture
def site(folder: Path) -> Path:
    """A site in a repository: three posts, of which the last has a fault in its body."""
    (folder / "_config.yml").write_text("title: News\n")
    (folder / "images").mkdir()
    (folder / "images" / "mill.jpg").write_bytes(JPEG)
    (folder / "_posts").mkdir()
    for day, words in ((1, "mill"), (2, "harbour"), (3, "tower")):
        text = OLD.replace("2025-04-02", f"2025-04-0{day}").replace("mill turns", f"{words} turns")
        text = text.replace("The wheel was", f"The {words} was")
        (folder / "_posts" / f"2025-04-0{day}-the {words} é.md").write_text(
            text + (FAULT if day == 3 else "")
        )
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message=start")
    return folder


@pytest.fixture
def mill(site: Path) -> Path:
    return site / "_posts" / "2025-04-01-the mill é.md"


@pytest.fixture
def found(postlint: Call) -> Codes:
    """Where a check with these options finds something: day and code."""

    def check(*words: str) -> list[str]:
        outcome = postlint("check", "--output-format", "jsonl", *words)
        findings = [json.loads(line) for line in outcome.out.splitlines()]
        return [f"{Path(each['path']).name[9:10]} {each['code']}" for each in findings]

    return check


def append(post: Path, text: str) -> None:
    post.write_text(post.read_text() + text)


def test_nothing_has_changed(postlint: Call, site: Path) -> None:  # noqa: ARG001
    for scope in (["--changed-since", "HEAD"], ["--staged"]):
        outcome = postlint("check", *scope)
        assert (outcome.status, outcome.out) == (0, "")
        assert outcome.err == "note: left out: 3 unchanged\nnothing to check has changed\n"
        assert postlint("check", "--diff", *scope).err.startswith("nothing to check has changed\n")


def test_what_is_not_committed_counts_and_what_git_does_not_know_yet(
    found: Codes, site: Path, mill: Path
) -> None:
    append(mill, FAULT)
    (site / "_posts" / "2025-04-04-new.md").write_text(OLD.replace("author: Ada Finch\n", ""))
    assert {"1 EN502", "4 SC101"} <= set(found("--changed-since", "HEAD"))
    assert "3 EN502" not in found("--changed-since", "HEAD")


def test_a_branch_is_compared_with_where_it_began(found: Codes, site: Path, mill: Path) -> None:
    git(site, "switch", "--quiet", "--create", "draft")
    append(mill, FAULT)
    git(site, "commit", "--quiet", "--all", "--message=mill")
    git(site, "switch", "--quiet", "main")
    append(site / "_posts" / "2025-04-02-the harbour é.md", FAULT)
    git(site, "commit", "--quiet", "--all", "--message=harbour")
    git(site, "switch", "--quiet", "draft")
    assert found("--changed-since", "main") == ["1 EN502"]


def test_what_is_staged_is_what_counts(found: Codes, site: Path, mill: Path) -> None:
    append(mill, FAULT)
    assert found("--staged") == []
    git(site, "add", ".")
    mill.write_text(CLEAN)
    assert found("--staged") == ["1 EN502"]
    append(mill, FAULT * 2)
    git(site, "add", ".")
    mill.write_text(mill.read_text().replace(FAULT, ""))
    assert found("--staged") == ["1 EN502", "1 EN502"]


def test_only_lines_that_differ(found: Codes, site: Path) -> None:
    tower = site / "_posts" / "2025-04-03-the tower é.md"
    append(tower, "\nA new line.\n")
    assert found("--changed-since", "HEAD") == ["3 EN502"]
    assert found("--changed-since", "HEAD", "--only-changed-lines") == []
    append(tower, FAULT)
    assert found("--changed-since", "HEAD", "--only-changed-lines") == ["3 EN502"]


def test_a_line_that_was_taken_out_is_missed(found: Codes, site: Path) -> None:
    tower = site / "_posts" / "2025-04-03-the tower é.md"
    tower.write_text(tower.read_text().replace("author: Ada Finch\n", ""))
    assert found("--changed-since", "HEAD", "--only-changed-lines") == ["3 SC101"]


def test_an_image_that_is_gone_is_missed_where_it_is_named(found: Codes, site: Path) -> None:
    git(site, "rm", "--quiet", "images/mill.jpg")
    missed = ["1 IM402", "2 IM402", "3 IM402"]
    assert found("--staged") == missed
    assert found("--changed-since", "HEAD", "--only-changed-lines") == missed


def test_an_image_with_another_name_is_gone(found: Codes, site: Path) -> None:
    git(site, "mv", "images/mill.jpg", "images/old.jpg")
    assert found("--staged") == ["1 IM402", "2 IM402", "3 IM402"]


def test_a_post_with_another_name_has_not_changed_in_its_lines(found: Codes, site: Path) -> None:
    git(site, "mv", "_posts/2025-04-03-the tower é.md", "_posts/2025-04-03-tower.md")
    assert found("--staged") == ["3 EN502"]
    assert found("--staged", "--only-changed-lines") == []
    append(site / "_posts" / "2025-04-03-tower.md", FAULT)
    git(site, "add", ".")
    assert found("--staged", "--only-changed-lines") == ["3 EN502"]


def test_a_name_inside_another_name_is_not_gone(found: Codes, site: Path, mill: Path) -> None:
    (site / "images" / "1.png").write_bytes(JPEG)
    append(mill, "\n![The wheel](/images/101.png)\n")
    git(site, "add", ".")
    git(site, "commit", "--quiet", "--message=wheel")
    git(site, "rm", "--quiet", "images/1.png")
    assert found("--staged") == []


@pytest.mark.parametrize("name", ["[ab].md", ":(top)b.md", "1:z.md", '"q".md', "-n.md"])
def test_names_mean_themselves(found: Codes, site: Path, name: str) -> None:
    for each in (name, "b.md"):
        (site / each).write_text(f"# A page\n\n{FAULT}")
    git(site, "add", ".")
    git(site, "commit", "--quiet", "--message=pages")
    append(site / "b.md", f"\n{FAULT}")
    append(site / name, "\nNews.\n")
    git(site, "add", ".")
    codes = [line.split()[-1] for line in found("--staged", "--only-changed-lines", "--select", "EN")]
    assert codes == ["EN502"]


def test_a_link_is_not_the_post_that_it_leads_to(found: Codes, site: Path, mill: Path) -> None:
    (site / "_posts" / "2025-06-01-link.md").symlink_to(mill.name)
    git(site, "add", ".")
    assert found("--staged") == []


def test_an_image_that_is_not_staged_is_not_there(found: Codes, site: Path, mill: Path) -> None:
    (site / "images" / "wheel.jpg").write_bytes(JPEG)
    append(mill, "\n![The wheel](/images/wheel.jpg)\n")
    git(site, "add", "_posts")
    assert found("--staged") == ["1 IM401"]
    assert found("--changed-since", "HEAD") == []
    git(site, "add", "images")
    assert found("--staged") == []
    (site / "images" / "wheel.jpg").unlink()
    assert found("--staged") == []
    assert "1 IM401" in found("--changed-since", "HEAD")


def test_other_posts_are_what_is_staged_of_them(found: Codes, site: Path, mill: Path) -> None:
    harbour = site / "_posts" / "2025-04-02-the harbour é.md"
    harbour.write_text(harbour.read_text().replace("The harbour turns", "The mill turns"))
    append(mill, "\nA new line.\n")
    git(site, "add", mill.name if mill.parent == site else str(mill))
    assert found("--staged", "--select", "SL304") == []
    git(site, "add", ".")
    harbour.write_text(harbour.read_text().replace("The mill turns", "The harbour turns"))
    assert found("--staged", "--select", "SL304", "_posts/2025-04-01-the mill é.md") != []


def test_a_post_that_is_staged_and_gone_from_disk_is_checked(found: Codes, site: Path) -> None:
    post = site / "_posts" / "2025-04-05-new.md"
    post.write_text(OLD.replace("author: Ada Finch\n", "").replace("04-02", "04-05"))
    git(site, "add", ".")
    post.unlink()
    assert "5 SC101" in found("--staged")
    assert "5 SC101" in found("--staged", "_posts")
    assert found("--staged", "images") == []


def test_what_is_not_on_disk_is_looked_at_as_what_is(found: Codes, site: Path, mill: Path) -> None:
    (site / "postlint.toml").write_text('exclude = ["_posts/skip/**"]\n')
    for folder in ("_posts/skip", "node_modules/x"):
        (site / folder).mkdir(parents=True)
        (site / folder / "2025-04-06-a.md").write_text(OLD.replace("author: Ada Finch\n", ""))
    git(site, "add", ".")
    shutil.rmtree(site / "node_modules")
    shutil.rmtree(site / "_posts" / "skip")
    assert found("--staged") == []
    git(site, "commit", "--quiet", "--message=skip")
    again = site / "_posts" / "2025-05-01-again.md"
    again.write_text(mill.read_text().replace("2025-04-01", "2025-05-01"))
    git(site, "add", str(again))
    mill.unlink()
    assert found("--staged", "--select", "SL304") == ["1 SL304"]


def test_a_name_alone_is_not_staged(found: Codes, site: Path, mill: Path) -> None:
    (site / "images" / "wheel.jpg").write_bytes(JPEG)
    (site / "pics").mkdir()
    (site / "pics" / "b.jpg").write_bytes(JPEG)
    git(site / "pics", "init", "--quiet")
    append(mill, "\n![The wheel](/images/wheel.jpg) and ![the quay](/pics/b.jpg)\n")
    git(site, "add", str(mill))
    git(site, "add", "--intent-to-add", "images/wheel.jpg")
    assert found("--staged") == ["1 IM401", "1 IM401"]


def test_a_folder_of_images_that_is_only_staged_is_there(found: Codes, site: Path, mill: Path) -> None:
    (site / "pics" / "of").mkdir(parents=True)
    (site / "pics" / "of" / "b.jpg").write_bytes(JPEG)
    append(mill, "\n![The quay](/pics/of/b.jpg)\n")
    git(site, "add", ".")
    shutil.rmtree(site / "pics")
    assert found("--staged") == []


def test_files_of_the_generator_are_what_is_staged_of_them(found: Codes, site: Path, mill: Path) -> None:
    mill.write_text(mill.read_text().replace("author: Ada Finch\n", ""))
    (site / "_config.yml").write_text("defaults: [{scope: {path: ''}, values: {author: Ada}}]\n")
    git(site, "add", ".")
    (site / "_config.yml").write_text("title: News\n")
    assert found("--staged", "--select", "SC") == []
    assert found("--changed-since", "HEAD", "--select", "SC") == ["1 SC101"]


def test_a_configuration_that_is_not_staged_is_named(postlint: Call, site: Path, mill: Path) -> None:
    append(mill, FAULT)
    git(site, "add", ".")
    (site / "postlint.toml").write_text('ignore = ["EN"]\n')
    outcome = postlint("check", "--staged")
    assert outcome.status == 0
    assert "note: postlint.toml was read as it is on disk, which is not what is staged\n" in outcome.err


def test_settings_of_git_change_nothing(found: Codes, site: Path) -> None:
    tower = site / "_posts" / "2025-04-03-the tower é.md"
    lines = tower.read_text().splitlines()
    tower.write_text("\n".join([*lines[:-2], "A new line.", "", lines[-1], "", "Another one.", ""]))
    git(site, "config", "diff.interHunkContext", "5")
    assert found("--changed-since", "HEAD", "--only-changed-lines") == []


def test_what_other_posts_have_to_do_with_a_line_that_is_new(found: Codes, site: Path, mill: Path) -> None:
    again = site / "_posts" / "2025-05-01-again.md"
    again.write_text(mill.read_text().replace("2025-04-01", "2025-05-01"))
    git(site, "add", ".")
    git(site, "commit", "--quiet", "--message=again")
    append(again, "\nA new line.\n")
    assert found("--changed-since", "HEAD", "--select", "SL304") == ["1 SL304"]
    assert found("--changed-since", "HEAD", "--select", "SL304", "--only-changed-lines") == []


def test_fixes_stay_in_what_has_changed(postlint: Call, site: Path) -> None:
    tower = site / "_posts" / "2025-04-03-the tower é.md"
    append(tower, "\nIt costs Â£7.\n")
    outcome = postlint("check", "--changed-since", "HEAD", "--only-changed-lines", "--fix")
    assert "fixed 1 finding in 1 file: 1 EN502" in outcome.err
    assert "Â£5" in tower.read_text()
    git(site, "commit", "--quiet", "--all", "--message=tower")
    git(site, "rm", "--quiet", "images/mill.jpg")
    assert postlint("check", "--staged", "--fix").err.startswith("nothing was fixed")
    assert "Â£5" in tower.read_text()


def test_a_post_that_is_staged_in_part_is_not_mended(postlint: Call, site: Path, mill: Path) -> None:
    append(mill, FAULT)
    git(site, "add", ".")
    append(mill, FAULT)
    before = mill.read_text()
    outcome = postlint("check", "--staged", "--fix")
    assert outcome.status == 2
    assert f"postlint: cannot mend _posts/{mill.name}: it has changes that are not staged\n" in outcome.err
    assert mill.read_text() == before


def test_a_conflict_is_told(postlint: Call, site: Path, mill: Path) -> None:
    git(site, "switch", "--quiet", "--create", "draft")
    append(mill, "One.\n")
    git(site, "commit", "--quiet", "--all", "--message=one")
    git(site, "switch", "--quiet", "main")
    append(mill, "Two.\n")
    git(site, "commit", "--quiet", "--all", "--message=two")
    with pytest.raises(subprocess.CalledProcessError):
        git(site, "merge", "draft")
    outcome = postlint("check", "--staged")
    assert outcome.status == 2
    assert "is in a merge conflict" in outcome.err
    assert postlint("check", "--changed-since", "HEAD").status == 1


def test_a_shallow_clone_is_named(
    postlint: Call, site: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    append(site / "_config.yml", "a: b\n")
    git(site, "commit", "--quiet", "--all", "--message=two")
    clone = tmp_path_factory.mktemp("clone") / "site"
    git(site, "clone", "--quiet", "--depth=1", f"file://{site}", str(clone))
    monkeypatch.chdir(clone)
    assert "(in CI: fetch-depth: 0)" in postlint("check", "--changed-since", "HEAD~1").err


def test_the_whole_site_is_what_a_new_post_is_compared_with(found: Codes, site: Path, mill: Path) -> None:
    (site / "_posts" / "2025-05-01-again.md").write_text(mill.read_text())
    assert found("--changed-since", "HEAD", "--select", "SL304") == ["1 SL304"]


def test_fixes_are_made_in_what_has_changed_only(postlint: Call, site: Path, mill: Path) -> None:
    append(mill, FAULT)
    git(site, "add", ".")
    assert "fixed 1 finding in 1 file" in postlint("check", "--staged", "--fix").err
    assert "£5" in mill.read_text()
    assert "Â" in (site / "_posts" / "2025-04-03-the tower é.md").read_text()


def test_a_folder_behind_a_link_is_the_same_folder(
    found: Codes,
    site: Path,
    mill: Path,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    append(mill, FAULT)
    link = tmp_path_factory.mktemp("elsewhere") / "site"
    link.symlink_to(site)
    assert found("--changed-since", "HEAD", str(link)) == ["1 EN502"]
    monkeypatch.chdir(link / "_posts")
    assert found("--changed-since", "HEAD") == ["1 EN502"]


def test_a_second_worktree_has_its_own_changes(
    found: Codes, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(site, "worktree", "add", "--quiet", "drafts")
    monkeypatch.chdir(site / "drafts")
    append(Path("_posts", "2025-04-01-the mill é.md").absolute(), FAULT)
    assert found("--changed-since", "HEAD") == ["1 EN502"]


def test_a_submodule_is_named_and_not_looked_into(
    postlint: Call, site: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    theme = tmp_path_factory.mktemp("theme")
    (theme / "post.md").write_text(OLD)
    git(theme, "init", "--quiet")
    git(theme, "add", ".")
    git(theme, "commit", "--quiet", "--message=theme")
    git(site, "submodule", "--quiet", "add", str(theme), "themes/plain")
    said = postlint("check", "--staged").err
    assert "note: themes/plain is a submodule: what has changed in it was not seen" in said


@pytest.mark.parametrize("is_linked", [False, True], ids=["plain", "second-worktree"])
def test_a_hook_of_git_checks_what_a_commit_would_hold(site: Path, mill: Path, is_linked: bool) -> None:
    hook = site / ".git" / "hooks" / "pre-commit"
    if is_linked:
        git(site, "worktree", "add", "--quiet", "drafts")
        site, mill = site / "drafts", site / "drafts" / "_posts" / mill.name
    hook.write_text(f"#!/bin/sh\nexec '{sys.executable}' -m postlint check --staged _posts\n")
    hook.chmod(0o755)
    append(mill, FAULT)
    environment = {**os.environ, "PYTHONPATH": str(Path(package).parents[1])}
    commit = ["git", "-c", "user.name=a", "-c", "user.email=a@b.example", "commit", "--all", "--message=mill"]
    refused = subprocess.run(commit, cwd=site, capture_output=True, text=True, env=environment, check=False)
    assert refused.returncode != 0
    assert "EN502" in refused.stdout + refused.stderr
    mill.write_text(mill.read_text().replace("Â", ""))
    assert subprocess.run(commit, cwd=site, capture_output=True, env=environment, check=False).returncode == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--changed-since", "nowhere"], "git knows no revision nowhere in "),
        (["--changed-since", "--output=x"], "git knows no revision --output=x in "),
        (["--only-changed-lines"], "--only-changed-lines needs --changed-since or --staged beside it"),
        (["--staged", "--changed-since", "main"], "--staged and --changed-since contradict each other"),
        (["-", "--staged"], "git knows nothing of a post from standard input"),
    ],
)
def test_mistakes_are_told(postlint: Call, site: Path, words: list[str], said: str) -> None:
    outcome = postlint("check", *words)
    assert outcome.status == 2
    assert outcome.err.startswith(f"postlint: {said}")
    assert outcome.err.count("\n") == 1
    assert not (site / "x").exists()


def test_a_folder_without_a_repository_is_told(postlint: Call, folder: Path) -> None:
    (folder / "a.md").write_text(CLEAN)
    outcome = postlint("check", "--staged")
    assert outcome.status == 2
    assert outcome.err == f"postlint: no git repository at {folder} or above it to tell what has changed\n"


def test_a_machine_without_git_is_told(postlint: Call, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(site))
    outcome = postlint("check", "--staged")
    assert outcome.status == 2
    assert outcome.err.startswith("postlint: git is not installed, ")
