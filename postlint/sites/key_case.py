"""Tells whether `Title` and `title` are one key to a site's generator."""

from __future__ import annotations

# they read every key in lower case: https://gohugo.io/content-management/front-matter/,
# https://github.com/getpelican/pelican/blob/main/pelican/readers.py
_CARE_NOT = frozenset({"hugo", "pelican"})


def ignores_key_case(generator: str | None) -> bool:
    return generator in _CARE_NOT
