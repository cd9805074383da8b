"""Fixes of other packages that do not what they promise, or more, are not made, and are named."""

from __future__ import annotations

from pathlib import Path

import pytest
from third_party.test_entry_points import postlint

POST = "---\ntitle: Home\n---\n\nThe {word} is here.\n"


def fixed(tmp_path: Path, text: str, select: str) -> tuple[str, str]:
    """What is in the post after the fixes, and what was said."""
    (tmp_path / "post.md").write_text(text)
    ran = postlint(
        "check", "post.md", "--fix", "--select", select, "--no-cache", package="fighting", cwd=tmp_path
    )
    assert "Traceback" not in ran.stderr
    return (tmp_path / "post.md").read_text(), ran.stderr


def test_rules_that_undo_each_other_are_named(tmp_path: Path) -> None:
    text = POST.format(word="ferry")
    left, said = fixed(tmp_path, text, "XY001,XY002")
    assert left == text
    assert said.startswith(
        "nothing was fixed\n"
        "post.md: the fixes of loud-word and quiet-word undo each other, and none of them was made\n"
    )


def test_other_fixes_are_made_beside_rules_that_fight(tmp_path: Path) -> None:
    text = POST.format(word="ferry costs Â£5 and")
    left, said = fixed(tmp_path, text, "XY001,XY002,EN502")
    assert left == text.replace("Â£", "£")
    assert said.startswith("fixed 1 finding in 1 file: 1 EN502\n")
    assert "loud-word and quiet-word undo each other, and none of them was made" in said


def test_a_line_break_before_another_field_is_not_to_be_eaten(tmp_path: Path) -> None:
    text = "---\ntitle: Home # near the weir\nnote: Closed on Monday\n---\n"
    left, said = fixed(tmp_path, text, "XY005")
    assert left == text
    assert "the fix would change the value of `note`" in said


def test_a_rule_that_crashes_is_named_whatever_is_done(tmp_path: Path) -> None:
    (tmp_path / "post.md").write_text("---\ntitle: raise\n---\n\nThe ferry costs Â£5.\n")
    for words in (["--fix"], ["--diff"]):
        ran = postlint("check", "post.md", *words, "--select", "XX,EN502", package="unruly", cwd=tmp_path)
        assert "rule unruly-post crashed on post.md: ValueError: the rule broke" in ran.stderr
        assert ran.returncode == 4


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (POST.format(word="pier"), "post.md:5:5: left XY003 growing-word unfixed: the fix would leave XY003"),
        ("---\ntitle: The weir\nnote: x\n---\n", "the fix would make the front matter unreadable"),
        (POST.format(word="crane"), "the fix would make the front matter unreadable"),
        (POST.format(word="sluice"), "the fix would bring DU605: “the” stands 3 times in a row"),
    ],
)
def test_a_fix_that_does_harm_is_left_out(tmp_path: Path, text: str, why: str) -> None:
    left, said = fixed(tmp_path, text, "XY003,XY005,DU605,FM003")
    assert left == text
    assert said.startswith("nothing was fixed\n")
    assert why in said
    assert "can be fixed" not in said


def test_edits_that_overlap_are_not_made(tmp_path: Path) -> None:
    text = "---\ntitle: mole\nnote: mole\n---\n"
    left, said = fixed(tmp_path, text, "XY004")
    assert left == text
    assert "the fix would write twice to one place" in said
