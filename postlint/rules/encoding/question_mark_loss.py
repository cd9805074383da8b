"""A question mark where a character was lost.

## Why
A program that could not write `’` or `é` in its encoding wrote `?` and said nothing. What stood there is
gone from the file, though a reader can often guess it.

## Bad
    The ferry doesn?t call at the na?ve painter?s island.

## Good
    The ferry doesn’t call at the naïve painter’s island. Does it? no.

## Limits
Off by default, since a missing space after a question looks the same: `Why?because`. Looks at a question
mark between two letters of which the second is small, outside code and addresses. A letter lost at the end of
a word, as in `caf?`, cannot be told from a question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from postlint.model.findings import Finding, Severity
from postlint.model.patterns import late
from postlint.model.post import Post
from postlint.model.text import Span
from postlint.model.triggers import has_text
from postlint.rule import rule
from postlint.sites.base import Site

#: how far a word is followed on either side, in code points
_LONGEST = 40

# takes `don?t` and `na?ve`; not `Really?Yes`, `page?a=1`, `/find?here`, nor `a?b?c`
_WORDS = late(
    r"(?<![^\s(\[\"'“‘*_-]) (?P<before>[^\W\d_]{1,30}) \? [^\W\d_]{1,30} (?![\w=?&/:])",
    re.VERBOSE,
)


@rule("EN509", severity=Severity.WARNING, since="0.1.0", enabled=False, trigger=has_text("?"))
def check(post: Post, site: Site, options: object) -> Iterator[Finding]:
    at = post.text.find("?", post.body_start)
    while at >= 0:
        lost = Span(at, at + 1)
        word = _word(post.text, at)
        if word is not None and post.body.is_prose(lost):
            yield Finding(lost, f"“?” in the place of a letter or apostrophe in “{word}”")
        at = post.text.find("?", at + 1)


def _word(text: str, at: int) -> str | None:
    """The word around a question mark, None where there is none."""
    if not (text[at - 1 : at].isalpha() and text[at + 1 : at + 2].islower()):
        return None
    start = max(0, at - _LONGEST)
    # the window may begin within a word: then it is too long to be one
    for found in _WORDS.finditer(text[start : at + _LONGEST]):
        if start + found.end("before") == at:
            return found[0]
    return None
