"""Reads the front matter of a post through python-frontmatter handlers that keep places.

The library's own handlers lose offsets, read an unclosed block as none and know no closing `...`. Ours
give places through `read()`, which is what postlint calls, and override `split()` and `load()`, so that
`frontmatter.parse(text, handler=YamlHandler())` gives the same values. The import costs 2 to 4 ms on top
of yaml, json and pathlib, which every run needs anyway, so it is not put off.
"""

from __future__ import annotations

import re
from abc import abstractmethod
from typing import Any

from frontmatter.default_handlers import BaseHandler

from postlint.model.front_matter import Format, FrontMatter
from postlint.model.post import Problem
from postlint.model.text import Span
from postlint.reading.fences import FencedBlock, find_block
from postlint.reading.parsed import Parsed, no_root
from postlint.reading.yaml_block import read_yaml


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
        return read_yaml(text, span)


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


HANDLERS: dict[Format, PlacedHandler] = {
    handler.FORMAT: handler for handler in (YamlHandler(), TomlHandler(), JsonHandler())
}


def read_front_matter(text: str) -> tuple[FrontMatter | None, int, tuple[Problem, ...]]:
    """The front matter of a text without byte-order mark, where its body begins, and what is wrong.

    A block that is opened and never closed is a problem and no front matter; the body is then the
    whole text.
    """
    block = find_block(text)
    if block is None:
        return None, 0, ()
    if isinstance(block, Problem):
        return None, 0, (block,)
    if block.format is Format.JAVASCRIPT:
        return (
            FrontMatter(block.format, block.span, block.inner, block.close, None, no_root),
            block.body_start,
            (),
        )
    handler = HANDLERS[block.format]
    parsed = handler.read(text, block)
    if parsed.values is None and not block.payload.of(text).isascii():
        from postlint.reading.unseen import blame_invisible

        parsed = blame_invisible(parsed, text, block, handler.read)
    front = FrontMatter(block.format, block.span, block.inner, block.close, parsed.values, parsed.read_root)
    return front, block.body_start, parsed.problems
