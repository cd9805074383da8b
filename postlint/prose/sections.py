"""Finds the sections, and the runs of paragraphs, that stand in a post twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TypeAlias

from postlint.model.body import Block, BlockKind, level_of
from postlint.model.post import Post
from postlint.model.records import NamedTuple
from postlint.model.text import Span
from postlint.prose.panels import Panels
from postlint.prose.repeats import Repeat, find_repeats, is_filler

#: words that a repeated section has below its heading, and paragraphs and words of a run without one
_LEAST_WORDS = 12
_LEAST_PARAGRAPHS = 3
_LEAST_WORDS_OF_RUN = 40

_PROSE = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTE})
_HEADING = BlockKind.HEADING

#: What makes two blocks the same: for a heading its panel with the headings it stands below, so that
#: "Parameters" of two functions are two things, for others their kind and text.
_Key: TypeAlias = tuple[object, ...]

#: levels and texts of a heading and of those it stands below, from the top
_Path: TypeAlias = tuple[tuple[int, str], ...]


class RepeatedPart(NamedTuple):
    """Blocks in a row that stand in the post twice. `headings` are those of the later copy."""

    later: Span
    earlier: Span
    first: Block
    headings: tuple[Block, ...]
    paragraphs: int


def find_repeated_parts(post: Post) -> tuple[RepeatedPart, ...]:
    """The repeated sections and runs of paragraphs in order, none within another.

    Below its heading a section must be the same to its end, and its headings must be the same up to
    the top: sections of a reference have much in common.
    """
    blocks = post.body.blocks
    headings = [post.text[block.text_start : block.span.end] for block in blocks if block.kind is _HEADING]
    has_twin_headings = len(set(headings)) < len(headings)
    repeats = post.once(find_repeats)
    if not has_twin_headings and len(repeats) < _LEAST_PARAGRAPHS:
        return ()
    if not _may_have_seeds(post, repeats) or is_filler(post):
        return ()
    return tuple(_parts(post, _Rows(blocks, _keys(post)), repeats))


def find_lone_repeats(post: Post) -> tuple[Repeat, ...]:
    """The repeated paragraphs that are no part of something bigger that is repeated."""
    repeats = post.once(find_repeats)
    parts = post.once(find_repeated_parts)
    if not parts:
        return repeats
    return tuple(
        repeat for repeat in repeats if not any(part.later.holds(repeat.later.span) for part in parts)
    )


def _may_have_seeds(post: Post, repeats: Sequence[Repeat]) -> bool:
    """Whether `_seeds` may find any: a reference has many twin headings, but below them other things."""
    if any(repeat.is_exact for repeat in repeats):
        return True
    below: dict[_Path, list[Block]] = {}
    path: _Path = ()
    for heading, block in pairwise(post.body.blocks):
        if heading.kind is _HEADING:
            path = _path_to(post, heading, path)
            below.setdefault(path, []).append(block)
    return any(_have_twins(post, blocks) for blocks in below.values() if len(blocks) > 1)


def _have_twins(post: Post, blocks: Sequence[Block]) -> bool:
    return len({_normal(post, block) for block in blocks}) < len(blocks)


def _normal(post: Post, block: Block) -> str:
    """The text of a block in one case and on one line."""
    return " ".join(post.text[block.text_start : block.span.end].split()).casefold()


class _Rows(NamedTuple):
    """The blocks of a post and, for each, what makes another one the same."""

    blocks: Sequence[Block]
    keys: Sequence[_Key]


class _Run(NamedTuple):
    """So many blocks from `earlier` on that stand again from `later` on, both as indexes."""

    earlier: int
    later: int
    length: int


def _keys(post: Post) -> list[_Key]:
    panels = Panels(post.text)
    path: _Path = ()
    keys: list[_Key] = []
    for block in post.body.blocks:
        if block.kind is _HEADING:
            path = _path_to(post, block, path)
        if block.kind not in _PROSE or panels.is_aside:
            panels.go_on(block)
        is_heading = block.kind is _HEADING
        keys.append((panels.here, *path) if is_heading else (block.kind, _normal(post, block)))
    return keys


def _path_to(post: Post, heading: Block, path: _Path) -> _Path:
    """The headings below which a heading stands and it itself; `path` is that of the heading before."""
    level = level_of(post.text, heading)
    return (*(above for above in path if above[0] < level), (level, _normal(post, heading)))


def _parts(post: Post, rows: _Rows, repeats: Sequence[Repeat]) -> Iterator[RepeatedPart]:
    done = 0
    for earlier, later in _seeds(rows, repeats):
        if later < done:
            continue
        run = _run(rows.keys, earlier, later, done)
        found = rows.blocks[run.later : run.later + run.length]
        headings = tuple(block for block in found if block.kind is _HEADING)
        prose = [block for block in found if block.kind in _PROSE]
        words = sum(len(block.span.of(post.text).split()) for block in prose)
        if headings:
            is_part = words >= _LEAST_WORDS and _ends_section(rows, run)
        else:
            is_part = words >= _LEAST_WORDS_OF_RUN and len(prose) >= _LEAST_PARAGRAPHS
        # what lies within is part of the same run: looking on from there would find it again
        done = run.later + run.length
        if is_part:
            yield RepeatedPart(
                later=_span(found),
                earlier=_span(rows.blocks[run.earlier : run.earlier + run.length]),
                first=found[0],
                headings=headings,
                paragraphs=len(prose),
            )


def _seeds(rows: _Rows, repeats: Sequence[Repeat]) -> list[tuple[int, int]]:
    """Pairs of equal blocks from which to look on, by the place of the later one."""
    seeds: list[tuple[int, int]] = []
    first: dict[tuple[_Key, _Key], int] = {}
    for index, pair in enumerate(pairwise(rows.keys)):
        if rows.blocks[index].kind is _HEADING:
            earlier = first.setdefault(pair, index)
            if earlier < index:
                seeds.append((earlier, index))
    index_of = {block.span.start: index for index, block in enumerate(rows.blocks)}
    seeds += [
        (index_of[repeat.earlier.span.start], index_of[repeat.later.span.start])
        for repeat in repeats
        if repeat.is_exact
    ]
    return sorted(seeds, key=_later)


def _later(seed: tuple[int, int]) -> int:
    return seed[1]


def _run(keys: Sequence[_Key], earlier: int, later: int, done: int) -> _Run:
    """The longest run of equal blocks around two equal ones; the copies do not overlap."""
    behind = 1
    while later + behind < len(keys) and earlier + behind < later and _agree(keys, earlier, later, behind):
        behind += 1
    before = 0
    while (
        earlier > before
        and later - before > max(done, earlier + behind)
        and _agree(keys, earlier, later, -before - 1)
    ):
        before += 1
    return _Run(earlier - before, later - before, behind + before)


def _agree(keys: Sequence[_Key], earlier: int, later: int, by: int) -> bool:
    return keys[earlier + by] == keys[later + by]


def _ends_section(rows: _Rows, run: _Run) -> bool:
    """Whether the copy goes to the end of a section, or past one."""
    end = run.later + run.length
    if end == len(rows.blocks) or rows.blocks[end].kind in (_HEADING, BlockKind.RULE):
        return True
    headings = sum(block.kind is _HEADING for block in rows.blocks[run.later : end])
    return headings > 1


def _span(blocks: Sequence[Block]) -> Span:
    return Span(blocks[0].span.start, blocks[-1].span.end)
