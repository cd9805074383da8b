"""A key in other letter case than the schema's.

## Why
To most generators `Tags` and `tags` are two keys: the template asks for one and the post has the
other.

## Bad
    ---
    title: The harbour opens again
    Tags: [harbour]
    ---

## Good
    ---
    title: The harbour opens again
    tags: [harbour]
    ---

## Limits
Asks for a schema. Silent for Hugo and Pelican, which do not care for case, and where the post has the
right key too. Where the schema closes its set of keys, unknown-field says the same, and where it requires
the right key, missing-field.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from postlint.model.findings import Finding, Severity
from postlint.model.post import Post
from postlint.model.triggers import HAS_STRANGE_KEY
from postlint.rule import rule
from postlint.rules.front_matter import keys_meant, renamed
from postlint.sites.base import Site
from postlint.sites.key_case import ignores_key_case


@rule("FM013", severity=Severity.WARNING, since="0.1.0", fixable=True, trigger=HAS_STRANGE_KEY)
def check(post: Post, site: Site, options: object) -> Iterator[Finding]:
    if ignores_key_case(site.generator):
        return
    for key, meant in keys_meant(post, _meant):
        yield Finding(key.span, f"`{key.text}` is written `{meant}` in the schema", renamed(post, key, meant))


@lru_cache(maxsize=4096)
def _meant(key: str, known: frozenset[str]) -> str | None:
    """The one known key of the same letters."""
    folded = key.casefold()
    alike = [name for name in known if name.casefold() == folded]
    return alike[0] if len(alike) == 1 else None
