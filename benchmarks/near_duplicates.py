"""How well the duplicate rules tell paragraphs that say the same from those that do not.

    python benchmarks/near_duplicates.py

Holds the rules against the labelled pairs of `paragraph_pairs.toml`: precision is the share of the findings
that are true, recall the share of the repeats that are found, by kind of change and for every likeness that
the option `min-likeness` may be set to. `--wrong` prints the pairs that are judged wrongly.
"""

from __future__ import annotations

import argparse
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from postlint import Selection, Settings, lint_text
from postlint.model.post import Post
from postlint.prose.repeats import LEAST_LIKENESS, find_repeats
from postlint.reading.post import read_post

PAIRS = Path(__file__).parent / "paragraph_pairs.toml"
RULES = Settings(isolated=True, selection=Selection(("DU601", "DU602")))

#: stands between the two, so that they are not neighbours
BETWEEN = "The next report comes on Monday."


class Pair(NamedTuple):
    """Two paragraphs; `is_same` says that the second says again what the first says."""

    change: str
    is_same: bool
    first: str
    second: str

    @property
    def post(self) -> str:
        return f"---\ntitle: Two paragraphs\n---\n\n{self.first}\n\n{BETWEEN}\n\n{self.second}\n"


class Score(NamedTuple):
    precision: float
    recall: float


def pairs() -> Iterator[Pair]:
    for paragraph in tomllib.loads(PAIRS.read_text(encoding="utf-8"))["paragraph"]:
        for label in ("same", "other"):
            for change, second in paragraph[label].items():
                yield Pair(change, label == "same", paragraph["text"], second)


def is_found(pair: Pair) -> bool:
    """Whether a rule with its default options reports the pair."""
    return bool(lint_text(pair.post, "post.md", RULES))


def likeness(pair: Pair) -> float:
    """How alike the two are in percent, 0 when something else than letters keeps them apart."""
    repeats = find_repeats(_read(pair.post))
    return max((repeat.likeness for repeat in repeats), default=0)


def _read(text: str) -> Post:
    return read_post(text.encode(), "post.md")


def score(judged: Iterable[tuple[Pair, bool]]) -> Score:
    """Precision and recall of (pair, whether it was found)."""
    counts = Counter((pair.is_same, found) for pair, found in judged)
    true, false, missed = counts[True, True], counts[False, True], counts[True, False]
    return Score(true / max(true + false, 1), true / max(true + missed, 1))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--wrong", action="store_true", help="print the pairs that are judged wrongly")
    given = options.parse_args()

    judged = [(pair, is_found(pair)) for pair in pairs()]
    precision, recall = score(judged)
    print(f"{len(judged)} pairs: precision {precision:.1%}, recall {recall:.1%}")
    for is_same, title in ((True, "found of those that say the same"), (False, "found of the others")):
        all_of = Counter(pair.change for pair, _ in judged if pair.is_same is is_same)
        found = Counter(pair.change for pair, was_found in judged if pair.is_same is is_same and was_found)
        print(f"\n{title}")
        for change, count in sorted(all_of.items()):
            print(f"  {change:<12} {found[change]:>3} of {count}")

    print("\nlikeness  precision  recall")
    likenesses = [(pair, likeness(pair)) for pair in pairs()]
    for least in range(LEAST_LIKENESS, 100, 3):
        at = score((pair, value >= least) for pair, value in likenesses)
        print(f"{least:>8}  {at.precision:>9.1%}  {at.recall:>6.1%}")

    if given.wrong:
        for pair, was_found in judged:
            if was_found is not pair.is_same:
                print(f"\n{'found' if was_found else 'missed'} ({pair.change}):\n{pair.first}\n{pair.second}")


if __name__ == "__main__":
    main()
