"""A post without front matter.

## Why
A generator publishes the file under no title and no date, or does not publish it at all: Jekyll
copies a file without front matter to the site as it is.

## Bad
    The harbour opens again on Monday.

## Good
    ---
    title: The harbour opens again
    ---

    The harbour opens again on Monday.

## Limits
Only a post is asked for front matter: a file in the folder where the generator keeps posts, one
that matches `posts` in the configuration, or, where no generator is known, a file named on the
command line.
"""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model.findings import Finding, Severity
from postlint.model.post import Post, Role
from postlint.model.text import Span
from postlint.rule import rule
from postlint.sites.base import Site


@rule("FM001", severity=Severity.ERROR, since="0.1.0")
def check(post: Post, site: Site, options: object) -> Iterator[Finding]:
    if post.role is Role.POST and not post.has_front_matter:
        yield Finding(Span(0, 0), "the post has no front matter")
