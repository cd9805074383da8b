"""Filler and residue in prose."""

from __future__ import annotations

from postlint.model.post import Post
from postlint.model.triggers import Trigger, sign
from postlint.phrases.matching import find_in_packs


def finds_phrases(packs: tuple[str, ...], *, before: tuple[str, ...] = ()) -> Trigger:
    """The trigger of rules that tell of what `find_in_packs` finds, whichever category they take."""
    return sign(_has_hits, packs, before)


def _has_hits(post: Post, packs: tuple[str, ...], before: tuple[str, ...]) -> bool:
    # as the rules ask for it, so that the answer is shared
    found = post.once(find_in_packs, packs, before) if before else post.once(find_in_packs, packs)
    return bool(found.hits)
