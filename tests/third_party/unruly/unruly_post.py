"""What a rule must not do: a post's title says which of it this rule does.

## Why
The run has to go on all the same.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from postlint import Finding, Post, Severity, Site
from postlint.rule import rule


@rule("XX002", severity=Severity.WARNING, since="1.0")
def check(post: Post, site: Site, options: Any) -> Iterator[Finding]:
    title = post.front and post.front.get("title")
    if title == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if title == "leave":
        os._exit(7)
    if title == "raise":
        raise ValueError("the rule broke")
    if title == "sleep":
        Path(f"asleep-{os.getpid()}").touch()
        time.sleep(60)
    if title == "find":
        yield Finding(post.front.locate("title"), "found a title")
