"""How many processes a run may have, and functions that run in two of them at a time."""

from __future__ import annotations

import gc
import os
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Generic, TypeVar

from postlint.model.records import NamedTuple

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

T = TypeVar("T")

#: to start a process takes as long as to check some dozens of files
_FEWEST_FILES = 200
#: more processes than any machine needs, and fewer than a system forbids
_MOST = 64


def processes_for(files: int, jobs: int | None) -> int:
    """How many processes so many files are worth; `jobs` is what the user wants, if anything."""
    if jobs is not None:
        return min(jobs, files, _MOST)
    return 1 if files < _FEWEST_FILES else min(_cores(), files, _MOST)


def _cores() -> int:
    """The processors that this process may run on."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def can_fork() -> bool:
    """Whether this process may be copied as it is. A copy knows all that is loaded already; beside other
    threads it may never wake up."""
    return sys.platform == "linux" and threading.active_count() == 1


def ending(code: int | None) -> str:
    """How a process ended, from its exit code: `SIGKILL`, `status 1`."""
    if code is not None and code < 0:
        import signal

        return signal.Signals(-code).name
    return f"status {code}"


class Failure(NamedTuple):
    """What another process raised."""

    error: Exception


class Ended(NamedTuple):
    """Stands for the answer of a process that died; `how` it did."""

    how: str


class _Fork(NamedTuple, Generic[T]):
    process: BaseProcess
    connection: Connection


def side_by_side(functions: Sequence[Callable[[], T]], most: int) -> list[T | Ended]:
    """What the functions return, in their order. The first ones, up to `most` less one (at least 1), run in a
    copy of this process each; the others in this one. What they return must be fit for pickle.

    Raises what one of them raises.
    """
    forked: list[_Fork[T]] = []
    try:
        with suppress(OSError):  # the system gives no more processes
            for do in functions[: most - 1] if can_fork() else ():
                forked.append(_forked(do, [fork.connection for fork in forked]))
        here: list[T | Ended] = [do() for do in functions[len(forked) :]]
        return [*map(_answer, forked), *here]
    finally:
        for fork in forked:
            fork.process.kill()
            fork.process.join()


def _forked(do: Callable[[], T], open_before: Sequence[Connection]) -> _Fork[T]:
    from multiprocessing import get_context

    context = get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_do, args=(do, theirs, [ours, *open_before]), daemon=True)
    process.start()
    theirs.close()
    return _Fork(process, ours)


def _do(do: Callable[[], object], connection: Connection, copied: Sequence[Connection]) -> None:
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends us
    for other in copied:
        other.close()  # or we would not notice that the parent is gone
    gc.freeze()  # to look through what is the parent's would copy it
    try:
        answer = do()
    except Exception as error:  # raised again where the answer is wanted
        answer = Failure(error)
    connection.send(answer)


def _answer(fork: _Fork[T]) -> T | Ended:
    try:
        said = fork.connection.recv()
    except (EOFError, OSError):  # before its answer, or in the middle of it
        fork.process.join()
        return Ended(f"the process that ran it ended ({ending(fork.process.exitcode)})")
    if isinstance(said, Failure):
        raise said.error
    answer: T = said
    return answer
