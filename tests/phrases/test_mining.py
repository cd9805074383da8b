"""What many posts share at their beginning or end is found; plain words are not."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from odd_posts import FRAGMENTS

from postlint.phrases.mining import Limits, Mine, Mined, Spot
from postlint.reading import read_post

#: as different as the first sentences of posts should be
TOWNS = ("Ashford", "Brookdale", "Castleton", "Dalewick", "Eastmere", "Fairholm", "Glenwood", "Hartford")
TOWNS += ("Kingsley", "Lakeham")
FEW = Limits(posts=3, share=0, times=3)


def post(body: str, title: str = "A day") -> str:
    return f"---\ntitle: {title!r}\n---\n\n{body}\n"


def mine(texts: Iterable[str], limits: Limits = FEW) -> list[Mined]:
    mined = Mine()
    for number, text in enumerate(texts):
        mined.add(read_post(text.encode("utf-8", "surrogateescape"), f"{number}.md"), f"{number}.md")
    return mined.phrases(limits)


def texts_of(found: Iterable[Mined], spot: Spot) -> list[str]:
    return [each.text for each in found if each.spot is spot]


def test_an_opening_that_posts_share() -> None:
    [found] = mine(post(f"In this tutorial, we sail to {town}.\n\n{town} is far away.") for town in TOWNS)
    assert found.text == "in this tutorial, we sail to"
    assert found.spot is Spot.OPENING
    assert (found.posts, found.share) == (10, 1.0)
    assert found.examples[0] == ("0.md", 5)
    assert found.pack is None


def test_only_the_longest_phrase_is_told() -> None:
    bodies = [f"Dear readers of {town}, the ferry is late." for town in TOWNS]
    bodies += [f"Dear readers of the harbour news, {town} has a ferry." for town in TOWNS[:3]]
    assert texts_of(mine(map(post, bodies)), Spot.OPENING) == ["dear readers of"]


def test_a_shorter_phrase_makes_way_for_the_longer_one_that_nearly_all_have() -> None:
    bodies = [f"Dear readers of the harbour news, {town} has a ferry." for town in TOWNS]
    bodies += ["Dear readers of ours, the ferry is late."]
    assert texts_of(mine(map(post, bodies)), Spot.OPENING) == ["dear readers of the harbour news"]


def test_words_that_stand_everywhere_are_plain() -> None:
    bodies = (
        f"There is a {town} ferry.\n\nSince {town} has grown there is a bridge. So there is a mill, and "
        f"there is a dock in {town}. He said there is a boat.\n\nAnd there is a lamp."
        for town in TOWNS
    )
    assert texts_of(mine(map(post, bodies)), Spot.OPENING) == []


def test_a_section_and_a_closing() -> None:
    bodies = (
        f"{town} has a ferry.\n\n## Way\n\nFollow these easy steps to {town}.\n\n"
        f"{town} sleeps. Happy sailing!"
        for town in TOWNS
    )
    found = mine(map(post, bodies))
    assert texts_of(found, Spot.SECTION) == ["follow these easy steps to"]
    assert texts_of(found, Spot.CLOSING) == ["happy sailing"]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Update: {} floods", "update:"),
        ("Update – {} floods", "update -"),
        ("Harbour news | {}", "harbour news |"),
        ("At 10:30 in {}", None),
        ("A re-opened {}", None),
    ],
)
def test_prefixes_of_titles(title: str, text: str | None) -> None:
    found = mine(post(f"{town} has a ferry.", title.format(town)) for town in TOWNS)
    assert texts_of(found, Spot.TITLE) == ([] if text is None else [text])
    assert all(each.times is None for each in found if each.spot is Spot.TITLE)


def test_the_commonest_way_to_write_it_is_shown() -> None:
    bodies = [f"In this tutorial, we sail to {town}." for town in TOWNS]
    bodies += [f"In this tutorial we sail to {town}." for town in TOWNS[:3]]
    [found] = mine(map(post, bodies))
    assert (found.text, found.posts) == ("in this tutorial, we sail to", 13)


@pytest.mark.parametrize(
    "markup", ["[the {0}](https://example.com/)", "`{0}`", "{{{{ {0} }}}}", "<b>{0}</b>"]
)
def test_no_phrase_goes_into_markup(markup: str) -> None:
    bodies = (f"See you at {markup.format('ferry')} in {town}." for town in TOWNS)
    assert texts_of(mine(map(post, bodies)), Spot.OPENING) == ["see you at"]


def test_what_packs_know_is_marked() -> None:
    bodies = (f"According to new developments, {town} floods.\n\n{town} has a boat." for town in TOWNS)
    [found] = mine(map(post, bodies))
    assert found.pack == "default"
    assert found.is_reported


@pytest.mark.parametrize("limits", [FEW._replace(posts=11), FEW._replace(share=1.1), FEW._replace(times=1e9)])
def test_limits(limits: Limits) -> None:
    bodies = [post(f"In this tutorial, we sail to {town}.") for town in TOWNS]
    assert mine(bodies)
    assert mine(bodies, limits) == []


def test_a_large_site_is_looked_at_in_part(monkeypatch: pytest.MonkeyPatch) -> None:
    """How often words come elsewhere is then a matter of a sample, and what is found is the same."""
    bodies = [post(f"In this tutorial, we sail to {town}.\n\nThe ferry is late.") for town in TOWNS * 20]
    [whole] = [each for each in mine(bodies) if each.spot is Spot.OPENING]
    monkeypatch.setattr("postlint.phrases.mining._SAMPLE", 2000)
    [part] = [each for each in mine(bodies) if each.spot is Spot.OPENING]
    assert (part.text, part.posts) == (whole.text, whole.posts)


def test_odd_posts_do_no_harm() -> None:
    mine([*FRAGMENTS, *FRAGMENTS, *(post(each) for each in FRAGMENTS), "", "---\ntitle: [1]\n---\n"])
