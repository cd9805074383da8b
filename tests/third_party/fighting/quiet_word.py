"""A word that should be quiet, says a rule that finds something else too.

## Why
Another rule wants the contrary, and neither is content.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from postlint import Edit, Finding, Fix, Post, Severity, Site
from postlint.model.text import Span
from postlint.rule import rule


@rule("XY002", severity=Severity.WARNING, since="1.0", fixable=True)
def check(post: Post, site: Site, options: Any) -> Iterator[Finding]:
    yield Finding(Span(0, 3), "there are words")
    start = post.text.find("FERRY")
    if start >= 0:
        fix = Fix("be quiet", (Edit(Span(start, start + 5), "ferry"),), safe=True)
        yield Finding(Span(1, 2), "the ferry should be quiet", fix)
