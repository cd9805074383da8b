"""Puts new bytes where a post stands, so that at any moment it holds the old ones or the new ones."""

from __future__ import annotations

import os
import shutil
import socket
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from secrets import token_hex

from postlint.engine.work import read_file
from postlint.model.digests import blake2b

#: what the name of a file ends with that is written beside a post
_ENDING = ".postlint-tmp"
#: seconds after which nobody is still writing such a file, on whichever machine
_FORSAKEN = 24 * 60 * 60


class ChangedError(OSError):
    """The file holds something else than what was checked."""

    def __init__(self) -> None:
        super().__init__(None, "it has changed since it was checked")


def replace_file(path: str, old: bytes, new: bytes) -> None:
    """Have the file at a path hold `new` instead of `old`.

    What a symbolic link leads to is replaced, not the link. The file keeps its mode, and its owner and group
    where the system allows; other names of it (hard links) keep the old bytes, and extended attributes are
    lost. Raises ChangedError where it does not hold `old`, and OSError where it cannot be written; it is then
    as it was.
    """
    path = os.path.realpath(path)
    if not os.access(path, os.W_OK):
        raise PermissionError(None, "it may not be written", path)
    beside = _beside(path)
    # nobody may read what was not theirs to read
    opened = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        with open(opened, "wb") as file:
            file.write(new)
            file.flush()
            os.fsync(file.fileno())
        _take_after(beside, path)
        if read_file(path) != old:
            raise ChangedError
        os.replace(beside, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(beside)
        raise
    _sync_folder(os.path.dirname(path))


def clear_away(folders: Iterable[str]) -> None:
    """Delete what runs that were killed have left in folders."""
    for folder in folders:
        for name in _names_in(folder):
            file = os.path.join(folder, name)
            with suppress(OSError):  # somebody else has deleted it, or may
                if name.endswith(_ENDING) and _is_forsaken(name, file):
                    os.unlink(file)


def _names_in(folder: str) -> list[str]:
    try:
        return os.listdir(folder)
    except OSError:
        return []


def _beside(path: str) -> str:
    folder, name = os.path.split(path)
    # most file systems take names of 255 bytes
    return os.path.join(folder, f".{name[:40]}.{_this_machine()}.{os.getpid()}.{token_hex(3)}{_ENDING}")


def _this_machine() -> str:
    """Eight letters for this machine, or this container: numbers of processes mean something on it alone."""
    return blake2b(socket.gethostname().encode(), digest_size=4).hexdigest()


def _is_forsaken(name: str, file: str) -> bool:
    """Whether the process is gone that was writing a file of this name."""
    *_, machine, number, _ = name.removesuffix(_ENDING).rsplit(".", 3)
    # where to ask a process whether it runs is to end it, only time tells
    if machine != _this_machine() or not number.isdecimal() or sys.platform == "win32":
        return time.time() - os.stat(file).st_mtime > _FORSAKEN
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except (PermissionError, OverflowError):
        return False
    return False


def _take_after(path: str, other: str) -> None:
    """Give a file the mode of another one, and its owner and group where that is allowed."""
    is_like, mine = os.stat(other), os.stat(path)
    if sys.platform != "win32":
        if is_like.st_gid != mine.st_gid:
            with suppress(PermissionError):
                os.chown(path, -1, is_like.st_gid)
        if is_like.st_uid != mine.st_uid:
            with suppress(PermissionError):
                os.chown(path, is_like.st_uid, -1)
    shutil.copymode(other, path)  # last, for a change of owner may take from it


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
