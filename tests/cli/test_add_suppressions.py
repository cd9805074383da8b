"""`postlint check --add-suppressions` as its user meets it."""

from __future__ import annotations

from pathlib import Path

from cli.conftest import CLEAN, WITHOUT_AUTHOR, Call

OPENER = "Let's dive into the details: the wheel turned"
LONG = "".join(
    f"\nIn {month} the harbour counts what has come in by boat, and the mayor has the numbers of {month} "
    "read aloud in the town hall. Whoever came from far away is given soup, and nobody goes home before the "
    "band has played all it knows.\n"
    for month in ("January", "May", "August", "December")
)
FOUND = WITHOUT_AUTHOR.replace("The wheel turned", OPENER)


def test_all_that_is_found_is_silenced(postlint: Call, folder: Path) -> None:
    (folder / "a.md").write_bytes(FOUND.replace("\n", "\r\n").encode())
    (folder / "b.md").write_text(CLEAN)
    outcome = postlint("check", ".", "--ignore", "SL", "--add-suppressions")
    assert (outcome.status, outcome.out) == (0, "")
    assert outcome.err == "silenced 2 findings in 1 file: 1 SC101, 1 TX701\nchecked 2 files: all good\n"
    expected = FOUND.replace("jpg\n---", "jpg\n# postlint: disable=SC101\n---").replace(
        "Let's", "<!-- postlint-disable-next-line TX701 -->\nLet's"
    )
    assert (folder / "a.md").read_bytes() == expected.replace("\n", "\r\n").encode()
    assert (folder / "b.md").read_text() == CLEAN


def test_a_second_run_has_nothing_to_do(postlint: Call, folder: Path) -> None:
    (folder / "a.md").write_text(FOUND)
    postlint("check", ".", "--add-suppressions")
    before = (folder / "a.md").read_bytes()
    assert (
        postlint("check", ".", "--add-suppressions").err == "nothing was silenced\nchecked 1 file: all good\n"
    )
    assert (folder / "a.md").read_bytes() == before


def copies(folder: Path) -> None:
    """Two posts that are one: nothing is said of their paragraphs before that is silenced."""
    (folder / "postlint.toml").write_text('select = ["DU6"]\n')
    (folder / "a.md").write_text(CLEAN + LONG)
    (folder / "b.md").write_text(CLEAN.replace("2025", "2026").replace("mill turns", "old mill turns") + LONG)


def test_what_comes_to_light_is_silenced_too(postlint: Call, folder: Path) -> None:
    copies(folder)
    outcome = postlint("check", ".", "--add-suppressions")
    assert outcome.err == "silenced 2 findings in 1 file: 1 DU606, 1 DU607\nchecked 2 files: all good\n"
    assert postlint("check", ".").out == ""


def test_a_patch_shows_what_comes_to_light(postlint: Call, folder: Path) -> None:
    copies(folder)
    shown = postlint("check", ".", "--add-suppressions", "--diff")
    assert shown.err.startswith("would silence 2 findings in 1 file: 1 DU606, 1 DU607\n")
    assert shown.out.count("+<!-- postlint-disable") == 2


def test_what_comes_to_light_in_a_post_from_standard_input(postlint: Call, folder: Path) -> None:
    copies(folder)
    given = (folder / "b.md").read_bytes()
    outcome = postlint("check", "-", "--stdin-filename", "b.md", "--add-suppressions", given=given)
    assert "DU606" in outcome.out
    assert outcome.err == "silenced 2 findings in 1 file: 1 DU606, 1 DU607\nchecked 1 file: all good\n"


def test_only_what_is_selected_is_silenced(postlint: Call, folder: Path) -> None:
    (folder / "a.md").write_text(FOUND)
    postlint("check", ".", "--add-suppressions", "--select", "TX")
    assert "SC101" not in (folder / "a.md").read_text()
    assert "TX701" in (folder / "a.md").read_text()


def test_what_the_baseline_knows_needs_no_comment(postlint: Call, folder: Path) -> None:
    (folder / "a.md").write_text(WITHOUT_AUTHOR)
    postlint("baseline")
    (folder / "a.md").write_text(FOUND)
    assert "silenced 1 finding in 1 file: 1 TX701\n" in postlint("check", ".", "--add-suppressions").err


def test_a_patch_shows_it_and_writes_nothing(postlint: Call, folder: Path) -> None:
    (folder / "a.md").write_text(FOUND)
    outcome = postlint("check", ".", "--add-suppressions", "--diff")
    assert "+<!-- postlint-disable-next-line TX701 -->\n" in outcome.out
    assert outcome.err.startswith("would silence 2 findings in 1 file")
    assert (folder / "a.md").read_text() == FOUND


def test_a_post_from_standard_input_goes_to_standard_output(postlint: Call, folder: Path) -> None:
    outcome = postlint("check", "-", "--stdin-filename", "a.md", "--add-suppressions", given=FOUND.encode())
    assert "<!-- postlint-disable-next-line TX701 -->\nLet's" in outcome.out
    assert not (folder / "a.md").exists()


def test_what_cannot_be_silenced_is_left(postlint: Call, folder: Path) -> None:
    (folder / "a.md").write_bytes("---\ntitle: é\n---\n".encode("utf-16"))
    outcome = postlint("check", ".", "--add-suppressions", "--output-format", "concise")
    assert outcome.status == 1
    assert "EN501" in outcome.out


def test_it_is_no_fix(postlint: Call, folder: Path) -> None:  # noqa: ARG001
    outcome = postlint("check", ".", "--add-suppressions", "--fix")
    assert outcome.status == 2
    assert outcome.err.startswith("postlint: --add-suppressions silences what --fix would mend")
