"""Reads YAML front matter through python-frontmatter, and keeps places.

The library's own handler loses offsets, reads an unclosed block as none and knows no closing `...`. Ours
gives places through `read()`, which is what postlint calls, and overrides `split()` and `load()`, so that
`frontmatter.parse(text, handler=YamlHandler())` gives the same values.
"""

from __future__ import annotations

import re
from typing import Any

from frontmatter.default_handlers import BaseHandler

from postlint.model.front_matter import Format
from postlint.model.text import Span
from postlint.reading.fences import FencedBlock, find_block
from postlint.reading.parsed import Parsed
from postlint.reading.yaml_block import read_exactly


class YamlHandler(BaseHandler):
    """A python-frontmatter handler for YAML that also tells where each key and value stands."""

    FM_BOUNDARY = re.compile(r"^---[ \t]*$", re.MULTILINE)
    START_DELIMITER = END_DELIMITER = "---"

    def detect(self, text: str) -> bool:
        """Whether the text begins with a closed block of YAML."""
        block = find_block(text)
        return isinstance(block, FencedBlock) and block.format is Format.YAML

    def split(self, text: str) -> tuple[str, str]:
        """What `load` wants and the text below the block. Raises ValueError without a closed block."""
        block = find_block(text)
        if not isinstance(block, FencedBlock):
            raise ValueError("no closed front matter")
        return block.payload.of(text), text[block.body_start :]

    def load(self, fm: str) -> dict[str, Any]:
        """The values of a block. Raises ValueError with the first problem where there are none."""
        parsed = read_exactly(fm, Span(0, len(fm)))
        if parsed.values is None:
            raise ValueError(parsed.problems[0].message)
        return dict(parsed.values)

    def read(self, text: str, block: FencedBlock) -> Parsed:
        """The values and places of a block of `text`, as offsets into `text`. Never raises."""
        return read_exactly(text, block.payload)
