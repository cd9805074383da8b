"""Sentences in many languages: broken ones are mended, correct ones never touched."""

from __future__ import annotations

import ftfy
import pytest
from mojibake_repair import CORRECT, READINGS, broken_lines, clean_lines, mended, share

#: the share of lines that become exactly the clean line again, when the whole line is broken and when
#: correct text follows; `python benchmarks/mojibake_repair.py` prints what is reached
AT_LEAST = {
    "Windows-1252": (0.98, 0.98),
    "Latin-1": (1.0, 1.0),
    "Windows-1250": (0.92, 0.31),
    "Windows-1251": (0.54, 0.07),
    "Mac Roman": (0.92, 0.29),
    "Windows-1252 twice": (0.98, 0.99),
    "Latin-1 twice": (1.0, 1.0),
}


@pytest.mark.parametrize("language", clean_lines())
def test_no_clean_line_is_touched(language: str) -> None:
    for line in clean_lines()[language]:
        assert mended(line) == line
        assert mended(line + CORRECT) == line + CORRECT
        assert mended(line.upper()) == line.upper()


@pytest.mark.parametrize("reading", READINGS)
def test_broken_lines_are_mended(reading: str) -> None:
    for then, least in zip(("", CORRECT), AT_LEAST[reading], strict=True):
        ours = share(reading, mended, then=then)
        assert ours.exact / ours.lines >= least
        assert ours.exact >= share(reading, ftfy.fix_encoding, then=then).exact


@pytest.mark.parametrize("reading", ["Windows-1252", "Latin-1"])
def test_what_is_mended_stays(reading: str) -> None:
    for line in broken_lines(reading):
        once = mended(line.broken + CORRECT)
        assert mended(once) == once
