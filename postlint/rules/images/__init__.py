"""Images that will not show."""

from __future__ import annotations

from postlint.model.post import Post
from postlint.model.triggers import Trigger, sign
from postlint.sites.images import front_addresses


def names_images(fields: tuple[str, ...]) -> Trigger:
    """The trigger of rules that look at the images which front matter names in these fields."""
    return sign(_has_addresses, fields)


def _has_addresses(post: Post, fields: tuple[str, ...]) -> bool:
    return bool(front_addresses(post, fields))
