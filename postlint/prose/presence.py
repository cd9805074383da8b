"""Tells whether a post has a body, and whether it needs one."""

from __future__ import annotations

import re

from postlint.dates import PUBLISHED
from postlint.model.body import SILENT_KINDS
from postlint.model.front_matter import FrontMatter
from postlint.model.patterns import late
from postlint.model.post import Post, Role
from postlint.model.values import Json

_COMMENT = late(r"\s*+<!--")

#: "_posts/2025-03-04-harbour.md", "2025/03/04-harbour/index.md"
_DATED_NAME = late(r"(?:^|/)[12][0-9]{3}[-/][01][0-9][-/][0-3][0-9][-/]")

#: keys whose value is what the page shows, in any generator's themes, or where it sends the reader
_ELSEWHERE = late(
    r"""(?:
        .* (?: redirect | external | link | url | href | registration | video | audio | podcast | youtube
             | embed | slides | gallery | transcript | captions ) .*
      | body | content | contents | text | html | markdown | blocks? | sections? | components? | cards?
      | items? | images | photos | features | faqs? | data | source | file | pdf | recipe | quote | event .*
    )""",
    re.VERBOSE | re.IGNORECASE,
)


def has_body(post: Post) -> bool:
    """Whether anything stands below the front matter that readers see; asks for the blocks only when a
    comment comes first."""
    text, start = post.text, post.body_start
    if not text[start : start + 200].strip() and not text[start:].strip():
        return False
    if not _COMMENT.match(text, start):
        return True
    return any(block.kind not in SILENT_KINDS for block in post.body.blocks)


def needs_body(post: Post) -> bool:
    """Whether a post is published and tells nothing of itself but by its body.

    Only what has a title and a date, perhaps in its file's name, is taken for such a post: pages,
    sections and records of a collection need no body. Nor does a draft, and front matter that holds
    what is shown, or leads to it: a link, a video, a list of sections.
    """
    front = post.front
    if post.role is not Role.POST or front is None or not front.values or not front.get("title"):
        return False
    if not any(key.lower() in PUBLISHED for key in front.values) and not _DATED_NAME.search(post.path):
        return False
    is_draft = front.get("draft") is True or f"/{post.path}".find("/_drafts/") >= 0
    is_hidden = any(front.get(key) is False for key in ("published", "permalink"))
    return not is_draft and not is_hidden and not _is_told_by(front)


def _is_told_by(front: FrontMatter) -> bool:
    return any(_has_content(key, value) for key, value in (front.values or {}).items())


def _has_content(key: str, value: Json) -> bool:
    if isinstance(value, list) and any(isinstance(item, dict) for item in value):
        return True
    return bool(value) and _ELSEWHERE.fullmatch(key) is not None
