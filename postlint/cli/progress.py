"""Shows how far a long run is, on a terminal only, and takes it away at the end."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress

#: seconds; a shorter run shows nothing
_PATIENCE = 1.0


@contextmanager
def progress(*, is_wanted: bool) -> Iterator[Callable[[int, int], None] | None]:
    """Gives the function to call after each file with the number done and the number in all."""
    if not (is_wanted and sys.stderr.isatty()):
        yield None
        return
    bar: Progress | None = None
    shown_from = time.monotonic() + _PATIENCE

    def advance(done: int, total: int) -> None:
        nonlocal bar
        if bar is None and time.monotonic() > shown_from:
            bar = _bar(total)
        if bar is not None:
            bar.update(bar.task_ids[0], completed=done)

    try:
        yield advance
    finally:
        if bar is not None:
            bar.stop()


def _bar(total: int) -> Progress:
    from rich.console import Console
    from rich.progress import Progress

    bar = Progress(console=Console(stderr=True), transient=True)
    bar.add_task("checking posts", total=total)
    bar.start()
    return bar
