"""Spreads the files of a run over worker processes, and goes on when one of them dies."""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, TypeAlias

from postlint.engine.garbage import collect_garbage_rarely
from postlint.engine.processes import Failure, can_fork, ending, processes_for
from postlint.engine.work import Outcome, Task, check_file, crashed
from postlint.engine.workspace import Settings, Workspace
from postlint.errors import PostlintError
from postlint.model.records import NamedTuple, dataclass, field
from postlint.registry import load_rules

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

#: called with the number of files done and the number in all
Progress: TypeAlias = Callable[[int, int], None]

#: files that a worker is given at a time: more to keep it busy, fewer so that all end together
_MOST_IN_CHUNK = 64
_CHUNKS_PER_WORKER = 8
#: chunks that wait for a worker while it is at another
_AHEAD = 2


class _Chunk(NamedTuple):
    """Places of tasks, `stop` exclusive."""

    start: int
    stop: int


@dataclass
class _Worker:
    """A process, the way to speak to it, and the chunks it has been given, the one at work first."""

    process: BaseProcess
    connection: Connection
    chunks: deque[_Chunk] = field(default_factory=deque)


def check_all(
    tasks: Sequence[Task], workspace: Workspace, settings: Settings, on_progress: Progress | None = None
) -> list[Outcome]:
    """What each task gave, in their order.

    Raises PostlintError for a configuration or schema that cannot be used.
    """
    workers = processes_for(len(tasks), settings.jobs)
    if workers < 2:
        return list(_one_by_one(tasks, workspace, on_progress))
    return _Pool(tasks, workspace, settings, workers).run(on_progress)


def _one_by_one(
    tasks: Sequence[Task], workspace: Workspace, on_progress: Progress | None
) -> Iterator[Outcome]:
    for done, task in enumerate(tasks, 1):
        yield check_file(task, workspace)
        if on_progress is not None:
            on_progress(done, len(tasks))


class _Pool:
    """The workers of one run.

    A worker that dies takes nothing with it but the file it was at: the files of its chunk are done
    again, one at a time, until it is known which one it was.
    """

    def __init__(self, tasks: Sequence[Task], workspace: Workspace, settings: Settings, workers: int) -> None:
        from multiprocessing import get_context

        self._forks = can_fork()
        if self._forks:
            load_rules()  # once, and not in every worker
        context = get_context("fork") if self._forks else get_context("spawn")
        self._process, self._pipe = context.Process, context.Pipe
        self._tasks = tasks
        self._shared = workspace if self._forks else settings
        self._most = workers
        self._workers: list[_Worker] = []
        self._waiting = deque(_chunks(len(tasks), workers))
        self._outcomes: list[Outcome | None] = [None] * len(tasks)
        self._done = 0

    def run(self, on_progress: Progress | None) -> list[Outcome]:
        from multiprocessing.connection import wait

        try:
            while self._done < len(self._tasks):
                self._hand_out()
                for ready in wait([worker.connection for worker in self._workers]):
                    self._listen_to(next(each for each in self._workers if each.connection is ready))
                if on_progress is not None:
                    on_progress(self._done, len(self._tasks))
        finally:
            for worker in self._workers:
                worker.process.kill()
            for worker in self._workers:
                worker.process.join()
        return [outcome for outcome in self._outcomes if outcome is not None]

    def _hand_out(self) -> None:
        """Give each worker enough to do; start those that are missing."""
        while self._waiting and len(self._workers) < self._most:
            try:
                self._workers.append(self._started())
            except OSError:
                if not self._workers:
                    raise
                self._most = len(self._workers)  # the system gives no more
                break
            self._give(self._workers[-1])
        for worker in self._workers:
            while self._waiting and len(worker.chunks) < _AHEAD:
                self._give(worker)

    def _give(self, worker: _Worker) -> None:
        chunk = self._waiting.popleft()
        worker.chunks.append(chunk)
        with suppress(OSError):  # if it has died, listening to it will tell
            worker.connection.send(chunk)

    def _started(self) -> _Worker:
        ours, theirs = self._pipe()
        # a fork has a copy of every connection that we have open
        copied = [ours, *(worker.connection for worker in self._workers)] if self._forks else []
        process = self._process(target=_work, args=(theirs, copied, self._shared, self._tasks), daemon=True)
        process.start()
        theirs.close()
        return _Worker(process, ours)

    def _listen_to(self, worker: _Worker) -> None:
        try:
            said = worker.connection.recv()
        except (EOFError, OSError):
            self._bury(worker)
            return
        if isinstance(said, Failure):
            raise said.error
        chunk = worker.chunks.popleft()
        self._outcomes[chunk.start : chunk.stop] = said
        self._done += len(said)

    def _bury(self, worker: _Worker) -> None:
        """Do again what a dead worker had to do."""
        worker.process.join()
        self._workers.remove(worker)
        if not worker.chunks:
            return
        at_work, *untouched = worker.chunks
        self._waiting.extendleft(reversed(untouched))
        if at_work.stop - at_work.start > 1:
            singles = [_Chunk(place, place + 1) for place in range(at_work.start, at_work.stop)]
            self._waiting.extendleft(reversed(singles))
            return
        task = self._tasks[at_work.start]
        how = f"the process that checked it ended ({ending(worker.process.exitcode)})"
        self._outcomes[at_work.start] = crashed(task, "any", how)
        self._done += 1


def _chunks(tasks: int, workers: int) -> Iterator[_Chunk]:
    size = max(1, min(_MOST_IN_CHUNK, tasks // (workers * _CHUNKS_PER_WORKER)))
    for start in range(0, tasks, size):
        yield _Chunk(start, min(start + size, tasks))


def _work(
    connection: Connection,
    copied: Sequence[Connection],
    shared: Workspace | Settings,
    tasks: Sequence[Task],
) -> None:
    """What a worker does: checks chunk after chunk until nobody wants more."""
    import signal  # which makes three enumerations

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends us
    for other in copied:
        other.close()  # or we would not notice that the parent is gone
    gc.freeze()  # to look through what is the parent's would copy it
    collect_garbage_rarely()
    workspace = Workspace(shared) if isinstance(shared, Settings) else shared
    while True:
        try:
            chunk = connection.recv()
        except EOFError:
            return
        try:
            connection.send([check_file(task, workspace) for task in tasks[chunk.start : chunk.stop]])
        except PostlintError as error:
            connection.send(Failure(error))
