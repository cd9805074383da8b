"""Which findings a comment silences."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from postlint import Selection, Settings, lint_paths, lint_text

WORDS = "Let's dive into the details: it opens."


def told(text: str, code: str) -> list[int]:
    """The lines in which a rule finds something."""
    settings = Settings(today=date(2026, 1, 1), isolated=True, selection=Selection((code,)))
    return [found.place.start.line for found in lint_text(text, "post.md", settings)]


@pytest.mark.parametrize(
    "comment",
    [
        "<!-- postlint-disable-next-line TX701 -->",
        "<!-- postlint-disable-next-line -->",
        "<!--postlint-disable-next-line filler-opener-->",
        "<!-- postlint-disable-next-line DU, tx7 -- quoted -->",
        "<!-- postlint-disable-next-line\n TX701\n-->",
        "<!-- postlint-disable TX701 -->",
        "<!-- postlint-disable ALL -->",
        "<!-- postlint-disable-file TX701 -->",
        "{/* postlint-disable-next-line TX701 */}",
    ],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n", "\n  \n\n"])
def test_a_comment_above(comment: str, gap: str) -> None:
    assert told(f"{comment}{gap}{WORDS}\n", "TX701") == []


@pytest.mark.parametrize(
    "text",
    [
        f"{WORDS}\n\n<!-- postlint-disable TX701 -->\n",
        f"<!-- postlint-disable-next-line TX701 -->\n\nIt is.\n\n{WORDS}\n",
        f"<!-- postlint-disable-next-line DU605 -->\n\n{WORDS}\n",
        f"<!-- postlint-disable TX701 -->\n\nIt is.\n\n<!-- postlint-enable TX701 -->\n\n{WORDS}\n",
        f"<!-- postlint-disable -->\n\nIt is.\n\n<!-- postlint-enable TX701 -->\n\n{WORDS}\n",
        f"<!-- postlint-disable TX701 -->\n\nIt is.\n\n<!-- postlint-enable -->\n\n{WORDS}\n",
        f"```\n<!-- postlint-disable-file TX701 -->\n```\n\n{WORDS}\n",
        f"Write `<!-- postlint-disable-file TX701 -->`.\n\n{WORDS}\n",
        f"<!-- postlint-disable-line TX701 -->\n{WORDS}\n",
        f"<!-- postlint-disabled TX701 -->\n{WORDS}\n",
    ],
)
def test_a_comment_that_speaks_of_something_else(text: str) -> None:
    assert len(told(text, "TX701")) == 1


def test_the_rest_of_the_post_is_open_again() -> None:
    text = f"<!-- postlint-disable TX701 -->\n\n{WORDS}\n\n<!-- postlint-enable TX701 -->\n\n{WORDS}\n"
    assert told(text, "TX701") == [7]


def test_a_line_of_its_own() -> None:
    text = f"{WORDS} <!-- postlint-disable-line TX701 -->\n\n{WORDS}\n"
    assert told(text, "TX701") == [3]


@pytest.mark.parametrize("fence", ["---", "+++"])
def test_front_matter(fence: str) -> None:
    sign = ":" if fence == "---" else " ="
    entry = f'title{sign} "Update: home"'
    assert told(f"{fence}\n{entry} # postlint: disable=TX713\n{fence}\n", "TX713") == []
    assert told(f"{fence}\n# postlint: disable=TX713 -- why\n{entry}\n{fence}\n", "TX713") == []
    assert told(f"{fence}\n# postlint: disable-file=TX713\nlayout{sign} 1\n{entry}\n{fence}\n", "TX713") == []
    assert told(f"{fence}\n{entry}\n# postlint: disable=TX713\n{fence}\n", "TX713") == [2]


def test_what_is_missing_is_silenced_above_the_closing_fence() -> None:
    text = "---\nlayout: post\n# postlint: disable=SC101 -- it is a draft\n---\n"
    assert told(text, "SC101") == []


def test_front_matter_that_cannot_be_read() -> None:
    text = "---\ntitle: a: b # postlint: disable=FM004\n---\n"
    assert told(text, "FM004") == []


def test_rules_across_posts(tmp_path: Path) -> None:
    body = "The ferry leaves from the new quay at nine, and the last one comes back before midnight. " * 3
    settings = Settings(today=date(2026, 1, 1), isolated=True, root=tmp_path, selection=Selection(("DU607",)))
    for name, comment in (("a", ""), ("b", "<!-- postlint-disable-file DU607 -->\n\n"), ("c", "")):
        (tmp_path / f"{name}.md").write_text(f"---\ntitle: {name}\n---\n\n{comment}{body}\n")
    assert [Path(found.path).name for found in lint_paths([tmp_path], settings)] == ["c.md"]
