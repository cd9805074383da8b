"""Comments in a post that tell postlint to be silent, and what has come of them."""

from __future__ import annotations

from enum import StrEnum

from postlint.model.records import NamedTuple
from postlint.model.text import Span


class Reach(StrEnum):
    """What a comment speaks of, named as it is written behind `postlint-`."""

    REST = "disable"
    END = "enable"
    LINE = "disable-line"
    NEXT_LINE = "disable-next-line"
    FILE = "disable-file"


class Word(NamedTuple):
    """A rule's code or name, or the beginning of codes, as a comment names it."""

    text: str
    span: Span


class Directive(NamedTuple):
    """One comment. Without `words` it speaks of all rules. `verb` is what it wants, as written; `reach` is
    None where no such thing can be wanted. `lines` covers the lines that it speaks of, where it speaks of
    some. `reason` is what stands behind ` -- `."""

    span: Span
    verb: Word
    reach: Reach | None
    words: tuple[Word, ...]
    lines: Span | None = None
    reason: str = ""


class Use(NamedTuple):
    """What has come of one word of a comment, or of a comment without words.

    `fault` says why the word means nothing, "" where it means something, and `meant` is what was probably
    meant. `is_idle` says that no finding was silenced by it, and that this can be told: its rules have run.
    """

    directive: Directive
    word: Word | None
    fault: str = ""
    meant: str | None = None
    is_idle: bool = False
