"""Says again what the last run of the same command said, where nothing has changed since that it saw.

To look at the times of all files and folders that a run depended on takes a hundredth of the run.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from postlint.config.discover import FILE_NAMES
from postlint.engine.baseline import FILE_NAME as BASELINE
from postlint.engine.cache import FOLDER, TOO_FRESH, Cache, StoredError, reading_back
from postlint.engine.itself import packages, postlint_itself
from postlint.model.digests import blake2b
from postlint.model.records import NamedTuple
from postlint.sites.detect import generator_of

#: what a run looks for in each folder above a site, beside the signs of a generator
_LOOKED_FOR_ABOVE = (*FILE_NAMES, BASELINE, ".git", ".gitignore")

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


def command(told: Iterable[object], cache: Path | None, path: str) -> Command:
    """The command that is told all this; `told` are values whose `repr` says all there is to say of them."""
    known = (*told, os.getcwd(), time.strftime("%Y-%m-%d"), *postlint_itself(), *packages())
    return Command(blake2b(repr(known).encode(), digest_size=16).digest(), cache, path)


def said_before(called: Command) -> Said | None:
    """What the same command said when it was last run; None where that is not known, or not sure."""
    for folder in _caches(called):
        cache = Cache(folder, mends=False)
        found = cache.run(called.digest)
        cache.close()
        try:
            if found is not None and _is_unchanged(found[0], folder):
                return _read(found[1])
        except StoredError:  # the run that follows replaces it
            return None
    return None


def remember(called: Command, folder: Path, inputs: Iterable[str], started: int, said: Said) -> None:
    """Have what a run said stored with the state of all files and folders that it depended on.

    `started` is when it began, in nanoseconds since the epoch. Nothing is stored where one of the inputs
    changed in the run, or so shortly before it that its time does not tell.
    """
    if len(said.out) > _MOST_BYTES:
        return
    home = folder.parent.absolute()
    paths = sorted(set(inputs) - {os.fspath(each) for each in (home, *home.parents)})
    try:
        states = [_state(path) for path in paths]
        around = _around(home)
    except OSError:  # gone since
        return
    if any(max(modified, changed) > started - TOO_FRESH for _, modified, changed in states):
        return
    head = (len(said.out), said.status)
    cache = Cache(folder)
    cache.keep_run(
        called.digest,
        json.dumps((around, paths, states)).encode("ascii"),
        json.dumps(head).encode("ascii") + b"\n" + said.out + said.err,
    )
    cache.close()


def _caches(called: Command) -> Iterator[Path]:
    """The caches in which a run of the command may be stored: the one it names, or those that there are
    at the first path and above."""
    if called.cache is not None:
        if called.cache.is_dir():
            yield called.cache
        return
    start = Path(called.path).absolute()
    for above in (start, *start.parents):
        if (above / FOLDER).is_dir():
            yield above / FOLDER


def _is_unchanged(inputs: bytes, folder: Path) -> bool:
    with reading_back():
        around, paths, states = json.loads(inputs)
        try:
            return around == _around(folder.parent.absolute()) and all(
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


def _around(home: Path) -> list[list[str]]:
    """What counts of the folder with the cache and of those above it, whose times tell nothing: to make the
    cache changed the first, and all sorts of things the others."""
    names = "\0".join(sorted(os.listdir(home)))
    return [[blake2b(os.fsencode(names), digest_size=16).hexdigest()], *map(_signs_in, home.parents)]


def _signs_in(folder: Path) -> list[str]:
    present = [name for name in _LOOKED_FOR_ABOVE if os.path.exists(folder / name)]
    return [generator_of(folder) or "", *present]
