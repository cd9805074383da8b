"""Loads the phrase packs, the TOML files beside this module."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from postlint.errors import ConfigError
from postlint.model.findings import Severity
from postlint.phrases.model import Category, Phrase, Scope
from postlint.reading.toml_block import parse_toml

_FOLDER = Path(__file__).parent


@lru_cache
def pack_names(category: Category | None = None) -> tuple[str, ...]:
    """The packs there are, sorted; of a `category`, those that have a phrase of it."""
    names = sorted(file.stem for file in _FOLDER.glob("*.toml"))
    if category is None:
        return tuple(names)
    return tuple(name for name in names if any(phrase.category is category for phrase in _load_pack(name)))


@lru_cache(maxsize=8)
def load_packs(names: tuple[str, ...]) -> tuple[Phrase, ...]:
    """The phrases of the named packs, each once. Raises ConfigError for a name that is no pack."""
    phrases: dict[Phrase, None] = {}
    for name in names:
        phrases.update(dict.fromkeys(_load_pack(name)))
    return tuple(phrases)


@lru_cache(maxsize=8)
def _load_pack(name: str) -> tuple[Phrase, ...]:
    if name not in pack_names():
        raise ConfigError(f"there is no phrase pack “{name}”; there are {', '.join(pack_names())}")
    return tuple(_phrases(parse_toml((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))))


def _phrases(pack: Any) -> Iterator[Phrase]:
    for group in pack["group"]:
        for text in group.get("phrases", ()):
            yield _phrase(text, None, group, pack["language"])
        for text, replacement in group.get("replacements", {}).items():
            yield _phrase(text, replacement, group, pack["language"])


def _phrase(text: str, replacement: str | None, group: Mapping[str, Any], language: str) -> Phrase:
    return Phrase(
        text=text,
        category=Category(group["category"]),
        severity=Severity(group["severity"]),
        scopes=tuple(map(Scope, group["scope"])),
        replacement=replacement,
        reason=group["reason"],
        language=language,
        not_after=tuple(group.get("not-after", ())),
        is_present=group.get("is-present", False),
    )
