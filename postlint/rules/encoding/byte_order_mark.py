"""A byte-order mark at the beginning of the file.

## Why
It is three bytes that no editor shows. MkDocs finds no front matter behind it, Jekyll warns of “very,
very bad things”, and programs that put files together carry it into the middle of a page.

## Bad
A file saved as “UTF-8 with BOM”, with the bytes EF BB BF before the opening `---`.

## Good
The same file saved as “UTF-8”, beginning with `---`.

## Limits
An error for Jekyll and MkDocs where front matter follows, an info for the generators that pass over the
mark. U+FEFF further on in the file is for bidi-or-zero-width.
"""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model.findings import Finding, Fix, Severity
from postlint.model.post import Post, ProblemKind
from postlint.model.text import Span
from postlint.model.triggers import HAS_BYTE_ORDER_MARK
from postlint.rule import rule
from postlint.sites.base import Site

# https://jekyllrb.com/docs/front-matter/ (“UTF-8 Character Encoding Warning”);
# https://github.com/mkdocs/mkdocs/blob/master/mkdocs/utils/meta.py, whose pattern begins with `---`
_HARMED = frozenset({"jekyll", "mkdocs"})
# strip-bom-string in gray-matter, skipBOM in Hugo's lexer, and the like
_PASS_OVER = frozenset({"astro", "docusaurus", "eleventy", "gatsby", "hexo", "hugo", "vitepress", "zola"})


@rule("EN505", severity=Severity.WARNING, since="0.1.0", fixable=True, trigger=HAS_BYTE_ORDER_MARK)
def check(post: Post, site: Site, options: object) -> Iterator[Finding]:
    if not post.bom or post.problems_of(ProblemKind.UTF16):
        return
    severity = None
    if site.generator in _HARMED and post.has_front_matter:
        severity = Severity.ERROR
    elif site.generator in _PASS_OVER:
        severity = Severity.INFO
    fix = Fix("save it without the mark", (), safe=True, drops_bom=True)
    yield Finding(Span(0, 0), "the file begins with a byte-order mark", fix, severity=severity)
