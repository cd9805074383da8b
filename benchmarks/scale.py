"""Measure how the cost of a run grows with the number of posts.

    python benchmarks/scale.py
    python benchmarks/scale.py --posts 1000,5000,25000,100000 --svg docs/benchmarks/scale.svg

One generated site grows from each number of posts to the next. Each time everything is checked without a
cache, and then, where this postlint keeps a cache, once more with nothing changed.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from chart import Chart, Line, svg
from generate_site import generate
from measuring import Command, Measured, output_of, peak_memory, spend
from peers import program_of
from tables import table

COLD, WARM = "all rules, cold", "all rules, warm"


def main() -> None:
    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=raw)
    parser.add_argument("--posts", default="1000,5000,25000,100000", help="numbers with commas between")
    parser.add_argument("--seed", type=int, default=1, help="another site for each number")
    parser.add_argument("--rounds", type=int, default=1, help="how often each run is measured")
    parser.add_argument("--postlint", default="postlint", help="the postlint to measure: a name or a path")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write what was measured to a file as well")
    parser.add_argument("--svg", type=Path, metavar="FILE", help="draw what was measured")
    given = parser.parse_args()
    program = os.fspath(program_of(given.postlint).absolute())
    numbers = sorted({int(number) for number in given.posts.split(",")})
    rows = list(measured(program, numbers, given.seed, given.rounds))
    for line in table(("posts", "", "wall s", "CPU s", "ms a post", "peak MB"), map(_cells, rows)):
        print(line)
    if given.json:
        given.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    if given.svg:
        given.svg.write_text(svg(charts(rows)), encoding="utf-8")


def measured(program: str, numbers: Sequence[int], seed: int, rounds: int) -> Iterator[dict[str, Any]]:
    """For each number of posts what a run without and one with a cache take; the best round counts."""
    with tempfile.TemporaryDirectory(prefix="postlint-scale-") as made:
        folder, written = Path(made), 0
        for number in numbers:
            generate(folder / "site", number, seed, first=written)
            written = number
            for kind, options in kinds(program).items():
                command = Command((program, "check", "--isolated", *options, "site"), folder)
                print(f"{number} posts, {kind}", file=sys.stderr, flush=True)
                # the run that shows the memory also fills the cache
                peak = peak_memory(command)
                best = Measured(tuple(spend(command) for _ in range(rounds)), peak).best
                yield {
                    "posts": number,
                    "run": kind,
                    "wall_seconds": round(best.wall, 3),
                    "cpu_seconds": round(best.cpu, 3),
                    "peak_bytes": peak,
                }


def kinds(program: str) -> dict[str, tuple[str, ...]]:
    """The runs and the options that make them."""
    if "--no-cache" not in output_of((program, "check", "--help")):
        return {COLD: ()}
    return {COLD: ("--no-cache",), WARM: ("--cache-dir", "cache")}


def _cells(row: dict[str, Any]) -> tuple[str, ...]:
    return (
        f"{row['posts']:,}",
        row["run"],
        f"{row['wall_seconds']:.2f}",
        f"{row['cpu_seconds']:.2f}",
        f"{row['cpu_seconds'] / row['posts'] * 1000:.2f}",
        f"{row['peak_bytes'] / 1e6:.0f}" if row["peak_bytes"] else "?",
    )


def charts(rows: Sequence[dict[str, Any]]) -> list[Chart]:
    """Time and memory against the number of posts."""
    times = [
        Line(f"{run}, {word}", [(row["posts"], row[key]) for row in rows if row["run"] == run])
        for run in dict.fromkeys(row["run"] for row in rows)
        for key, word in (("wall_seconds", "wall"), ("cpu_seconds", "CPU"))
    ]
    # a run may end before its memory is looked at
    seen = [row for row in rows if row["peak_bytes"]]
    memory = [
        Line(run, [(row["posts"], row["peak_bytes"] / 1e6) for row in seen if row["run"] == run])
        for run in dict.fromkeys(row["run"] for row in seen)
    ]
    drawn = [Chart("What a run takes", "posts", "seconds", times)]
    return [*drawn, Chart("How much memory it has at most", "posts", "MB", memory)] if memory else drawn


if __name__ == "__main__":
    main()
