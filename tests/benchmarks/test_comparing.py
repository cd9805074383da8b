"""The benchmarks measure, and say what they could not; how long things take is for a quiet machine."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from chart import Chart, Line, svg
from generate_site import generate
from measuring import Command, FailedError, spend
from peers import schema_in_draft_07
from scale import charts
from tables import table

ROOT = Path(__file__).parents[2]
POSTLINT = os.fspath(Path(sys.executable).with_name("postlint"))


#: is postlint for each command once, and then says again what that said: to see it work is enough
ONCE = f"""\
#!/bin/sh
said="$0 $(echo "$*" | cksum)"
test -e "$said" || "{POSTLINT}" "$@" > "$said"
status=$?
cat "$said"
exit $status
"""


def run(script: str, *words: str, programs: Path) -> str:
    environment = {**os.environ, "PATH": f"{programs}{os.pathsep}{os.defpath}"}
    command = [sys.executable, f"benchmarks/{script}", "--postlint", str(programs / "postlint"), *words]
    ended = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """A folder with postlint, a peer that does its work and one that fails."""
    folder = tmp_path / "bin"
    folder.mkdir()
    programs = {
        "postlint": ONCE,
        "typos": "#!/bin/sh\necho typos-cli 1.2.3\n",
        "codespell": "#!/bin/sh\necho out of words; exit 70\n",
    }
    for name, text in programs.items():
        (folder / name).write_text(text, encoding="utf-8")
        (folder / name).chmod(0o755)
    return folder


def test_compare(tmp_path: Path, programs: Path) -> None:
    file, folder = tmp_path / "measured.json", tmp_path / "mine"
    generate(folder, 30)
    before = {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    words = (os.fspath(folder), "--rounds", "1", "--sample", "3", "--json", os.fspath(file))
    shown = run(
        "compare.py", *words, "--peers", "typos,codespell,no-such-program,proselint", programs=programs
    )
    assert "the whole site (30 posts, " in shown
    assert "a sample of the posts (3 posts)" in shown
    assert "against typos" in shown
    assert "left out: codespell, cold, one post (it ended with status 70: out of words)" in shown

    measured = json.loads(file.read_text(encoding="utf-8"))
    assert measured["posts"] == 30
    assert measured["versions"]["typos"] == "1.2.3"
    assert {run["program"] for run in measured["runs"]} == {"postlint", "typos"}
    assert {ratio["peer"] for ratio in measured["ratios"]} == {"typos"}
    kinds = {run["kind"] for run in measured["runs"] if run["program"] == "postlint"}
    assert {"per post, cold", "cold"} <= kinds
    assert {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()} == before


def test_scale(tmp_path: Path, programs: Path) -> None:
    image, file = tmp_path / "scale.svg", tmp_path / "scale.json"
    words = ("--posts", "5,20", "--svg", os.fspath(image), "--json", os.fspath(file))
    shown = run("scale.py", *words, programs=programs)
    rows = json.loads(file.read_text(encoding="utf-8"))
    assert [row["posts"] for row in rows if row["run"] == "all rules, cold"] == [5, 20]
    assert len(shown.splitlines()) == 1 + len(rows)
    assert ElementTree.parse(image).getroot().tag.endswith("svg")


def test_a_chart_has_all_its_points() -> None:
    line = Line("cold & warm", [(1000, 0.5), (5000, 2.5), (100_000, 40)])
    root = ElementTree.fromstring(svg([Chart("Time", "posts", "seconds", [line])]))
    tag = "{http://www.w3.org/2000/svg}"
    places = [(float(dot.get("cx", "")), float(dot.get("cy", ""))) for dot in root.iter(f"{tag}circle")]
    assert len(places) == 3
    assert [x for x, _ in places] == sorted(x for x, _ in places)
    assert [y for _, y in places] == sorted((y for _, y in places), reverse=True)
    assert "cold & warm" in {text.text for text in root.iter(f"{tag}text")}


def test_memory_that_nobody_saw_is_not_drawn() -> None:
    took = {"run": "warm", "wall_seconds": 0.5, "cpu_seconds": 0.5}
    rows = [{**took, "posts": 5, "peak_bytes": 0}, {**took, "posts": 20, "peak_bytes": 3_000_000}]
    _, memory = charts(rows)
    assert [line.points for line in memory.lines] == [[(20, 3.0)]]


def test_a_command_that_fails_is_no_measure() -> None:
    fails = Command((sys.executable, "-c", "raise SystemExit('no paper')"), ROOT, fine=frozenset({0}))
    with pytest.raises(FailedError, match="status 1: no paper"):
        spend(fails)


def test_the_schema_for_old_readers() -> None:
    schema = schema_in_draft_07()
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert schema["required"] == ["layout", "title", "date", "author", "excerpt", "image"]
    written = json.dumps(schema)
    assert "$defs" not in written
    assert "postlint" not in written


def test_a_table_has_straight_columns() -> None:
    assert list(table(("", "s"), [("typos", "1.25"), ("rumdl, cold", "10")])) == [
        "                s",
        "typos        1.25",
        "rumdl, cold    10",
    ]
