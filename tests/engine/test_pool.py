"""Worker processes: what they find is what one process finds, and one that breaks takes nothing along."""

from __future__ import annotations

import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import NamedTuple, TypeAlias

import pytest
from generate_site import generate
from third_party.test_entry_points import PACKAGES, ROOT, postlint

FIXTURES = ROOT / "tests" / "fixtures"

#: the findings, the notes and the status of a run
Said: TypeAlias = tuple[bytes, bytes, int]


def site_of(folder: Path, titles: list[str]) -> Path:
    """A folder with twenty posts that can be checked, and one for each title among them."""
    for number in range(20):
        (folder / f"post-{number:02}.md").write_text(f"---\ntitle: Ferry {number}\n---\n\nIt sails.\n")
    for number, title in enumerate(titles):
        (folder / f"post-{number * 3:02}-bad.md").write_text(f"---\ntitle: {title}\n---\n\nIt sinks.\n")
    return folder


def check(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return postlint(
        "check", "--select", "XX", "--output-format", "concise", *words, ".", package="unruly", cwd=folder
    )


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = tmp_path_factory.mktemp("generated")
    generate(site, 400, seed=3)
    return site


def report(posts: Path, *words: str) -> Said:
    """All that a run says, with the cache that `words` name or without one."""
    environment = {name: value for name, value in os.environ.items() if name != "POSTLINT_NO_CACHE"}
    ran = subprocess.run(
        [
            sys.executable,
            "-m",
            "postlint",
            "check",
            "--isolated",
            "--today",
            "2026-01-01",
            *words,
            str(posts),
        ],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        check=False,
        timeout=100,
    )
    return ran.stdout, ran.stderr, ran.returncode


@cache
def alone(posts: Path) -> Said:
    """What one process says that knows nothing of earlier runs."""
    said = report(posts, "--select", "ALL", "--jobs", "1", "--no-cache")
    assert len(said[0].splitlines()) > 1000
    return said


class FirstRun(NamedTuple):
    """What a run with an empty cache said, and the folder of the cache."""

    said: Said
    cache: Path


@pytest.fixture(scope="module")
def first_run(generated: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], FirstRun]:
    """Checks the generated site with so many processes, the first time that it is asked to."""

    @cache
    def run(jobs: str) -> FirstRun:
        folder = tmp_path_factory.mktemp("cache")
        said = report(generated, "--select", "ALL", "--jobs", jobs, "--cache-dir", str(folder))
        return FirstRun(said, folder)

    return run


@pytest.mark.parametrize("jobs", ["1", "2", "8"])
def test_output_is_the_same_for_any_number_of_processes_cold_and_warm(
    generated: Path, first_run: Callable[[str], FirstRun], jobs: str
) -> None:
    cold, folder = first_run(jobs)
    assert cold == alone(generated)
    warm = report(generated, "--select", "ALL", "--jobs", jobs, "--cache-dir", str(folder))
    assert warm == alone(generated)


def test_output_for_all_fixtures_is_the_same_from_two_processes_and_from_the_cache(tmp_path: Path) -> None:
    for jobs, state in (("2", "cold"), ("1", "warm")):
        said = report(FIXTURES, "--select", "ALL", "--jobs", jobs, "--cache-dir", str(tmp_path))
        assert said == alone(FIXTURES), state


@pytest.mark.parametrize("title", ["die", "leave"])
@pytest.mark.parametrize("jobs", ["2", "5"])
def test_a_process_that_dies_loses_one_post(tmp_path: Path, title: str, jobs: str) -> None:
    ran = check(site_of(tmp_path, [title, "find", title]), "--jobs", jobs)
    ending = {"die": "SIGKILL", "leave": "status 7"}[title]
    for post in ("post-00-bad.md", "post-06-bad.md"):
        assert f"crashed on {post}: the process that checked it ended ({ending})" in ran.stderr
    assert ran.stdout.startswith("post-03-bad.md:2:8: warning: XX002 found a title")
    assert "checked 23 files: 1 warning" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert ran.returncode == 4


@pytest.mark.parametrize("jobs", ["1", "3"])
def test_a_rule_that_raises_loses_its_word_on_one_post(tmp_path: Path, jobs: str) -> None:
    ran = check(site_of(tmp_path, ["raise", "find", "raise in collect"]), "--jobs", jobs)
    assert "rule unruly-post crashed on post-00-bad.md: ValueError: the rule broke" in ran.stderr
    assert "rule unruly-site crashed on post-06-bad.md: ValueError: collecting broke" in ran.stderr
    assert "post-03-bad.md:2:8: warning: XX002 found a title" in ran.stdout
    assert ran.returncode == 4


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_rule_that_raises_on_the_whole_site_is_named(tmp_path: Path, jobs: str) -> None:
    ran = check(site_of(tmp_path, ["raise in compare", "find"]), "--jobs", jobs)
    assert "rule unruly-site crashed on the posts of the site: ValueError: comparing broke" in ran.stderr
    assert "post-03-bad.md:2:8: warning: XX002 found a title" in ran.stdout
    assert ran.returncode == 4


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere rules across posts run in one process")
def test_a_rule_across_posts_that_dies_is_named(tmp_path: Path) -> None:
    ran = check(site_of(tmp_path, ["die in compare", "find"]), "--jobs", "2")
    how = "the process that ran it ended (SIGKILL)"
    assert f"rule unruly-site crashed on the posts of the site: {how}" in ran.stderr
    assert "post-03-bad.md:2:8: warning: XX002 found a title" in ran.stdout
    assert "post-00-bad.md:2:12: warning: XX004 a rule may have broken" in ran.stdout
    assert "Traceback" not in ran.stderr
    assert ran.returncode == 4


def test_what_rules_across_posts_concluded_is_kept_from_any_process(
    first_run: Callable[[str], FirstRun],
) -> None:
    kept = []
    for jobs in ("1", "2"):
        [database] = first_run(jobs).cache.glob("*.sqlite3")
        with closing(sqlite3.connect(database)) as opened:
            kept.append(opened.execute("select code, kept from kept order by site, code").fetchall())
            answers = opened.execute("select question, answer from answers order by site, question")
            kept[-1] += answers.fetchall()
    assert kept[0] == kept[1]
    assert {"DU606", "DU607"} <= {row[0] for row in kept[0]}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other signals")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interrupt_ends_the_run(tmp_path: Path, jobs: str) -> None:
    path = os.pathsep.join([str(PACKAGES / "unruly"), str(ROOT)])
    # a shell that runs the tests in the background has them ignore the signal, and what they start too
    ours = signal.signal(signal.SIGINT, signal.default_int_handler)
    running = subprocess.Popen(
        [sys.executable, "-m", "postlint", "check", "--select", "XX", "--jobs", jobs, "."],
        cwd=site_of(tmp_path, ["sleep", "sleep"]),
        env={**os.environ, "PYTHONPATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    signal.signal(signal.SIGINT, ours)
    while len(list(tmp_path.glob("asleep-*"))) < int(jobs):
        time.sleep(0.02)
    os.killpg(running.pid, signal.SIGINT)
    out, err = running.communicate(timeout=10)
    assert running.returncode == 130
    assert out == ""
    assert "Traceback" not in err
    assert not re.search(r"Error|Process", err)
    with pytest.raises(ProcessLookupError):
        os.killpg(running.pid, 0)  # no worker is left
