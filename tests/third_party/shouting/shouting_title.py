"""Titles that shout.

## Why
Capitals are read letter by letter, and readers feel shouted at.

## Bad
    ---
    title: "STORM CLOSES HARBOUR"
    ---

## Good
    ---
    title: "Storm closes harbour"
    ---

## Limits
A title of one word may be an abbreviation and is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from postlint import Finding, Post, Severity, Site
from postlint.rule import rule


@rule("XX001", severity=Severity.WARNING, since="1.0")
def check(post: Post, site: Site, options: Any) -> Iterator[Finding]:
    title = post.front and post.front.get("title")
    if post.front and isinstance(title, str) and title.isupper() and " " in title:
        yield Finding(post.front.locate("title"), f"the title shouts: {title}")
