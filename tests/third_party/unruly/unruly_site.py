"""A rule across posts that breaks when a post is called so.

## Why
The run has to go on all the same.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from typing import Any, NamedTuple

from postlint import Post, Severity, Site
from postlint.model.across import SiteFinding
from postlint.rule import WholeSite, site_rule


class Title(NamedTuple):
    title: str


def collect(post: Post, site: Site, options: Any) -> Title | None:
    title = post.front and post.front.get("title")
    if title == "raise in collect":
        raise ValueError("collecting broke")
    return Title(title) if isinstance(title, str) else None


@site_rule("XX003", severity=Severity.WARNING, since="1.0", facts=Title, collect=collect, compares_texts=True)
def compare(whole: WholeSite[Title], options: Any) -> Iterator[SiteFinding]:
    if any(post.facts.title == "die in compare" for post in whole.posts):
        os.kill(os.getpid(), signal.SIGKILL)
    if any(post.facts.title == "raise in compare" for post in whole.posts):
        raise ValueError("comparing broke")
    yield from ()
