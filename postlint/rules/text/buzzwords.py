"""Words of advertising, of hedging, and many words for one.

## Why
A "robust, seamless solution" could be anything, and "it could be argued that" leaves readers to guess
who argues. Readers skim such words, and search engines see them on every other page.

## Bad
    ---
    title: The harbour
    ---

    We utilize cutting-edge cranes in order to unload ferries.

## Good
    ---
    title: The harbour
    ---

    We use the newest cranes to unload ferries.

## Limits
Off unless it is selected: many of the words are right in their place. Only those of the packs are
known, in English, and quoted words and block quotes are left alone. `buzzwords` is for advertising and
meetings, `clickbait` for titles that hold back what they are about, `hedging` for words that take back
what the sentence says, `openings` for sentences that announce the post ("In this post, we will …"), and
`wordy` for many words where one is enough.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from postlint.model.findings import Finding, Severity
from postlint.model.post import Post
from postlint.phrases.edits import replacing
from postlint.phrases.matching import find_in_packs
from postlint.phrases.packs import DEFAULT, Shelf, pack_names
from postlint.phrases.wording import advice, is_allowed, quoted
from postlint.rule import OptionSet, option, rule
from postlint.rules.text import finds_phrases
from postlint.sites.base import Site


class Options(OptionSet):
    packs: tuple[str, ...] = option(
        ("buzzwords", "clickbait", "hedging", "openings", "wordy"),
        "the phrase packs to look for",
        choices=partial(pack_names, Shelf.TASTE),
    )
    allow: tuple[str, ...] = option((), "phrases of the packs to leave alone")


@rule(
    "TX703",
    severity=Severity.INFO,
    options=Options,
    since="0.1.0",
    fixable=True,
    enabled=False,
    trigger=lambda options: finds_phrases(options.packs, before=(DEFAULT,)),
)
def check(post: Post, site: Site, options: Options) -> Iterator[Finding]:
    for hit in post.once(find_in_packs, options.packs, (DEFAULT,)).hits:
        if not is_allowed(hit, options.allow):
            yield Finding(
                hit.span,
                advice(hit) or f"{quoted(hit)}: {hit.phrase.reason}",
                fix=replacing(post.text, hit),
                severity=hit.phrase.severity,
            )
