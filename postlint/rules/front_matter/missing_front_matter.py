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
command line. A `README.md`, `LICENSE.md` or the like in that folder is none, but for Zola, which stops
at it. The fix writes the fields that the schema requires, with its defaults, the title from a heading
at the top and the date from the file name; what nobody can know is left empty, for empty-required-value to
tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from postlint.dates import day_in_path
from postlint.model.body import BlockKind
from postlint.model.findings import Edit, Finding, Fix, Severity
from postlint.model.front_matter import Format
from postlint.model.patterns import late
from postlint.model.post import Post, ProblemKind, Role
from postlint.model.text import Span
from postlint.model.triggers import LACKS_FRONT_MATTER
from postlint.rule import rule
from postlint.schema.edits import skeleton, written_value
from postlint.sites.base import Site

# matches `title: The mill` above `---`; must not match a text above `---`, which is a heading
_UNOPENED = late(
    r"""
    [A-Za-z_-]++:[ \t][^\r\n]*+ (?:\r\n|\r|\n)
    (?:(?:[A-Za-z_-]++:|[ ]+\S|-[ ])[^\r\n]*+ (?:\r\n|\r|\n))*+
    ---[ \t]*(?:[\r\n]|\Z)
    """,
    re.VERBOSE,
)

# matches "The harbour opens again, at last"; not "The `ferry`" or "The [ferry](ferry.md)"
_WITHOUT_MARKUP = late(r"[^\r\n`*_\[\]<>\\&{}]+")


@rule("FM001", severity=Severity.ERROR, since="0.1.0", fixable=True, trigger=LACKS_FRONT_MATTER)
def check(post: Post, site: Site, options: object) -> Iterator[Finding]:
    if post.role is not Role.POST or post.has_front_matter:
        return
    # invalid-utf8 tells of these: there is no text to look in
    if post.problems_of(ProblemKind.UTF16, ProblemKind.BINARY):
        return
    entries = _UNOPENED.match(post.text)
    if entries is None:
        yield Finding(Span(0, 0), "the post has no front matter", _skeleton(post))
    else:
        fix = Fix("put --- above it", (Edit(Span(0, 0), f"---{post.newline}"),), safe=False)
        yield Finding(Span(0, 0), "the front matter lacks its opening ---", fix)


def _skeleton(post: Post) -> Fix | None:
    edit = skeleton(post, dict(_known(post)))
    return None if edit is None else Fix("put the required fields above it", (edit,), safe=False)


def _known(post: Post) -> Iterator[tuple[str, str]]:
    """The fields that the post itself tells, as YAML writes them."""
    first = next(iter(post.body.blocks), None)
    if first is not None and first.kind is BlockKind.HEADING:
        title = post.text[first.text_start : first.span.end].strip(" #")
        written = written_value(title, Format.YAML) if _WITHOUT_MARKUP.fullmatch(title) else None
        if written is not None:
            yield "title", written
    named = day_in_path(post.path)
    if named is not None:
        yield "date", named.day.isoformat()
