"""Whether the time for a post grows with its length and no faster, on pieces that are hard for some rule.

    python benchmarks/growth.py

Every piece, and every pair of pieces, is repeated to a long post and to one four times as long. What takes
more than `--most` times as long is printed, the worst first. A time below a few milliseconds says nothing
and is left out.
"""

from __future__ import annotations

import argparse
import itertools
import sys
import time
from datetime import date
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from odd_posts import FRAGMENTS

from postlint import Selection, Settings, lint_text

SETTINGS = Settings(today=date(2026, 1, 1), isolated=True, selection=Selection(("ALL",)))
LENGTH, FACTOR = 8_000, 4
SHORTEST = 0.004


class Growth(NamedTuple):
    ratio: float
    short: float
    long: float
    piece: str


def cpu_seconds(text: str) -> float:
    begun = time.process_time()
    lint_text(text, "post.md", SETTINGS)
    return time.process_time() - begun


def growth(piece: str, frame: str) -> Growth:
    """The growth for one piece; measured again when it looks bad, because the machine has other work."""
    text = piece * (LENGTH // len(piece) + 1)
    worst = Growth(float("inf"), 0, 0, piece)
    for _ in range(3):
        short = cpu_seconds(frame.replace("{}", text))
        long = cpu_seconds(frame.replace("{}", text * FACTOR))
        ratio = long / max(short, SHORTEST)
        worst = min(worst, Growth(ratio, short, long, frame.replace("{}", piece)))
        if worst.ratio <= FACTOR * 1.5:
            break
    return worst


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--most", type=float, default=FACTOR * 2.0)
    options.add_argument("--pairs", action="store_true", help="every pair of pieces too: takes long")
    given = options.parse_args()
    pieces = list(FRAGMENTS)
    if given.pairs:
        pieces += ["".join(pair) for pair in itertools.permutations(FRAGMENTS, 2)]
    frames = ("{}", "---\ntitle: x\n---\n\n{}", "---\n{}\n---\n", "---\ntitle: {}\n---\n")
    found = [growth(piece, frame) for piece in pieces for frame in frames]
    bad = sorted((each for each in found if each.ratio > given.most), reverse=True)
    for each in bad:
        print(f"{each.ratio:6.1f}  {each.short * 1000:8.1f} ms  {each.long * 1000:8.1f} ms  {each.piece!r}")
    print(f"{len(found)} kinds of posts, {len(bad)} of them grow faster than {given.most:g} for {FACTOR}")


if __name__ == "__main__":
    main()
