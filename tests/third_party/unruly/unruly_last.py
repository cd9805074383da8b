"""A rule across posts that takes long and comes last.

## Why
While it runs in one process, another rule breaks in another one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from postlint import Finding, Post, Severity, Site
from postlint.model.across import SiteFinding
from postlint.model.text import Span
from postlint.rule import WholeSite, site_rule


class Start(NamedTuple):
    start: int


def collect(post: Post, site: Site, options: Any) -> Start | None:
    start = post.text.find("in compare")
    return None if start < 0 else Start(start)


@site_rule("XX004", severity=Severity.WARNING, since="1.0", facts=Start, collect=collect, compares_texts=True)
def compare(whole: WholeSite[Start], options: Any) -> Iterator[SiteFinding]:
    for path, (start,) in whole.posts:
        yield SiteFinding(path, Finding(Span(start, start + 2), "a rule may have broken"), ())
