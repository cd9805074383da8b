"""Readers of front matter that keep places, as handlers for python-frontmatter.

The library's own handlers lose offsets, read an unclosed block as none and know no closing `...`. Ours
give places through `read()`, which is what postlint calls, and override `split()` and `load()`, so that
`frontmatter.parse(text, handler=YamlHandler())` gives the same values.
"""

from __future__ import annotations

import re
from abc import abstractmethod
from typing import Any

from frontmatter.default_handlers import BaseHandler

from postlint.model.front_matter import Format
from postlint.model.text import Span
from postlint.reading.fences import FencedBlock, find_block
from postlint.reading.parsed import Parsed
from postlint.reading.yaml_block import read_exactly


class PlacedHandler(BaseHandler):
    """A python-frontmatter handler for one format that also tells where each key and value stands."""

    FORMAT: Format

    def detect(self, text: str) -> bool:
        """Whether the text begins with a closed block of this format."""
        block = find_block(text)
        return isinstance(block, FencedBlock) and block.format is self.FORMAT

    def split(self, text: str) -> tuple[str, str]:
        """What `load` wants and the text below the block. Raises ValueError without a closed block."""
        block = find_block(text)
        if not isinstance(block, FencedBlock):
            raise ValueError("no closed front matter")
        written = block.payload.of(text)
        return f"{{{written}}}" if block.is_braceless else written, text[block.body_start :]

    def load(self, fm: str) -> dict[str, Any]:
        """The values of a block. Raises ValueError with the first problem where there are none."""
        parsed = self.parse(fm, Span(0, len(fm)))
        if parsed.values is None:
            raise ValueError(parsed.problems[0].message)
        return dict(parsed.values)

    def read(self, text: str, block: FencedBlock) -> Parsed:
        """The values and places of a block of `text`."""
        return self.parse(text, block.payload)

    @abstractmethod
    def parse(self, text: str, span: Span) -> Parsed:
        """The values and places of the part of `text` at `span`, as offsets into `text`. Never raises."""


class YamlHandler(PlacedHandler):
    FORMAT = Format.YAML
    FM_BOUNDARY = re.compile(r"^---[ \t]*$", re.MULTILINE)
    START_DELIMITER = END_DELIMITER = "---"

    def parse(self, text: str, span: Span) -> Parsed:
        return read_exactly(text, span)


class TomlHandler(PlacedHandler):
    FORMAT = Format.TOML
    FM_BOUNDARY = re.compile(r"^\+\+\+[ \t]*$", re.MULTILINE)
    START_DELIMITER = END_DELIMITER = "+++"

    def parse(self, text: str, span: Span) -> Parsed:
        from postlint.reading.toml_block import read_toml

        return read_toml(text, span)


class JsonHandler(PlacedHandler):
    FORMAT = Format.JSON
    FM_BOUNDARY = re.compile(r"^[{}]$", re.MULTILINE)
    START_DELIMITER = END_DELIMITER = ""

    def read(self, text: str, block: FencedBlock) -> Parsed:
        from postlint.reading.json_block import read_json

        return read_json(text, block.payload, is_braceless=block.is_braceless)

    def parse(self, text: str, span: Span) -> Parsed:
        from postlint.reading.json_block import read_json

        return read_json(text, span)
