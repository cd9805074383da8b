"""Replacement characters, which stand where text was lost.

## Why
A program that could not read a character put U+FFFD (`�`) in its place and saved the file. Readers
see a black diamond, and only an older copy of the post knows what stood there.

## Bad
    The caf� opens at nine.

## Good
    The café opens at nine.

## Limits
There is no fix: the character cannot be guessed. In code it is reported as well; a page that is
about the character itself can write `&#xFFFD;`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from postlint.model.findings import Finding, Severity
from postlint.model.post import Post
from postlint.model.text import Span
from postlint.rule import NoOptions, rule
from postlint.sites.base import Site

_LOST = re.compile("\ufffd+")

#: a file that was saved in the wrong encoding has thousands, and each says the same
_MOST = 20


@rule("EN503", severity=Severity.ERROR, since="0.1.0")
def check(post: Post, site: Site, options: NoOptions) -> Iterator[Finding]:
    if "\ufffd" not in post.text:
        return
    runs = [Span(*run.span()) for run in _LOST.finditer(post.text)]
    for run in runs[:_MOST]:
        yield Finding(run, f"text is lost here: {_what_stands(run)}")
    if len(runs) > _MOST:
        rest = Span(runs[_MOST].start, runs[-1].end)
        yield Finding(rest, f"text is lost in more places, {len(runs) - _MOST} from here on: U+FFFD")


def _what_stands(run: Span) -> str:
    length = run.end - run.start
    return "U+FFFD, the replacement character" if length == 1 else f"U+FFFD {length} times"
