"""Finds the words with which suspiciously many posts of a site begin, go on after a heading, or end.

Words count as suspicious where many posts have them at such a place and they rarely come anywhere else:
"This is a" stands in every text, "In this tutorial, we" does not.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cache
from itertools import pairwise

from postlint.model.body import BlockKind
from postlint.model.patterns import late
from postlint.model.post import Post
from postlint.model.records import NamedTuple
from postlint.phrases.folding import fold
from postlint.phrases.packs import Shelf, load_packs, pack_names
from postlint.phrases.passages import Passage, body_passages

#: words of a phrase; the end of its sentence counts as one
LEAST_WORDS, MOST_WORDS = 3, 12

#: characters of the site's text that are kept to see how often words come anywhere
_SAMPLE = 4_000_000

#: a longer phrase stands for a shorter one where so many of its posts have it
_NEARLY_ALL = 2 / 3

_EXAMPLES = 3

#: characters of a sentence that are looked at; a longer word is none
_LOOK_AHEAD, _LONGEST_WORD = 240, 40

#: stands for the end of a sentence among its words
_END = "."

# where a sentence ends: the stop of "late. then", of 'late." then', not of "3.5"
_SENTENCE_END = late(r"[.!?…][\"')]*\ ")
#: what ends a sentence that has no other after it
_LAST_STOPS = ".!?…\"')"
#: what is no part of a word beside it
_AROUND_WORDS = ".,;:!?…\"'()-"
#: in the words of links, code, tags and templates, where no phrase is looked for
_MARKUP = frozenset("`[]{}<>|\\=#/")

# what sets a prefix off from the rest of a title: the ":" of "update: a", " - ", "|"; not "10:30", "re-use"
_SET_OFF = late(r"\ ?:\ |\ -\ |\ ?\|\ ?")


class Spot(StrEnum):
    """Where a phrase stands."""

    OPENING = "opens posts"
    SECTION = "opens sections"
    CLOSING = "closes posts"
    TITLE = "begins titles"


class Example(NamedTuple):
    """One place of a phrase; `line` is 1-based."""

    path: str
    line: int


class Mined(NamedTuple):
    """Words that many posts share.

    `text` is in lower case, with the marks between its words as they are written most often. `posts` have
    it at this spot, which is a `share` of all; a sentence there begins with it `times` as often as another
    one has it anywhere, None for titles. `pack` is the pack of phrases that knows it, None where none does.
    """

    text: str
    spot: Spot
    posts: int
    share: float
    times: float | None
    examples: tuple[Example, ...]
    pack: str | None

    @property
    def is_reported(self) -> bool:
        """Whether a rule finds it without being told."""
        return self.pack in pack_names(Shelf.FILLER, Shelf.RESIDUE)


class Limits(NamedTuple):
    """How many posts, and what share of all, must have a phrase, and how many times as often as elsewhere."""

    posts: int = 5
    share: float = 0.01
    times: float = 10.0


class _Start(NamedTuple):
    """How a sentence, or a title, starts: the words to compare, and as they are written."""

    words: tuple[str, ...]
    written: tuple[str, ...]


class _Found(NamedTuple):
    """A start at a spot in a post."""

    start: _Start
    post: int
    line: int


class _Text(NamedTuple):
    """The words of a post in one line, and how many sentences they make."""

    words: str
    sentences: int


class _Sample:
    """The texts of some of the posts, evenly spread, so that a large site takes no more memory."""

    def __init__(self) -> None:
        self.texts: dict[int, _Text] = {}
        self._every = 1
        self._size = 0

    def add(self, post: int, text: _Text) -> None:
        if post % self._every:
            return
        self.texts[post] = text
        self._size += len(text.words)
        while self._size > _SAMPLE and len(self.texts) > 1:
            self._every *= 2
            self.texts = {number: each for number, each in self.texts.items() if number % self._every == 0}
            self._size = sum(len(each.words) for each in self.texts.values())


class Mine:
    """What the posts of a site begin and end with; `add` them one by one, then ask for `phrases`."""

    def __init__(self) -> None:
        self.paths: list[str] = []
        self._found: dict[Spot, list[_Found]] = defaultdict(list)
        self._sample = _Sample()

    def add(self, post: Post, shown: str) -> None:
        """Take what is needed from a post, which examples call `shown`."""
        number = len(self.paths)
        self.paths.append(shown)
        for spot, start, offset in _starts(post):
            line = post.text.count("\n", 0, offset) + 1
            self._found[spot].append(_Found(start, number, line))
        self._sample.add(number, _text_of(post))

    def phrases(self, limits: Limits) -> list[Mined]:
        """What many posts share, those of the most posts first."""
        least = max(limits.posts, limits.share * len(self.paths), 2)
        mined = [
            self._mined(spot, shared, length)
            for spot, found in self._found.items()
            for shared, length in self._shared(spot, found, 0, least, limits.times)
        ]
        return sorted(mined, key=lambda each: (-each.posts, each.text, each.spot))

    def _shared(
        self, spot: Spot, found: Sequence[_Found], length: int, least: float, times: float
    ) -> Iterator[tuple[Sequence[_Found], int]]:
        """The longest phrases that go on from the first `length` words, which all of `found` have."""
        longer = [group for group in _by_next_word(found, length) if _posts(group) >= least]
        is_phrase = spot is Spot.TITLE or length >= LEAST_WORDS
        is_suspicious = is_phrase and self._times(spot, found, length) >= times
        goes_on = any(_posts(group) >= _NEARLY_ALL * _posts(found) for group in longer)
        if not is_suspicious or goes_on:
            deeper = [
                each for group in longer for each in self._shared(spot, group, length + 1, least, times)
            ]
            if deeper or not is_suspicious:
                yield from deeper
                return
        yield found, length

    def _times(self, spot: Spot, found: Sequence[_Found], length: int) -> float:
        """How many times as often a sentence of this spot begins with the words as others have them."""
        if spot is Spot.TITLE:
            return float("inf")
        words = " " + _line(found[0].start.words[:length])
        texts = self._sample.texts
        anywhere = sum(text.words.count(words) for text in texts.values())
        elsewhere = anywhere - sum(each.post in texts for each in found)
        sentences = sum(text.sentences for text in texts.values())
        here = len(found) / len(self._found[spot])
        return here / ((max(elsewhere, 0) + 0.5) / (sentences + 1))

    def _mined(self, spot: Spot, found: Sequence[_Found], length: int) -> Mined:
        ways = Counter(" ".join(each.start.written[:length]) for each in found)
        text = max(ways, key=lambda way: (ways[way], way))
        by_post = {each.post: Example(self.paths[each.post], each.line) for each in reversed(found)}
        return Mined(
            text=text.rstrip() if spot is Spot.TITLE else text.rstrip(_AROUND_WORDS + " "),
            spot=spot,
            posts=len(by_post),
            share=len(by_post) / len(self.paths),
            times=None if spot is Spot.TITLE else self._times(spot, found, length),
            examples=tuple(by_post[post] for post in sorted(by_post)[:_EXAMPLES]),
            pack=_pack_that_knows(_line(word for word in found[0].start.words[:length] if word != _END)),
        )


def _by_next_word(found: Iterable[_Found], length: int) -> Iterable[list[_Found]]:
    groups: dict[str, list[_Found]] = defaultdict(list)
    for each in found:
        if len(each.start.words) > length:
            groups[each.start.words[length]].append(each)
    return groups.values()


def _posts(found: Iterable[_Found]) -> int:
    return len({each.post for each in found})


def _line(words: Iterable[str]) -> str:
    """Words so that those that begin with others do so as texts too, whole word for whole word."""
    return "".join(f"{word} " for word in words)


def _starts(post: Post) -> Iterator[tuple[Spot, _Start, int]]:
    """How the title and the sentences at the spots start, and at which offset."""
    prefix = _title_prefix(post)
    if prefix is not None and post.front is not None:
        yield Spot.TITLE, prefix, post.front.node("title").span.start
    before = None
    passages = post.once(body_passages)
    closing = next((each for each in reversed(passages) if _is_paragraph(each)), None)
    for passage in passages:
        if _is_paragraph(passage):
            sentences = _sentences(passage.folded)
            first, last = sentences[0], sentences[-1]
            if passage.opens_post:
                spots = {first: Spot.OPENING}
            elif passage is closing:
                spots = {first: Spot.CLOSING, last: Spot.CLOSING}
            elif before is not None and _kind(before) is BlockKind.HEADING:
                spots = {first: Spot.SECTION}
            else:
                spots = {}
            for (begin, end), spot in spots.items():
                start = _start_of(passage.folded[begin:end])
                if start.words:
                    yield spot, start, passage.span(begin, begin + 1).start
        before = passage


def _text_of(post: Post) -> _Text:
    lines: list[str] = []
    for passage in post.once(body_passages):
        for begin, end in _sentences(passage.folded):
            words = (token.strip(_AROUND_WORDS) for token in passage.folded[begin:end].split())
            lines.append(_line((*filter(None, words), _END)))
    return _Text(" " + "".join(lines), len(lines))


def _kind(passage: Passage) -> BlockKind | None:
    return None if passage.block is None else passage.block.kind


def _is_paragraph(passage: Passage) -> bool:
    return _kind(passage) is BlockKind.PARAGRAPH


def _sentences(folded: str) -> list[tuple[int, int]]:
    """Where each sentence begins and ends; a text without any is one."""
    ends = (found.end() for found in _SENTENCE_END.finditer(folded))
    return list(pairwise([0, *ends, len(folded)]))


def _start_of(sentence: str) -> _Start:
    """The first words of a folded sentence, up to where its markup begins."""
    words: list[str] = []
    written: list[str] = []
    for token in sentence[:_LOOK_AHEAD].split():
        word = token.strip(_AROUND_WORDS)
        if not _MARKUP.isdisjoint(token) or not token.isprintable() or len(token) > _LONGEST_WORD:
            return _Start(tuple(words), tuple(written))
        if len(words) == MOST_WORDS:
            return _Start(tuple(words), tuple(written))
        if word:
            words.append(word)
            written.append(token if words[1:] else token.lstrip(_AROUND_WORDS))
        elif written:
            written[-1] += f" {token}"
    if words and len(sentence) <= _LOOK_AHEAD and sentence.rstrip()[-1] in _LAST_STOPS:
        words.append(_END)
        written.append("")
    return _Start(tuple(words), tuple(written))


def _title_prefix(post: Post) -> _Start | None:
    """What stands before the colon, dash or bar of the title, as one word."""
    values: Mapping[str, object] = (post.front.values if post.front else None) or {}
    title = values.get("title")
    if not isinstance(title, str):
        return None
    folded = fold(title)
    set_off = _SET_OFF.search(folded[:_LOOK_AHEAD])
    prefix = folded[: set_off.start()] if set_off else ""
    if set_off is None or not prefix.strip(_AROUND_WORDS) or not prefix.isprintable():
        return None
    return _Start((prefix,), (folded[: set_off.end()],))


def _pack_that_knows(line: str) -> str | None:
    """The pack that has the words, or words that they hold; packs for everybody come first."""
    for known, pack in _known():
        if f" {known}" in f" {line}" or known.startswith(line):
            return pack
    return None


@cache
def _known() -> tuple[tuple[str, str], ...]:
    """The words of every phrase with its pack."""
    return tuple(
        (_line(word.strip(_AROUND_WORDS) for word in fold(phrase.text).split()), pack)
        for shelf in Shelf
        for pack in pack_names(shelf)
        for phrase in load_packs((pack,))
    )
