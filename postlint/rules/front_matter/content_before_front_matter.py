"""Something stands above the front matter.

## Why
Most generators look for the opening fence at the very beginning of the file. With a blank line or a
space above it, the post has no front matter for them: the fields are printed on the page, or the
file is copied to the site as it is.

## Bad
    # the file begins with an empty line

    ---
    title: The harbour opens again
    ---

## Good
    ---
    title: The harbour opens again
    ---

## Limits
Silent for Hugo, Zola and Astro, which pass over blank lines there.
"""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model.findings import Edit, Finding, Fix, Severity
from postlint.model.post import Post
from postlint.model.text import Span
from postlint.rule import rule
from postlint.sites.base import Site

# https://github.com/gohugoio/hugo/blob/master/parser/pageparser/pagelexer_intro.go, and the like
_PASS_OVER_BLANKS = frozenset({"astro", "hugo", "zola"})


@rule("FM015", severity=Severity.ERROR, since="0.1.0", fixable=True)
def check(post: Post, site: Site, options: object) -> Iterator[Finding]:
    if post.front is None or site.generator in _PASS_OVER_BLANKS:
        return
    before = Span(0, post.front.span.start)
    if before.of(post.text):
        fix = Fix("begin the file with the front matter", (Edit(before, ""),), safe=True)
        yield Finding(before, "front matter must begin at the first character of the file", fix)
