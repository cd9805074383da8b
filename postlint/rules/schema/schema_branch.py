"""A value that fits none of the forms which the schema allows.

## Why
Schemas offer choices: an author is a name, or a mapping with a name in it. What fits none of them
breaks the template that expects one.

## Bad
    # where the schema says of `author`:
    # "anyOf": [{"type": "string"}, {"type": "object", "required": ["name"]}]
    ---
    author: {nick: ada}
    ---

## Good
    # where the schema says of `author`:
    # "anyOf": [{"type": "string"}, {"type": "object", "required": ["name"]}]
    ---
    author: {name: Ada Finch}
    ---

## Limits
Tells what the nearest of the forms lacks, not what each of them asks. Where all forms differ by the
kind of value alone it is `wrong-type`. Values that a schema rules out with `not`, or allows nowhere,
are reported here too.
"""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model.findings import Finding, Severity
from postlint.model.post import Post
from postlint.model.triggers import violates
from postlint.model.verdict import Breach
from postlint.rule import rule
from postlint.sites.base import Site


@rule("SC108", severity=Severity.ERROR, since="0.1.0", trigger=violates(Breach.OTHER))
def check(post: Post, site: Site, options: object) -> Iterator[Finding]:
    for violation, span in post.violations(Breach.OTHER):
        yield Finding(span, violation.message)
