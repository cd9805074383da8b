"""A word stands twice in a row.

## Why
“The the” slips in where a sentence was changed, mostly across a line break, and its author is the last
one to see it.

## Bad
    The ferry leaves from the
    the new quay.

## Good
    The ferry leaves from the new quay.

## Limits
Only words of up to four letters that no sentence has twice: articles, prepositions and the like, of
English and, fewer, of German, French, Spanish, Italian, Portuguese and Dutch. “That that”, “had had” and
“is is” may be right and are left alone, and so are words with any mark between them, in code, in an
address, or in quotation marks of their own, and those of which one may end a clause: “log in in the
morning”, “what they asked for for years”. The fix is unsafe: sometimes another word was meant.
"""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model.findings import Edit, Finding, Fix, Severity
from postlint.model.post import Post
from postlint.model.text import Span
from postlint.prose.doubling import find_doubled
from postlint.rule import rule
from postlint.sites.base import Site


@rule("DU605", severity=Severity.WARNING, since="0.1.0", fixable=True)
def check(post: Post, site: Site, options: object) -> Iterator[Finding]:
    for first, again in find_doubled(post):
        word, *more = again.of(post.text).replace(">", " ").split()
        title = f"delete the second “{word}”" if not more else f"keep one “{word}”"
        fix = Fix(title, (Edit(_with_space(post.text, first, again), ""),), safe=False)
        times = f"{len(more) + 2} times" if more else "twice"
        yield Finding(again, f"“{word}” stands {times} in a row", fix)


def _with_space(text: str, first: Span, again: Span) -> Span:
    """The second word with the white space before it; where it begins a line, with the space behind it, so
    that lines stay apart."""
    gap = text[first.end : again.start]
    if "\n" in gap and text[again.end : again.end + 1] == " ":
        return Span(again.start, again.end + 1)
    return Span(first.end, again.end)
