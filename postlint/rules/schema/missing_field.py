"""A field that the schema requires is not there.

## Why
The template prints an empty place, the feed drops the post, or the build stops: which of these
depends on the generator, and all of them are noticed late.

## Bad
    ---
    layout: post
    title: The harbour opens again
    date: 2025-03-01
    excerpt: The ferry runs every hour.
    image: https://images.harbour-news.net/boats.jpg
    ---

## Good
    ---
    layout: post
    title: The harbour opens again
    date: 2025-03-01
    author: Ada Finch
    excerpt: The ferry runs every hour.
    image: https://images.harbour-news.net/boats.jpg
    ---

## Limits
Points at the closing fence, where the field can be added, or at the key that the field was probably
written as; there the fix renames it. Hugo and Pelican take keys in any letter case. What is required is for
the schema to say: `postlint schema show` prints it. Otherwise the fix writes the `default` that the schema
gives the field; where it gives none, or the field belongs into another, there is no fix.
"""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model.findings import Finding, Fix, Severity
from postlint.model.post import Post
from postlint.model.triggers import violates
from postlint.model.verdict import Breach, Violation
from postlint.rule import rule
from postlint.schema.edits import insertion, renaming
from postlint.sites.base import Site
from postlint.sites.key_case import ignores_key_case


@rule("SC101", severity=Severity.ERROR, since="0.1.0", fixable=True, trigger=violates(Breach.MISSING))
def check(post: Post, site: Site, options: object) -> Iterator[Finding]:
    for violation, span in post.violations(Breach.MISSING):
        if violation.written_as is None:
            yield Finding(span, violation.message, _addition(post, violation))
        elif not (_differs_by_case(violation) and ignores_key_case(site.generator)):
            yield Finding(span, violation.message, renaming(post, violation))


def _differs_by_case(violation: Violation) -> bool:
    return (violation.written_as or "").casefold() == (violation.key or "").casefold()


def _addition(post: Post, violation: Violation) -> Fix | None:
    default, key = violation.suggestion, violation.key
    if default is None or key is None or violation.path or post.front is None:
        return None
    edit = insertion(post, post.front, key, default)
    return None if edit is None else Fix(f"add `{key}` with the schema's default", (edit,), safe=True)
