"""Posts of one section with the same description.

## Why
The description is what search results and cards on social networks show. One that stands in two posts
was most often copied along with the rest of the front matter and says nothing of one of them.

## Bad
    File: news/harbour.md
    ---
    title: The harbour opens again
    description: From Monday on boats may enter the harbour.
    ---
    File: news/winter.md
    ---
    title: The harbour in winter
    description: From Monday on boats may enter the harbour.
    ---

## Good
    File: news/harbour.md
    ---
    title: The harbour opens again
    description: From Monday on boats may enter the harbour.
    ---
    File: news/winter.md
    ---
    title: The harbour in winter
    description: Which boats stay in the water when it freezes.
    ---

## Limits
Only posts in one folder are held against each other, folders for years and months left out, and only
those in one language. Letter case does not count. Drafts, and posts that have expired or lead elsewhere
(`redirect_to`), are left alone, and so is a description that is the post's own title. The oldest post is
named, as dates in front matter, in paths and in addresses tell.
"""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model.across import Elsewhere, SiteFinding
from postlint.model.fields import EXCERPTS
from postlint.model.findings import Finding, Severity
from postlint.model.post import Post
from postlint.rule import OptionSet, WholeSite, option, site_rule
from postlint.sites.base import Site
from postlint.sites.sections import Wording, groups_alike, place_of_field, wording_of


class Options(OptionSet):
    fields: tuple[str, ...] = option(
        EXCERPTS, "the fields that describe a post; the first that it has counts"
    )


def collect(post: Post, site: Site, options: Options) -> Wording | None:
    description = wording_of(post, site, *options.fields)
    title = wording_of(post, site, "title") if description is not None else None
    if description is None or title is None:
        return description
    # what says no more than the title is a repeat where the title is one, of which duplicate-title tells
    return None if description.text.casefold() == title.text.casefold() else description


@site_rule("SL305", severity=Severity.INFO, since="0.1.0", facts=Wording, collect=collect, options=Options)
def compare(whole: WholeSite[Wording], options: Options) -> Iterator[SiteFinding]:
    for first, *others in groups_alike(whole.posts):
        place = place_of_field(whole.read(first.path), *options.fields)
        there = Elsewhere(first.path, place, "the first with this description")
        for other in others:
            place = place_of_field(whole.read(other.path), *options.fields)
            yield SiteFinding(other.path, Finding(place, f"same description as {first.path}"), (there,))
