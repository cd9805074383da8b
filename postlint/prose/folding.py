"""Folds a paragraph to the words that readers would call the same."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cached_property

from postlint.model.body import Block
from postlint.model.patterns import late
from postlint.model.post import Post
from postlint.model.records import NamedTuple, dataclass
from postlint.model.text import Span

#: Chinese and Japanese are written without spaces: two characters count as a word
_NO_SPACES = "\u3040-\u30ff\u3400-\u9fff"
#: takes `1,273`, `v1.2`, `it's`, `read_me`, `C++`, `.NET`, `-x`; not the stop of `done.`, not the
#: emphasis of `_so_`, not the dash of `late--very` and `late - very`
_WORD = (
    rf"[{_NO_SPACES}]{{1,2}}"
    rf"|(?:(?<![\w.])\.|(?<![\w-])--?)?[^\W_{_NO_SPACES}]+(?:['.,_][^\W_{_NO_SPACES}]+)*[+#]*"
)
#: a word, or the mark after which a sentence begins: the stop of `Done.” Then`, not of `3.5`
_WORD_OR_STOP = late(rf"{_WORD}|[.!?:](?=[^\w\s]{{0,3}}\s)")

#: a backslash that only says that a mark is a mark, as in `C\#`
#: (https://spec.commonmark.org/0.31.2/#backslash-escapes)
_ESCAPE = late(r"\\(?=[!-/:-@\[-`{-~])")

_CONTRACTION = late(
    r"""(?P<verb> \w+ ) n't
      | (?P<host> it | that | there | here | what | who | where | how | he | she | let | i | you | we | they
               | (?: no | some | any | every ) (?: body | one | thing ) )
        '(?P<tail> s | re | ve | ll | m | d )
    """,
    re.VERBOSE,
)
_VERBS = {"ca": "can", "wo": "will", "sha": "shall"}
_TAILS = {"s": "is", "re": "are", "ve": "have", "ll": "will", "m": "am", "d": "would"}


class Word(NamedTuple):
    """One word of a paragraph.

    `plain` is what is compared: in one case, with straight apostrophes. `written` keeps its
    capitals. Inline code and formulas are one word each, marks included. `is_first` says that it
    begins a sentence, where a capital means nothing.
    """

    plain: str
    written: str
    is_first: bool

    @property
    def is_code(self) -> bool:
        return self.plain[0] in "`$"


@dataclass(frozen=True)
class Folded:
    """A paragraph as its words in order, without markup and addresses."""

    block: Block
    words: tuple[Word, ...]

    @cached_property
    def plain(self) -> tuple[str, ...]:
        return tuple(word.plain for word in self.words)

    @cached_property
    def spelled_out(self) -> tuple[Word, ...]:
        """The words with contractions undone: `it's` is `it` and `is`."""
        return tuple(plain for word in self.words for plain in _spelled_out(word))


def fold(post: Post, block: Block) -> Folded:
    """The words of one block of prose."""
    return Folded(block, tuple(words_in(post, Span(block.text_start, block.span.end))))


def words_in(post: Post, span: Span) -> Iterator[Word]:
    """The words that readers see in a part of a block of prose."""
    yield from _words(_written(post, span))


def visible_words(text: str) -> Iterator[Word]:
    """The words of a text without markup."""
    yield from _words(_visible(text))


def _words(written_words: Iterable[str]) -> Iterator[Word]:
    is_first = True
    for written in written_words:
        if written in ".!?:":
            is_first = True
            continue
        plain = written if written[0] in "`$" else written.casefold()
        yield Word(plain, written, is_first)
        is_first = False


def plain_words(text: str) -> tuple[str, ...]:
    """The words of a text without markup, such as a front-matter value, as `Word.plain` has them."""
    return tuple(word.casefold() for word in _visible(text) if word not in ".!?:")


def _written(post: Post, span: Span) -> Iterator[str]:
    """Words, and between them the marks that end sentences."""
    hidden = post.body.hidden_in(span)
    at = span.start
    for index in range(bisect_left(hidden, span), len(hidden)):
        start, end = hidden[index]
        if start >= span.end:
            break
        yield from _visible(post.text[at:start])
        if post.text[start] in "`$":
            yield " ".join(post.text[start:end].split())
        at = end
    yield from _visible(post.text[at : span.end])


def _visible(text: str) -> Iterable[str]:
    if "&" in text:
        from html import unescape

        text = unescape(text)
    if "\\" in text:
        text = _ESCAPE.sub("", text)
    return _WORD_OR_STOP.findall(text.replace("’", "'"))


def _spelled_out(word: Word) -> tuple[Word, ...]:
    if "'" in word.plain:
        match = _CONTRACTION.fullmatch(word.plain)
        if match is None:
            return (word,)
        verb, host, tail = match["verb"], match["host"], match["tail"]
        first, second = (_VERBS.get(verb, verb), "not") if verb else (host, _TAILS[tail])
        if (host, tail) == ("let", "s"):
            second = "us"
    elif word.plain == "cannot":
        first, second = "can", "not"
    else:
        return (word,)
    return word._replace(plain=first), Word(second, second, is_first=False)
