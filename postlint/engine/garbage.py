"""How often Python looks for objects that only hold each other: postlint makes next to none."""

from __future__ import annotations

import gc

#: objects that are made before it looks: more than it takes to start and to check some posts
_AFTER = 200_000


def collect_garbage_rarely() -> None:
    """Have the garbage collector look for cycles now and then only: with many findings in memory it would
    take a fifth of the run."""
    gc.set_threshold(_AFTER, 50, 50)


def leave_garbage() -> None:
    """Have the garbage collector look at nothing that there is now: a process that ends would go through all
    of it twice, which takes a tenth of a run over one post."""
    gc.freeze()
