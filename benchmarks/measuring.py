"""Runs programs and measures them: wall time, CPU time and memory of a program and all that it starts."""

from __future__ import annotations

import os
import subprocess
import tempfile
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from statistics import median
from typing import NamedTuple

#: Seconds between two looks at the memory, and how much longer each pause is than the one before: to look
#: takes time from what is looked at.
_PAUSE, _LONGEST_PAUSE, _GROWTH = 0.005, 0.25, 1.02

#: without what makes every start of Python compile its modules again
_ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


class Command(NamedTuple):
    """A program to run. It fails when it ends with another status than `fine`."""

    words: tuple[str, ...]
    folder: Path
    fine: frozenset[int] = frozenset({0, 1})


class Spent(NamedTuple):
    """Seconds that one run took, of a clock on the wall and of all processors together."""

    wall: float
    cpu: float


class Measured(NamedTuple):
    """The rounds of one command; `peak` is the most memory in bytes, 0 where that is not known."""

    rounds: tuple[Spent, ...]
    peak: int

    @property
    def best(self) -> Spent:
        return Spent(min(each.wall for each in self.rounds), min(each.cpu for each in self.rounds))

    @property
    def middle(self) -> Spent:
        return Spent(median(each.wall for each in self.rounds), median(each.cpu for each in self.rounds))


class FailedError(Exception):
    """A command that did not do its work: how long that took says nothing."""


def spend(command: Command, log: Path | None = None) -> Spent:
    """Run a command once; what it writes goes into a file, which is `log` where that is given.

    The CPU time is that of the program and of every process it has waited for. Raises FailedError.
    """
    with _Output(log) as output:
        started = time.perf_counter()
        child = _start(command, output.number)
        _, status, used = os.wait4(child.pid, 0)
        wall = time.perf_counter() - started
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode not in command.fine:
            raise FailedError(f"it ended with status {child.returncode}: {output.last_line()}")
    return Spent(wall, used.ru_utime + used.ru_stime)


def peak_memory(command: Command) -> int:
    """Run a command once and look again and again how much memory it and its processes have.

    Bytes in memory at the same time, pages that processes share counted once (PSS); 0 where the system
    does not tell. Looking costs time, so that such a run is no measure for anything else.
    """
    peak = 0
    with _Output(None) as output:
        child = _start(command, output.number)
        waiting = threading.Thread(target=child.wait)
        waiting.start()
        pause = _PAUSE
        while waiting.is_alive():
            peak = max(peak, sum(map(_memory_of, _family(child.pid))))
            waiting.join(pause)
            pause = min(pause * _GROWTH, _LONGEST_PAUSE)
        if child.returncode not in command.fine:
            raise FailedError(f"it ended with status {child.returncode}: {output.last_line()}")
    return peak


def output_of(words: Sequence[str]) -> str:
    """What a program writes when it does what it is told without a word of complaint."""
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout


class _Output:
    """A file for what a command writes."""

    def __init__(self, file: Path | None) -> None:
        self._file = open(file, "w+b") if file else tempfile.TemporaryFile()  # noqa: SIM115, PTH123

    def __enter__(self) -> _Output:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    @property
    def number(self) -> int:
        return self._file.fileno()

    def last_line(self) -> str:
        self._file.seek(0)
        lines = self._file.read().decode(errors="replace").split("\n")
        return next((line for line in reversed(lines) if line.strip()), "it wrote nothing")[:200]


def _start(command: Command, output: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command.words,
        cwd=command.folder,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=output,
        env=_ENVIRONMENT,
    )


def _family(process: int) -> list[int]:
    """A process and all that it has started, and that these have started."""
    found = [process]
    for member in found:
        with suppress(OSError):  # it has ended since
            for children in Path(f"/proc/{member}/task").glob("*/children"):
                found += map(int, children.read_text().split())
    return found


def _memory_of(process: int) -> int:
    try:
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    except OSError:  # it has ended, or the system has no such file
        pass
    return 0
