"""Draws lines in a square with logarithmic axes, as an SVG image for light and dark pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil, floor, log10
from typing import NamedTuple
from xml.sax.saxutils import escape

WIDTH, HEIGHT = 460, 340
#: room for the words around the square: left, top, right, bottom
LEFT, TOP, RIGHT, BOTTOM = 64, 44, 16, 46

#: colours that can be told apart by those who see red and green alike
#: (https://jfly.uni-koeln.de/color/), on white and on a dark page
COLORS = (("#0072b2", "#56b4e9"), ("#d55e00", "#e69f00"), ("#009e73", "#4ccfa5"), ("#a4508b", "#cc79a7"))

STYLE = """\
text { font: 12px system-ui, sans-serif; fill: #333; }
.title { font-weight: 600; }
.grid { stroke: #ddd; }
.line { fill: none; stroke: currentColor; stroke-width: 2; }
.mark { fill: currentColor; }
"""
STYLE_IN_THE_DARK = """\
text { fill: #ccc; }
.grid { stroke: #444; }
"""


class Line(NamedTuple):
    """What one line shows: the points from left to right, all above 0."""

    name: str
    points: Sequence[tuple[float, float]]


class Chart(NamedTuple):
    """A square with lines; `across` and `up` say what its axes count."""

    title: str
    across: str
    up: str
    lines: Sequence[Line]


def svg(charts: Sequence[Chart]) -> str:
    """An image with the charts side by side."""
    width = WIDTH * len(charts)
    size = f'viewBox="0 0 {width} {HEIGHT}" width="{width}" height="{HEIGHT}"'
    in_the_dark = f"@media (prefers-color-scheme: dark) {{\n{STYLE_IN_THE_DARK}{_colors(1)}}}"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img">',
        f"<title>{escape('; '.join(chart.title for chart in charts))}</title>",
        f"<style>\n{STYLE}{_colors(0)}{in_the_dark}\n</style>",
    ]
    for number, chart in enumerate(charts):
        parts += [f'<g transform="translate({number * WIDTH} 0)">', *_drawn(chart), "</g>"]
    return "\n".join([*parts, "</svg>"]) + "\n"


def _colors(which: int) -> str:
    return "".join(f".c{number} {{ color: {pair[which]}; }}\n" for number, pair in enumerate(COLORS))


class _Axis(NamedTuple):
    """Leads from a number to its place in the image; `begin` and `end` are powers of ten."""

    begin: int
    end: int
    start: float
    length: float

    def place(self, number: float) -> float:
        return round(self.start + (log10(number) - self.begin) / (self.end - self.begin) * self.length, 1)

    @property
    def marks(self) -> list[float]:
        return [10.0**power for power in range(self.begin, self.end + 1)]


def _axis(numbers: Sequence[float], start: float, length: float) -> _Axis:
    begin, end = floor(log10(min(numbers))), ceil(log10(max(numbers)))
    return _Axis(begin, max(end, begin + 1), start, length)


def _drawn(chart: Chart) -> Iterator[str]:
    points = [point for line in chart.lines for point in line.points]
    inner_width, inner_height = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM
    across = _axis([x for x, _ in points], LEFT, inner_width)
    up = _axis([y for _, y in points], TOP + inner_height, -inner_height)
    yield _text(LEFT, 20, chart.title, "title")
    for mark in across.marks:
        x = across.place(mark)
        yield f'<path class="grid" d="M{x} {TOP}V{TOP + inner_height}"/>'
        yield _text(x, TOP + inner_height + 18, f"{mark:,.10g}", anchor="middle")
    for mark in up.marks:
        y = up.place(mark)
        yield f'<path class="grid" d="M{LEFT} {y}H{LEFT + inner_width}"/>'
        yield _text(LEFT - 8, y + 4, f"{mark:,.10g}", anchor="end")
    yield _text(LEFT + inner_width / 2, HEIGHT - 8, chart.across, anchor="middle")
    yield _text(LEFT, TOP - 8, chart.up)
    for number, line in enumerate(chart.lines):
        places = [(across.place(x), up.place(y)) for x, y in line.points]
        path = "L".join(f"{x} {y}" for x, y in places)
        y = TOP + 16 + number * 18
        yield f'<g class="c{number % len(COLORS)}">'
        yield f'<path class="line" d="M{path}"/>'
        yield from (f'<circle class="mark" cx="{x}" cy="{y}" r="3"/>' for x, y in places)
        yield f'<rect class="mark" x="{LEFT + 12}" y="{y - 6}" width="14" height="3"/>'
        yield _text(LEFT + 32, y, line.name)
        yield "</g>"


def _text(x: float, y: float, words: str, name: str = "", anchor: str = "start") -> str:
    said = f' class="{name}"' if name else ""
    return f'<text{said} x="{x}" y="{y}" text-anchor="{anchor}">{escape(words)}</text>'
