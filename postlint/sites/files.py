"""Asks the file system which names a folder holds, each folder once."""

from __future__ import annotations

import os
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple


class Listing(NamedTuple):
    """The names in one folder: as they are, and folded so that another spelling can be found."""

    names: frozenset[str]
    by_fold: dict[str, str]


#: what a folder outside the site answers: we do not look, so we do not know
UNKNOWN = Listing(frozenset(), {})
_EMPTY = Listing(frozenset(), {})


def fold(name: str) -> str:
    """Equal for names that differ in letter case or Unicode normal form only."""
    return unicodedata.normalize("NFC", name).casefold()


@dataclass(frozen=True)
class Files:
    """The folders below one root. Nothing outside the root is listed, not even through a link."""

    root: Path
    _listings: dict[str, Listing] = field(default_factory=dict)

    def listing(self, folder: str) -> Listing:
        """The names in a folder given relative to the root ("" is the root itself).

        An absent or unreadable folder is empty; a folder that a symbolic link puts outside the
        root gives `UNKNOWN`.
        """
        known = self._listings.get(folder)
        if known is None:
            known = self._listings[folder] = self._read(folder)
        return known

    def _read(self, folder: str) -> Listing:
        if "\0" in folder:  # no file system has such a name, and asking raises
            return _EMPTY
        path = os.path.join(self.root, folder)
        real, root = os.path.realpath(path), os.path.realpath(self.root)
        if real != root and not real.startswith(root.rstrip(os.sep) + os.sep):
            return UNKNOWN
        names = []
        try:
            with os.scandir(path) as entries:
                # a link that leads nowhere shows nothing on the page either
                names = [e.name for e in entries if not e.is_symlink() or os.path.exists(e.path)]
        except OSError:
            return _EMPTY
        return Listing(frozenset(names), {fold(name): name for name in sorted(names)})
