"""Findings for people: grouped by file, each with its source line, a caret and what would mend it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from postlint.model.findings import Diagnostic, Place, PlacedEdit, PlacedFix
from postlint.model.records import NamedTuple
from postlint.model.report import Report
from postlint.model.text import Excerpt, LineIndex, Position, Span
from postlint.reporters.cells import Cells, has_plain_cells, laid_out
from postlint.reporters.changes import Changes, changed_words
from postlint.reporters.message import message_of
from postlint.reporters.style import Style
from postlint.reporters.visible import visible

_ELLIPSIS = "…"

#: stands under words that differ from those of another version
_CHANGED = "~"

#: cells to keep on either side of the culprit when a line has to be cut
_CONTEXT = 12

#: a source line is never cut to fewer cells, however narrow the terminal: what stands before the
#: culprit, an ellipsis on either side and a `<U+202E>` have to fit
_NARROWEST = 24

#: code points of a change that still reads at a glance
_SHORT = 60

#: white space as it is shown where nothing else differs
_WHITE = str.maketrans({"\t": "→", " ": "·"})


def render(report: Report, style: Style) -> Iterator[str]:
    """The findings under the path of their file; files without any are left out."""
    frames = _Frames(style)
    for result in report.results:
        if result.diagnostics:
            yield f"{style.ink.path}{visible(result.path)}{style.ink.off}"
            yield ""
            for found in result.diagnostics:
                yield from _finding(found, style, frames)
                yield ""


def _finding(found: Diagnostic, style: Style, frames: _Frames) -> Iterator[str]:
    ink, place = style.ink, found.place
    shown: list[Place] = []
    changes: dict[Place, Changes] = {}
    if found.related:
        shown = [each.place for each in found.related if each.place.path == found.path or each.is_version]
        changes = {each.place: changed_words(place, each.place) for each in found.related if each.is_version}
    digits = len(str(max([place.start.line, *(each.start.line for each in shown)])))
    ours = next((ours for ours, _ in changes.values()), ())
    margin = " " * (digits + 3)
    color = ink.severity[found.severity]
    yield (
        f"  {place.start.line}:{place.start.column} {color}{found.severity.value} {found.code}{ink.off} "
        f"{visible(message_of(found))} {ink.faint}({found.name}){ink.off}"
    )
    yield f"{margin}{ink.gutter}|{ink.off}"
    yield from frames.of(place, digits, _Marks("^", ours), color)
    for related in found.related:
        message = f"{margin}{ink.note}note:{ink.off} {visible(related.message)}"
        if related.place.path != found.path:
            start = related.place.start
            where = f"{ink.path}{visible(related.place.path)}{ink.off}:{start.line}:{start.column}"
            message += f" ({where})"
        _, theirs = changes.get(related.place, ((), ()))
        if related.is_version:
            message += (
                f", {_CHANGED} where the words differ" if ours or theirs else ", words differ further on"
            )
        yield message
        if related.place in shown:
            yield from frames.of(related.place, digits, _Marks("-", theirs), ink.note)
    if found.fix is not None:
        kind = "safe fix" if found.fix.safe else "unsafe fix"
        yield f"{margin}{ink.help}help:{ink.off} {visible(found.fix.title)} ({kind})"
        removed, added = _change(found.fix, place)
        if removed:
            yield f"{margin}  {ink.removed}- {visible(removed)}{ink.off}"
        if added:
            yield f"{margin}  {ink.added}+ {visible(added)}{ink.off}"


class _Marks(NamedTuple):
    """What stands under each cell of a place, and where the words of its excerpt stand that are marked as
    changed, in code points of the excerpt."""

    usual: str
    changed: Sequence[Span]


class _Frames:
    """Makes the two lines that show a place. The last ones are kept, since all that a post's front matter
    lacks is shown at one place."""

    def __init__(self, style: Style) -> None:
        self._style = style
        self._asked: tuple[Place, int, _Marks, str] | None = None
        self._frame: tuple[str, str] = ("", "")

    def of(self, place: Place, digits: int, marks: _Marks, color: str) -> tuple[str, str]:
        """The line where the place begins, and marks under each cell of it."""
        asked = (place, digits, marks, color)
        if asked != self._asked:
            self._asked, self._frame = asked, _frame(place, digits, marks, color, self._style)
        return self._frame


def _frame(place: Place, digits: int, marks: _Marks, color: str, style: Style) -> tuple[str, str]:
    start, end = place.start, place.end
    goes_on = f" {_ELLIPSIS} to line {place.last_line}" if place.last_line > start.line else ""
    text, origin = _marked_where_cut(place.excerpt, start)
    shift = place.excerpt.column - origin
    first = min(max(start.column - origin, 0), len(text))
    after = min(max(end.column - origin, first), len(text)) if end.line == start.line else len(text)
    # an insertion point gets a mark of its own, even behind the last character
    after = max(after, first + 1)
    if style.width is None and not marks.changed and has_plain_cells(text):
        line, indent, row = text, first, marks.usual * (after - first)
    else:
        room = None if style.width is None else max(_NARROWEST, style.width - digits - 5 - len(goes_on))
        window = _window(_with_cell(laid_out(text), after), first, after, room)
        line, indent, row = window.line, window.indent, _row(window, marks, shift)
    ink = style.ink
    under = f"{' ' * indent}{color}{row}{goes_on}{ink.off}"
    return (
        f"  {ink.gutter}{start.line:>{digits}} |{ink.off} {line}".rstrip(),
        f"  {' ' * digits} {ink.gutter}|{ink.off} {under}",
    )


def _with_cell(cells: Cells, after: int) -> Cells:
    """The cells, with one for a mark behind the last of them where `after` says that there is one."""
    return cells if after <= len(cells.shown) else Cells([*cells.shown, " "], [*cells.widths, 1])


def _row(window: _Window, marks: _Marks, shift: int) -> str:
    """The marks under a line, which stand `shift` code points to the right of where the excerpt has them."""
    row = [marks.usual] * window.length
    for span in marks.changed:
        cells_of_span = slice(
            max(0, window.cell_of(span.start + shift) - window.indent),
            max(0, window.cell_of(span.end + shift) - window.indent),
        )
        row[cells_of_span] = _CHANGED * len(row[cells_of_span])
    return "".join(row)


def _marked_where_cut(excerpt: Excerpt, start: Position) -> Excerpt:
    """The excerpt with `…` where the line has more than the excerpt, and where its text then begins."""
    text, column = excerpt
    # a window begins LEAD before its place; one that begins earlier was stopped by the line's end
    if len(text) == LineIndex.LONGEST and column == max(1, start.column - LineIndex.LEAD):
        text += _ELLIPSIS
    if column > 1:
        return Excerpt(_ELLIPSIS + text, column - 1)
    return Excerpt(text, column)


class _Window(NamedTuple):
    """As much of a line as is shown, where in it the marks begin and how many they are, in cells.

    `edges` are the cells at which the code points of the whole line begin, `shift` what to add to them.
    """

    line: str
    indent: int
    length: int
    edges: Sequence[int]
    shift: int

    def cell_of(self, offset: int) -> int:
        """The cell of what is shown at which a code point of the line begins."""
        return self.edges[min(offset, len(self.edges) - 1)] + self.shift


def _window(cells: Cells, first: int, after: int, room: int | None) -> _Window:
    """As much of a line as fits into `room` cells, around the code points from `first` to `after`."""
    shown, widths = cells
    edges = [0, *accumulate(widths)]
    left, right = 0, len(widths)
    if room is not None and edges[-1] > room:
        # what must go on the left for the mark to be seen to its end, with an ellipsis on either side
        surplus = min(edges[after] + _CONTEXT, edges[-1]) - (room - 2)
        left = bisect_left(edges, max(0, min(surplus, edges[first] - _CONTEXT)))
        while left < first and widths[left] == 0:
            left += 1
        space = room - (left > 0)
        if edges[-1] - edges[left] > space:
            right = bisect_right(edges, edges[left] + space - 1) - 1
    before = _ELLIPSIS if left > 0 else ""
    behind = _ELLIPSIS if right < len(widths) else ""
    indent = len(before) + edges[first] - edges[left]
    length = edges[min(after, right)] - edges[first] + (len(behind) if after > right else 0)
    line = before + "".join(shown[left:right]) + behind
    return _Window(line, indent, max(1, length), edges, len(before) - edges[left])


def _change(fix: PlacedFix, place: Place) -> tuple[str, str]:
    """The words that a short fix takes away, and those it puts there.

    Both are empty when the fix is too long, or not on the line of the finding, to be told so.
    """
    edits = sorted(fix.edits, key=lambda edit: edit.span)
    removed, added = _new_line(edits) or _changed_words(edits, place) or ("", "")
    if max(len(removed), len(added)) > _SHORT or len(added.splitlines()) > 1:
        return "", ""
    return removed, added


def _new_line(edits: Sequence[PlacedEdit]) -> tuple[str, str] | None:
    if len(edits) != 1 or edits[0].start != edits[0].end or edits[0].start.column != 1:
        return None
    inserted = edits[0].replacement
    return ("", inserted.rstrip("\r\n")) if inserted.endswith(("\r", "\n")) else None


def _changed_words(edits: Sequence[PlacedEdit], place: Place) -> tuple[str, str] | None:
    line, (text, origin) = place.start.line, place.excerpt
    if not edits or any((edit.start.line, edit.end.line) != (line, line) for edit in edits):
        return None
    ranges = [(edit.start.column - origin, edit.end.column - origin) for edit in edits]
    begin, end = ranges[0][0], ranges[-1][1]
    if begin < 0 or end > len(text):
        return None
    while begin > 0 and not text[begin - 1].isspace():
        begin -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    added, at = "", begin
    for (start, stop), edit in zip(ranges, edits, strict=True):
        added += text[at:start] + edit.replacement
        at = stop
    return _told_apart(text[begin:end], added + text[at:end])


def _told_apart(removed: str, added: str) -> tuple[str, str]:
    """Both without the white space around them; where nothing but white space differs, it is shown."""
    if "".join(removed.split()) == "".join(added.split()):
        return removed.translate(_WHITE), added.translate(_WHITE)
    return removed.strip(), added.strip()
