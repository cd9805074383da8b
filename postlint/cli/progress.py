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
#: seconds between two looks of the bar; it is drawn by us, for a thread that draws it may not be there when
#: processes are forked
_PAUSE = 0.1


@contextmanager
def progress(*, is_wanted: bool) -> Iterator[Callable[[int, int], None] | None]:
    """Gives the function to call after each file with the number done and the number in all."""
    if not (is_wanted and sys.stderr.isatty()):
        yield None
        return
    bar: Progress | None = None
    draw_from = time.monotonic() + _PATIENCE

    def advance(done: int, total: int) -> None:
        nonlocal bar, draw_from
        if time.monotonic() < draw_from:
            return
        if bar is None:
            bar = _bar(total)
        bar.update(bar.task_ids[0], completed=done, refresh=True)
        draw_from = time.monotonic() + _PAUSE

    try:
        yield advance
    finally:
        if bar is not None:
            bar.stop()


def _bar(total: int) -> Progress:
    from rich.console import Console
    from rich.progress import Progress

    bar = Progress(console=Console(stderr=True), transient=True, auto_refresh=False)
    bar.add_task("checking posts", total=total)
    bar.start()
    return bar
