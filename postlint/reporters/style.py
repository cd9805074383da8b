"""How the lines for people may look: colour, width, and the escape sequences that colour is made of."""

from __future__ import annotations

from collections.abc import Mapping

from postlint.model.findings import Severity
from postlint.model.records import NamedTuple


class Ink(NamedTuple):
    """Strings to put before a piece of text, and `off` to put after it; all empty without colour."""

    off: str
    path: str
    gutter: str
    note: str
    help: str
    faint: str
    removed: str
    added: str
    severity: Mapping[Severity, str]


_COLOR = Ink(
    off="\x1b[0m",
    path="\x1b[1m",
    gutter="\x1b[36m",
    note="\x1b[1;34m",
    help="\x1b[1;32m",
    faint="\x1b[2m",
    removed="\x1b[31m",
    added="\x1b[32m",
    severity={Severity.ERROR: "\x1b[1;31m", Severity.WARNING: "\x1b[1;33m", Severity.INFO: "\x1b[1;34m"},
)
_PLAIN = Ink(
    off="",
    path="",
    gutter="",
    note="",
    help="",
    faint="",
    removed="",
    added="",
    severity=dict.fromkeys(Severity, ""),
)


class Style(NamedTuple):
    """What the place that the lines go to can show.

    `width` is in terminal cells; None leaves source lines as long as they are. `base` is the
    folder of the run as seen from the top of the checkout, for the formats whose readers start
    there; "" where the two are the same. `top` is the whole path of that top, with forward slashes. `files`
    is the address below which a service shows the files of the checkout. Both are "" where not known.
    """

    color: bool = False
    width: int | None = None
    base: str = ""
    top: str = ""
    files: str = ""

    @property
    def ink(self) -> Ink:
        return _COLOR if self.color else _PLAIN
