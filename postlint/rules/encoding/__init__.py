"""Bytes and characters that are not what the author typed."""

from __future__ import annotations

from postlint.model.post import Post
from postlint.model.text import beyond_ascii


def odd_characters(post: Post) -> str:
    """What `beyond_ascii` leaves of a post; ask for it with `post.once`."""
    return beyond_ascii(post.text)
