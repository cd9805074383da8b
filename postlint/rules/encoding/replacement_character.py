"""Replacement characters, which stand where text was lost.

## Why
A program that could not read a character put U+FFFD (`�`) in its place and saved the file. Readers
see a black diamond, and only an older copy of the post knows what stood there.

## Bad
    The caf� opens at nine.

## Good
    The café opens at nine.

## Limits
There is no fix: the character cannot be guessed. In code it is reported as well. It is taken
for meant, and left alone, where it stands alone in quotation marks, brackets or backticks, and where
the same paragraph says “U+FFFD” or “replacement character”. A file in UTF-16 is for invalid-utf8. After
twenty places the rest is one finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from postlint.model.body import Block
from postlint.model.findings import MOST_ALIKE, Finding, Severity, rest_of
from postlint.model.patterns import late
from postlint.model.post import Post, ProblemKind
from postlint.model.text import Span
from postlint.model.triggers import has_text
from postlint.rule import rule
from postlint.sites.base import Site

_LOST = late("\ufffd+")

#: takes `“�”`, `(�)`, '`�`'; not `“caf�”`
_ALONE = late("""(?<=["'“‘«(\\[`])\ufffd(?=["'”’»)\\]`])""")
#: what a text about the character calls it
_NAMED = late(r"U\+FFFD|\\uFFFD|&\#xFFFD;|replacement\s+characters?", re.IGNORECASE)


@rule("EN503", severity=Severity.ERROR, since="0.1.0", trigger=has_text("\ufffd"))
def check(post: Post, site: Site, options: object) -> Iterator[Finding]:
    if "\ufffd" not in post.text or post.problems_of(ProblemKind.UTF16):
        return
    named = _where_named(post)
    runs = [
        run for match in _LOST.finditer(post.text) if not _is_meant(post, run := Span(*match.span()), named)
    ]
    for run in runs[:MOST_ALIKE]:
        yield Finding(run, f"text is lost here: {_what_stands(run)}")
    yield from rest_of(runs, "text is lost (U+FFFD)")


def _where_named(post: Post) -> frozenset[Block]:
    """The blocks of the body that tell of the character."""
    blocks = (post.body.block_at(name.start()) for name in _NAMED.finditer(post.text, post.body_start))
    return frozenset(block for block in blocks if block is not None)


def _is_meant(post: Post, run: Span, named: frozenset[Block]) -> bool:
    if _ALONE.match(post.text, run.start):
        return True
    return bool(named) and run.start >= post.body_start and post.body.block_at(run.start) in named


def _what_stands(run: Span) -> str:
    length = run.end - run.start
    return "U+FFFD, the replacement character" if length == 1 else f"U+FFFD {length} times"
