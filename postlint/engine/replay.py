"""Says again what the last run of the same command said, where nothing has changed since that it saw.

To look at the times of all files and folders that a run depended on takes a hundredth of the run.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from postlint.engine.cache import FOLDER, Cache
from postlint.engine.fingerprint import postlint_itself
from postlint.engine.stored import StoredError, reading_back

#: nanoseconds; what was changed so shortly before a run, or in it, may have been seen before the change
_TOO_FRESH = 2_000_000_000

#: variables that change how findings look
_VARIABLES = ("NO_COLOR", "FORCE_COLOR", "TERM", "COLUMNS", "GITHUB_WORKSPACE")

#: larger output is written again
_MOST_BYTES = 64 * 1024 * 1024


class Said(NamedTuple):
    """What a run wrote to standard output and to standard error, and its exit status."""

    out: bytes
    err: bytes
    status: int


class Command(NamedTuple):
    """A call of the program: a digest of all that it is told, the folder with the cache, where that is
    known, and the first path that is to be checked."""

    digest: bytes
    cache: Path | None
    path: str


def command_of(cache: Path | None, path: str) -> Command:
    """The command that this process was called with."""
    told = (
        *sys.argv[1:],
        os.getcwd(),
        time.strftime("%Y-%m-%d"),
        *(os.environ.get(name) for name in _VARIABLES),
        sys.stdout.isatty(),
        sys.stderr.isatty(),
        os.get_terminal_size() if sys.stdout.isatty() else None,
        *postlint_itself(),
    )
    return Command(blake2b(repr(told).encode(), digest_size=16).digest(), cache, path)


def said_before(command: Command) -> Said | None:
    """What the same command said when it was last run; None where that is not known, or not sure."""
    for folder in _caches(command):
        cache = Cache(folder)
        found = cache.run(command.digest)
        cache.close()
        try:
            if found is not None and _is_unchanged(found[0], folder):
                return _read(found[1])
        except StoredError:  # the run that follows replaces it
            return None
    return None


def remember(command: Command, folder: Path, inputs: Iterable[str], started: int, said: Said) -> None:
    """Have what a run said stored with the state of all files and folders that it depended on.

    `started` is when it began, in nanoseconds since the epoch. Nothing is stored where one of the inputs
    changed in the run, or so shortly before it that its time does not tell.
    """
    if len(said.out) > _MOST_BYTES:
        return
    home = os.fspath(folder.parent.absolute())
    paths = sorted(set(inputs) - {home})
    try:
        states = [_state(path) for path in paths]
        names = _names_beside(folder)
    except OSError:  # gone since
        return
    if any(max(modified, changed) > started - _TOO_FRESH for _, modified, changed in states):
        return
    head = (len(said.out), said.status)
    cache = Cache(folder)
    cache.keep_run(
        command.digest,
        json.dumps((names, paths, states)).encode("ascii"),
        json.dumps(head).encode("ascii") + b"\n" + said.out + said.err,
    )
    cache.close()


def _caches(command: Command) -> Iterator[Path]:
    """The caches in which a run of the command may be stored: the one it names, or those that there are
    at the first path and above."""
    if command.cache is not None:
        if command.cache.is_dir():
            yield command.cache
        return
    start = Path(command.path).absolute()
    for above in (start, *start.parents):
        if (above / FOLDER).is_dir():
            yield above / FOLDER


def _is_unchanged(inputs: bytes, folder: Path) -> bool:
    with reading_back():
        names, paths, states = json.loads(inputs)
        try:
            return names == _names_beside(folder) and all(
                _state(path) == (size, modified, changed)
                for path, (size, modified, changed) in zip(paths, states, strict=True)
            )
        except OSError:  # a file is gone
            return False


def _read(said: bytes) -> Said:
    with reading_back():
        head, _, written = said.partition(b"\n")
        length, status = json.loads(head)
        return Said(written[:length], written[length:], int(status))


def _state(path: str) -> tuple[int, int, int]:
    said = os.stat(path)
    return (said.st_size, said.st_mtime_ns, said.st_ctime_ns)


def _names_beside(folder: Path) -> str:
    """The names beside the cache. The time of that folder tells nothing: to make the cache changed it."""
    names = "\0".join(sorted(os.listdir(folder.parent)))
    return blake2b(os.fsencode(names), digest_size=16).hexdigest()
