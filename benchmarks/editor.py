"""How long an editor waits for the language server, in a generated site.

    python benchmarks/editor.py --posts 5000

A post of some ten thousand characters is typed into, one character at a time in places all over it. What
counts is the time from the keystroke to the findings, those of other posts included, without the pause that
the server makes to see whether somebody types on. It is measured at rest, and while a save has all posts
checked anew.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random
from statistics import median, quantiles

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from generate_site import RULES, Fault, Planted, generate
from language_client import Client, client_of
from tables import table

from postlint.lsp.server import PAUSE

#: code points of the post, about
LENGTH = 10_000
#: seconds that a first look at all posts may take
PATIENCE = 600.0
_WITHIN_WORD = re.compile(r"(?<=[a-z])(?=[a-z])")


def main() -> None:
    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=raw)
    parser.add_argument("--posts", type=int, default=5000)
    parser.add_argument("--keystrokes", type=int, default=200)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, client_of() as client:
        site = Path(folder)
        planted = generate(site, given.posts)
        for line in _measured(client, site, planted, given.keystrokes):
            print(line)


def _measured(client: Client, site: Path, planted: Iterable[Planted], keystrokes: int) -> Iterator[str]:
    file, text = _post(site, planted)
    started = time.perf_counter()
    client.initialize(site)
    yield f"started in {_since(started):.0f} ms"
    started = time.perf_counter()
    client.open(file)
    yield f"first findings after {_since(started):.0f} ms"
    code = RULES[Fault.PARAGRAPH_OF_ANOTHER_POST]
    found = client.until(file, lambda found: _has(found, code), PATIENCE)
    yield f"findings of other posts after {_since(started) / 1000:.1f} s, without a cache"
    repeated = next(each["range"]["start"]["line"] for each in found if each["code"] == code)
    texts = list(_typed(text, keystrokes, repeated))
    rows = [("at rest", *_times(client, file, texts, code))]
    client.save(file, texts[-1])
    rows.append(("while all posts are checked", *_times(client, file, texts, code)))
    yield ""
    yield from table((f"{len(text):,} characters, {keystrokes} keystrokes", "median", "95 %", "worst"), rows)


def _post(site: Path, planted: Iterable[Planted]) -> tuple[Path, str]:
    """The post nearest to the wanted length of those that have a paragraph of another one."""
    pairs = [each for each in planted if each.fault is Fault.PARAGRAPH_OF_ANOTHER_POST]
    files = [site / max(each.path, each.like) for each in pairs]  # the later one is told of
    texts = [(file, file.read_text(encoding="utf-8")) for file in files]
    return min(texts, key=lambda each: abs(len(each[1]) - LENGTH))


def _typed(text: str, keystrokes: int, repeated: int) -> Iterator[str]:
    """The text after each of some keystrokes, within words all over the body; not in the repeated line, whose
    finding would be gone."""
    rng = Random(1)
    lines = text.split("\n")
    body = [number for number in range(lines.index("---", 1) + 1, len(lines)) if number != repeated]
    places = [(number, found) for number in body for found in _WITHIN_WORD.finditer(lines[number])]
    for number, found in rng.sample(places, keystrokes):
        lines[number] = lines[number][: found.start()] + rng.choice("abc") + lines[number][found.start() :]
        yield "\n".join(lines)


def _times(client: Client, file: Path, texts: Iterable[str], code: str) -> list[str]:
    """The median, the slowest of most and the slowest time from a keystroke to the findings."""
    times = []
    for text in texts:
        started = time.perf_counter()
        found = client.change(file, text)
        times.append(_since(started) - PAUSE * 1000)
        assert _has(found, code), "the finding of another post is gone"
    slowest_of_most = quantiles(times, n=20, method="inclusive")[-1]
    return [f"{each:.1f} ms" for each in (median(times), slowest_of_most, max(times))]


def _has(found: Iterable[dict[str, object]], code: str) -> bool:
    return any(each["code"] == code for each in found)


def _since(started: float) -> float:
    """Milliseconds."""
    return (time.perf_counter() - started) * 1000


if __name__ == "__main__":
    main()
