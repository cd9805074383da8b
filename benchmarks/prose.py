"""Writes prose, headings, lists and code for generated posts, from the words of `prose.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from random import Random

GRAMMAR = Path(__file__).parent / "prose.toml"

#: words that a paragraph has at least, so that it is long enough to be looked for again
LEAST_WORDS = 30

_PLAIN_QUOTES = str.maketrans("’“”", '\'""')

#: how a text is made: pieces as they stand, and names of what to put between them
_Template = tuple[tuple[str, str], ...]


class Writer:
    """Writes for one post; what it writes depends on `rng` alone."""

    def __init__(self, rng: Random, *, has_curly_quotes: bool) -> None:
        self._rng = rng
        self._has_curly_quotes = has_curly_quotes

    def sentence(self) -> str:
        return self._capital("sentence")

    def title(self) -> str:
        return self._capital("title").replace("“", "").replace("”", "")

    def name(self) -> str:
        return self._capital("name")

    def word(self, kind: str) -> str:
        return self._expand(kind)

    def body(self, length: int, image: str) -> tuple[list[str], list[int]]:
        """Blocks of `length` characters or a little more, and which of them are paragraphs.

        `image` is the address of an image that may be shown. There are three paragraphs or more.
        """
        blocks: list[str] = []
        paragraphs: list[int] = []
        others: Sequence[Callable[[], str]] = (
            self._list,
            self._code,
            self._quote,
            self._table,
            lambda: f"![{self._capital('alt')}]({image})",
        )
        written = 0
        while written < length or len(paragraphs) < 3:
            if paragraphs and self._rng.random() < 0.18:
                blocks.append(f"## {self._capital('heading')}")
            if len(paragraphs) > 1 and self._rng.random() < 0.22:
                blocks.append(self._rng.choice(others)())
            else:
                paragraphs.append(len(blocks))
                blocks.append(self.paragraph())
            written += len(blocks[-1])
        return blocks, paragraphs

    def paragraph(self) -> str:
        sentences: list[str] = []
        wanted = self._rng.randint(2, 5)
        while len(sentences) < wanted or sum(len(each.split()) for each in sentences) < LEAST_WORDS:
            sentences.append(self.sentence())
        if self._rng.random() < 0.3:
            at = self._rng.randrange(len(sentences))
            sentences[at] += f" See [{self._expand('link')}]({self._address()})."
        return " ".join(sentences)

    def _address(self) -> str:
        return f"https://{self.word('noun')}.example/{self.word('noun')}/{self._rng.randrange(10_000)}"

    def _list(self) -> str:
        return "\n".join(f"- {self._capital('item')}" for _ in range(self._rng.randint(3, 7)))

    def _code(self) -> str:
        lines = [
            f'{self.word("noun")}_{self.word("noun")} = {self.word("verb")}("{self.word("adjective")}", '
            f"{self._rng.randrange(1000)})"
            for _ in range(self._rng.randint(3, 12))
        ]
        return "\n".join(["```python", *lines, "```"])

    def _quote(self) -> str:
        return f"> {self.sentence()} {self.sentence()}"

    def _table(self) -> str:
        rows = [
            f"| {self.word('noun')} | {self._rng.randrange(1000)} |" for _ in range(self._rng.randint(2, 6))
        ]
        return "\n".join(["| What | How many |", "| --- | ---: |", *rows])

    def _capital(self, name: str) -> str:
        written = self._expand(name)
        return written[0].upper() + written[1:]

    def _expand(self, name: str) -> str:
        written = "".join(self._pieces(name))
        return written if self._has_curly_quotes else written.translate(_PLAIN_QUOTES)

    def _pieces(self, name: str) -> Iterator[str]:
        templates = grammar()[name]
        for text, inner in templates[int(self._rng.random() * len(templates))]:
            if text:
                yield text
            if inner:
                yield from self._pieces(inner)


@cache
def grammar() -> dict[str, tuple[_Template, ...]]:
    """The ways to write each name; a word is a way to write its kind."""
    read = tomllib.loads(GRAMMAR.read_text(encoding="utf-8"))
    words = {kind: tuple(((word, ""),) for word in listed.split()) for kind, listed in read["words"].items()}
    return words | {name: tuple(map(_template, ways)) for name, ways in read["text"].items()}


def _template(written: str) -> _Template:
    """`"in {month}"` as `(("in ", "month"),)`."""
    parts = re.split(r"\{(\w+)\}", written)
    return tuple(zip(parts[::2], [*parts[1::2], ""], strict=True))
