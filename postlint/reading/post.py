"""Reads a file's bytes as a post."""

from __future__ import annotations

from collections.abc import Callable

from postlint.model.body import Body
from postlint.model.post import Post, Role
from postlint.model.verdict import Verdict
from postlint.reading.decode import decode
from postlint.reading.front_matter import read_front_matter


def read_post(
    raw: bytes,
    path: str,
    *,
    role: Role = Role.POST,
    judge: Callable[[Post], Verdict | None] | None = None,
) -> Post:
    """The post in `raw`; `path` is relative to the site root, with forward slashes.

    Never raises: what is wrong with the bytes or the front matter stands in `problems`, in the order
    of the text.
    """
    decoded = decode(raw)
    front, body_start, problems = read_front_matter(decoded.text)
    if decoded.problems:
        problems = (*decoded.problems, *problems)
    if len(problems) > 1:
        problems = tuple(sorted(problems, key=lambda problem: problem.span))
    return Post(
        path=path,
        text=decoded.text,
        front=front,
        body_start=body_start,
        problems=problems,
        newline=decoded.newline,
        bom=decoded.bom,
        read_body=_read_body,
        judge=judge,
        role=role,
    )


def _read_body(text: str, start: int) -> Body:
    # a run that asks for front matter alone does not load the reading of Markdown
    from postlint.reading.body import read_body

    return read_body(text, start)
