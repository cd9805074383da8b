"""A fix that changes more than what it speaks of.

## Why
It is one that must not be made.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from postlint import Edit, Finding, Fix, Post, Severity, Site
from postlint.model.text import Span
from postlint.rule import rule


@rule("XY005", severity=Severity.WARNING, since="1.0", fixable=True)
def check(post: Post, site: Site, options: Any) -> Iterator[Finding]:
    start = post.text.find("weir")
    if start >= 0:
        edits = (Edit(Span(start, start + 4), "Weir"), Edit(Span(start + 4, start + 5), ""))
        yield Finding(Span(start, start + 4), "the weir is wet", Fix("dry it", edits, safe=True))
    crane = post.text.find("crane")
    if crane >= 0:
        edits = (Edit(Span(0, 3), "+++"), Edit(Span(crane, crane + 5), "krane"))
        yield Finding(Span(crane, crane + 5), "the crane is lazy", Fix("wake it", edits, safe=True))
    if "sluice" in post.text:
        at = post.text.find("sluice")
        edits = (Edit(Span(at, at + 6), "the the sluise"),)
        yield Finding(Span(at, at + 6), "the sluice is shut", Fix("open it", edits, safe=True))
