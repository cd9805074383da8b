"""What it takes to find the paragraphs that stand in two posts, among very many.

    python benchmarks/paragraph_join.py --paragraphs 1000000

Makes posts of words that follow each other by chance, with some paragraphs copied to another post and some
copied with one word changed, and prints the seconds of CPU and the most memory that the parts took, and how
many of the copies were found. The posts are made again when the join asks for them, so that the memory is
that of a run over posts on disk; the time for making them up is left out.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate

from postlint.model.across import Gathered
from postlint.model.post import Post
from postlint.prose.conclusions import Conclusions
from postlint.prose.paragraph_groups import Group, find_groups
from postlint.prose.sketches import PackedSketches, sketch_paragraphs
from postlint.reading import read_post

PARAGRAPHS_OF_POST = 8
WORDS = 20_000
SHORTEST, LONGEST = 25, 60
#: of so many paragraphs one is copied from an earlier post, and one is copied with another word
EXACT, EDITED = 100, 33
LEAST_WORDS = 20


class Site:
    """Posts by number, the same each time they are asked for."""

    def __init__(self, seed: int) -> None:
        chance = random.Random(seed)
        letters = "etaoinshrdlucmfwypvbgk"
        weights = [12, 9, 8, 8, 7, 7, 6, 6, 6, 4, 4, 3, 3, 3, 2, 2, 2, 2, 1, 1, 2, 1]
        self.words = ["".join(chance.choices(letters, weights, k=chance.randint(2, 9))) for _ in range(WORDS)]
        # as Zipf found: the second word stands half as often as the first
        self.weights = list(accumulate(1 / (rank + 3) for rank in range(WORDS)))
        self.seed = seed
        #: seconds of CPU that went into making texts up, which no run has to do
        self.inventing = 0.0

    def paragraphs(self, post: int) -> Iterator[str]:
        for row in range(PARAGRAPHS_OF_POST):
            yield self.paragraph(post * PARAGRAPHS_OF_POST + row)

    def paragraph(self, number: int) -> str:
        original = self.original(number)
        if original is None:
            return self._own(number)
        text = self._own(original)
        return text if number % EXACT == 0 else self._edited(text, number)

    def original(self, number: int) -> int | None:
        """The paragraph of which this one is a copy, None when it is none."""
        if number < 10 * PARAGRAPHS_OF_POST or (number % EXACT and number % EDITED):
            return None
        chosen = random.Random(self.seed + number).randrange(number - PARAGRAPHS_OF_POST)
        # what is copied is no copy itself
        while chosen % EXACT == 0 or chosen % EDITED == 0:
            chosen += 1
        return chosen

    def _own(self, number: int) -> str:
        chance = random.Random(number * 7 + self.seed)
        words = chance.choices(self.words, cum_weights=self.weights, k=chance.randint(SHORTEST, LONGEST))
        return f"{words[0].capitalize()} {' '.join(words[1:])}."

    def _edited(self, text: str, number: int) -> str:
        words = text.split()
        chance = random.Random(number * 13 + self.seed)
        words[chance.randrange(1, len(words) - 1)] = chance.choice(self.words)
        return " ".join(words)

    def post(self, path: str) -> Post:
        begun = time.process_time()
        text = "\n\n".join(self.paragraphs(int(path.removesuffix(".md"))))
        self.inventing += time.process_time() - begun
        return read_post(f"---\ntitle: A post\n---\n\n{text}\n".encode(), path)


def main() -> None:
    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=raw)
    parser.add_argument("--paragraphs", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    site = Site(given.seed)
    paths = sorted(f"{number:07}.md" for number in range(given.paragraphs // PARAGRAPHS_OF_POST))

    posts = []
    seconds = 0.0
    for path in paths:
        post = site.post(path)
        begun = time.process_time()
        posts.append(Gathered(path, sketch_paragraphs(post, LEAST_WORDS).packed()))
        seconds += time.process_time() - begun
    report("sketches, with reading", seconds)

    conclusions = Conclusions({})
    groups = timed("join, nothing kept", posts, site, conclusions)
    timed("join, all kept", posts, site, conclusions)
    found = {
        (copy.place.path, copy.place.span.start): copy.of.path for group in groups for copy in group.copies
    }
    exact, edited = [], []
    for path, sketches in posts:
        first = int(path.removesuffix(".md")) * PARAGRAPHS_OF_POST
        for row, start in enumerate(sketches.read_columns().starts):
            if site.original(first + row) is not None:
                (exact if (first + row) % EXACT == 0 else edited).append((path, start) in found)
    print(f"{sum(exact) / max(1, len(exact)):8.1%}  of {len(exact)} copies found")
    print(f"{sum(edited) / max(1, len(edited)):8.1%}  of {len(edited)} copies with another word found")


def timed(
    name: str, posts: list[Gathered[PackedSketches]], site: Site, conclusions: Conclusions
) -> list[Group]:
    begun = time.process_time() - site.inventing
    groups = list(find_groups(posts, lru_cache(200)(site.post), conclusions))
    report(name, time.process_time() - site.inventing - begun)
    return groups


def report(name: str, seconds: float) -> None:
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{seconds:8.2f} s {megabytes:7.0f} MB  {name}", flush=True)


if __name__ == "__main__":
    main()
