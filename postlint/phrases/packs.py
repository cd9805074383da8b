"""Loads the phrase packs, the TOML files in the folders beside this module."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from postlint.errors import ConfigError
from postlint.model.findings import Severity
from postlint.phrases.model import Category, Phrase, Scope
from postlint.reading.own_toml import own_toml

_FOLDER = Path(__file__).parent


class Shelf(StrEnum):
    """What packs are for, and the folder they lie in: each pack is for the rules of one shelf only.

    Filler is what nobody writes on purpose, residue is what machines leave behind, and about what is a
    matter of taste opinions differ.
    """

    FILLER = "filler"
    RESIDUE = "residue"
    TASTE = "taste"


#: the pack of filler that posts in a language of its own have a companion to: `de` for German
DEFAULT = "default"


def pack_names(*shelves: Shelf) -> tuple[str, ...]:
    """The packs on these shelves, or on all of them, sorted."""
    wanted = shelves or tuple(Shelf)
    return tuple(name for name, file in sorted(_files().items()) if file.parent.name in wanted)


def with_companion(names: tuple[str, ...], language: str | None) -> tuple[str, ...]:
    """The names, and the language's own pack where the default pack is among them."""
    if language is None or DEFAULT not in names or language in names:
        return names
    file = _files().get(language)
    return names if file is None or file.parent.name != Shelf.FILLER else (*names, language)


@lru_cache(maxsize=32)
def load_packs(names: tuple[str, ...]) -> tuple[Phrase, ...]:
    """The phrases of the named packs, each once. Raises ConfigError for a name that is no pack."""
    phrases: dict[Phrase, None] = {}
    for name in names:
        phrases.update(dict.fromkeys(_load_pack(name)))
    return tuple(phrases)


@cache
def _files() -> dict[str, Path]:
    folders = [_FOLDER / shelf for shelf in Shelf]
    return {file.stem: file for folder in folders for file in folder.iterdir() if file.suffix == ".toml"}


@cache
def _load_pack(name: str) -> tuple[Phrase, ...]:
    file = _files().get(name)
    if file is None:
        raise ConfigError(f"there is no phrase pack “{name}”; there are {', '.join(pack_names())}")
    return tuple(_phrases(own_toml(file.read_text(encoding="utf-8"))))


def _phrases(pack: Any) -> Iterator[Phrase]:
    for group in pack["group"]:
        shared = _shared(group, pack["language"])
        # lines of one text are parsed in half the time of a list
        for text in group.get("phrases", "").splitlines():
            yield Phrase(text, **shared)
        for text, replacement in group.get("replacements", {}).items():
            yield Phrase(text, replacement=replacement, **shared)


def _shared(group: Mapping[str, Any], language: str) -> dict[str, Any]:
    """What holds for all phrases of a group."""
    return {
        "category": Category(group["category"]),
        "severity": Severity(group["severity"]),
        "scopes": tuple(map(Scope, group["scope"])),
        "reason": group["reason"],
        "language": language,
        "not_after": tuple(group.get("not-after", ())),
        "is_present": group.get("is-present", False),
        "begins_with": group.get("begins-with", ""),
    }
