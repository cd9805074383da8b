"""The words that close a run with fixes: how many were made, and which were left out and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from postlint.engine.mending.run import MendedPost
from postlint.reporters.summary import counted
from postlint.reporters.visible import visible

#: fixes left out that are told one by one
_MOST_TOLD = 10


def mended(posts: Sequence[MendedPost], verb: str) -> Iterator[str]:
    """Lines such as `fixed 5 findings in 2 files: 3 EN502, 2 FM004`, and one for each fix left out. The verb
    is "fixed", "would fix" or the like."""
    counts = [len(post.mended.fixed) for post in posts if post.mended.fixed]
    findings, files = sum(counts), len(counts)
    if findings:
        codes = Counter(found.code for post in posts for found in post.mended.fixed)
        each = ", ".join(f"{count} {code}" for code, count in sorted(codes.items()))
        what = f"{counted(findings, 'finding')} in {counted(files, 'file')}"
        yield f"{verb} {what}: {each}"
    else:
        yield f"{verb} nothing" if verb.startswith("would") else f"nothing was {verb}"
    lines = [line for post in posts for line in _left_out(post)]
    for line in lines[:_MOST_TOLD]:
        yield visible(line)
    if len(lines) > _MOST_TOLD:
        more = len(lines) - _MOST_TOLD
        yield f"{counted(more, 'more fix', 'more fixes')} left out for reasons like these"


def _left_out(post: MendedPost) -> Iterator[str]:
    for found, why in post.mended.kept:
        place = f"{found.path}:{found.place.start.line}:{found.place.start.column}"
        yield f"{place}: left {found.code} {found.name} unfixed: the fix would {why}"
    if post.mended.fighting:
        names = " and ".join(post.mended.fighting)
        yield f"{post.shown}: the fixes of {names} undo each other, and none of them was made"
    if post.mended.unfinished:
        yield f"{post.shown}: more fixes than one run makes; run it again"
