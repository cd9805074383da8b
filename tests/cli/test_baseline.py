"""`postlint baseline`, and checks that report only what is new since."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from cli.conftest import CLEAN, WITHOUT_AUTHOR, Call

FILE = ".postlint-baseline.json"
MANGLED = WITHOUT_AUTHOR.replace("ten years", "ten years for Â£5")


@pytest.fixture
def site(folder: Path) -> Path:
    (folder / "_config.yml").write_text("title: News\n")
    posts = folder / "_posts"
    posts.mkdir()
    (posts / "2025-04-02-mill.md").write_text(MANGLED)
    (posts / "2025-04-03-harbour.md").write_text(
        WITHOUT_AUTHOR.replace("04-02", "04-03").replace("mill", "port")
    )
    return folder


@pytest.fixture
def codes(postlint: Call) -> Callable[..., list[str]]:
    """The codes that a check reports, in their order."""

    def check(*words: str) -> list[str]:
        lines = postlint("check", "--output-format", "jsonl", *words).out.splitlines()
        return [json.loads(line)["code"] for line in lines]

    return check


Codes = Callable[..., list[str]]


def test_only_what_is_new_is_reported(postlint: Call, codes: Codes, site: Path) -> None:
    assert codes("--select", "SC101,EN502") == ["SC101", "EN502", "SC101"]
    outcome = postlint("baseline")
    assert outcome.status == 0
    assert outcome.err.endswith(f"findings to {FILE}\n")
    checked = postlint("check")
    assert (checked.status, checked.out) == (0, "")
    assert "all good; " in checked.err
    assert "known from the baseline" in checked.err
    (site / "_posts" / "2025-04-04-new.md").write_text(WITHOUT_AUTHOR.replace("04-02", "04-04"))
    assert "SC101" in codes()


def test_nothing_is_said_where_that_is_asked_for(postlint: Call, site: Path) -> None:
    assert postlint("baseline", "--quiet") == (0, "", "")
    assert (site / FILE).exists()
    (site / "_posts" / "2025-04-02-mill.md").write_text(CLEAN)
    assert postlint("baseline", "--update", "-q") == (0, "", "")
    assert "EN502" not in (site / FILE).read_text()


def test_lines_may_move_and_files_be_renamed(postlint: Call, codes: Codes, site: Path) -> None:
    postlint("baseline", "--select", "SC101,EN502")
    mill = site / "_posts" / "2025-04-02-mill.md"
    mill.write_text(
        MANGLED.replace("layout: post\n", "layout: post\ntags: [a]\n").replace("\nThe", "\nNews.\n\nThe")
    )
    assert codes("--select", "SC101,EN502") == []
    mill.rename(mill.with_name("2025-04-02-the-mill.md"))
    assert codes("--select", "SC101,EN502") == []
    assert "gone" not in postlint("check", "--select", "SC101,EN502").err


def test_a_second_copy_of_an_old_fault_is_new(postlint: Call, codes: Codes, site: Path) -> None:
    postlint("baseline")
    mill = site / "_posts" / "2025-04-02-mill.md"
    mill.write_text(MANGLED.replace("Â£5.", "Â£5, and not for Â£5."))
    assert codes("--select", "EN502") == ["EN502"]
    copied = mill.with_name("2025-05-02-copied.md")
    copied.write_text(MANGLED.replace("04-02", "05-02"))
    assert codes("--select", "EN502", str(copied)) == ["EN502"]


def test_update_takes_out_what_is_gone_and_nothing_in(postlint: Call, codes: Codes, site: Path) -> None:
    postlint("baseline", "--select", "SC101,EN502")
    mill = site / "_posts" / "2025-04-02-mill.md"
    mill.write_text(CLEAN + "\nIt cost Â£7.\n")
    assert "PL904" not in postlint("check", "--select", "SC101,EN502").out
    told = postlint("check", "--select", "SC101,EN502,PL904", "--output-format", "concise").out.splitlines()
    assert told[-2:] == [
        f"{FILE}:{line}:2: info: PL904 {code} is gone from _posts/2025-04-02-mill.md: "
        "`postlint baseline --update` takes it out"
        for line, code in ((3, "EN502"), (4, "SC101"))
    ]
    outcome = postlint("baseline", "--update", "--select", "SC101,EN502")
    assert outcome.err == f"wrote 1 finding to {FILE}, which had 3\n"
    assert codes("--select", "SC101,EN502") == ["EN502"]
    postlint("baseline", "--update", "--all", "--select", "SC101,EN502")
    assert codes("--select", "SC101,EN502") == []


def test_update_of_some_posts_leaves_the_others_alone(postlint: Call, codes: Codes, site: Path) -> None:  # noqa: ARG001
    postlint("baseline", "--select", "SC101,EN502")
    before = (site / FILE).read_text()
    assert postlint("baseline", "_posts/2025-04-02-mill.md", "--update").status == 0
    assert (
        postlint(
            "baseline", "_posts/2025-04-02-mill.md", "--update", "--all", "--select", "SC101,EN502"
        ).status
        == 0
    )
    assert (site / FILE).read_text() == before


def test_update_of_one_post_leaves_what_is_known_of_posts_like_it(
    postlint: Call, codes: Codes, site: Path
) -> None:
    for name in ("a", "b"):
        (site / "_posts" / f"2025-05-01-{name}.md").write_text(MANGLED.replace("2025-04-02", "2025-05-01"))
    postlint("baseline")
    before = (site / FILE).read_text()
    postlint("baseline", "--update", "--all", "_posts/2025-05-01-a.md")
    postlint("baseline", "--update", "_posts/2025-05-01-a.md")
    assert (site / FILE).read_text() == before
    assert codes() == []


def test_update_of_some_rules_leaves_the_others_alone(postlint: Call, site: Path) -> None:
    postlint("baseline", "--select", "SC101,EN502")
    before = (site / FILE).read_text()
    postlint("baseline", "--update", "--all", "--select", "TX")
    assert (site / FILE).read_text() == before


def test_more_copies_make_no_old_one_new(codes: Codes, postlint: Call, site: Path) -> None:
    long = (
        CLEAN + "\n" + "The ferry did not sail in the morning, since the wind had torn its flag. " * 3 + "\n"
    )
    for day in (1, 2):
        (site / "_posts" / f"2025-05-0{day}-{day}.md").write_text(
            long.replace("2025-04-02", f"2025-05-0{day}")
        )
    assert "DU607" in codes() or "DU606" in codes()
    postlint("baseline")
    (site / "_posts" / "2025-05-03-3.md").write_text(long.replace("2025-04-02", "2025-05-03"))
    new = postlint("check", "--select", "DU", "--output-format", "concise").out
    assert new.count("\n") == 1
    assert new.startswith("_posts/2025-05-03-3.md")


def test_one_file_named_alone_makes_nothing_gone(postlint: Call, folder: Path) -> None:
    for name in ("a", "b"):
        (folder / f"{name}.md").write_text(CLEAN)
    postlint("baseline")
    before = (folder / FILE).read_text()
    assert "SL304" in before
    assert "gone" not in postlint("check", "b.md").err
    postlint("baseline", "--update", "b.md")
    assert (folder / FILE).read_text() == before


def test_sites_of_one_repository_can_have_each_its_own(postlint: Call, folder: Path) -> None:
    for name in ("one", "two"):
        (folder / name / "_posts").mkdir(parents=True)
        (folder / name / "_config.yml").touch()
        (folder / name / "_posts" / "2025-04-02-mill.md").write_text(MANGLED)
    postlint("baseline", "one")
    assert (folder / "one" / FILE).exists()
    assert postlint("baseline").err == f"wrote 2 findings to {FILE}\n"
    assert postlint("check").status == 0
    postlint("baseline", "one", "two", "--baseline", "both.json")
    assert postlint("check", "two", "one", "--baseline", "both.json").status == 0
    assert postlint("check", "two", "--baseline", "both.json").status == 0


def test_a_rule_that_does_not_run_leaves_its_entries(postlint: Call, site: Path) -> None:
    postlint("baseline", "--select", "SC101,EN502")
    before = (site / FILE).read_text()
    assert "gone" not in postlint("check", "--select", "TX").err
    postlint("baseline", "--update", "--select", "TX")
    assert (site / FILE).read_text() == before


def test_one_post_is_looked_up_in_the_baseline_of_its_site(
    postlint: Call, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    postlint("baseline")
    monkeypatch.chdir(site / "_posts")
    assert postlint("check", "2025-04-02-mill.md").status == 0
    given = MANGLED.encode()
    assert postlint("check", "-", "--stdin-filename", "2025-04-02-mill.md", given=given).status == 0


def test_a_baseline_changes_what_a_second_run_says(postlint: Call, site: Path) -> None:
    assert postlint("check", "--no-baseline").status == 1
    assert postlint("check").status == 1
    postlint("baseline")
    assert postlint("check").status == 0
    assert postlint("check", "--no-baseline").status == 1
    (site / FILE).unlink()
    assert postlint("check").status == 1


def test_each_entry_has_a_line_that_no_other_changes(postlint: Call, site: Path) -> None:
    postlint("baseline", "--select", "SC101,EN502")
    lines = (site / FILE).read_text().splitlines()
    assert json.loads("".join(lines[:3]) + "]")[1]["path"] == "_posts/2025-04-02-mill.md"
    (site / FILE).write_text("\n".join([*lines[:2], *lines[3:]]))  # as when another branch took one out
    assert len(json.loads((site / FILE).read_text())) == len(lines) - 3


def test_what_it_says_can_be_read(postlint: Call, site: Path) -> None:
    postlint("baseline", "--select", "EN502")
    assert "“Â£” is “£” in UTF-8" in (site / FILE).read_text(encoding="utf-8")


def test_a_merge_conflict_is_named(postlint: Call, site: Path) -> None:
    postlint("baseline")
    lines = (site / FILE).read_text().splitlines()
    (site / FILE).write_text("\n".join([*lines[:2], "<<<<<<< HEAD", *lines[2:]]))
    assert f"{FILE}:3: a merge conflict; keep the lines of both sides" in postlint("check").err


def test_another_file_can_be_named(postlint: Call, site: Path) -> None:  # noqa: ARG001
    postlint("baseline", "--baseline", "known.json")
    assert postlint("check").status == 1
    assert postlint("check", "--baseline", "known.json").status == 0


def test_a_site_without_findings_needs_none(postlint: Call, folder: Path) -> None:
    (folder / "a.md").write_text(CLEAN)
    assert postlint("baseline").err == "nothing was found, so no baseline is needed\n"
    assert not (folder / FILE).exists()


def test_fixes_are_made_of_what_is_known_as_well(postlint: Call, site: Path) -> None:
    postlint("baseline")
    assert "fixed 1 finding in 1 file: 1 EN502" in postlint("check", "--fix").err
    assert "Â" not in (site / "_posts" / "2025-04-02-mill.md").read_text()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("[" * 100_000, id="deep"),
        "",
        "[]",
        "{}",
        "<<<<<<< HEAD\n",
        "[1]",
        '[{"postlint-baseline": 1}, {"path": "a"}]',
    ],
)
def test_what_is_no_baseline_is_told(postlint: Call, site: Path, text: str) -> None:
    (site / FILE).write_text(text)
    outcome = postlint("check")
    assert outcome.status == 2
    assert outcome.err.startswith(f"postlint: {site / FILE}")
    assert outcome.err.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["baseline"], f"there is a baseline at {FILE} already: "),
        (["baseline", "--update", "--baseline", "none.json"], "no baseline at none.json"),
        (["baseline", "--all"], "--all needs --update beside it"),
        (["check", "--baseline", "none.json"], "no baseline at none.json; `postlint baseline` writes one"),
        (
            ["check", "--baseline", FILE, "--no-baseline"],
            "--baseline and --no-baseline contradict each other",
        ),
    ],
)
def test_mistakes_are_told(postlint: Call, site: Path, words: list[str], said: str) -> None:  # noqa: ARG001
    postlint("baseline")
    outcome = postlint(*words)
    assert outcome.status == 2
    assert outcome.err.startswith(f"postlint: {said}")
