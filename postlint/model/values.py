"""Names for JSON-shaped values, the only shape in which front matter travels."""

from __future__ import annotations

from typing import TypeAlias

#: what a front-matter value may be: dates stay text, keys are text
Json: TypeAlias = bool | int | float | str | list["Json"] | dict[str, "Json"] | None

#: the way to a value: keys of mappings and 0-based indexes of lists
KeyPath: TypeAlias = tuple[str | int, ...]


def path_text(path: KeyPath) -> str:
    """A key path as people write it: `cover.image`, `tags[1]`."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else str(step)
    return text
