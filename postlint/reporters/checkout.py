"""Paths as services see them that show findings beside the files of a checkout."""

from __future__ import annotations

import posixpath
from pathlib import PurePath
from urllib.parse import quote

from postlint.model.findings import Diagnostic
from postlint.model.patterns import late
from postlint.model.report import Crash
from postlint.reporters.message import message_of
from postlint.reporters.style import Style

# what stands for no byte of a path (PEP 383)
_NO_BYTE = late("[\ud800-\udc7f\udd00-\udfff]")


def from_top(path: str, style: Style) -> str:
    """`path` as seen from the top of the checkout, with forward slashes; one outside of it begins with `../`
    or stays absolute."""
    named = PurePath(path)
    if not named.is_absolute():
        return posixpath.normpath(posixpath.join(style.base, named.as_posix()))
    whole = posixpath.normpath(named.as_posix())
    return whole.removeprefix(f"{style.top}/") if style.top else whole


def message_from_top(found: Diagnostic, style: Style) -> str:
    """What a finding says, with the other post that it names as `from_top` has it."""
    return message_of(found, lambda other: from_top(other, style))


def crash_from_top(crash: Crash, style: Style) -> Crash:
    """A crash whose path, where it has one, is as `from_top` has it."""
    return crash if crash.path is None else crash._replace(path=from_top(crash.path, style))


def is_outside(path: str) -> bool:
    """Whether a path, as `from_top` has it, is of no file of the checkout: no service can show that one."""
    return PurePath(path).is_absolute() or path == ".." or path.startswith("../")


def address(path: str, *, kept: str = "/") -> str:
    """A path as part of an address: the bytes of all but letters, digits, what is `kept` and a few other
    signs as `%C3`."""
    return quote(_NO_BYTE.sub("\ufffd", path), safe=kept, errors="surrogateescape")


def whole_address(path: str, style: Style) -> str:
    """The address of a file outside of the checkout, of which `path` is as `from_top` has it."""
    whole = path
    if not PurePath(path).is_absolute():
        whole = posixpath.normpath(posixpath.join(style.top, path))
    # the path of a Windows file begins with its drive
    return f"file://{'' if whole.startswith('/') else '/'}{address(whole, kept='/:')}"
