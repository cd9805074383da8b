"""A field that holds another sort of value than the schema allows.

## Why
`draft: "no"` is a text, and any text counts as true; a template that walks a list of tags walks the
letters of a word.

## Bad
    ---
    layout: post
    title: The harbour opens again
    date: 2025-03-01
    author: Ada Finch
    excerpt: The ferry runs every hour.
    image: https://images.harbour-news.net/boats.jpg
    published: maybe
    ---

## Good
    ---
    layout: post
    title: The harbour opens again
    date: 2025-03-01
    author: Ada Finch
    excerpt: The ferry runs every hour.
    image: https://images.harbour-news.net/boats.jpg
    published: false
    ---

## Limits
What a field may hold is for the schema to say. `published: no` without quotes is false where the site's
generator reads it so, as Jekyll does, and a warning where no generator is known. A text of several words
is not made a list by the fix: it is one tag to some generators and several to others.
"""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model.findings import Finding, Fix, Severity
from postlint.model.front_matter import Format, Scalar
from postlint.model.post import Post
from postlint.model.triggers import violates
from postlint.model.verdict import Breach, Violation
from postlint.rule import rule
from postlint.rules.schema import text_in_curly_quotes
from postlint.schema.edits import quotes, value_edit
from postlint.schema.words import named
from postlint.sites.base import Site
from postlint.sites.yaml_readings import Reading, reading_of


@rule("SC102", severity=Severity.ERROR, since="0.1.0", fixable=True, trigger=violates(Breach.TYPE))
def check(post: Post, site: Site, options: object) -> Iterator[Finding]:
    for violation, span in post.violations(Breach.TYPE):
        if text_in_curly_quotes(post, violation.path).lower() in ("true", "false"):
            continue
        reading = _reading_as_meant(post, violation, site.generator)
        if reading is None:
            yield Finding(span, violation.message, _fix(post, violation))
        elif not reading.is_certain:
            written = f"{named(violation.path)} {span.of(post.text)}"
            message = f"{written} is read as {reading.words} by some generators only"
            yield Finding(span, message, _fix(post, violation), severity=Severity.WARNING)


def _reading_as_meant(post: Post, violation: Violation, generator: str | None) -> Reading | None:
    """What a generator makes of `no` where the schema asks for true or false."""
    front = post.front
    if front is None or front.format is not Format.YAML or not isinstance(violation.suggestion, bool):
        return None
    node = front.node(*violation.path)
    if not isinstance(node, Scalar) or node.style != "plain" or node.tag is not None:
        return None
    reading = reading_of(node.text, generator)
    return reading if reading is not None and reading.value is violation.suggestion else None


def _fix(post: Post, violation: Violation) -> Fix | None:
    if isinstance(violation.suggestion, str):
        return quotes(post, violation)
    edit = value_edit(post, violation)
    if edit is None or post.front is None:
        return None
    if isinstance(violation.suggestion, list):
        return Fix("make it a list", (edit,), safe=True)
    # a generator takes the text “false” for true, and shows what is hidden once it is mended
    was_true = str(post.front.get(*violation.path)).casefold() == "true"
    return Fix(f"write {edit.replacement}", (edit,), safe=was_true)
