"""A title begins with a label such as "Update:" or "Breaking:".

## Why
The label takes the place where the news should be, in search results, feeds and addresses, and it is
untrue a day later.

## Bad
    ---
    title: "Update: The harbour opens again in May"
    ---

## Good
    ---
    title: "The harbour opens again in May"
    ---

## Limits
Only the labels of the packs are known, each with its own severity, and only where a colon, dash or
bar sets them off: a place ("New York: …") or a word of the sentence ("Update your phone") is no label.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from postlint.model.findings import Finding, Fix, Severity
from postlint.model.post import Post
from postlint.model.text import Span
from postlint.phrases.edits import prefix_removal
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
    allow: tuple[str, ...] = option((), "labels of the packs to leave alone, without the colon")


@rule(
    "TX713",
    severity=Severity.WARNING,
    options=Options,
    since="0.1.0",
    fixable=True,
    trigger=lambda options: finds_phrases(options.packs),
)
def check(post: Post, site: Site, options: Options) -> Iterator[Finding]:
    hits = post.once(find_in_packs, options.packs).hits
    labels = _labels(hits, options.allow) if hits else []
    if labels:
        hit = labels[0]._replace(
            span=Span(labels[0].span.start, labels[-1].span.end),
            words=" ".join(label.words for label in labels),
        )
        noun = "label" if len(labels) == 1 else "labels"
        yield Finding(
            hit.span,
            f"the title begins with the {noun} {quoted(hit)}",
            fix=_fix(post, hit, noun),
            severity=hit.phrase.severity,
        )


def _labels(hits: tuple[Hit, ...], allow: tuple[str, ...]) -> list[Hit]:
    """The labels at the very start of the title, each behind the other."""
    labels: list[Hit] = []
    rest = ""
    for hit in hits:
        if hit.category is Category.TITLE_PREFIX:
            rest = rest if labels else hit.passage.squeezed
            if not rest.startswith(hit.words) or is_allowed(hit, allow):
                break
            labels.append(hit)
            rest = rest.removeprefix(hit.words).lstrip()
    return labels


def _fix(post: Post, hit: Hit, noun: str) -> Fix | None:
    edit = prefix_removal(post.text, hit)
    return None if edit is None else Fix(f"delete the {noun}", (edit,), safe=False)
