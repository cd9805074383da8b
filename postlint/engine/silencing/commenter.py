"""Finds one comment that silences something, for an editor that offers it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from postlint.engine.lint import Desk
from postlint.engine.silencing.faults import Fault, fault_of
from postlint.engine.silencing.places import Comment, comments_for_file, comments_for_line
from postlint.engine.silencing.proof import Attempt, state_of, with_comments
from postlint.model.findings import Diagnostic
from postlint.model.post import Post


class Commenter:
    """Knows what is found in one post, and so which comments would be wrong."""

    def __init__(self, post: Post, desk: Desk) -> None:
        self._state, self._desk = state_of(post, desk), desk

    def comment_for_line(self, found: Iterable[Diagnostic]) -> Comment | None:
        """The comment that silences findings which begin in one line, or in the block around it where a
        line cannot have one; None where that cannot be said without silencing the whole file."""
        fault = fault_of(found)
        return self._first(comments_for_line(self._state.post, fault), fault)

    def comment_for_file(self, found: Iterable[Diagnostic]) -> Comment | None:
        """The comment that silences, in the whole post, the rules that found something; None where there
        is no place for it."""
        fault = fault_of(found)
        return self._first(comments_for_file(self._state.post, fault), fault)

    def _first(self, comments: Iterator[Comment], fault: Fault) -> Comment | None:
        return next((comment for comment in comments if self._is_true(comment, fault)), None)

    def _is_true(self, comment: Comment, fault: Fault) -> bool:
        _, objection = with_comments(self._state, [Attempt(fault, comment)], self._desk)
        return objection is None
