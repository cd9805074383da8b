"""Finds where each key and value of simple YAML stands, as `yaml_block` does for any other."""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model.front_matter import Entries, Node, Scalar, Sequence
from postlint.model.records import NamedTuple
from postlint.model.text import Span
from postlint.reading.yaml_simple import ENTRY, FLOW_ITEM, ITEM

_STYLES = {"'": "single", '"': "double"}


class _Lines(NamedTuple):
    """Lines without their indentation, and the offset in the file at which each begins."""

    text: str
    starts: list[int]

    def offset(self, at: int) -> int:
        """The offset in the file of a place in the text."""
        line = self.text.count("\n", 0, at)
        return self.starts[line] + at - (self.text.rfind("\n", 0, at) + 1)

    def below(self, start: int, end: int, indent: int) -> _Lines:
        """The lines of a part, without more of their indentation."""
        first = self.text.count("\n", 0, start)
        lines = self.text[start:end].splitlines(keepends=True)
        starts = [self.starts[first + number] + indent for number in range(len(lines))]
        return _Lines("".join([line[indent:] for line in lines]), starts)


def places_in(text: str, inner: Span) -> Entries:
    """The places in the YAML between two fences of `text`, which is simple and has no carriage return."""
    block = inner.of(text)
    starts = [inner.start]
    for line in block.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    return _entries(_Lines(block, starts))


def _entries(lines: _Lines) -> Entries:
    entries = tuple(_each_entry(lines))
    return Entries(Span(entries[0][0].span.start, entries[-1][1].span.end), entries)


def _each_entry(lines: _Lines) -> Iterator[tuple[Scalar, Node]]:
    for found in ENTRY.finditer(lines.text):
        name = found["key"]
        if name is None:
            continue
        start = lines.offset(found.start("key"))
        key = Scalar(Span(start, start + len(name)), name, "plain")
        if found["below"]:
            yield key, _below(lines, *found.span("below"))
        elif found["value"]:
            yield key, _scalar(found["value"], lines.offset(found.start("value")))
        elif found["flow"]:
            yield key, _flow(found["flow"].rstrip(" "), lines.offset(found.start("flow")))
        else:
            behind = key.span.end + 1
            yield key, Scalar(Span(behind, behind), "", "plain")


def _scalar(written: str, start: int) -> Scalar:
    value = written.rstrip(" ")
    style = _STYLES.get(value[0], "plain")
    return Scalar(Span(start, start + len(value)), value if style == "plain" else value[1:-1], style)


def _flow(written: str, start: int) -> Sequence:
    items = [_scalar(found[0], start + found.start()) for found in FLOW_ITEM.finditer(written)]
    return Sequence(Span(start, start + len(written)), tuple(items))


def _below(lines: _Lines, start: int, end: int) -> Node:
    text = lines.text[start:end]
    indent = len(text) - len(text.lstrip(" "))
    below = lines.below(start, end, indent)
    if text[indent] != "-":
        return _entries(below)
    items = [
        _scalar(found["value"], below.offset(found.start("value"))) for found in ITEM.finditer(below.text)
    ]
    return Sequence(Span(below.starts[0], items[-1].span.end), tuple(items))
