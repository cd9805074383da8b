"""Puts new bytes where a post stands, so that at any moment it holds the old ones or the new ones."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from collections.abc import Iterable
from contextlib import suppress

from postlint.engine.work import read_file

#: what the name of a file ends with that is written beside a post, behind the number of its process
_ENDING = ".postlint-tmp"


class ChangedError(OSError):
    """The file holds something else than what was checked."""


def replace_file(path: str, old: bytes, new: bytes) -> None:
    """Have the file at a path hold `new` instead of `old`.

    What a symbolic link leads to is replaced, not the link. The file keeps its mode, and its owner where
    the system allows. Raises ChangedError where it does not hold `old`, and OSError where it cannot be
    written; it is then as it was.
    """
    path = os.path.realpath(path)
    if not os.access(path, os.W_OK):
        raise PermissionError(None, "it may not be written", path)
    beside = _beside(path)
    try:
        _write(beside, new)
        _take_after(beside, path)
        if read_file(path) != old:
            raise ChangedError(None, "it has changed since it was checked", path)
        os.replace(beside, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(beside)
        raise
    _sync_folder(os.path.dirname(path))


def clear_away(folders: Iterable[str]) -> None:
    """Delete what runs that were killed have left in folders."""
    for folder in folders:
        with suppress(OSError):
            for name in os.listdir(folder):
                if name.endswith(_ENDING) and not _is_at_work(name):
                    os.unlink(os.path.join(folder, name))


def _beside(path: str) -> str:
    folder, name = os.path.split(path)
    # most file systems take names of 255 bytes
    return os.path.join(folder, f".{name[:40]}.{os.getpid()}{_ENDING}")


def _is_at_work(name: str) -> bool:
    """Whether the process still runs that writes a file of this name."""
    number = name.removesuffix(_ENDING).rpartition(".")[2]
    if not number.isdecimal():
        return True  # none of ours
    if sys.platform == "win32":  # where to ask a process whether it runs is to end it
        return False  # and where what a running process has open cannot be deleted
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return int(number) != os.getpid()


def _write(path: str, raw: bytes) -> None:
    with open(path, "xb") as file:
        file.write(raw)
        file.flush()
        os.fsync(file.fileno())


def _take_after(path: str, other: str) -> None:
    """Give a file the mode of another one, and its owner where that is allowed."""
    shutil.copymode(other, path)
    is_like, mine = os.stat(other), os.stat(path)
    if (is_like.st_uid, is_like.st_gid) != (mine.st_uid, mine.st_gid):
        with suppress(PermissionError):
            os.chown(path, is_like.st_uid, is_like.st_gid)
            os.chmod(path, stat.S_IMODE(is_like.st_mode))  # which a change of owner may take from it


def _sync_folder(folder: str) -> None:
    """Have the new name survive a failure of the power, where folders can be opened."""
    if sys.platform == "win32":
        return
    with suppress(OSError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
