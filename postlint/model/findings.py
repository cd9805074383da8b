"""What a rule says (`Finding`) and what leaves the engine (`Diagnostic`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum

from postlint.model.records import NamedTuple
from postlint.model.text import Excerpt, Position, Span


class Severity(StrEnum):
    """How much a finding matters. `error` outranks `warning` outranks `info`."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for info, 1 for warning, 2 for error."""
        return ("info", "warning", "error").index(self.value)


class Edit(NamedTuple):
    """Put `replacement` where `span` of the post's text is; an empty span inserts."""

    span: Span
    replacement: str


class Fix(NamedTuple):
    """Edits that cure one finding. `safe` means that the meaning of the post cannot change. `drops_bom`: the
    file is to be written without the byte-order mark, which is no part of the text."""

    title: str
    edits: tuple[Edit, ...]
    safe: bool
    drops_bom: bool = False


class Related(NamedTuple):
    """Another place in the same post that the finding speaks of, such as the first of two duplicates.

    `is_version` says that it is a version of the finding's own text: what differs is worth showing.
    """

    span: Span
    message: str
    is_version: bool = False


class Finding(NamedTuple):
    """What a rule yields: the culprit's span and a message that names the thing found.

    `severity` is only for rules whose findings differ among themselves (a phrase pack has its own
    severities); `None` takes the rule's. The configuration has the last word over both.
    """

    span: Span
    message: str
    fix: Fix | None = None
    related: tuple[Related, ...] = ()
    severity: Severity | None = None


#: a file from a careless program has thousands of places with one fault, and each says the same
MOST_ALIKE = 20


def rest_of(places: Sequence[Span], what: str) -> Iterator[Finding]:
    """One finding for all places behind the first `MOST_ALIKE`, none where there are no more; `what`
    begins its message: "control characters in 7 more places"."""
    more = len(places) - MOST_ALIKE
    if more > 0:
        noun = "place" if more == 1 else "places"
        yield Finding(Span(places[MOST_ALIKE].start, places[-1].end), f"{what} in {more} more {noun}")


class Place(NamedTuple):
    """A range as people read it: start and end positions, `end` exclusive, and the line to show."""

    path: str
    start: Position
    end: Position
    excerpt: Excerpt

    @property
    def last_line(self) -> int:
        """The last line with any of the range: an end in column 1 is the line break of the line before."""
        return self.end.line - (self.end.column == 1 and self.end.line > self.start.line)


class RelatedPlace(NamedTuple):
    """A `Related` with lines and columns. `site_path` is how messages call the post when it is another one:
    its path from the site's root."""

    place: Place
    message: str
    is_version: bool = False
    site_path: str | None = None


class PlacedEdit(NamedTuple):
    """An `Edit` with the lines and columns that other tools need."""

    start: Position
    end: Position
    replacement: str
    span: Span


class PlacedFix(NamedTuple):
    title: str
    safe: bool
    edits: tuple[PlacedEdit, ...]
    drops_bom: bool = False

    @property
    def is_text(self) -> bool:
        """Whether formats that know text only can carry it: one that takes a byte-order mark away, or puts
        bytes there that are no UTF-8, they cannot."""
        inserted = "".join(edit.replacement for edit in self.edits)
        return not self.drops_bom and not any("\ud800" <= char <= "\udfff" for char in inserted)


class Diagnostic(NamedTuple):
    """One finding, complete: plain data that can be shown, sorted, sent to another process or stored.

    `place.path` is the path as the caller named it; `span` is in code points of the post's text.
    """

    place: Place
    code: str
    name: str
    severity: Severity
    message: str
    span: Span
    fix: PlacedFix | None = None
    related: tuple[RelatedPlace, ...] = ()

    @property
    def path(self) -> str:
        return self.place.path

    @property
    def sort_key(self) -> tuple[int, int, str, str]:
        """Orders the diagnostics of one post: by place, then code, then message."""
        return (self.span.start, self.span.end, self.code, self.message)


class Silencer(StrEnum):
    """Who says that a finding is not to be reported."""

    COMMENT = "comment"
    BASELINE = "baseline"


class Silenced(NamedTuple):
    """A finding that is not reported. `reason` is what the comment gives as one, "" where it gives none."""

    found: Diagnostic
    by: Silencer
    reason: str = ""
