"""Finds the paragraphs that stand in a post twice."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from postlint.model.body import Block, BlockKind, Reference
from postlint.model.post import Post
from postlint.model.text import Span
from postlint.prose.candidates import likely_pairs
from postlint.prose.folding import Folded, fold, words_in
from postlint.prose.likeness import can_be_alike, likeness

#: the likeness, in percent, from which a paragraph is a repeat; rules may ask for more
LEAST_LIKENESS = 80

#: a paragraph with fewer code points than this has not eight words
_SHORTEST = 24

#: a page with more headings than this is a reference, whose sections have sentences in common
_MOST_HEADINGS = 6

#: bound here because asking the enumeration for each block would cost as much as the rest
_PARAGRAPH = BlockKind.PARAGRAPH
_HEADING = BlockKind.HEADING
_HTML = BlockKind.HTML
_CODE = frozenset({BlockKind.FENCED_CODE, BlockKind.INDENTED_CODE})

#: a term on a line of its own, as in a list of parameters: `*first*<br/>`, not `*first* of all`
_TERM = re.compile(r"(?:\*{1,3}[^*\n]+\*{1,3}|_[^_\n]+_|`[^`\n]+`)[ \t]*(?:\\?\r?\n|<br[ /]*>)")
_BOLD = re.compile(r"\*\*[^*]+\*\*|__[^_]+__")


@dataclass(frozen=True, slots=True)
class Repeat:
    """A paragraph that says what an earlier one says.

    `likeness` is a percentage; `is_exact` means the same words in the same order, contractions as
    they are. `length` is the number of words of the shorter of the two. They are adjacent when no
    block stands between them, and apart when a heading or an HTML block does.
    """

    later: Block
    earlier: Block
    likeness: float
    is_exact: bool
    length: int
    is_adjacent: bool
    is_apart: bool


class _Paragraph(NamedTuple):
    """A paragraph, where it stands among the blocks, and the number of its section."""

    block: Block
    place: int
    section: int


def find_repeats(post: Post) -> tuple[Repeat, ...]:
    """The repeated paragraphs of a post in order, each with the first that is the same, or else with
    the one it is most like.

    What repeats by design is left out: lines of links, bold lines that stand as headings, what
    introduces code, terms with their definitions, pages of filler text, and what two sections of a
    reference have in common.
    """
    repeats = tuple(repeat for group in _groups(post) for repeat in _repeats_in(post, group))
    return () if repeats and _is_filler(post) else repeats


def _is_filler(post: Post) -> bool:
    return "orem ipsum" in post.text


def _groups(post: Post) -> list[list[_Paragraph]]:
    """The paragraphs among which repeats count: those of the whole post, or of each section of a
    reference."""
    sections: list[list[_Paragraph]] = [[]]
    headings = 0
    for place, block in enumerate(post.body.blocks):
        kind, (_, end), start = block
        if kind is _PARAGRAPH:
            if end - start >= _SHORTEST:
                sections[-1].append(_Paragraph(block, place, len(sections)))
        elif kind is _HEADING or kind is _HTML:
            headings += kind is _HEADING
            if sections[-1]:
                sections.append([])
    groups = sections if headings > _MOST_HEADINGS else [list(chain.from_iterable(sections))]
    return [group for group in groups if len(group) > 1]


def _repeats_in(post: Post, group: list[_Paragraph]) -> Iterator[Repeat]:
    texts = [post.text[paragraph.block.text_start : paragraph.block.span.end] for paragraph in group]
    pairs = [
        (later, likely)
        for later, candidates in likely_pairs(texts)
        if not _introduces(post, group[later], texts[later])
        and (likely := [earlier for earlier in candidates if can_be_alike(texts[later], texts[earlier])])
    ]
    involved = {index for later, candidates in pairs for index in (later, *candidates)}
    folded = {index: fold(post, group[index].block) for index in sorted(involved)}
    first: dict[tuple[str, ...], int] = {}
    for index, words in folded.items():
        first.setdefault(words.plain, index)
    for later, candidates in pairs:
        earlier, percent = first[folded[later].plain], 100.0
        if earlier == later:
            earlier, percent = _most_alike(folded, later, candidates)
        if percent and not _is_mostly_links(post, folded[later]):
            yield _repeat(group, folded, later, earlier, percent)


def _most_alike(folded: dict[int, Folded], later: int, candidates: list[int]) -> tuple[int, float]:
    best, most = later, 0.0
    for earlier in sorted(candidates):
        percent = likeness(folded[later], folded[earlier], LEAST_LIKENESS)
        if percent > most:
            best, most = earlier, percent
    return best, most


def _repeat(
    group: list[_Paragraph], folded: dict[int, Folded], later: int, earlier: int, percent: float
) -> Repeat:
    return Repeat(
        later=group[later].block,
        earlier=group[earlier].block,
        likeness=percent,
        is_exact=folded[later].plain == folded[earlier].plain,
        length=min(len(folded[later].words), len(folded[earlier].words)),
        is_adjacent=group[later].place == group[earlier].place + 1,
        is_apart=group[later].section != group[earlier].section,
    )


def _introduces(post: Post, paragraph: _Paragraph, text: str) -> bool:
    """Whether a paragraph is the frame of something else, which differs where the frame does not."""
    text = text.rstrip()
    below = post.body.blocks[paragraph.place + 1 : paragraph.place + 2]
    return (
        text.endswith(":")
        or any(block.kind in _CODE for block in below)
        or bool(_BOLD.fullmatch(text) or _TERM.match(text))
        or text.count("|") > text.count("\n") + 2
    )


def _is_mostly_links(post: Post, paragraph: Folded) -> bool:
    """Whether fewer words stand outside links and images than in them."""
    span = Span(paragraph.block.text_start, paragraph.block.span.end)
    linked = sum(
        len(list(words_in(post, reference.span)))
        for references in (post.links, post.images)
        for reference in _references_in(references, span)
    )
    return linked * 2 > len(paragraph.words)


def _references_in(references: Sequence[Reference], span: Span) -> Sequence[Reference]:
    first = bisect_left(references, span.start, key=_start)
    return references[first : bisect_left(references, span.end, key=_start)]


def _start(reference: Reference) -> int:
    return reference.span.start
