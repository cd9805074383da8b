"""What share of broken lines in many languages is found, and mended exactly, here and by ftfy alone.

    python benchmarks/mojibake_repair.py

Every sentence of `languages.toml` is written in UTF-8 and read in another encoding, which is how mojibake
comes to be, once or twice. A line that this does not change is left out, and so is one whose bytes mean
nothing in the encoding, except in Windows-1252, where readers keep such bytes as they are.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import ftfy
from ftfy import bad_codecs  # noqa: F401 - registers the sloppy codecs

from postlint.mojibake import find_garbles

LANGUAGES = Path(__file__).parent / "languages.toml"

#: how a line comes to be broken: the encodings it was read in, one after the other
READINGS = {
    "Windows-1252": ("sloppy-windows-1252",),
    "Latin-1": ("latin-1",),
    "Windows-1250": ("cp1250",),
    "Windows-1251": ("cp1251",),
    "Mac Roman": ("macroman",),
    "Windows-1252 twice": ("sloppy-windows-1252", "sloppy-windows-1252"),
    "Latin-1 twice": ("latin-1", "latin-1"),
}


#: what follows a line that is only broken in part, as where an old post was pasted into a new one
CORRECT = " — “für £5, à 9 °C”"


class Line(NamedTuple):
    language: str
    clean: str
    broken: str


class Share(NamedTuple):
    """How many of `lines` were called mojibake, and how many of them became the clean line again."""

    lines: int
    found: int
    exact: int


def clean_lines() -> dict[str, list[str]]:
    """The sentences of each language."""
    return tomllib.loads(LANGUAGES.read_text(encoding="utf-8"))


def broken_lines(reading: str) -> Iterator[Line]:
    """Every sentence that the reading of this name breaks."""
    for language, lines in clean_lines().items():
        for clean in lines:
            broken: str | None = clean
            for codec in READINGS[reading]:
                broken = _read_as(broken, codec) if broken else None
            if broken and broken != clean:
                yield Line(language, clean, broken)


def _read_as(text: str, codec: str) -> str | None:
    try:
        return text.encode("utf-8").decode(codec)
    except UnicodeDecodeError:
        return None


def mended(text: str) -> str:
    """The text after the repair of everything that postlint finds."""
    for garble in reversed(list(find_garbles(text))):
        text = text[: garble.span.start] + garble.repaired + text[garble.span.end :]
    return text


def share(reading: str, mend: Callable[[str], str], *, then: str = "") -> Share:
    """How `mend` does on the lines that a reading breaks, each followed by a text that is correct;
    what it changes counts as found."""
    lines = list(broken_lines(reading))
    answers = [(mend(line.broken + then), line) for line in lines]
    return Share(
        lines=len(lines),
        found=sum(answer != line.broken + then for answer, line in answers),
        exact=sum(answer == line.clean + then for answer, line in answers),
    )


def main() -> None:
    languages = clean_lines()
    print(f"{sum(map(len, languages.values()))} clean lines in {len(languages)} languages")
    for then, title in (("", "the whole line is broken"), (CORRECT, "correct text follows in the line")):
        print()
        print(f"{title:<33} {'lines':>5}   postlint: found  exact   ftfy: found  exact")
        for reading in READINGS:
            ours, theirs = (share(reading, mend, then=then) for mend in (mended, ftfy.fix_encoding))
            print(
                f"read as {reading:<25} {ours.lines:>5}"
                f"   {ours.found / ours.lines:>15.1%} {ours.exact / ours.lines:>6.1%}"
                f"   {theirs.found / theirs.lines:>11.1%} {theirs.exact / theirs.lines:>6.1%}"
            )


if __name__ == "__main__":
    main()
