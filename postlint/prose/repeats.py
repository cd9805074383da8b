"""Finds the paragraphs that stand in a post twice."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise

from postlint.model.body import CODE_KINDS, Block, BlockKind, Reference
from postlint.model.patterns import late
from postlint.model.post import Post
from postlint.model.records import NamedTuple
from postlint.model.text import Span
from postlint.prose.candidates import likely_pairs
from postlint.prose.folding import Folded, fold, words_in
from postlint.prose.likeness import can_be_alike, likeness
from postlint.prose.panels import TAB_HEADING, Panels

#: the likeness, in percent, from which a paragraph is a repeat; rules may ask for more
LEAST_LIKENESS = 80

#: a paragraph with fewer code points than this has not eight words
_SHORTEST = 24

#: A page with more headings than this may be a reference, whose sections have sentences in common. It
#: is one when at least this share of its headings, in percent, tell of code, or when more paragraphs
#: than this repeat.
_MOST_HEADINGS = 6
_LEAST_OF_CODE = 15
_MOST_REPEATS = 3

#: A post of more sections than that is looked things up in. On real sites a third of what stood there
#: twice, under headings of its own, was well placed; in posts of fewer it was a slip.
_MOST_SECTIONS = 4

#: paragraphs of a page that make it one of filler text
_LEAST_OF_FILLER = 2

#: bound here because asking the enumeration for each block would cost as much as the rest
_PARAGRAPH = BlockKind.PARAGRAPH
_HEADING = BlockKind.HEADING
_HTML = BlockKind.HTML
_TEMPLATE = BlockKind.TEMPLATE

#: a term on a line of its own, as in a list of parameters: `*first*<br/>`, not `*first* of all`
_TERM = late(r"(?:\*{1,3}[^*\n]+\*{1,3}|_[^_\n]+_|`[^`\n]+`)[ \t]*(?:\\?\r?\n|<br[ /]*>)")
_TERM_MARKS = ("*", "_", "`")
#: a heading that is about code or has an anchor: "## `open`", "## Class::open", "## openFile()",
#: "## read_file", "## Usage {#usage}", '## <a name="usage">'; not "## How to use it"
_OF_CODE = late(r"[`_]|::|\(\)|\{#|\{/\*|<a\s|[a-z][A-Z]")
#: a line break that is shown: "row\\", "row  ", "row<br>"; not "row "
_HARD_BREAK = late(r"(?:\\|[ ]{2}|<br[ ]?/?>)[ \t\r]*$", re.MULTILINE | re.IGNORECASE)
#: what each of them has
_BREAK_MARKS = ("\\", "  ", "<")
#: what may stand behind the mark that ends a sentence
_CLOSING = " \t\r\n*_\"'”’»)"
#: a paragraph that is one link, whatever the post defines: `[the harbour](harbour.html)`, not `[a][b]`
_LINK = late(r"\[[^\W_][\w ]*+\]\([\w./-]*+\)")
_BOLD_MARKS = ("**", "__")
_BOLD = late(r"\*\*[^*]+\*\*:?\s*|__[^_]+__:?\s*")


class Repeat(NamedTuple):
    """A paragraph that says what an earlier one says.

    `likeness` is a percentage; `is_exact` means the same words in the same order, contractions as
    they are. `length` is the number of words of the shorter of the two, contractions spelled out. They
    are adjacent when no block stands between them, and apart when a heading, a bold line or an HTML
    block does. In a post of many sections what stands apart may be meant to.
    """

    later: Block
    earlier: Block
    likeness: float
    is_exact: bool
    length: int
    is_adjacent: bool
    is_apart: bool
    may_be_meant: bool = False


class Paragraph(NamedTuple):
    """A paragraph, where it stands among the blocks, and the numbers of its panel and its section."""

    block: Block
    place: int
    panel: int
    section: int


def find_repeats(post: Post) -> tuple[Repeat, ...]:
    """The repeated paragraphs of a post in order, each with the first that is the same, or else with
    the one it is most like.

    What repeats by design is left out: lines of links, bold lines that stand as headings, what
    introduces code, terms with their definitions, verses, questions, quotations in HTML, pages of filler
    text, what two panels (containers, tabs, template tags) have in common, and in a reference all but
    neighbours.
    """
    paragraphs = post.once(prose_paragraphs)
    if len(paragraphs) < 2:
        return ()
    headings = [block for block in post.body.blocks if block.kind is _HEADING]
    has_many_headings = len(headings) > _MOST_HEADINGS
    if has_many_headings and _are_of_code(post, headings):
        groups = filter(_has_neighbours, _groups(paragraphs, by_section=True))
        repeats = tuple(repeat for repeat in _repeats_among(post, groups) if repeat.is_adjacent)
    else:
        repeats = _repeats_among(post, _groups(paragraphs, by_section=False))
        if has_many_headings and len(repeats) > _MOST_REPEATS:
            repeats = _repeats_among(post, _groups(paragraphs, by_section=True))
    if not repeats or is_filler(post):
        return ()
    has_many_sections = paragraphs[-1].section > _MOST_SECTIONS
    return tuple(repeat._replace(may_be_meant=repeat.is_apart and has_many_sections) for repeat in repeats)


def prose_paragraphs(post: Post) -> list[Paragraph]:
    """The paragraphs among which repeats may count; ask for it with `post.once`."""
    text = post.text
    paragraphs = []
    panels = Panels(text)
    has_tabs = TAB_HEADING in text
    section = 0
    for place, block in enumerate(post.body.blocks):
        kind, (_, end), start = block
        if kind is _PARAGRAPH:
            if panels.is_aside:
                panels.go_on(block)
            elif text.startswith(_BOLD_MARKS, start) and _BOLD.fullmatch(text, start, end):
                section += 1  # it stands there as a heading does
            elif end - start >= _SHORTEST:
                paragraphs.append(Paragraph(block, place, panels.here, section))
        elif kind is _HEADING:
            section += 1
            if has_tabs or panels.here:
                panels.go_on(block)
        elif kind is _HTML:
            section += 1
            panels.go_on(block)
        elif kind is _TEMPLATE or panels.here:
            panels.go_on(block)
    return paragraphs


def _are_of_code(post: Post, headings: list[Block]) -> bool:
    of_code = (None for heading in headings if _OF_CODE.search(post.text, *heading.span))
    least = -(-len(headings) * _LEAST_OF_CODE // 100)
    return sum(1 for _ in islice(of_code, least)) == least


def is_filler(post: Post) -> bool:
    """Whether at least two paragraphs are filler text."""
    if "orem ipsum" not in post.text:
        return False
    of_filler = sum("orem ipsum" in block.span.of(post.text) for block in post.paragraphs)
    return of_filler >= _LEAST_OF_FILLER


def _groups(paragraphs: list[Paragraph], *, by_section: bool) -> Iterator[list[Paragraph]]:
    """The paragraphs that are compared with each other: those of one panel, or of one panel and section."""
    groups: dict[tuple[int, int], list[Paragraph]] = {}
    for paragraph in paragraphs:
        groups.setdefault((paragraph.panel, paragraph.section if by_section else 0), []).append(paragraph)
    return (group for group in groups.values() if len(group) > 1)


def _has_neighbours(group: list[Paragraph]) -> bool:
    return any(later.place == earlier.place + 1 for earlier, later in pairwise(group))


def _repeats_among(post: Post, groups: Iterable[list[Paragraph]]) -> tuple[Repeat, ...]:
    repeats = [repeat for group in groups for repeat in _repeats_in(post, group)]
    return tuple(sorted(repeats, key=_place))


def _place(repeat: Repeat) -> int:
    return repeat.later.span.start


def _repeats_in(post: Post, group: list[Paragraph]) -> Iterator[Repeat]:
    texts = [post.text[paragraph.block.text_start : paragraph.block.span.end] for paragraph in group]
    pairs = [
        (later, likely)
        for later, candidates in likely_pairs(texts)
        if not introduces(post, group[later], texts[later])
        and (likely := [earlier for earlier in candidates if can_be_alike(texts[later], texts[earlier])])
    ]
    if all(_LINK.fullmatch(texts[later]) for later, _ in pairs):
        return  # mostly links, as is plain to see before inline markup is read
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
            repeat = _repeat(group, folded, later, earlier, percent)
            if not _is_meant(post, repeat, texts[later]):
                yield repeat


def _most_alike(folded: dict[int, Folded], later: int, candidates: list[int]) -> tuple[int, float]:
    best, most = later, 0.0
    for earlier in sorted(candidates):
        percent = likeness(folded[later], folded[earlier], LEAST_LIKENESS)
        if percent > most:
            best, most = earlier, percent
    return best, most


def _repeat(
    group: list[Paragraph], folded: dict[int, Folded], later: int, earlier: int, percent: float
) -> Repeat:
    return Repeat(
        later=group[later].block,
        earlier=group[earlier].block,
        likeness=percent,
        is_exact=folded[later].plain == folded[earlier].plain,
        length=min(len(folded[later].spelled_out), len(folded[earlier].spelled_out)),
        is_adjacent=group[later].place == group[earlier].place + 1,
        is_apart=group[later].section != group[earlier].section,
    )


def introduces(post: Post, paragraph: Paragraph, text: str) -> bool:
    """Whether a paragraph is the frame of something else, which differs where the frame does not."""
    text = text.rstrip()
    blocks, below = post.body.blocks, paragraph.place + 1
    return (
        text.endswith(":")
        or (below < len(blocks) and blocks[below].kind in CODE_KINDS)
        or (text.startswith(_TERM_MARKS) and _TERM.match(text) is not None)
        or ("|" in text and text.count("|") > text.count("\n") + 2)
    )


def is_verse(text: str) -> bool:
    """Whether each line but the last ends with a break that is shown."""
    breaks = text.count("\n")
    if not breaks or not any(mark in text for mark in _BREAK_MARKS):  # as with most
        return False
    return len(_HARD_BREAK.findall(text)) >= breaks


def _is_meant(post: Post, repeat: Repeat, text: str) -> bool:
    """Whether a paragraph may be said again on purpose: the refrain of a song, a question that is put to
    several people, a sentence that leads elsewhere in each section."""
    if is_verse(text):
        return True
    if repeat.is_apart:
        later, earlier = (_addresses(post, block) for block in (repeat.later, repeat.earlier))
        if later != earlier:
            return True
    return not repeat.is_adjacent and is_question(text)


def is_question(text: str) -> bool:
    return text.rstrip(_CLOSING).endswith("?")


def _addresses(post: Post, block: Block) -> set[str]:
    return {link.target for link in post.body.links_in(block.span)}


def _is_mostly_links(post: Post, paragraph: Folded) -> bool:
    """Whether fewer words stand outside links and images than in them."""
    span = Span(paragraph.block.text_start, paragraph.block.span.end)
    linked = sum(
        len(list(words_in(post, reference.span)))
        for references in (post.body.links_in(span), post.images)
        for reference in _references_in(references, span)
    )
    return linked * 2 > len(paragraph.words)


def _references_in(references: Sequence[Reference], span: Span) -> Sequence[Reference]:
    first = bisect_left(references, span.start, key=_start)
    return references[first : bisect_left(references, span.end, key=_start)]


def _start(reference: Reference) -> int:
    return reference.span.start
