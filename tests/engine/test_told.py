"""What rules across posts said is said again only where it still holds."""

from __future__ import annotations

import json
import os
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from postlint.config.model import Selection
from postlint.engine import across, processes
from postlint.engine.cache import FOLDER
from postlint.engine.run import Run, check_paths
from postlint.engine.workspace import Settings
from postlint.model.across import SiteFinding
from postlint.model.findings import Finding
from postlint.model.text import Span
from postlint.registry import find_rule
from postlint.rule import WholeSite

#: all rules across posts, and one that looks at a post alone
RULES = Selection(("DU", "SL", "IM412", "IM413", "FM001"))

SENTENCES = [
    f"The {who} {does} {what} before the {when} tide, as it has been done for a good many years."
    for who in ("pilot", "keeper", "baker")
    for does in ("counts the boats and writes down", "looks for the owners of", "buys and sells again")
    for what in ("the barrels on the long quay", "what was left in the small harbour")
    for when in ("morning", "evening")
]


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    os.utime(file, (1_700_000_000, 1_700_000_000))


def post(title: str, *paragraphs: str, more: str = "") -> str:
    body = "\n\n".join(paragraphs)
    return f"---\ntitle: {title}\ndate: 2025-03-01\n{more}---\n\n{body}\n"


def check(site: Path, *names: str, **settings: Any) -> Run:
    given = {"today": date(2026, 1, 1), "is_cached": True, "selection": RULES, **settings}
    return check_paths([str(site / name) for name in names] or [str(site)], Settings(**given))


def lines(run: Run) -> list[str]:
    return [f"{found.path} {found.place.start} {found.code}" for found in run.report.diagnostics]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A Jekyll site: two posts with one title and one address, two with a paragraph in common."""
    (tmp_path / "_config.yml").write_text("title: Harbour\n")
    write(tmp_path / "_posts/2025-03-01-a.md", post("Quay", SENTENCES[0] * 2, more="permalink: /quay/\n"))
    write(tmp_path / "_posts/2025-03-02-b.md", post("Quay", SENTENCES[1] * 2, more="permalink: /quay/\n"))
    write(tmp_path / "_posts/2025-03-03-c.md", post("Crane", SENTENCES[2] * 2, SENTENCES[3] * 2))
    write(tmp_path / "_posts/2025-03-04-d.md", post("Ferry", SENTENCES[2] * 2, SENTENCES[4] * 2))
    return tmp_path


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The codes of the rules that had to be asked in the latest run."""
    codes: list[str] = []
    real = processes.side_by_side

    def noting(functions: Any, most: int) -> Any:
        codes[:] = sorted(function.args[0].rule.code for function in functions)
        return real(functions, most)

    monkeypatch.setattr(across, "side_by_side", noting)
    return codes


def test_no_rule_is_asked_again_where_nothing_changed(site: Path, asked: list[str]) -> None:
    first = check(site)
    assert {"DU606", "SL301", "SL304"} <= {found.code for found in first.report.diagnostics}
    assert {"DU606", "SL301", "SL304"} <= set(asked)
    assert check(site) == first
    assert asked == []


def test_prose_does_not_concern_titles_and_addresses(site: Path, asked: list[str]) -> None:
    check(site)
    write(site / "_posts/2025-03-04-d.md", post("Ferry", SENTENCES[5] * 2))
    second = check(site)
    assert asked
    assert {code[:2] for code in asked} == {"DU"}
    assert second == check(site, is_cached=False)


def test_a_title_concerns_the_rules_that_look_at_it(site: Path, asked: list[str]) -> None:
    check(site)
    write(site / "_posts/2025-03-04-d.md", post("Crane", SENTENCES[2] * 2, SENTENCES[4] * 2))
    second = check(site)
    assert "SL304" in asked
    assert "_posts/2025-03-03-c.md" in "".join(found.message for found in second.report.diagnostics)


def test_a_finding_moves_with_its_post(site: Path) -> None:
    """The title is the same, and stands on another line."""
    before = check(site)
    file = site / "_posts/2025-03-02-b.md"
    write(file, file.read_text().replace("---\ntitle", "---\n# the second\ntitle"))
    after = check(site)
    assert lines(after) != lines(before)
    assert after == check(site, is_cached=False)


def test_a_comment_that_silences_a_finding_is_seen(site: Path) -> None:
    check(site)
    file = site / "_posts/2025-03-02-b.md"
    write(file, file.read_text() + "\n<!-- postlint-disable-file SL304 -->\n")
    for _ in range(2):
        silent = check(site)
        assert not [line for line in lines(silent) if "SL304" in line]
        assert silent == check(site, is_cached=False)
        assert [each.found.code for result in silent.report.results for each in result.silenced] == ["SL304"]


@pytest.mark.parametrize(
    "told",
    [
        '[severity]\nduplicate-title = "error"\n',
        "[rules.duplicate-title]\nseries = 3\n",
        '[[overrides]]\npaths = ["_posts/*b.md"]\nseverity.duplicate-title = "error"\n',
        '[[overrides]]\npaths = ["_posts/*b.md"]\nignore = ["duplicate-title"]\n',
    ],
)
def test_what_is_asked_of_posts_concerns_the_rules(site: Path, told: str) -> None:
    (site / "postlint.toml").touch()
    check(site)
    write(site / "postlint.toml", told)
    assert check(site) == check(site, is_cached=False)


def test_a_post_that_no_longer_leads_to_another_repeats_it(site: Path) -> None:
    copied = SENTENCES[2] * 2
    teaser = post("Ferry", copied, "See [the other](2025-03-03-c.html) for more.")
    write(site / "_posts/2025-03-04-d.md", teaser)
    assert not [line for line in lines(check(site)) if "DU606" in line]
    write(site / "_posts/2025-03-04-d.md", teaser.replace("-c.html", "-e.html"))
    assert [line for line in lines(check(site)) if "DU606" in line]


def test_what_a_rule_asked_about_the_site_concerns_it(tmp_path: Path, asked: list[str]) -> None:
    (tmp_path / "hugo.toml").write_text("title = 'Harbour'\n")
    write(tmp_path / "content/boats/index.md", post("Boats", "![A boat](boat.png)"))
    (tmp_path / "content/boats/boat.png").write_bytes(b"\x89PNG")
    first = check(tmp_path)
    assert not [line for line in lines(first) if "IM412" in line]
    assert check(tmp_path) == first
    assert asked == []
    (tmp_path / "content/boats/crane.png").write_bytes(b"\x89PNG")
    second = check(tmp_path)
    assert "IM412" in asked
    assert [line for line in lines(second) if "IM412" in line]
    assert second == check(tmp_path, is_cached=False)


@pytest.mark.parametrize("names", [(), ("_posts/2025-03-03-c.md",)], ids=["all", "one-without-findings"])
def test_what_a_rule_asked_about_the_site_is_an_input(
    site: Path, monkeypatch: pytest.MonkeyPatch, names: tuple[str, ...]
) -> None:
    """Also where it is not kept what the rule said, since part of that is of posts that nobody named."""
    rule = find_rule("SL304")
    assert rule is not None
    assert rule.across is not None
    really = rule.across.compare

    def asking(whole: WholeSite[Any], options: Any) -> Iterator[SiteFinding]:
        whole.site.files.spelling("_site/boat.png")
        yield from really(whole, options)

    monkeypatch.setitem(vars(rule), "across", rule.across._replace(compare=asking))
    (site / "_site").mkdir()
    assert str(site / "_site") in check(site, *names).inputs()


def test_a_finding_in_what_is_no_post_is_a_fault_of_the_rule(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule = find_rule("SL304")
    assert rule is not None
    assert rule.across is not None

    def wrong(whole: WholeSite[Any], options: Any) -> Iterator[SiteFinding]:  # noqa: ARG001
        yield SiteFinding("quay.md", Finding(Span(0, 1), "it is nowhere"))

    monkeypatch.setitem(vars(rule), "across", rule.across._replace(compare=wrong))
    [crash] = check(site).report.site_crashes
    assert (crash.rule, crash.error) == ("duplicate-title", "ValueError: no post at quay.md")


def test_one_named_file_is_told_of_what_touches_it_alone(site: Path) -> None:
    check(site)
    for name in ("_posts/2025-03-02-b.md", "_posts/2025-03-04-d.md"):
        for _ in range(2):
            assert check(site, name) == check(site, name, is_cached=False)
    assert check(site) == check(site, is_cached=False)


@pytest.mark.parametrize("place", [2, 3, 1])
def test_what_was_never_told_is_thrown_away(site: Path, place: int) -> None:
    """The basis is the right one, and what follows is not."""
    first = check(site)
    with closing(sqlite3.connect(site / FOLDER / "results.sqlite3")) as database, database:
        for code, stored in database.execute("select code, told from told").fetchall():
            told = json.loads(stored)
            told[place] = [["harbour"]]
            rubbish = json.dumps(told, separators=(",", ":")).encode()
            database.execute("update told set told = ? where code = ?", (rubbish, code))
    second = check(site)
    assert lines(second) == lines(first)
    assert any("was damaged, and has been begun anew" in note for note in second.report.notes)
    assert check(site) == first


def test_a_finding_that_was_never_told_is_thrown_away(site: Path) -> None:
    """Another post has changed, so that only the shapes of findings are taken again."""
    check(site)
    with closing(sqlite3.connect(site / FOLDER / "results.sqlite3")) as database, database:
        for code, stored in database.execute("select code, told from told").fetchall():
            basis, read, told, found = json.loads(stored)
            rubbish = json.dumps([basis, read, told, [[key, path, [3]] for key, path, _ in found]])
            database.execute("update told set told = ? where code = ?", (rubbish.encode(), code))
    write(site / "_posts/2025-03-05-e.md", post("Mill", SENTENCES[8] * 2, more="permalink: /mill/\n"))
    second = check(site)
    assert lines(second) == lines(check(site, is_cached=False))
    assert not second.report.site_crashes
    assert any("was damaged, and has been begun anew" in note for note in second.report.notes)


@pytest.mark.parametrize("seed", range(4))
def test_a_site_that_changes_gives_what_one_gives_that_is_new(tmp_path: Path, seed: int) -> None:
    """Posts come, go, change and take other names; each time the same is found as without a cache."""
    chance = random.Random(seed)
    (tmp_path / "_config.yml").write_text("title: Harbour\npermalink: /:categories/:title/\n")
    for number in range(14):
        write(_file(tmp_path, number, chance), _some_post(chance))
    check(tmp_path)
    for step in range(10):
        for _ in range(chance.randint(1, 3)):
            _change(tmp_path, 100 + step, chance)
        warm = check(tmp_path, jobs=chance.choice((1, 2, 8)))
        assert warm == check(tmp_path, is_cached=False)


def _change(site: Path, number: int, chance: random.Random) -> None:
    file = chance.choice(sorted((site / "_posts").iterdir()))
    match chance.randrange(4):
        case 0:
            write(_file(site, number, chance), _some_post(chance))
        case 1:
            write(file, _some_post(chance))
        case 2:
            file.rename(_file(site, number, chance))
        case 3:
            file.unlink()


def _file(site: Path, number: int, chance: random.Random) -> Path:
    name = chance.choice(("quay", "crane", f"ferry-{number}"))
    return site / "_posts" / f"2025-0{chance.randint(1, 9)}-{chance.randint(10, 28)}-{name}.md"


def _some_post(chance: random.Random) -> str:
    """A post of few words, so that others have some of them too."""
    paragraphs = [" ".join(chance.sample(SENTENCES, 2)) for _ in range(chance.randint(1, 4))]
    paragraphs = [each.replace("good", chance.choice(("good", "great"))) for each in paragraphs]
    paragraphs += chance.sample([sentence * 2 for sentence in SENTENCES[:6]], 2)
    title = chance.choice(("Quay", "Crane", "The ferry", "Old boats"))
    more = chance.choice(("", "permalink: /quay/\n", "tags: [Boats, harbour]\n", "tags: [boats]\n"))
    return post(title, *paragraphs, more=more)
