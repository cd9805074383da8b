"""Runs surveys of whole folders in another process, so that nobody who types waits for them."""

from __future__ import annotations

import asyncio
import os
import pickle
import signal
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import BinaryIO

from postlint.engine.garbage import collect_garbage_rarely
from postlint.engine.survey import Survey, Words, survey, words_of
from postlint.engine.workspace import Settings
from postlint.model.records import NamedTuple

#: seconds; folders that take longer are none that somebody blogs from
_LONGEST = 15 * 60
#: seconds between two looks at whether the server is still there
_LOOKING = 1.0
#: by how much more the process waits for its turn than the editor, where the system knows of such things
_POLITENESS = 10
#: who started it is asked first of all, while it is surely there
_CODE = "import os; parent = os.getppid(); from postlint.lsp.surveying import answer; answer(parent)"
#: `-P`: a file in the user's folder must not be taken for a module
_COMMAND = (sys.executable, "-P", "-c", _CODE)


class Request(NamedTuple):
    """What the other process is to do."""

    folders: tuple[str, ...]
    settings: Settings


class Answer(NamedTuple):
    """What the other process has found out; `words` has those of the posts, by the root of their site."""

    survey: Survey
    words: Mapping[str, Words]


async def surveyed(request: Request) -> Answer:
    """What another process finds in the folders.

    Raises OSError where no process can be started or it ends without an answer, TimeoutError where it takes
    too long, and what `pickle` raises where the answer is none.
    """
    process = await asyncio.create_subprocess_exec(
        *_COMMAND,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    try:
        said, _ = await asyncio.wait_for(process.communicate(pickle.dumps(request)), _LONGEST)
    finally:
        if process.returncode is None:
            with suppress(ProcessLookupError):
                process.kill()
    if process.returncode != 0:
        raise OSError(f"the process that checks the folders ended with status {process.returncode}")
    answer: Answer = pickle.loads(said)
    return answer


def answer(parent: int) -> None:
    """What the other process does: reads a request from its standard input and answers on its output, as long
    as there is a `parent`, the process that started it."""
    with suppress(AttributeError, OSError):
        os.nice(_POLITENESS)
    with _ending_with(parent), own_output() as out:
        with open(0, "rb") as opened:
            request: Request = pickle.load(opened)
        collect_garbage_rarely()
        found = survey(request.folders, request.settings)
        words = words_of(request.folders, request.settings)
        out.write(pickle.dumps(Answer(found, words)))


@contextmanager
def _ending_with(parent: int) -> Iterator[None]:
    """End this process soon after the one that started it is gone, however that came about. A timer, for a
    thread would keep a run from copying this process; there is none on Windows."""

    def look(_signal: int, _frame: object) -> None:
        if os.getppid() != parent:
            raise SystemExit(1)

    if sys.platform == "win32":
        yield
        return
    signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, _LOOKING, _LOOKING)
    try:
        yield
    finally:  # while Python winds down nobody hears the signal, which would end it with a bad status
        signal.setitimer(signal.ITIMER_REAL, 0)


@contextmanager
def own_output() -> Iterator[BinaryIO]:
    """Standard output for the protocol alone: what else is printed meanwhile, by rules of others too, goes to
    standard error."""
    usual = os.dup(1)
    try:
        with os.fdopen(os.dup(1), "wb") as out:
            os.dup2(2, 1)
            yield out
    finally:
        os.dup2(usual, 1)
        os.close(usual)
