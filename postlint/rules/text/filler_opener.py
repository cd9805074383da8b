"""A sentence begins with words that only announce it.

## Why
Readers decide on the first words whether they stay, and these say nothing: not what happened, not
to whom, not who says so.

## Bad
    ---
    title: The harbour
    ---

    Let's dive into the details: the harbour opens again in May.

## Good
    ---
    title: The harbour
    ---

    The harbour opens again in May.

## Limits
Only the phrases of the packs are known, at the start of a sentence; each has its own severity. Quoted
words and block quotes are left alone. `default` is English, and a post that says it is in German,
Spanish, French, Italian or Portuguese, by its `lang`, `language` or `locale` or by its path
(`post.de.md`, `de/post.md`), is held against `de`, `es`, `fr`, `it` or `pt` instead. Where posts do not
say so, name those packs beside `default`. A sentence that ends its paragraph with a colon and announces
a list or an example is for `filler-lead-in`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from postlint.model.findings import Finding, Fix, Severity
from postlint.model.post import Post
from postlint.phrases.edits import opener_removal
from postlint.phrases.matching import Hit, find_in_packs
from postlint.phrases.model import Category
from postlint.phrases.packs import Shelf, pack_names
from postlint.phrases.wording import is_allowed, quoted
from postlint.rule import OptionSet, option, rule
from postlint.rules.text import finds_phrases
from postlint.sites.base import Site


class Options(OptionSet):
    packs: tuple[str, ...] = option(
        ("default",), "the phrase packs to look for", choices=partial(pack_names, Shelf.FILLER)
    )
    allow: tuple[str, ...] = option((), "phrases of the packs to leave alone")


@rule(
    "TX701",
    severity=Severity.WARNING,
    options=Options,
    since="0.1.0",
    fixable=True,
    trigger=lambda options: finds_phrases(options.packs),
)
def check(post: Post, site: Site, options: Options) -> Iterator[Finding]:
    for hit in post.once(find_in_packs, options.packs).hits:
        if hit.category is Category.OPENER and not is_allowed(hit, options.allow):
            yield Finding(
                hit.span,
                f"filler opener {quoted(hit)}",
                fix=_fix(post, hit),
                severity=hit.phrase.severity,
            )


def _fix(post: Post, hit: Hit) -> Fix | None:
    edit = opener_removal(post.text, hit)
    return None if edit is None else Fix("delete the opener", (edit,), safe=False)
