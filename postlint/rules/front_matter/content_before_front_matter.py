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
Blank lines and comments are taken for a slip; other text above lines of dashes is the body of a post without
front matter. Silent about blank lines for Hugo, Zola and Astro, which pass over them.
"""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model.findings import Edit, Finding, Fix, Severity
from postlint.model.post import Post
from postlint.model.text import Span
from postlint.model.triggers import STANDS_ABOVE_FRONT_MATTER
from postlint.rule import rule
from postlint.sites.base import Site

# https://github.com/gohugoio/hugo/blob/master/parser/pageparser/pagelexer_intro.go, and the like
_PASS_OVER_BLANKS = frozenset({"astro", "hugo", "zola"})


@rule("FM015", severity=Severity.ERROR, since="0.1.0", fixable=True, trigger=STANDS_ABOVE_FRONT_MATTER)
def check(post: Post, site: Site, options: object) -> Iterator[Finding]:
    if post.front is None or post.front.span.start == 0:
        return
    before = Span(0, post.front.span.start)
    above = before.of(post.text).strip()
    if not above and site.generator in _PASS_OVER_BLANKS:
        return
    message = f"{_name_of(above, before.of(post.text))} above the front matter"
    if not above:
        fix = Fix("begin the file with the front matter", (Edit(before, ""),), safe=True)
        yield Finding(before, message, fix)
        return
    below = Span(post.body_start, post.body_start)
    line_break = "" if post.text.endswith(("\n", "\r"), 0, post.body_start) else post.newline
    edits = (Edit(before, ""), Edit(below, f"{line_break}{above}{post.newline}"))
    fix = Fix("move it below the front matter", edits, safe=False)
    yield Finding(Span(0, len(before.of(post.text).rstrip())), message, fix)


def _name_of(above: str, before: str) -> str:
    """What stands before the front matter and says so."""
    if above:
        return "a comment stands" if above.startswith(("<!--", "{/*")) else "text stands"
    lines = before.count("\n") or before.count("\r")
    if not lines:
        return "a blank stands"
    return "a blank line stands" if lines == 1 else "blank lines stand"
