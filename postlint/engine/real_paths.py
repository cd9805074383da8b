"""Paths without symbolic links, as git has them."""

from __future__ import annotations

import os


class RealPaths:
    """Paths as git has them, whose working copy may lie behind a symbolic link; asks once for each folder."""

    def __init__(self) -> None:
        self._folders: dict[str, str] = {}

    def of(self, path: str) -> str:
        """An absolute path without symbolic links on the way to the file."""
        folder, _, name = path.rpartition(os.sep)
        if folder not in self._folders:
            self._folders[folder] = os.path.realpath(folder or os.sep)
        return os.path.join(self._folders[folder], name)
