"""A paragraph that stands in the post twice.

## Why
Text that is moved about or stitched together from several sources keeps its old copy. Readers stop
at the second one and wonder what they missed.

## Bad
    The ferry leaves from the new quay at nine, and the last one comes back before midnight.

    Tickets are sold on board.

    The ferry leaves from the new quay at nine, and the last one comes back before midnight.

## Good
    The ferry leaves from the new quay at nine, and the last one comes back before midnight.

    Tickets are sold on board.

## Limits
Compared without regard to case, quotation marks, dashes, emphasis, addresses of links and white space.
One right below the other counts from 8 words on. On the two sides of a heading, a bold line or an HTML
block it counts from 20 words on, and its links must lead to the same places; in a post of more than
four sections it may be meant to stand there, and is an info. On a page with more than six headings it
does not count there at all if more than three paragraphs repeat; and if a seventh of the headings tell
of code or have an anchor, the page is a reference, where only neighbours count. Two containers (`:::`),
tabs or template tags are never compared with each other or with what stands around them. A page is
filler text, and left alone, when at least two paragraphs say “lorem ipsum”. Lists, quotes
(`<blockquote>` and `<details>` too), tables, bold lines, lines of links, descriptions of images, what
introduces code, verses (each line ends with a hard break) and questions that are not neighbours are
left alone. What stands in a repeated section is told by `duplicate-section`. The fix is unsafe: which
of the two belongs there, only the author knows.
"""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model.findings import Edit, Finding, Fix, Related, Severity
from postlint.model.post import Post
from postlint.prose.deletion import with_blank_line
from postlint.prose.excerpt import beginning
from postlint.prose.repeats import Repeat
from postlint.prose.sections import find_lone_repeats
from postlint.rule import OptionSet, option, rule
from postlint.sites.base import Site

_MIN_WORDS_ADJACENT = 8


class Options(OptionSet):
    min_words: int = option(12, "words from which a paragraph counts")
    min_words_apart: int = option(20, "the same where a heading or an HTML block stands between the two")


@rule("DU601", severity=Severity.WARNING, options=Options, since="0.1.0", fixable=True)
def check(post: Post, site: Site, options: Options) -> Iterator[Finding]:
    for repeat in post.once(find_lone_repeats):
        if repeat.is_exact and repeat.length >= _least_words(repeat, options):
            yield Finding(
                repeat.later.span,
                f"paragraph stands twice: “{beginning(post, repeat.later)}”",
                Fix(
                    "delete the second",
                    (Edit(with_blank_line(post.text, repeat.later.span), ""),),
                    safe=False,
                ),
                related=(Related(repeat.earlier.span, "first here"),),
                severity=Severity.INFO if repeat.may_be_meant else None,
            )


def _least_words(repeat: Repeat, options: Options) -> int:
    if repeat.is_apart:
        return options.min_words_apart
    return min(_MIN_WORDS_ADJACENT, options.min_words) if repeat.is_adjacent else options.min_words
