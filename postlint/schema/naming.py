"""Reads which schema a post asks for in its own front matter."""

from __future__ import annotations

import re

from postlint.model.front_matter import Format, FrontMatter
from postlint.model.patterns import late
from postlint.model.post import Post
from postlint.model.text import Span

# matches "# yaml-language-server: $schema=post" and "# $schema: schemas/post.json", not "#$schema"
# without a value or "x: y # $schema: z"
_COMMENT = late(
    r"""
    ^ [ \t]{0,40} \# [ \t]{0,40}
    (?: yaml-language-server: [ \t]{0,40} \$schema= | \$schema: ) [ \t]{0,40}
    (?P<name> \S+ )
    """,
    re.MULTILINE | re.VERBOSE,
)


def schema_named_in(post: Post) -> tuple[str | None, Span] | None:
    """The schema that a post names and where it does: a bundled name, a path, or "none".

    None in the place of the name says that the key is there and its value names nothing: it is no
    text, or a blank one.

    A post names it by a key `$schema`, or in YAML by a comment as editors read it:
    `# yaml-language-server: $schema=…` or `# $schema: …`. The key wins.
    """
    front = post.front
    if front is None or "$schema" not in front.inner.of(post.text):
        return None
    return _in_key(front) or _in_comment(front, post.text)


def _in_key(front: FrontMatter) -> tuple[str | None, Span] | None:
    if front.values is None or "$schema" not in front.values:
        return None
    name = front.values["$schema"]
    if not isinstance(name, str) or not name.strip():
        return None, front.locate_key("$schema")
    return name.strip(), front.locate("$schema")


def _in_comment(front: FrontMatter, text: str) -> tuple[str, Span] | None:
    if front.format is not Format.YAML:
        return None
    found = _COMMENT.search(text, *front.inner)
    return (found["name"], Span(*found.span("name"))) if found else None
