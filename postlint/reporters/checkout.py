"""Paths as services see them that show findings beside the files of a checkout."""

from __future__ import annotations

import posixpath
from pathlib import PurePath
from urllib.parse import quote

from postlint.model.patterns import late
from postlint.reporters.style import Style

# what stands for no byte of a path (PEP 383)
_NO_BYTE = late("[\ud800-\udc7f\udd00-\udfff]")


def from_top(path: str, style: Style) -> str:
    """`path` as seen from the top of the checkout, with forward slashes; an absolute one stays absolute."""
    named = PurePath(path)
    if named.is_absolute():
        return named.as_posix()
    return posixpath.normpath(posixpath.join(style.base, named.as_posix()))


def address(path: str) -> str:
    """A path as part of an address: the bytes of all but letters, digits and a few signs as `%C3`."""
    return quote(_NO_BYTE.sub("\ufffd", path), errors="surrogateescape")
