"""A word that is never long enough.

## Why
Its fix is one that must not be made.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from postlint import Edit, Finding, Fix, Post, Severity, Site
from postlint.model.text import Span
from postlint.rule import rule


@rule("XY003", severity=Severity.WARNING, since="1.0", fixable=True)
def check(post: Post, site: Site, options: Any) -> Iterator[Finding]:
    start = post.text.lower().find("pier")
    if start >= 0:
        span = Span(start, start + 4)
        yield Finding(span, "the pier is short", Fix("lengthen it", (Edit(span, "pierpier"),), safe=True))
