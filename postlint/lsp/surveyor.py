"""Keeps the folders that are looked through for an editor, and has them checked whenever files change."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from postlint.engine.session import Session
from postlint.errors import PostlintError
from postlint.lsp.surveying import Request, surveyed

LOG = logging.getLogger("postlint.server")

#: seconds in which changed files are gathered before folders are checked again
_GATHERING = 0.5


class Surveyor:
    """Tells a session what other posts have to do with those that are open; `when_learnt` is called whenever
    that is new."""

    def __init__(self, session: Session, when_learnt: Callable[[], None]) -> None:
        self._session = session
        self._when_learnt = when_learnt
        self._timer: asyncio.TimerHandle | None = None
        self._running: asyncio.Task[None] | None = None
        self._is_outdated = False

    def take(self, folders: Sequence[Path], documents: Iterable[str]) -> None:
        """Look through these folders, and the sites of open documents, by their paths, that are in none of
        them."""
        before = self._session.folders
        self._session.folders = tuple(folders)
        for path in documents:
            try:
                home = self._session.home_of(path)
            except PostlintError:  # told when the document is checked
                continue
            if home is not None:
                self._session.folders = (*self._session.folders, home)
        if not set(before).issuperset(self._session.folders):
            self.survey_soon()

    def survey_soon(self) -> None:
        """Check the folders when no more files have changed for a moment."""
        if self._timer is not None:
            self._timer.cancel()
        self._timer = asyncio.get_running_loop().call_later(_GATHERING, self._survey_now)

    def end(self) -> None:
        """End what runs in another process, and start nothing more."""
        self._is_outdated = False
        if self._timer is not None:
            self._timer.cancel()
        if self._running is not None:
            self._running.cancel()

    def _survey_now(self) -> None:
        self._timer = None
        if not self._session.folders:
            return
        if self._running is not None and not self._running.done():
            self._is_outdated = True  # another one follows
            return
        self._is_outdated = False
        self._running = asyncio.create_task(self._surveyed())

    async def _surveyed(self) -> None:
        folders = tuple(str(folder) for folder in self._session.folders)
        try:
            answer = await surveyed(Request(folders, self._session.settings))
        except Exception:  # nobody awaits this task: what is not in the log here is never heard of
            LOG.exception("the folders could not be checked")
            return
        finally:
            if self._is_outdated:
                self.survey_soon()
        for fault in answer.survey.faults:
            LOG.warning("%s", fault)
        self._session.learn(answer.survey.across)
        self._session.learn_words(answer.words)
        self._when_learnt()
