"""A fix that writes twice to one place.

## Why
Its fix is one that must not be made.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from postlint import Edit, Finding, Fix, Post, Severity, Site
from postlint.model.text import Span
from postlint.rule import rule


@rule("XY004", severity=Severity.WARNING, since="1.0", fixable=True)
def check(post: Post, site: Site, options: Any) -> Iterator[Finding]:
    start = post.text.lower().find("mole")
    if start >= 0:
        edits = (Edit(Span(start, start + 4), "MOLE"), Edit(Span(start, start + 2), "xx"))
        yield Finding(Span(start, start + 4), "the mole is low", Fix("raise it", edits, safe=True))
