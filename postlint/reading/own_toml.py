"""Reads TOML that comes with postlint: nothing in it has to be placed or explained."""

from __future__ import annotations

import tomllib
from typing import Any


def own_toml(text: str) -> dict[str, Any]:
    """The values of a file that our tests have read."""
    return tomllib.loads(text)
