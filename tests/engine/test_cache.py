"""The cache: what has not changed is not checked again, and what has is."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import postlint
from postlint.config.model import Selection
from postlint.engine import run as running
from postlint.engine.cache import FOLDER
from postlint.engine.itself import postlint_itself
from postlint.engine.run import Run, check_paths
from postlint.engine.workspace import Settings

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 1, 1)

POST = """\
---
layout: post
title: {title}
date: 2025-0{month}-01
author: Ada
excerpt: {title} and more of it.
image: {image}
---

{body}
"""


#: a paragraph, and one of its own for each of two posts that have it nearly in common
COPIED = (
    "Every morning before the gates are opened the pilot walks along the whole length of the quay, counts "
    "the boats that have come in with the night tide, and writes their names into the book in the office."
)
OWN_OF_A = (
    "Nobody knows yet when the old crane will be taken down, because the firm that was to do it has gone "
    "out of business, and the council has to ask for new offers before the winter storms begin again."
)
OWN_OF_B = (
    "A family from the hills has bought the bakery in Rope Lane and wants to open it on the first of May "
    "with bread from an oven that is heated with wood, as the grandmother of the owner used to make it."
)


def write_two_that_are_nearly_the_same(site: Path) -> None:
    for name, own, copied in zip(
        "ab", (OWN_OF_A, OWN_OF_B), (COPIED, COPIED.replace("book", "long book")), strict=True
    ):
        text = f"---\ntitle: Part {name}\n---\n\n{own}\n\n{copied}\n"
        write(site / "_posts" / f"2025-06-01-{name}.md", text)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Four posts of a Jekyll site, each with a picture that is there, but for the last."""
    (tmp_path / "_config.yml").write_text("title: Harbour\n")
    (tmp_path / "images").mkdir()
    for number, name in enumerate(("boat", "crane", "ferry", "quay"), 1):
        if name != "quay":
            (tmp_path / "images" / f"{name}.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(number))
        text = POST.format(
            title=name.title(), month=number, image=f"/images/{name}.png", body=f"The {name} is new."
        )
        write(tmp_path / "_posts" / f"2025-0{number}-01-{name}.md", text)
    return tmp_path


def write(file: Path, text: str) -> None:
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")
    # long enough ago for the file system's times to be trusted
    os.utime(file, (1_700_000_000, 1_700_000_000))


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the posts that the latest run had to check."""
    names: list[str] = []
    real = running.check_all

    def noting(tasks: Any, *rest: Any) -> Any:
        names[:] = [Path(task.source.path).name for task in tasks]
        return real(tasks, *rest)

    monkeypatch.setattr(running, "check_all", noting)
    return names


def check(site: Path, **settings: Any) -> Run:
    return check_paths([str(site)], Settings(**{"today": TODAY, "is_cached": True, **settings}))


def lines(run: Run) -> list[str]:
    return [
        f"{found.path} {found.place.start.line} {found.code} {found.message}"
        for found in run.report.diagnostics
    ]


def test_nothing_is_checked_again_where_nothing_changed(site: Path, checked: list[str]) -> None:
    first = check(site)
    assert len(checked) == 4
    assert any("IM402" in line for line in lines(first))
    second = check(site)
    assert checked == []
    assert second == first
    assert first == check(site, is_cached=False)


def test_a_changed_post_is_checked_again(site: Path, checked: list[str]) -> None:
    check(site)
    post = site / "_posts" / "2025-02-01-crane.md"
    write(post, post.read_text().replace("The crane is new.", "We seen the the crane."))
    run = check(site)
    assert checked == ["2025-02-01-crane.md"]
    assert any("DU605" in line for line in lines(run))


def test_a_post_that_was_only_touched_is_not(site: Path, checked: list[str]) -> None:
    check(site)
    os.utime(site / "_posts" / "2025-02-01-crane.md", (1_600_000_000, 1_600_000_000))
    check(site)
    assert checked == []


def test_a_change_that_keeps_size_and_time_is_seen(site: Path, checked: list[str]) -> None:
    check(site)
    post = site / "_posts" / "2025-02-01-crane.md"
    write(post, post.read_text().replace("is new", "is old"))
    check(site)
    assert checked == ["2025-02-01-crane.md"]


def test_a_change_right_after_the_run_is_seen(site: Path, checked: list[str]) -> None:
    post = site / "_posts" / "2025-02-01-crane.md"
    post.write_text(post.read_text())
    check(site)
    before = post.stat()
    post.write_text(post.read_text().replace("is new", "is old"))
    os.utime(post, ns=(before.st_atime_ns, before.st_mtime_ns))
    check(site)
    assert checked == ["2025-02-01-crane.md"]


def test_an_image_concerns_the_posts_that_name_it(site: Path, checked: list[str]) -> None:
    check(site)
    (site / "images" / "crane.png").unlink()
    assert any("crane.png" in line for line in lines(check(site)))
    # for the quay, whose picture was missing before, a name like it was looked for in the folder
    assert checked == ["2025-02-01-crane.md", "2025-04-01-quay.md"]


def test_an_image_that_comes_concerns_the_post_that_missed_it(site: Path, checked: list[str]) -> None:
    before = check(site)
    assert any("quay.png" in line for line in lines(before))
    (site / "images" / "quay.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    after = check(site)
    assert checked == ["2025-04-01-quay.md"]
    assert not any("quay.png" in line for line in lines(after))


def test_what_an_image_holds_concerns_the_posts_that_name_it(site: Path, checked: list[str]) -> None:
    text = POST.format(title="Buoy", month=5, image="/images/boat.png", body="![A buoy](/images/boat.png)")
    write(site / "_posts" / "2025-05-01-buoy.md", text)
    check(site)
    (site / "images" / "boat.png").write_bytes(b"<html>not found</html>")
    run = check(site)
    assert "2025-05-01-buoy.md" in checked
    assert "2025-02-01-crane.md" not in checked
    assert any("IM409" in line for line in lines(run))


def test_the_configuration_concerns_all(site: Path, checked: list[str]) -> None:
    (site / "postlint.toml").write_text("ignore = ['IM402']\n")
    assert not any("IM402" in line for line in lines(check(site)))
    (site / "postlint.toml").write_text("")
    assert any("IM402" in line for line in lines(check(site)))
    assert len(checked) == 4


def test_an_override_concerns_the_posts_it_is_for(site: Path, checked: list[str]) -> None:
    (site / "postlint.toml").write_text("[[overrides]]\npaths = ['_posts/2025-04*']\nignore = ['IM401']\n")
    check(site)
    (site / "postlint.toml").write_text("[[overrides]]\npaths = ['_posts/2025-04*']\nignore = ['IM402']\n")
    check(site)
    assert checked == ["2025-04-01-quay.md"]


def test_phrases_of_the_configuration_concern_all(site: Path, checked: list[str]) -> None:
    check(site)
    (site / "postlint.toml").write_text("[[phrases]]\nmatch = 'is new'\nreplace = 'is here'\n")
    assert sum("TX711" in line for line in lines(check(site))) == 4
    (site / "postlint.toml").write_text("[[phrases]]\nmatch = 'crane is new'\nreplace = 'crane is here'\n")
    assert sum("TX711" in line for line in lines(check(site))) == 1
    assert len(checked) == 4


def test_a_schema_concerns_the_posts_held_against_it(site: Path, checked: list[str]) -> None:
    (site / "news.schema.json").write_text(json.dumps({"required": ["title"]}))
    (site / "part.schema.json").write_text(json.dumps({"required": ["layout"]}))
    own = site / "_posts" / "2025-01-01-boat.md"
    write(own, own.read_text().replace("layout: post", "layout: post\n$schema: news.schema.json"))
    check(site)
    check(site)
    assert checked == []
    (site / "news.schema.json").write_text(json.dumps({"required": ["colour"], "$ref": "part.schema.json"}))
    assert any("colour" in line for line in lines(check(site)))
    assert checked == ["2025-01-01-boat.md"]
    (site / "part.schema.json").write_text(json.dumps({"required": ["depth"]}))
    assert any("depth" in line for line in lines(check(site)))
    assert checked == ["2025-01-01-boat.md"]


def test_the_schema_of_the_configuration_concerns_all(site: Path) -> None:
    (site / "postlint.toml").write_text("schema = 'news.schema.json'\n")
    (site / "news.schema.json").write_text(json.dumps({"required": ["title"]}))
    check(site)
    (site / "news.schema.json").write_text(json.dumps({"required": ["colour"]}))
    assert sum("colour" in line for line in lines(check(site))) == 4


def test_a_schema_that_is_missing_is_looked_for_again(site: Path) -> None:
    own = site / "_posts" / "2025-01-01-boat.md"
    write(own, own.read_text().replace("layout: post", "layout: post\n$schema: news.schema.json"))
    assert any("SC192" in line for line in lines(check(site)))
    (site / "news.schema.json").write_text(json.dumps({"required": ["title"]}))
    assert not any("SC192" in line for line in lines(check(site)))


def test_the_configuration_of_the_generator_concerns_all(site: Path) -> None:
    for post in (site / "_posts").iterdir():
        write(post, post.read_text().replace("author: Ada\n", ""))
    assert sum("`author` is missing" in line for line in lines(check(site))) == 4
    (site / "_config.yml").write_text(
        "defaults:\n  - scope:\n      path: ''\n    values:\n      author: Ada\n"
    )
    assert sum("`author` is missing" in line for line in lines(check(site))) == 0


def test_the_day_concerns_the_posts_that_ask_for_it(site: Path, checked: list[str]) -> None:
    (site / "postlint.toml").write_text("generator = 'none'\n")
    expiring = site / "_posts" / "2025-01-01-boat.md"
    write(expiring, expiring.read_text().replace("layout: post", "layout: post\nexpiryDate: 2025-12-20"))
    check(site, today=date(2025, 12, 10))
    run = check(site, today=date(2025, 12, 30))
    assert checked == ["2025-01-01-boat.md"]
    assert any("DT207" in line for line in lines(run))


def test_a_version_concerns_all(site: Path, checked: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    check(site)
    monkeypatch.setattr(postlint, "__version__", "99.0.0")
    postlint_itself.cache_clear()
    try:
        check(site)
    finally:
        postlint_itself.cache_clear()
    assert len(checked) == 4


def test_other_rules_do_not_push_out_what_is_known(site: Path, checked: list[str]) -> None:
    check(site)
    (site / "postlint.toml").write_text("select = ['DU']\n")
    check(site)
    (site / "postlint.toml").unlink()
    check(site)
    assert checked == []


def test_a_site_can_be_moved(site: Path, checked: list[str]) -> None:
    first = check(site)
    moved = site.parent / "moved"
    site.rename(moved)
    again = check(moved)
    assert checked == []
    assert [line.replace("/moved/", f"/{site.name}/") for line in lines(again)] == lines(first)


def test_the_cache_is_left_alone_by_git_and_backups(site: Path) -> None:
    check(site)
    assert (site / FOLDER / ".gitignore").read_text() == "*\n"
    assert (
        (site / FOLDER / "CACHEDIR.TAG").read_text().startswith("Signature: 8a477f597d28d172789f06886806bc55")
    )


def database_of(site: Path) -> Path:
    return site / FOLDER / "results.sqlite3"


@pytest.mark.parametrize("rubbish", [b"no database at all" * 100, b"SQLite format 3\0" + b"\xff" * 4000])
def test_a_damaged_database_is_begun_anew(site: Path, checked: list[str], rubbish: bytes) -> None:
    first = check(site)
    database_of(site).write_bytes(rubbish)
    second = check(site)
    assert lines(second) == lines(first)
    assert len(checked) == 4
    [note] = [note for note in second.report.notes if "cache" in note]
    assert note == f"the cache in {site / FOLDER} was damaged, and has been begun anew"
    check(site)
    assert checked == []


@pytest.mark.parametrize("column", ["result", "facts", "asked"])
@pytest.mark.parametrize("rubbish", [b"{", b"[1]", b"17", b"\xff", b"SL304 3\nDU607 [[]]", b"SL304"])
def test_rows_that_were_never_put_there_are_thrown_away(site: Path, column: str, rubbish: bytes) -> None:
    first = check(site)
    with closing(sqlite3.connect(database_of(site))) as database, database:
        database.execute(f"update posts set {column} = ?", (rubbish,))
    second = check(site)
    assert lines(second) == lines(first)
    assert not second.report.crashes
    assert lines(check(site)) == lines(first)


@pytest.mark.parametrize(
    "change",
    ["answers set answer = ?", "answers set question = ?", "kept set kept = ?", "told set told = ?"],
)
@pytest.mark.parametrize("rubbish", [b"{", b"[1]", b"17", b"\xff", b'"harbour"'])
def test_what_was_never_said_of_a_site_is_thrown_away(site: Path, change: str, rubbish: bytes) -> None:
    write_two_that_are_nearly_the_same(site)
    first = check(site)
    with closing(sqlite3.connect(database_of(site))) as database, database:
        assert database.execute(f"update or replace {change}", (rubbish,)).rowcount
    second = check(site)
    assert lines(second) == lines(first)
    assert not second.report.crashes
    assert lines(check(site)) == lines(first)


def test_a_name_that_is_no_text(site: Path, checked: list[str]) -> None:
    name = os.fsdecode(b"2025-05-01-h\xe4fen.md")
    write(site / "_posts" / name, POST.format(title="Ports", month=5, image="/images/boat.png", body="New."))
    first = check(site)
    assert name in checked
    assert check(site) == first
    assert checked == []


def test_what_another_postlint_concluded_does_not_count(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_two_that_are_nearly_the_same(site)
    repeats = Selection(("DU606",))
    first = check(site, selection=repeats)
    assert any("nearly the same paragraph" in line for line in lines(first))
    monkeypatch.setattr("postlint.prose.paragraph_groups.likeness", lambda *_: 0)
    assert check(site, selection=repeats) == first
    monkeypatch.setattr("postlint.engine.recall.rules_of_today", lambda: "another")
    assert lines(check(site, selection=repeats)) == []


def test_where_a_reference_leads_counts_for_what_was_concluded(site: Path) -> None:
    """A paragraph with a link to another page is another paragraph."""
    write_two_that_are_nearly_the_same(site)
    posts = [site / "_posts" / f"2025-06-01-{name}.md" for name in "ab"]
    for post in posts:
        text = post.read_text().replace("the quay", "the [quay][map]")
        write(post, f"{text}\n[map]: /quay.html\n")
    repeats = Selection(("DU606",))
    assert any("nearly the same" in line for line in lines(check(site, selection=repeats)))
    write(posts[0], posts[0].read_text().replace("/quay.html", "/pier.html"))
    assert lines(check(site, selection=repeats)) == []


def test_a_database_of_another_program_is_left_alone(site: Path) -> None:
    database_of(site).parent.mkdir()
    with closing(sqlite3.connect(database_of(site))) as database, database:
        database.execute("create table photos (name)")
    before = database_of(site).read_bytes()
    run = check(site)
    assert any("results.sqlite3 is a database of another program" in note for note in run.report.notes)
    assert lines(run) == lines(check(site, is_cached=False))
    assert database_of(site).read_bytes() == before


def test_a_locked_database_is_done_without(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("postlint.engine.cache._PATIENCE", 0.05)
    first = check(site)
    write(site / "_posts" / "2025-02-01-crane.md", "no front matter\n")
    with closing(sqlite3.connect(database_of(site), isolation_level=None)) as database:
        database.execute("begin immediate")
        run = check(site)
    assert any(
        "cannot be used (database is locked), and the run went on" in note for note in run.report.notes
    )
    assert lines(run) == lines(check(site, is_cached=False))
    assert lines(run) != lines(first)


def test_a_folder_that_cannot_be_made_is_done_without(site: Path) -> None:
    (site / FOLDER).write_text("a file")
    run = check(site)
    [note] = [note for note in run.report.notes if "cache" in note]
    assert note.endswith(f"{FOLDER} cannot be used (file exists), and the run went on without it")
    assert lines(run) == lines(check(site, is_cached=False))


def test_runs_at_the_same_time_do_not_harm_each_other(site: Path) -> None:
    for number in range(60):
        write(
            site / "_posts" / f"2025-06-01-{number}.md",
            POST.format(title=number, month=6, image="x.png", body="Hm"),
        )
    environment = {name: value for name, value in os.environ.items() if name != "POSTLINT_NO_CACHE"}
    command = [sys.executable, "-m", "postlint", "check", "--output-format", "concise", str(site)]
    together = [
        subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for _ in range(4)
    ]
    said = [process.communicate(timeout=60) for process in together]
    assert len({out for out, _ in said}) == 1
    assert [err for _, err in said if "Traceback" in err or "damaged" in err] == []
    with closing(sqlite3.connect(database_of(site))) as database:
        assert database.execute("pragma integrity_check").fetchall() == [("ok",)]
