"""What YAML libraries of generators were seen to make of a value, run on the very text."""

from __future__ import annotations

import pytest

from postlint.sites.detect import GENERATORS
from postlint.sites.yaml_readings import reading_of

#: value → generator → reading, None where it comes out as typed
SEEN: dict[str, dict[str | None, object]] = {
    "no": {"jekyll": False, "mkdocs": False, "hexo": None, "astro": None, "vitepress": None, "hugo": None},
    "oN": {"mkdocs": None, "jekyll": None},
    "1.10": {"jekyll": 1.1, "mkdocs": 1.1, "hexo": 1.1, "astro": 1.1, "vitepress": 1.1, "hugo": 1.1},
    "2.0": {"jekyll": None, "mkdocs": None, "astro": 2, "hugo": 2},
    "1.5": {"jekyll": None, "mkdocs": None, "astro": None, None: None},
    "012": {"mkdocs": 10, "vitepress": 10, "hugo": 10, "astro": 12, "hexo": 12, "zola": None},
    "08": {"mkdocs": None, "vitepress": None, "hugo": None, "astro": 8, "hexo": 8, "zola": None},
    "22:30": {"mkdocs": 1350, "vitepress": 1350, "jekyll": 1350, "astro": None, "hexo": None, "hugo": None},
    "12:30:00": {"mkdocs": 45000, "vitepress": 45000, "astro": None},
    "-1:30": {"mkdocs": -90},
    "09:30": {"jekyll": 570, "mkdocs": None, "vitepress": None, None: None},
    "1e3": {"mkdocs": None, "jekyll": None, "hugo": None, "vitepress": 1000, "astro": 1000, "hexo": 1000},
    "0x1F": {"mkdocs": 31, "vitepress": 31, "astro": 31, "hexo": 31, "hugo": 31},
    "1_000": {"mkdocs": 1000, "vitepress": 1000, "hugo": 1000, "astro": None, "hexo": None},
    "+5": {"mkdocs": 5, "vitepress": 5, "astro": 5, "hexo": 5},
    "1984": {"mkdocs": None, "vitepress": None, None: None},
    "1.2.3": {"mkdocs": None, "vitepress": None, None: None},
}


@pytest.mark.parametrize(("text", "generator"), [(text, who) for text, seen in SEEN.items() for who in seen])
def test_values_are_read_as_the_library_does(text: str, generator: str | None) -> None:
    reading = reading_of(text, generator)
    assert (None if reading is None else reading.value) == SEEN[text][generator]


@pytest.mark.parametrize("generator", ["astro", "mkdocs", "vitepress"])
@pytest.mark.parametrize("text", ["2024-01-02", "2024-01-02 10:00:00", "2024-01-02T10:00:00Z"])
def test_dates_are_no_text(text: str, generator: str) -> None:
    reading = reading_of(text, generator)
    assert reading is not None
    assert reading.words == "a date"


def test_versions_of_a_generator_may_differ() -> None:
    of_some, of_all = reading_of("012", "eleventy"), reading_of("1.10", "eleventy")
    assert of_some is not None
    assert of_all is not None
    assert (of_some.verb, of_all.verb) == ("may be read as", "is read as")


@pytest.mark.parametrize("generator", [None, *GENERATORS])
@pytest.mark.parametrize("text", ["", "The mill turns again", "9" * 300, "1e" + "9" * 30, "\ud800", "²", "٣"])
def test_other_texts_are_text(text: str, generator: str | None) -> None:
    reading = reading_of(text, generator)
    assert reading is None or reading.words == "infinity"
