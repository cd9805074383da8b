"""Where findings go and how they are written there: `--output-format FORMAT[=FILE]`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TextIO

from postlint.cli.choices import Color
from postlint.cli.console import style_for, takes_commands
from postlint.cli.writing import encoded
from postlint.errors import PostlintError
from postlint.model.hints import question
from postlint.model.records import NamedTuple
from postlint.model.report import Report
from postlint.reporters import REPORTERS
from postlint.reporters.style import Style
from postlint.reporters.visible import harmless


class Output(NamedTuple):
    """A format, and the file that it goes to; None for the standard output."""

    format: str
    file: Path | None = None


class Look(NamedTuple):
    """How findings are shown."""

    outputs: tuple[Output, ...]
    color: Color
    statistics: bool
    quiet: bool


#: formats that can count findings instead of listing them, in a table or as JSON
_COUNTING = ("full", "concise", "github", "json", "jsonl")

#: formats whose lines hold what posts say as it is
_FOR_PEOPLE = ("full", "concise")


def outputs_of(values: Sequence[str], *, statistics: bool) -> tuple[Output, ...]:
    """What is meant by `["sarif=out.sarif", "github"]`. Files may be all that is wanted.

    Raises PostlintError for a format that is not there, and where two outputs would go to one place.
    """
    outputs = tuple(map(_output, values)) or (Output("full"),)
    places = [output.file for output in outputs]
    for place in places:
        if places.count(place) > 1:
            raise PostlintError(_crowded(place))
    for output in outputs:
        if statistics and output.format not in _COUNTING:
            raise PostlintError(f"--statistics counts in a table or as JSON, and not as {output.format}")
    return outputs


def _crowded(place: Path | None) -> str:
    if place is None:
        return "two output formats for standard output: give one a file, as in sarif=report.sarif"
    return f"two output formats for {place}: each needs a file of its own"


def _output(value: str) -> Output:
    name, _, file = value.partition("=")
    if not name:
        raise PostlintError(
            f"no output format before the = in {value}" if value else "an empty output format"
        )
    if name not in REPORTERS:
        raise PostlintError(f"no output format “{name}”{_meant(name)}")
    if name != value and not file:
        raise PostlintError(f"no file behind the = in {value}")
    return Output(name, Path(file) if file and file != "-" else None)


def _meant(name: str) -> str:
    from difflib import get_close_matches

    close = get_close_matches(name, REPORTERS, 1)
    return f"; {question(close[0])}" if close else f": the formats are {', '.join(REPORTERS)}"


def rendered(report: Report, look: Look, stream: TextIO) -> bytes:
    """Findings as they are to be written to a stream; nothing where all of them go to files."""
    output = next((output for output in look.outputs if output.file is None), None)
    if output is None:
        return b""
    lines = _lines(report, output, style_for(look.color, stream), statistics=look.statistics)
    return encoded(map(harmless, lines) if output.format in _FOR_PEOPLE and takes_commands() else lines)


def _lines(report: Report, output: Output, style: Style, *, statistics: bool) -> Iterable[str]:
    if not statistics:
        return REPORTERS[output.format](report, style)
    from postlint.reporters import statistics as count

    is_json = output.format in ("json", "jsonl")
    return (count.statistics_json if is_json else count.statistics)(report, style)


def write_reports(report: Report, look: Look) -> Iterable[str]:
    """Write the reports that go to files, and the folders that they need; a line for each that cannot be
    written."""
    for output in look.outputs:
        if output.file is None:
            continue
        style = style_for(look.color, None)
        try:
            output.file.parent.mkdir(parents=True, exist_ok=True)
            lines = _lines(report, output, style, statistics=look.statistics)
            output.file.write_bytes(encoded(lines))
        except OSError as error:
            yield f"cannot write {output.file}: {error.strerror or error}"
