"""A sentence that only says that something follows.

## Why
The list, picture or paragraph below speaks for itself. A sentence in front of it is worth reading
when it says what is there.

## Bad
    ---
    title: The harbour
    ---

    The harbour opens again in May.

    Here's the breakdown:

    - two berths for ferries
    - one for the pilot

## Good
    ---
    title: The harbour
    ---

    The harbour opens again in May.

    It has three berths:

    - two for ferries
    - one for the pilot

## Limits
Only the sentences of the packs are known, at the end of a paragraph that another block follows; each
has its own severity. Block quotes are left alone. "Here is an example:" tells what
follows and is not among them. In the first paragraph of a post such a sentence is a `filler-opener`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from postlint.model.findings import Finding, Fix, Severity
from postlint.model.post import Post
from postlint.phrases.edits import sentence_removal
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
    "TX704",
    severity=Severity.WARNING,
    options=Options,
    since="0.1.0",
    fixable=True,
    trigger=lambda options: finds_phrases(options.packs),
)
def check(post: Post, site: Site, options: Options) -> Iterator[Finding]:
    for hit in post.once(find_in_packs, options.packs).hits:
        if hit.category is Category.LEAD_IN and not is_allowed(hit, options.allow):
            yield Finding(
                hit.span,
                f"{quoted(hit)} only says that something follows",
                fix=_fix(post, hit),
                severity=hit.phrase.severity,
            )


def _fix(post: Post, hit: Hit) -> Fix | None:
    edit = sentence_removal(post.text, hit)
    return None if edit is None else Fix("delete the sentence", (edit,), safe=False)
