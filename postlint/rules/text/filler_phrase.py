"""Words that can go, or that say at length what one word says.

## Why
A reader who has met "it is important to note that" three times on a page reads the fourth line less
closely.

## Bad
    ---
    title: The harbour
    ---

    The ferry is late due to the fact that the harbour is closed.

## Good
    ---
    title: The harbour
    ---

    The ferry is late because the harbour is closed.

## Limits
Only the phrases of the packs are known; each has its own severity. Quoted words and block quotes are
left alone, and so is "it is worth mentioning that" where somebody thinks or finds so. What is a matter
of taste is for the rule `buzzwords`, and which language counts is told with `filler-opener`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from postlint.model.findings import Finding, Severity
from postlint.model.post import Post
from postlint.phrases.edits import replacing
from postlint.phrases.matching import find_in_packs
from postlint.phrases.model import Category
from postlint.phrases.packs import Shelf, pack_names
from postlint.phrases.wording import advice, is_allowed, quoted
from postlint.rule import OptionSet, option, rule
from postlint.rules.text import finds_phrases
from postlint.sites.base import Site


class Options(OptionSet):
    packs: tuple[str, ...] = option(
        ("default",), "the phrase packs to look for", choices=partial(pack_names, Shelf.FILLER)
    )
    allow: tuple[str, ...] = option((), "phrases of the packs to leave alone")


@rule(
    "TX702",
    severity=Severity.INFO,
    options=Options,
    since="0.1.0",
    fixable=True,
    trigger=lambda options: finds_phrases(options.packs),
)
def check(post: Post, site: Site, options: Options) -> Iterator[Finding]:
    for hit in post.once(find_in_packs, options.packs).hits:
        if hit.category is Category.PHRASE and not is_allowed(hit, options.allow):
            yield Finding(
                hit.span,
                advice(hit) or f"filler phrase {quoted(hit)}: {hit.phrase.reason}",
                fix=replacing(post.text, hit),
                severity=hit.phrase.severity,
            )
