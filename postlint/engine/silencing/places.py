"""Knows the places where a comment may silence what is found at a line, those closest to it first."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from postlint.engine.silencing.bonds import lines_with
from postlint.engine.silencing.faults import Fault
from postlint.model.body import PROSE_KINDS, Block, BlockKind
from postlint.model.directives import Directive, Reach
from postlint.model.findings import Edit
from postlint.model.front_matter import Format
from postlint.model.patterns import late
from postlint.model.post import Post
from postlint.model.records import NamedTuple
from postlint.model.text import Span, line_with_break
from postlint.reading.directives import PREFIX, directives_in

#: what begins a line of a quote, or one that is indented
_MARGIN = late(r"[ \t>]*")
#: what ends a line that a comment may stand before: blanks or a "\\" that break it, a cell's end; not "\\|"
_LINE_END = late(r"(?:[ \t]*(?<!\\)\|)?(?:[ \t]*|(?<!\\)\\)(?=[\r\n]|\Z)")
_BLANK_LINES = late(r"(?:[ \t]*(?:\r\n|\r|\n))*")


class Comment(NamedTuple):
    """A comment as the edits that write it, which only insert, in the order of the text. `reach` tells what
    it speaks of: a line, a whole block (REST, up to the comment that ends it) or the file."""

    edits: tuple[Edit, ...]
    reach: Reach


def comments_for_line(post: Post, fault: Fault) -> Iterator[Comment]:
    """Comments that may silence what begins in one line, or in the block around it."""
    is_in_front = post.front is not None and fault.offset < post.front.span.end
    yield from (_in_front_matter if is_in_front else _in_body)(post, fault)


def _in_front_matter(post: Post, fault: Fault) -> Iterator[Comment]:
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


def _in_body(post: Post, fault: Fault) -> Iterator[Comment]:
    yield from _with_words_of(post, fault)
    line = line_with_break(post.text, fault.offset)
    block = post.body.block_at(fault.offset)
    if block is None:
        yield _behind_line(post, line, fault)
        return
    whole = lines_with(post, block)
    is_nested = _has_marker(post, block)
    if line.start == whole.start and not is_nested:
        above = _written(post, Reach.NEXT_LINE, fault.codes)
        margin = _margin(post.text, line.start)
        yield Comment((_insert(line.start, f"{margin}{above}{post.newline}"),), Reach.NEXT_LINE)
    if block.kind in PROSE_KINDS and block.kind is not BlockKind.HEADING:
        yield _behind_line(post, line, fault)
    first = post.body.block_at(whole.start)
    if not (is_nested or (first is not None and _has_marker(post, first))):
        yield from _around(post, whole, fault, is_code=block.kind is BlockKind.INDENTED_CODE)


def _has_marker(post: Post, block: Block) -> bool:
    """Whether a list's item or the like begins where a block does, and so nothing can stand above it."""
    return bool(post.text[block.span.start : block.text_start].strip(" \t>#"))


def _behind_line(post: Post, line: Span, fault: Fault) -> Comment:
    """At the end of a line, within the last cell of a table's row."""
    text, end = post.text, line.end
    found = _LINE_END.search(text, *line)
    if found is not None:
        end = found.start()
    written = _written(post, Reach.LINE, fault.codes)
    return Comment((_insert(end, f" {written}" if end > line.start else written),), Reach.LINE)


def _around(post: Post, whole: Span, fault: Fault, *, is_code: bool) -> Iterator[Comment]:
    """Above and below lines, which have blank lines to both sides then: they may be code. In a list there
    are no blank lines, which would set its items apart, and there is none above the first lines of a post:
    a generator may take all above the first blank line for the excerpt."""
    text, newline = post.text, post.newline
    margin = "" if is_code else _margin(text, whole.start)
    opening, closing = (_written(post, reach, fault.codes) for reach in (Reach.REST, Reach.END))
    below = line_with_break(text, max(whole.start, whole.end - 1)).end
    gap = "" if text[:below].endswith(("\n", "\r")) else newline
    empty = "" if margin and not margin.strip(" \t") else margin.rstrip(" \t") + newline
    is_excerpt = post.front is not None and not text[post.body_start : whole.start].strip()
    above = _insert(whole.start, f"{margin}{opening}{newline}{'' if is_excerpt else empty}")
    yield Comment((above, _insert(below, f"{gap}{empty}{margin}{closing}{newline}")), Reach.REST)


def comments_for_file(post: Post, fault: Fault) -> Iterator[Comment]:
    """Comments that may silence, in the whole post, the rules that found something."""
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
    post: Post, fault: Fault, reaches: Collection[Reach] = (Reach.LINE, Reach.NEXT_LINE)
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


def _with_words_around(post: Post, fault: Fault) -> Iterator[Comment]:
    text = post.text
    block = post.body.block_at(fault.offset) if fault.offset >= post.body_start else None
    if block is None:
        return
    whole = lines_with(post, block)
    ends = [each for each in post.once(directives_in) if each.reach is Reach.END and each.words]
    for directive in post.once(directives_in):
        if directive.reach is not Reach.REST or not directive.words:
            continue
        names = {word.text for word in directive.words}
        closing = next((each for each in ends if each.span.start >= whole.end), None)
        if (
            closing is not None
            and names == {word.text for word in closing.words}
            and not text[directive.span.end : whole.start].strip(" \t\r\n>")
            and not text[whole.end : closing.span.start].strip(" \t\r\n>")
        ):
            edits = (_more_words(post, directive, fault), _more_words(post, closing, fault))
            yield Comment(edits, Reach.REST)


def _speaks_of(directive: Directive, offset: int) -> bool:
    lines = directive.lines
    return directive.reach is Reach.FILE or (lines is not None and lines.start <= offset < lines.end)


def _more_words(post: Post, directive: Directive, fault: Fault) -> Edit:
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
