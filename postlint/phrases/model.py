"""What a phrase is: the words to look for, where they count, and what to write instead."""

from __future__ import annotations

from enum import StrEnum

from postlint.model.findings import Severity
from postlint.model.records import dataclass


class Category(StrEnum):
    """How a phrase must stand in the text to count.

    An opener begins a sentence, a lead-in is a whole sentence that ends in a colon and only
    announces the next block, a title prefix stands in front of a title and is set off by a colon,
    dash or bar, and a phrase may stand anywhere. A block is a paragraph, heading or list item that is
    nothing else, a block start begins one, and a marker may be part of a longer word.
    """

    OPENER = "opener"
    PHRASE = "phrase"
    LEAD_IN = "lead-in"
    TITLE_PREFIX = "title-prefix"
    BLOCK = "block"
    BLOCK_START = "block-start"
    MARKER = "marker"


class Scope(StrEnum):
    """The part of a post in which a phrase is looked for.

    `body` is its paragraphs, list items, quotes and tables; `opener` only the start of their
    sentences; `excerpt` the front matter's `excerpt`, `description` and `summary`.
    """

    TITLE = "title"
    EXCERPT = "excerpt"
    HEADING = "heading"
    BODY = "body"
    OPENER = "opener"


@dataclass(frozen=True)
class Phrase:
    """Words that a post should do without.

    `text` is matched whatever its letter case (unless `case_sensitive`), apostrophes, dashes, line
    breaks and emphasis; with `is_pattern` it is a regular expression for the `regex` package, held
    against each block of prose on one line. `replacement` is what says the same: None where
    nothing is known, "" where the phrase can go; `safe` says that replacing it never changes the
    meaning. After the words of `not_after` it says something and is left alone ("we found it is worth
    mentioning that …"); a replacement that `is_present` stands for the present and fits no clause in
    the past ("it had no crane at this point in time"). `language` is the language whose posts it is for
    ("en"), None for all; a post that does not say its language may be in any. Its block must begin with
    the words of `begins_with`. `name` is what the configuration calls it.
    """

    text: str
    category: Category = Category.PHRASE
    severity: Severity = Severity.WARNING
    scopes: tuple[Scope, ...] = (Scope.BODY,)
    replacement: str | None = None
    reason: str = ""
    language: str | None = None
    case_sensitive: bool = False
    name: str | None = None
    is_pattern: bool = False
    safe: bool = False
    not_after: tuple[str, ...] = ()
    is_present: bool = False
    begins_with: str = ""

    def __hash__(self) -> int:
        # long tuples of phrases are keys of caches; equal phrases still have equal hashes
        return hash(self.text)
