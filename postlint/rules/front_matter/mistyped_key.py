"""A key that is nearly one of the schema's.

## Why
A mistyped key is no fault to a generator: `excerptt` is kept, and the post has no excerpt.

## Bad
    ---
    layout: post
    title: The harbour opens again
    descritpion: The ferry runs every hour.
    ---

## Good
    ---
    layout: post
    title: The harbour opens again
    description: The ferry runs every hour.
    ---

## Limits
Asks for a schema. One letter too many, missing, wrong or in the wrong place is a slip; in a key of
eight letters or more, two are. Left alone are keys of three letters, wrong letters in a key of four,
endings that make another word (`images`, `publisher`), digits and other signs, a wrong first letter,
a key that is near two others, and one whose right spelling is there too. Where the schema closes its
set of keys, unknown-field says the same, and where it requires the right key, missing-field.
"""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model.findings import Finding, Severity
from postlint.model.post import Post
from postlint.model.triggers import HAS_STRANGE_KEY
from postlint.rule import OptionSet, option, rule
from postlint.rules.front_matter import keys_meant, renamed
from postlint.schema.slips import mistyped
from postlint.sites.base import Site


class Options(OptionSet):
    allow: tuple[str, ...] = option((), "keys that are right as they are")


@rule(
    "FM012", severity=Severity.WARNING, options=Options, since="0.1.0", fixable=True, trigger=HAS_STRANGE_KEY
)
def check(post: Post, site: Site, options: Options) -> Iterator[Finding]:
    for key, meant in keys_meant(post, mistyped):
        if key.text not in options.allow:
            yield Finding(key.span, f"`{key.text}` looks like `{meant}` mistyped", renamed(post, key, meant))
