"""Knows which results of earlier runs still hold, and has those of this run stored."""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterator
from pathlib import Path

from postlint.engine.cache import Cache, Entry, Row, State, entry_of, reading_back, state_of
from postlint.engine.fingerprint import fingerprint_of, rules_of_today
from postlint.engine.lint import Desk
from postlint.engine.told import Earlier
from postlint.engine.work import Outcome, Task, digest_of, read_file
from postlint.engine.workspace import Workspace
from postlint.sites.base import Site
from postlint.sites.files import Answer, Question


class Recall:
    """The cache of a run, asked task by task."""

    def __init__(self, folder: Path, workspace: Workspace) -> None:
        self._cache = Cache(folder)
        self._workspace = workspace
        self._plans: dict[int, bytes] = {}
        self._entries: dict[tuple[int, bool], dict[str, Row]] = {}
        self._answers: dict[int, dict[tuple[str, str], Answer]] = {}
        self._new: dict[tuple[str, bytes, bool], list[Entry]] = {}
        self._sites: dict[int, str] = {}
        self._states: dict[str, State] = {}
        self._earlier: dict[int, tuple[dict[str, str], dict[str, bytes]]] = {}
        self._asked: dict[int, tuple[Site, set[tuple[str, str]]]] = {}

    @property
    def trouble(self) -> str:
        """Why there is nothing to be had from the cache or to be put there; "" where all is well."""
        return self._cache.trouble

    def outcome(self, task: Task) -> Outcome | None:
        """What checking a file would give, from an earlier run; None where that is not known."""
        source = task.source
        try:
            state = self._states[source.path] = state_of(source.path)
        except OSError:  # reading it will tell why
            return None
        desk, path = self._workspace.desk_for(source)
        entry = self._entry(path, desk, task)
        if entry is None or not self._is_answered(entry.asked, desk.site):
            return None
        if state != entry.state or state.modified < 0:
            if not _holds(source.path, entry.content):
                return None
            self._keep(desk, task, entry._replace(state=state))
        return Outcome(
            entry.content, entry.result, entry.facts, entry.asked, is_lasting=True, is_recalled=True
        )

    def keep(self, task: Task, outcome: Outcome) -> None:
        """Have an outcome of this run stored, unless it is none that another run would get."""
        desk, path = self._workspace.desk_for(task.source)
        self.keep_answers(task, outcome)
        state = self._states.get(task.source.path)
        if state is None or not outcome.is_lasting:
            return
        entry = Entry(path, state, outcome.content, outcome.asked, outcome.result, outcome.facts)
        self._keep(desk, task, entry)

    def keep_answers(self, task: Task, outcome: Outcome) -> None:
        """Have stored what was asked for all of the site when a file was checked."""
        if outcome.asked_for_site:
            site = self._workspace.site_of(task.source)
            self._cache.keep_answers(self._site(site), json.loads(outcome.asked_for_site))

    def earlier(self, site: Site) -> Earlier:
        """What the rules across posts want to have again, and what they said."""
        name = self._site(site)
        kept, told = self._cache.kept(name), self._cache.told(name)
        self._earlier[id(site)] = (kept, dict(told))
        with reading_back():
            stored = {code: json.loads(text) for code, text in kept.items()}
            of_today = {code: dict(each) for code, (by, each) in stored.items() if by == rules_of_today()}
        return Earlier(rules_of_today(), self._fingerprint, of_today, told)

    def keep_for_site(self, site: Site, earlier: Earlier) -> None:
        """Have what the rules across posts want to have again, and what they said, stored where it is
        another."""
        kept, told = self._earlier[id(site)]
        texts = {code: json.dumps([rules_of_today(), each]) for code, each in earlier.kept.items() if each}
        name = self._site(site)
        self._cache.keep(name, [(code, text) for code, text in texts.items() if kept.get(code) != text])
        said = [(code, each) for code, each in earlier.told.items() if told.get(code) != each]
        self._cache.keep_told(name, said)

    def asked(self) -> Iterator[tuple[Site, Collection[tuple[str, str]]]]:
        """What was asked in earlier runs, for each site and for those of its posts that were looked up."""
        yield from self._asked.values()
        for number, answers in self._answers.items():
            yield self._asked[number][0], answers

    def discard(self) -> str:
        """Take away all that is stored, and say so."""
        return self._cache.discard()

    def close(self) -> None:
        """Store what is to be stored."""
        for (site, plan, is_context), entries in self._new.items():
            self._cache.keep_posts(site, plan, entries, is_context=is_context)
        self._cache.close()

    def _keep(self, desk: Desk, task: Task, entry: Entry) -> None:
        key = (self._site(desk.site), self._fingerprint(desk), task.is_context)
        self._new.setdefault(key, []).append(entry)

    def _entry(self, path: str, desk: Desk, task: Task) -> Entry | None:
        key = (id(desk), task.is_context)
        entries = self._entries.get(key)
        if entries is None:
            site, plan = self._site(desk.site), self._fingerprint(desk)
            entries = self._entries[key] = self._cache.posts(site, plan, is_context=task.is_context)
        row = entries.get(path)
        return None if row is None else entry_of(path, row)

    def _is_answered(self, asked: str, site: Site) -> bool:
        """Whether all that was asked for a post gets the same answer today."""
        if not asked:
            return True
        answers = self._answers.setdefault(id(site), {})
        with reading_back():
            for about, path, answer in json.loads(asked):
                question = (about, path)
                if question not in answers:
                    answers[question] = site.answer(Question(about, path))
                if answers[question] != answer:
                    return False
        return True

    def _fingerprint(self, desk: Desk) -> bytes:
        if id(desk) not in self._plans:
            self._plans[id(desk)] = fingerprint_of(desk, self._workspace.schema_texts(desk))
        return self._plans[id(desk)]

    def _site(self, site: Site) -> str:
        """What a site is called in the database. What was stored of it is forgotten where something is
        no longer so that all of it depends on."""
        if id(site) not in self._sites:
            where = _relative(site.root, self._cache.folder)
            name = self._sites[id(site)] = json.dumps([where, site.generator, site.asset_roots])
            answers = self._cache.answers(name)
            self._asked[id(site)] = (site, set(answers))
            with reading_back():
                is_outdated = any(
                    site.answer(Question(*asked)) != answer for asked, answer in answers.items()
                )
            if is_outdated:
                self._cache.forget_site(name)
        return self._sites[id(site)]


def _holds(file: str, content: bytes) -> bool:
    """Whether a file still has the bytes of this digest, though it was touched."""
    try:
        return digest_of(read_file(file)) == content
    except OSError:
        return False


def _relative(folder: Path, cache: Path) -> str:
    """The way from the cache to a site, so that both can be moved together."""
    try:
        return os.path.relpath(folder, cache.absolute()).replace(os.sep, "/")
    except ValueError:  # on another drive of Windows
        return os.fspath(folder)
