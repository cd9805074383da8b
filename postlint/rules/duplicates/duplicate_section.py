"""A section, or a run of paragraphs, that stands in the post twice.

## Why
It was pasted twice, or copied to where it belongs and not deleted where it was. Readers scroll through
it again to see whether anything is new.

## Bad
    ## Tickets

    Tickets are sold on board, and children who are younger than six years travel for nothing.

    ## The quay

    The ferry leaves from the new quay at nine.

    ## Tickets

    Tickets are sold on board, and children who are younger than six years travel for nothing.

## Good
    ## Tickets

    Tickets are sold on board, and children who are younger than six years travel for nothing.

    ## The quay

    The ferry leaves from the new quay at nine.

## Limits
A section counts when it is the same to its end, has 12 words or more, and stands below the same headings
both times. Without a heading three paragraphs or list items in a row with 40 words count. Tabs, containers
(`:::`) and template tags are never compared with each other. What a section repeats is told once, and not
again as a `duplicate-paragraph`. The fix is unsafe: which of the two belongs there, only the author knows.
"""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model.findings import Edit, Finding, Fix, Related, Severity
from postlint.model.post import Post
from postlint.model.text import Span
from postlint.prose.deletion import with_blank_line
from postlint.prose.excerpt import beginning
from postlint.prose.sections import RepeatedPart, find_repeated_parts
from postlint.rule import rule
from postlint.sites.base import Site


@rule("DU603", severity=Severity.WARNING, since="0.1.0", fixable=True)
def check(post: Post, site: Site, options: object) -> Iterator[Finding]:
    for part in post.once(find_repeated_parts):
        yield Finding(
            _first_line(post.text, part.later),
            _message(post, part),
            Fix("delete the second", (Edit(with_blank_line(post.text, part.later), ""),), safe=False),
            related=(Related(_first_line(post.text, part.earlier), "first here"),),
        )


def _message(post: Post, part: RepeatedPart) -> str:
    # the line below an underlined heading is no word of it
    named = beginning(post, part.first._replace(span=_first_line(post.text, part.later)))
    if len(part.headings) == 1:
        return f"section stands twice: “{named}”"
    things = f"{len(part.headings)} sections" if part.headings else f"{part.paragraphs} paragraphs in a row"
    return f"{things} stand twice, from “{named}” on"


def _first_line(text: str, part: Span) -> Span:
    return Span(part.start, part.start + len(part.of(text).splitlines()[0]))
