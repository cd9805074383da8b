"""Addresses of two posts that differ in nothing but letter case.

## Why
On a disk or a server that does not tell capitals from small letters, one post overwrites the other;
elsewhere readers who type the address reach one or the other by luck.

## Bad
    File: harbour.md
    ---
    title: The harbour opens again
    permalink: /news/harbour/
    ---
    File: winter.md
    ---
    title: The harbour in winter
    permalink: /news/Harbour/
    ---

## Good
    File: harbour.md
    ---
    title: The harbour opens again
    permalink: /news/harbour/
    ---
    File: winter.md
    ---
    title: The harbour in winter
    permalink: /news/harbour-in-winter/
    ---

## Limits
Addresses are computed as for duplicate-permalink, with the same limits. Aliases and redirects do not
count: an old address in capitals may well lead to the new one.
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


@site_rule("SL302", severity=Severity.WARNING, since="0.1.0", facts=Naming, collect=collect)
def compare(whole: WholeSite[Naming], options: NoOptions) -> Iterator[SiteFinding]:
    first: dict[tuple[str | None, str], Published] = {}
    for one in published(whole.posts, whole.site):
        if one.former is not None:
            continue
        other = first.setdefault((one.language, one.address.casefold()), one)
        if other.address != one.address:
            there = Elsewhere(
                other.path, place_of(whole.read(other.path), other, whole.site), f"here {other.address}"
            )
            message = f"{one.address} differs from the address of {other.path} in letter case only"
            yield SiteFinding(
                one.path, Finding(place_of(whole.read(one.path), one, whole.site), message), (there,)
            )
