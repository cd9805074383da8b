"""Reads the front matter of a post.

What a language needs is imported when the first block in it comes; python-frontmatter for YAML that is not
simple, since it imports yaml in any case, which takes longer than to check a small post.
"""

from __future__ import annotations

from postlint.model.front_matter import Format, FrontMatter
from postlint.model.post import Problem
from postlint.reading.fences import FencedBlock, find_block
from postlint.reading.parsed import Parsed, no_root
from postlint.reading.yaml_simple import read_simple_block


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
    parsed = _read(text, block)
    if parsed.values is None and not block.payload.of(text).isascii():
        from postlint.reading.unseen import blame_invisible

        parsed = blame_invisible(parsed, text, block, _read)
    front = FrontMatter(block.format, block.span, block.inner, block.close, parsed.values, parsed.read_root)
    return front, block.body_start, parsed.problems


def _read(text: str, block: FencedBlock) -> Parsed:
    """The values and places of a block of `text`."""
    if block.format is Format.TOML:
        from postlint.reading.toml_block import read_toml

        return read_toml(text, block.payload)
    if block.format is Format.JSON:
        from postlint.reading.json_block import read_json

        return read_json(text, block.payload, is_braceless=block.is_braceless)
    simple = read_simple_block(text, block.payload)
    if simple is not None:
        return simple
    from postlint.reading.handlers import YamlHandler

    return YamlHandler().read(text, block)
