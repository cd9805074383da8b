"""Asks the file system which names a folder holds and how a file begins, each once."""

from __future__ import annotations

import os
import stat
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

#: code points of a path that systems open at most
LONGEST_PATH = 4096

#: bytes that tell what a file is
HEAD = 512

_EMPTY = Listing(frozenset(), {})


def fold(name: str) -> str:
    """Equal for names that differ in letter case or Unicode normal form only."""
    return unicodedata.normalize("NFC", name).casefold()


def _may_exist(path: str) -> bool:
    """Whether a system can be asked for a path: NUL and most lone surrogates stand in no name, and
    asking for one raises."""
    try:
        return len(path) <= LONGEST_PATH and b"\0" not in os.fsencode(path)
    except UnicodeEncodeError:
        return False


@dataclass(frozen=True)
class Files:
    """What is below one root. Nothing outside the root is looked at, not even through a link."""

    root: Path
    _listings: dict[str, Listing] = field(default_factory=dict)
    _heads: dict[str, bytes | None] = field(default_factory=dict)

    def listing(self, folder: str) -> Listing:
        """The names in a folder given relative to the root ("" is the root itself).

        An absent or unreadable folder is empty; a folder that a symbolic link puts outside the
        root gives `UNKNOWN`.
        """
        known = self._listings.get(folder)
        if known is None:
            known = self._listings[folder] = self._read(folder)
        return known

    def head(self, file: str) -> bytes | None:
        """The first `HEAD` bytes of a file given relative to the root.

        None for what is absent, unreadable or outside the root, and for what is no plain file: to
        open a pipe or a device could wait for ever.
        """
        if file not in self._heads:
            self._heads[file] = self._read_head(file)
        return self._heads[file]

    def _read_head(self, file: str) -> bytes | None:
        if not _may_exist(file):
            return None
        path = self._inside(file)
        try:
            if path is None or not stat.S_ISREG(os.stat(path).st_mode):
                return None
            with open(path, "rb", buffering=0) as opened:
                return opened.read(HEAD)
        except OSError:
            return None

    def _inside(self, relative: str) -> str | None:
        """The real path of a file or folder below the root, None where a link leads out of it."""
        real = os.path.realpath(os.path.join(self.root, relative))
        root = os.path.realpath(self.root)
        return real if real == root or real.startswith(root.rstrip(os.sep) + os.sep) else None

    def _may_lead(self, link: str) -> bool:
        """Whether something is behind a link, as far as we look: one to nowhere shows nothing on the
        page either."""
        return self._inside(link) is None or os.path.exists(link)

    def _read(self, folder: str) -> Listing:
        if not _may_exist(folder):
            return _EMPTY
        path = self._inside(folder)
        if path is None:
            return UNKNOWN
        names = []
        try:
            with os.scandir(path) as entries:
                names = [e.name for e in entries if not e.is_symlink() or self._may_lead(e.path)]
        except OSError:
            return _EMPTY
        return Listing(frozenset(names), {fold(name): name for name in sorted(names)})
