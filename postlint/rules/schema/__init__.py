"""Front matter that the schema does not allow."""

from __future__ import annotations

from postlint.model.front_matter import Format
from postlint.model.post import Post
from postlint.model.values import KeyPath


def text_in_curly_quotes(post: Post, path: KeyPath) -> str:
    """What stands between curly quotes around all of a value of YAML, of which smart-quote-delimiter
    tells; the empty text for other values."""
    value = None if post.front is None or post.front.format is not Format.YAML else post.front.get(*path)
    if not isinstance(value, str) or len(value) < 3 or value[0] not in "“„”‘" or value[-1] not in "“”’":
        return ""
    return value[1:-1]
