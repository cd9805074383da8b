"""Two posts that are published at one address.

## Why
One overwrites the other when the site is built, or the build stops. Which one readers see is left to
chance, and links to the other lead to the wrong text.

## Bad
    File: news/harbour.md
    ---
    title: The harbour opens again
    permalink: /news/harbour/
    ---
    File: news/harbour-in-winter.md
    ---
    title: The harbour in winter
    permalink: /news/harbour/
    ---

## Good
    File: news/harbour.md
    ---
    title: The harbour opens again
    permalink: /news/harbour/
    ---
    File: news/harbour-in-winter.md
    ---
    title: The harbour in winter
    permalink: /news/harbour-in-winter/
    ---

## Limits
The address is computed as the site's generator does it: from the path, the date, the slug and what
the configuration says of addresses, as far as it can be read (Jekyll, Hugo, Zola, Hexo, MkDocs), for
Docusaurus from the usual folders. For Astro it is the collection and the id of an entry; for Eleventy, whose
configuration is a program, only a `permalink` without template tags; without a known generator a
`permalink`, or a `slug` within one folder. What only the build knows is left alone. Aliases and
redirects count where the generator reads them: two posts may not both be reached from one old
address, nor one from the address of another; that is a warning. Drafts, posts that are switched off,
and posts whose `lang` differs are no duplicates.
"""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model.across import Elsewhere, SiteFinding
from postlint.model.findings import Finding, Severity
from postlint.model.post import Post
from postlint.rule import NoOptions, WholeSite, site_rule
from postlint.sites.addresses import Published, place_of, published
from postlint.sites.base import Site
from postlint.sites.naming import Naming, naming_of


def collect(post: Post, site: Site, options: NoOptions) -> Naming | None:
    return naming_of(post, site)


@site_rule("SL301", severity=Severity.ERROR, since="0.1.0", facts=Naming, collect=collect)
def compare(whole: WholeSite[Naming], options: NoOptions) -> Iterator[SiteFinding]:
    first: dict[tuple[str | None, str], Published] = {}
    for one in published(whole.posts, whole.site):
        other = first.setdefault((one.language, one.address), one)
        if other.path != one.path:
            there = Elsewhere(
                other.path, place_of(whole.read(other.path), other, whole.site), "the first post there"
            )
            message = f"{one.address} {_says_what(one, other)} {other.path}"
            # an old address that leads elsewhere, or nowhere, hides no post
            severity = None if one.former is None else Severity.WARNING
            place = place_of(whole.read(one.path), one, whole.site)
            yield SiteFinding(one.path, Finding(place, message, severity=severity), (there,))


def _says_what(one: Published, other: Published) -> str:
    if one.former is None:
        return "is also the address of"
    return "leads here, but is the address of" if other.former is None else "also leads to"
