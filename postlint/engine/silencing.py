"""Writes the comments that silence findings, where they change nothing that readers or generators see.

A comment is tried at the place that is closest to the finding, then farther from it. One counts only when the
post, read and checked again with it, has the same values and the same blocks, and says less than before.
"""

from __future__ import annotations

import codecs
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from postlint.engine.lint import Desk, lint_post, open_post
from postlint.engine.mending.rounds import Findings, Mended
from postlint.engine.suppress import Suppressions
from postlint.model.body import PROSE_KINDS, Block, BlockKind
from postlint.model.directives import Directive, Reach
from postlint.model.findings import Diagnostic, Edit
from postlint.model.front_matter import Format
from postlint.model.patterns import late
from postlint.model.post import Post
from postlint.model.text import Span, line_with_break
from postlint.reading.directives import PREFIX, directives_in
from postlint.reading.mending import applied

#: what begins a line of a quote, or one that is indented
_MARGIN = late(r"[ \t>]*")
#: what ends a line that a comment may stand before: blanks that break it, a cell's end; not "\\|"
_LINE_END = late(r"(?:[ \t]*(?<!\\)\|)?[ \t]*(?=[\r\n]|\Z)")
#: a backslash that breaks the line, which a comment behind it would spoil
_BREAKS_LINE = late(r"[^\r\n]*\\[ \t]*(?=[\r\n]|\Z)")
_BLANK_LINES = late(r"(?:[ \t]*(?:\r\n|\r|\n))*")


class Comment(NamedTuple):
    """A comment as the edits that write it, which only insert, in the order of the text. `reach` tells what
    it speaks of: a line, a whole block (REST, up to the comment that ends it) or the file."""

    edits: tuple[Edit, ...]
    reach: Reach


class Commented(NamedTuple):
    """A text with comments in it, and the findings for which there is no place to put one."""

    text: str
    left: tuple[Diagnostic, ...]


class _Fault(NamedTuple):
    """What is to be silent at one line: the places where it begins, in order, and the codes, each once."""

    offsets: tuple[int, ...]
    codes: tuple[str, ...]

    @property
    def offset(self) -> int:
        return self.offsets[0]


class Commenter:
    """Knows what is found in one post, and so which comments would be wrong."""

    def __init__(self, post: Post, desk: Desk) -> None:
        self._post, self._desk = post, desk
        self._found = _counted(post, desk)

    def comment_for_line(self, found: Iterable[Diagnostic]) -> Comment | None:
        """The comment that silences findings which begin in one line, or in the block around it where a
        line cannot have one; None where that cannot be said without silencing the whole file."""
        post, fault = self._post, _fault(found)
        is_in_front = post.front is not None and fault.offset < post.front.span.end
        return self._first(_in_front_matter(post, fault) if is_in_front else _in_body(post, fault), fault)

    def comment_for_file(self, found: Iterable[Diagnostic]) -> Comment | None:
        """The comment that silences, in the whole post, the rules that found something; None where there
        is no place for it."""
        fault = _fault(found)
        return self._first(_for_file(self._post, fault), fault)

    def with_comment(self, comment: Comment) -> Commenter:
        """The same for the post with a comment in it."""
        return Commenter(_with(self._post, comment.edits, self._desk), self._desk)

    @property
    def text(self) -> str:
        return self._post.text

    def loud(self, found: Iterable[Diagnostic]) -> list[Diagnostic]:
        """The findings that no comment silences."""
        suppressions = Suppressions(self._post.once(directives_in))
        return [one for one in found if suppressions.directive_for(one.code, one.span.start) is None]

    def _first(self, comments: Iterator[Comment], fault: _Fault) -> Comment | None:
        return next((comment for comment in comments if self._is_true(comment, fault)), None)

    def _is_true(self, comment: Comment, fault: _Fault) -> bool:
        """Whether a comment silences what it is to silence and leaves the rest of the post as it is."""
        after = _with(self._post, comment.edits, self._desk)
        if not _is_like(self._post, after, comment) or not _is_silent(after, comment, fault):
            return False
        found = _counted(after, self._desk)
        # what rules across posts say is not known here
        is_gone = all(found[code] < self._found[code] for code in fault.codes if code in self._found)
        return is_gone and found <= self._found


def commented(post: Post, found: Iterable[Diagnostic], desk: Desk) -> Commented:
    """The text of a post with comments for all of these findings: one for each line, and one for what only
    the whole file can be told of. `desk` is what the post was opened and checked with."""
    commenter, far = Commenter(post, desk), []
    lines = groupby(sorted(found, key=lambda one: one.sort_key), lambda one: _line_start(post.text, one))
    waiting = [list(of_line) for _, of_line in lines]
    # from below, so that what is still to be done mostly stays where it is
    while waiting:
        loud = commenter.loud(waiting.pop())
        comment = commenter.comment_for_line(loud) if loud else None
        if comment is None:
            far += loud
        else:
            commenter = commenter.with_comment(comment)
            waiting = [[_moved_by(comment, one) for one in of_line] for of_line in waiting]
    # where those are now does not matter to a comment that speaks of the whole file
    comment = commenter.comment_for_file(far) if far else None
    if comment is None:
        return Commented(commenter.text, tuple(far))
    return Commented(commenter.with_comment(comment).text, ())


def _moved_by(comment: Comment, found: Diagnostic) -> Diagnostic:
    start, end = found.span
    return found._replace(span=Span(_moved(start, comment.edits), _moved(end, comment.edits)))


def _line_start(text: str, found: Diagnostic) -> int:
    return line_with_break(text, found.span.start).start


def _fault(found: Iterable[Diagnostic]) -> _Fault:
    found = sorted(found, key=lambda one: one.sort_key)
    codes = sorted({one.code for one in found})
    return _Fault(tuple(one.span.start for one in found), tuple(codes))


class Silencing(NamedTuple):
    """The way of changing posts that writes comments for what is reported in them."""

    @property
    def is_of_all(self) -> bool:
        """What a baseline knows needs no comment."""
        return False

    def wants(self, _found: Diagnostic) -> bool:
        return True

    def changed(self, raw: bytes, path: str, desk: Desk, findings: Findings) -> Mended:
        found = findings.wanted
        post = open_post(raw, path, desk)
        done = commented(post, found, desk)
        silenced = tuple(one for one in found if one not in done.left)
        return Mended(_bytes_of(post, done.text) if silenced else raw, silenced)


# places


def _in_front_matter(post: Post, fault: _Fault) -> Iterator[Comment]:
    front = post.front
    if front is None or front.format not in (Format.YAML, Format.TOML):
        return
    yield from _with_words_of(post, fault)
    line = line_with_break(post.text, fault.offset)
    words = f"# postlint: disable={','.join(fault.codes)}"
    if front.inner.holds(line):
        end = line.start + len(line.of(post.text).rstrip())
        yield Comment((_insert(end, f" {words}"),), Reach.LINE)
    if line.start >= front.inner.start:
        margin = _margin(post.text, line.start)
        yield Comment((_insert(line.start, f"{margin}{words}{post.newline}"),), Reach.LINE)


def _in_body(post: Post, fault: _Fault) -> Iterator[Comment]:
    yield from _with_words_of(post, fault)
    line = line_with_break(post.text, fault.offset)
    block = post.body.block_at(fault.offset)
    if block is None:
        yield _behind_line(post, line, fault)
        return
    is_first = line.start == block.span.start
    is_nested = bool(post.text[block.span.start : block.text_start].strip(" \t>#"))
    if is_first and not is_nested:
        above = _written(post, Reach.NEXT_LINE, fault.codes)
        margin = _margin(post.text, line.start)
        yield Comment((_insert(line.start, f"{margin}{above}{post.newline}"),), Reach.NEXT_LINE)
    if block.kind in PROSE_KINDS and block.kind is not BlockKind.HEADING:
        yield _behind_line(post, line, fault)
    if not is_nested:
        yield from _around(post, block, fault)


def _behind_line(post: Post, line: Span, fault: _Fault) -> Comment:
    """At the end of a line, within the last cell of a table's row."""
    text, end = post.text, line.end
    found = _LINE_END.search(text, *line)
    if found is not None:
        end = found.start()
    written = _written(post, Reach.LINE, fault.codes)
    return Comment((_insert(end, f" {written}" if end > line.start else written),), Reach.LINE)


def _around(post: Post, block: Block, fault: _Fault) -> Iterator[Comment]:
    """Above and below a block, which has blank lines to both sides then: it may be code."""
    text, newline = post.text, post.newline
    margin = _margin(text, block.span.start) if block.kind is not BlockKind.INDENTED_CODE else ""
    opening, closing = (_written(post, reach, fault.codes) for reach in (Reach.REST, Reach.END))
    below = line_with_break(text, max(block.span.start, block.span.end - 1)).end
    gap = "" if text[:below].endswith(("\n", "\r")) else newline
    empty = margin.rstrip(" \t") + newline
    above = Edit(Span(block.span.start, block.span.start), f"{margin}{opening}{newline}{empty}")
    yield Comment((above, _insert(below, f"{gap}{empty}{margin}{closing}{newline}")), Reach.REST)


def _for_file(post: Post, fault: _Fault) -> Iterator[Comment]:
    yield from _with_words_of(post, fault, (Reach.FILE,))
    written, newline = _written(post, Reach.FILE, fault.codes), post.newline
    gap = _BLANK_LINES.match(post.text, post.body_start)
    first = gap.end() if gap else post.body_start
    block = post.body.block_at(first)
    # a generator may take all above the first blank line for the excerpt
    is_text = block is not None and block.kind in PROSE_KINDS and not post.path.endswith(".mdx")
    if first < len(post.text):
        yield Comment((_insert(first, f"{written}{newline}{'' if is_text else newline}"),), Reach.FILE)
        yield Comment((_insert(first, f"{written}{newline}{newline}"),), Reach.FILE)
    start = "" if not post.text or post.text.endswith(("\n", "\r")) else newline
    yield Comment((_insert(len(post.text), f"{start}{newline}{written}{newline}"),), Reach.FILE)
    front = post.front
    if front is not None and front.format in (Format.YAML, Format.TOML):
        words = f"# postlint: disable-file={','.join(fault.codes)}{newline}"
        yield Comment((_insert(front.inner.start, words),), Reach.FILE)


def _with_words_of(
    post: Post, fault: _Fault, reaches: Collection[Reach] = (Reach.LINE, Reach.NEXT_LINE)
) -> Iterator[Comment]:
    """The comments that stand there already and speak of the line, or of the file, with more words; and the
    two around its block, where each has a line of its own next to it."""
    for directive in post.once(directives_in):
        reach = directive.reach
        if reach is None or reach not in reaches or not directive.words:
            continue
        if _speaks_of(directive, fault.offset):
            yield Comment((_more_words(post, directive, fault),), reach)
    if Reach.LINE in reaches:
        yield from _with_words_around(post, fault)


def _with_words_around(post: Post, fault: _Fault) -> Iterator[Comment]:
    text = post.text
    block = post.body.block_at(fault.offset) if fault.offset >= post.body_start else None
    if block is None:
        return
    ends = [each for each in post.once(directives_in) if each.reach is Reach.END and each.words]
    for directive in post.once(directives_in):
        if directive.reach is not Reach.REST or not directive.words:
            continue
        names = {word.text for word in directive.words}
        closing = next((each for each in ends if each.span.start >= block.span.end), None)
        if (
            closing is not None
            and names == {word.text for word in closing.words}
            and not text[directive.span.end : block.span.start].strip(" \t\r\n>")
            and not text[block.span.end : closing.span.start].strip(" \t\r\n>")
        ):
            edits = (_more_words(post, directive, fault), _more_words(post, closing, fault))
            yield Comment(edits, Reach.REST)


def _speaks_of(directive: Directive, offset: int) -> bool:
    lines = directive.lines
    return directive.reach is Reach.FILE or (lines is not None and lines.start <= offset < lines.end)


def _more_words(post: Post, directive: Directive, fault: _Fault) -> Edit:
    last = directive.words[-1].span.end
    is_in_body = directive.span.start >= post.body_start
    named = {word.text for word in directive.words}
    parting = ", " if is_in_body else ","
    return _insert(last, "".join(f"{parting}{code}" for code in fault.codes if code not in named))


def _written(post: Post, reach: Reach, codes: Iterable[str]) -> str:
    """A comment as it stands in a body."""
    opening, closing = ("{/*", "*/}") if post.path.endswith(".mdx") else ("<!--", "-->")
    return f"{opening} {PREFIX}{reach} {', '.join(codes)} {closing}"


def _margin(text: str, line_start: int) -> str:
    found = _MARGIN.match(text, line_start)
    return found[0] if found else ""


def _insert(offset: int, written: str) -> Edit:
    return Edit(Span(offset, offset), written)


# proof


def _counted(post: Post, desk: Desk) -> Counter[str]:
    """How often each rule that looks at one post finds something in it."""
    return Counter(found.code for found in lint_post(post, desk).diagnostics)


def _is_like(before: Post, after: Post, comment: Comment) -> bool:
    """Whether two posts have the same values and blocks, but for a comment."""
    return _values(before) == _values(after) and _has_same_blocks(before, after, comment)


def _values(post: Post) -> str | None:
    # as text, for `1` and `True` are the same to Python
    return None if post.front is None else repr(post.front.values)


def _is_silent(after: Post, comment: Comment, fault: _Fault) -> bool:
    suppressions = Suppressions(after.once(directives_in))
    places = [_moved(offset, comment.edits) for offset in fault.offsets]
    return all(suppressions.directive_for(code, place) for place in places for code in fault.codes)


def _with(post: Post, edits: Iterable[Edit], desk: Desk) -> Post:
    return open_post(_bytes_of(post, applied(post.text, edits)), post.path, desk)


def _bytes_of(post: Post, text: str) -> bytes:
    """What a post's file holds when its text is another one."""
    raw = text.encode("utf-8", "surrogateescape")
    return codecs.BOM_UTF8 + raw if post.bom else raw


def _moved(offset: int, edits: Iterable[Edit]) -> int:
    """Where what begins at an offset begins when edits have inserted something."""
    return offset + sum(len(edit.replacement) for edit in edits if edit.span.start <= offset)


def _has_same_blocks(before: Post, after: Post, comment: Comment) -> bool:
    inserted = list(_inserted(comment.edits))
    old = [(block.kind, block.span) for block in before.body.blocks]
    new = [
        (block.kind, Span(_back(block.span.start, inserted), _back(block.span.end, inserted)))
        for block in after.body.blocks
        if not any(span.holds(block.span) for span in inserted)
    ]
    return old == new


def _inserted(edits: Iterable[Edit]) -> Iterator[Span]:
    """What is inserted, as places in the new text."""
    shift = 0
    for edit in edits:
        start = edit.span.start + shift
        yield Span(start, start + len(edit.replacement))
        shift += len(edit.replacement)


def _back(offset: int, inserted: Iterable[Span]) -> int:
    """Where a place of the new text is in the old one."""
    return offset - sum(max(0, min(offset, span.end) - span.start) for span in inserted)
