"""A phrase from the list in the configuration.

## Why
Every site has words of its own to avoid: old product names, spellings the house does not use,
promises the lawyers dislike.

## Bad
    # where the list has "utilize", to be replaced by "use"
    We utilize the harbour all year round.

## Good
    # where the list has "utilize", to be replaced by "use"
    We use the harbour all year round.

## Limits
Words are found whatever their letter case, quotes, dashes, emphasis and line breaks. A regular
expression is held against each paragraph, heading, list item and value as one line with plain quotes
and dashes; one that takes longer than half a second on a post is given up and reported. Quoted words
are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model.findings import Finding, Severity
from postlint.model.post import Post
from postlint.model.text import Span
from postlint.model.triggers import NEVER
from postlint.phrases.edits import replacing
from postlint.phrases.matching import Hit, find_phrases
from postlint.phrases.model import Phrase, Scope
from postlint.phrases.wording import advice, quoted
from postlint.rule import OptionSet, option, rule
from postlint.sites.base import Site

_SAMPLE = f"""
[[phrases]]
match = "utilize"  # the words to find, in any letter case
replace = "use"  # "" deletes them; without it there is no fix

[[phrases]]
pattern = 'v\\d+ beta'  # a regular expression, instead of `match`
message = "no version is called beta any more"
severity = "error"  # or "warning", "info"
scope = ["title", "body"]  # of {", ".join(f'"{scope}"' for scope in Scope)}
"""


class Options(OptionSet):
    phrases: tuple[Phrase, ...] = option(
        (), "the phrases of the configuration's `[[phrases]]`", sample=_SAMPLE
    )


@rule(
    "TX711",
    severity=Severity.WARNING,
    options=Options,
    since="0.1.0",
    fixable=True,
    trigger=lambda options: None if options.phrases else NEVER,
)
def check(post: Post, site: Site, options: Options) -> Iterator[Finding]:
    if not options.phrases:
        return
    found = find_phrases(post, options.phrases)
    for hit in found.hits:
        yield Finding(hit.span, _message(hit), fix=replacing(post.text, hit), severity=hit.phrase.severity)
    for phrase in found.too_slow:
        yield Finding(
            Span(post.body_start, post.body_start),
            f"the pattern “{phrase.name or phrase.text}” took too long on this post",
            severity=Severity.INFO,
        )


def _message(hit: Hit) -> str:
    if hit.phrase.reason:
        return f"{quoted(hit)}: {hit.phrase.reason}"
    listed = f" as “{hit.phrase.name}”" if hit.phrase.name else ""
    return advice(hit) or f"{quoted(hit)} is on the list of phrases{listed}"
