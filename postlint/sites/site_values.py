"""Reads what a site says of itself: its generator's configuration and its files of data."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from postlint.model.text import Span
from postlint.model.values import Json
from postlint.reading.parsed import Parsed
from postlint.reading.yaml_simple import read_yaml
from postlint.sites.files import Files


def _read_json(text: str, span: Span) -> Parsed:
    from postlint.reading.json_block import read_json

    return read_json(text, span)


def _read_toml(text: str, span: Span) -> Parsed:
    from postlint.reading.toml_block import read_toml

    return read_toml(text, span)


_READERS: dict[str, Callable[[str, Span], Parsed]] = {
    "json": _read_json,
    "toml": _read_toml,
    "yaml": read_yaml,
    "yml": read_yaml,
}

#: the endings of files that are read
ENDINGS = tuple(_READERS)


def values_in(files: Files, *paths: str) -> Mapping[str, Json] | None:
    """What the first of these YAML, TOML or JSON files holds that is there; None where none is, and for
    what is no mapping or cannot be read: that is for the generator to say. To be asked once for a site."""
    for path in paths:
        content = files.content(path)
        if content is not None:
            text = content.decode("utf-8-sig", "replace")
            return _READERS[path.rpartition(".")[2]](text, Span(0, len(text))).values
    return None


def mapping(value: Json) -> dict[str, Json]:
    """A value that should be a mapping; an empty one for any other."""
    return value if isinstance(value, dict) else {}


def texts(value: Json) -> list[str]:
    """The texts in a list, or the one text that stands in place of a list."""
    if isinstance(value, str):
        return [value] if value else []
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []
