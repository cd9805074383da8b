"""A site: its root, its generator, and where the addresses in its posts lead."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from postlint.model.lookup import Lookup
from postlint.model.post import Post
from postlint.sites.files import Files


@dataclass(frozen=True)
class Site:
    """What surrounds the posts. `today` is the day that counts as now, so that dates can be tested."""

    root: Path
    today: date
    generator: str | None = None
    files: Files = field(default_factory=Files)

    def lookup(self, post: Post, target: str, roots: tuple[str, ...]) -> Lookup:
        raise NotImplementedError
