"""A post has front matter and nothing below it.

## Why
The list of posts leads readers to an empty page.

## Bad
    ---
    title: The harbour opens again
    date: 2025-03-04
    ---

## Good
    ---
    title: The harbour opens again
    date: 2025-03-04
    ---

    The harbour opens again in May.

## Limits
Comments are no body. Only what has a title and a date, in front matter or in the file's name, is a post
here; pages, sections and records of a collection are left alone. So are drafts, and posts whose front
matter leads elsewhere or holds what is shown: a key that speaks of a link, a redirect, a video or an
event, or a list of sections.
"""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model.findings import Finding, Severity
from postlint.model.post import Post
from postlint.model.triggers import body_begins_with
from postlint.prose.presence import has_body, needs_body
from postlint.rule import rule
from postlint.sites.base import Site


@rule("TX709", severity=Severity.WARNING, since="0.1.0", trigger=body_begins_with("<!--"))
def check(post: Post, site: Site, options: object) -> Iterator[Finding]:
    if post.front is not None and not has_body(post) and needs_body(post):
        yield Finding(post.front.close, "post has no text below its front matter")
