"""Posts that are checked while they are written, where a baseline knows what they had."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from postlint import Selection, Settings
from postlint.engine.agenda import agenda_for
from postlint.engine.baseline.file import write_baseline
from postlint.engine.baseline.run import record
from postlint.engine.baseline.sifting import Baseline, Key
from postlint.engine.run import check_agenda
from postlint.engine.session import Session
from postlint.engine.workspace import Workspace

FILE = ".postlint-baseline.json"
SETTINGS = Settings(date(2026, 1, 1), Selection(("EN502", "DU605", "stale-baseline-entry")), schema="none")
TEXT = "---\ntitle: A mill\n---\n\nThe mill cost Â£5 in the the end.\n"

Found = Callable[[Path, str], list[str]]


@pytest.fixture
def mill(tmp_path: Path) -> Path:
    """A post of a site whose baseline knows all that the post has."""
    (tmp_path / "_config.yml").write_text("title: News\n")
    (tmp_path / "_posts").mkdir()
    post = tmp_path / "_posts" / "2025-04-02-mill.md"
    post.write_text(TEXT)
    workspace = Workspace(SETTINGS)
    agenda = agenda_for((str(tmp_path),), workspace, SETTINGS)
    report = check_agenda(agenda, workspace, SETTINGS).report
    list(record(report, agenda, workspace, SETTINGS, updates=False, grows=False))
    assert (tmp_path / FILE).read_text().count("mark") == 2
    return post


@pytest.fixture
def session() -> Session:
    return Session(SETTINGS)


@pytest.fixture
def found(session: Session) -> Found:
    """The codes of what is found in a text at a path."""
    return lambda post, text: [one.code for one in session.check(text, str(post)).diagnostics]


def test_only_what_is_new_is_found(mill: Path, found: Found) -> None:
    assert found(mill, TEXT) == []
    assert found(mill, f"{TEXT}\nIt is on the the quay.\n") == ["DU605"]
    assert found(mill, TEXT.replace("Â", "")) == []  # nor is anything said of the entry that is stale now
    assert found(mill.with_name("2025-04-03-copy.md"), TEXT) == ["EN502", "DU605"]


def test_a_post_that_was_renamed(mill: Path, session: Session, found: Found) -> None:
    renamed = mill.rename(mill.with_name("2025-04-03-mill.md"))
    assert found(renamed, TEXT) == []
    assert found(renamed, f"{TEXT}\nIt cost Â£6 in the the end.\n") == ["EN502", "DU605"]
    mill.write_text(TEXT)
    session.renew()
    assert found(renamed, TEXT) == ["EN502", "DU605"]


def test_the_baseline_changes(mill: Path, session: Session, found: Found) -> None:
    assert found(mill, TEXT) == []
    (mill.parents[1] / FILE).unlink()
    session.renew()
    assert found(mill, TEXT) == ["EN502", "DU605"]


@pytest.mark.parametrize("is_there", [True, False], ids=["posts there", "posts gone"])
def test_a_large_baseline_is_not_gone_through_for_each_letter(mill: Path, is_there: bool) -> None:
    names = [f"_posts/2025-01-01-{number}.md" for number in range(4_000)]
    for name in names if is_there else ():
        (mill.parents[1] / name).touch()
    keys = {Key(name, "EN502", f"{number:016x}"): 1 for name in names for number in range(5)}
    text = f"{TEXT}\nIt is on the the quay.\n"
    without = quickest(mill, text)
    write_baseline(mill.parents[1] / FILE, Baseline(keys, {}))
    assert quickest(mill, text) < without + 0.02


def quickest(post: Path, text: str) -> float:
    """The seconds of the quickest of some checks, but for the first."""
    session = Session(SETTINGS)
    session.check(text, str(post))
    took = []
    for _ in range(5):
        started = time.perf_counter()
        session.check(text, str(post))
        took.append(time.perf_counter() - started)
    return min(took)
