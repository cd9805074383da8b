"""Posts of one section with the same title.

## Why
In lists, feeds and search results the two cannot be told apart, and often one is a copy of the other
that was never finished.

## Bad
    File: news/harbour.md
    ---
    title: The harbour opens again
    ---
    File: news/winter.md
    ---
    title: The harbour opens again
    ---

## Good
    File: news/harbour.md
    ---
    title: The harbour opens again
    ---
    File: news/winter.md
    ---
    title: The harbour in winter
    ---

## Limits
Only posts in one folder are held against each other, folders for years and months left out, and only
those in one language. Letter case does not count. Drafts, posts that have expired or lead elsewhere
(`redirect_to`) and pages for sections are left alone, and so is a title that four posts or more share: it
is the name of a series. The oldest post is named, as dates in front matter, in paths and in addresses tell.
"""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model.across import Elsewhere, SiteFinding
from postlint.model.findings import Finding, Severity
from postlint.model.post import Post
from postlint.rule import OptionSet, WholeSite, option, site_rule
from postlint.sites.base import Site
from postlint.sites.sections import Wording, groups_alike, place_of_field, wording_of


class Options(OptionSet):
    series: int = option(4, "how many posts of one title are a series, which is allowed", least=3)


def collect(post: Post, site: Site, options: Options) -> Wording | None:
    return None if "_index." in post.path else wording_of(post, site, "title")


@site_rule("SL304", severity=Severity.INFO, since="0.1.0", facts=Wording, collect=collect, options=Options)
def compare(whole: WholeSite[Wording], options: Options) -> Iterator[SiteFinding]:
    for first, *others in groups_alike(whole.posts):
        if len(others) + 1 >= options.series:
            continue
        there = Elsewhere(
            first.path, place_of_field(whole.read(first.path), "title"), "the first with this title"
        )
        for other in others:
            place = place_of_field(whole.read(other.path), "title")
            yield SiteFinding(other.path, Finding(place, f"same title as {first.path}"), (there,))
