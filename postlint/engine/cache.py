"""Keeps the results of posts from one run to the next, in one SQLite database.

Whatever is wrong with the database costs time and never a result: it is said once, and the run goes on
without.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from postlint.model.records import NamedTuple

if TYPE_CHECKING:
    import sqlite3  # which is loaded when there is a database

#: the folder for the database in a site's root
FOLDER = ".postlint_cache"
_FILE = "results.sqlite3"

#: "plnt": tells our databases from others (https://www.sqlite.org/pragma.html#pragma_application_id)
_APPLICATION = 0x706C6E74
#: of the tables; another one's database is emptied
_FORMAT = 3

_DAMAGED = "the cache in {} was damaged, and has been begun anew"

#: seconds to wait for another run that is writing
_PATIENCE = 2.0

#: nanoseconds; what a file system says of a file that was changed so lately may be said of its next
#: content too
TOO_FRESH = 2_000_000_000

#: ways to ask (other rules, other options) whose results are kept
_MOST_PLANS = 16

#: https://bford.info/cachedir/
_TAG = """\
Signature: 8a477f597d28d172789f06886806bc55
# This folder holds results of postlint, and can be deleted.
"""

#: runs whose whole output is kept
_MOST_RUNS = 8

_TABLES = """
    create table runs (
        command blob primary key, used integer not null, inputs blob not null, said blob not null
    ) without rowid;
    create table plans (plan blob primary key, used integer not null) without rowid;
    create table posts (
        id integer primary key,
        site text not null, path blob not null, plan blob not null, is_context integer not null,
        size integer not null, modified integer not null, changed integer not null,
        content blob not null, asked text not null, result blob not null, facts blob not null,
        unique (site, path, plan, is_context)
    );
    create table kept (
        site text not null, code text not null, kept text not null, primary key (site, code)
    ) without rowid;
    create table told (
        site text not null, code text not null, told blob not null, primary key (site, code)
    ) without rowid;
    create table answers (
        site text not null, question text not null, answer text not null,
        primary key (site, question)
    ) without rowid;
"""


class StoredError(Exception):
    """What was stored is nothing that was ever put there: somebody has written into the cache."""


@contextmanager
def reading_back() -> Iterator[None]:
    """Where stored bytes are read: raises StoredError for whatever is wrong with their shape."""
    try:
        yield
    except (ValueError, TypeError, KeyError, IndexError, AttributeError) as error:
        raise StoredError(str(error)) from error


class State(NamedTuple):
    """What the file system says of a file without its being read: bytes, and times in nanoseconds."""

    size: int
    modified: int
    changed: int


class Entry(NamedTuple):
    """What is known of a post: how its file was, the digest of its bytes, what was asked about the world
    and answered, the result and the facts as `engine/stored.py` writes them."""

    path: str
    state: State
    content: bytes
    asked: str
    result: bytes
    facts: bytes


#: an entry as it is stored: path, size, modified, changed, content, asked, result, facts
Row: TypeAlias = tuple[bytes, int, int, int, bytes, str, bytes, bytes]


def entry_of(path: str, row: Row) -> Entry:
    """What is known of a post, as `Cache.posts` has it."""
    _, size, modified, changed, content, asked, result, facts = row
    return Entry(path, State(size, modified, changed), content, asked, result, facts)


def state_of(path: str | os.PathLike[str]) -> State:
    """Raises OSError where there is no such file.

    A file that was changed a moment ago gets a time that none has, so that its content is looked at again.
    """
    said = os.stat(path)
    is_fresh = time.time_ns() - max(said.st_mtime_ns, said.st_ctime_ns) < TOO_FRESH
    return State(said.st_size, -1 if is_fresh else said.st_mtime_ns, said.st_ctime_ns)


class Cache:
    """The results that are stored in a folder.

    `trouble` says, for the user, why there is nothing to be had from it or nothing to be put there. Who does
    not tell the user leaves a damaged database as it is: it `mends` nothing.
    """

    def __init__(self, folder: Path, *, mends: bool = True) -> None:
        self.folder = folder
        self._mends = mends
        self.trouble = ""
        self._pending: list[tuple[str, Sequence[tuple[object, ...]]]] = []
        self._plans: set[bytes] = set()
        self._forgotten: set[str] = set()
        self._database: sqlite3.Connection | None = None
        import sqlite3

        try:
            self._database = self._opened()
        except (sqlite3.Error, OSError) as error:
            self._give_up(error)

    def posts(self, site: str, plan: bytes, *, is_context: bool) -> dict[str, Row]:
        """What is known of the posts of a site under one plan, by their path; see `entry_of`.

        Of posts that only give their facts, what is known of those that were checked will do.
        """
        self._plans.add(plan)
        if site in self._forgotten:
            return {}
        query = (
            "select path, size, modified, changed, content, asked, result, facts from posts "
            "where site = ? and plan = ? and is_context <= ?"
        )
        if is_context:  # of two rows for one post the last counts
            query += " order by is_context desc"
        rows = self._ask(query, (site, plan, is_context))
        with reading_back():
            return {os.fsdecode(row[0]): row for row in rows}

    def run(self, command: bytes) -> tuple[bytes, bytes] | None:
        """What a run of this command depended on and what it said, as they were given to `keep_run`."""
        rows = self._ask("select inputs, said from runs where command = ?", (command,))
        return rows[0] if rows else None

    def keep_run(self, command: bytes, inputs: bytes, said: bytes) -> None:
        """Have what a run depended on and what it said stored."""
        row = (command, time.time_ns(), inputs, said)
        self._pending.append(("insert or replace into runs values (?, ?, ?, ?)", [row]))
        latest = f"select command from runs order by used desc limit {_MOST_RUNS}"
        self._pending.append((f"delete from runs where command not in ({latest})", [()]))

    def answers(self, site: str) -> dict[tuple[str, str], str | None]:
        """The questions that were asked for all of a site, with the answers of that time."""
        rows = self._ask("select question, answer from answers where site = ?", (site,))
        with reading_back():
            return {tuple(json.loads(question)): json.loads(answer) for question, answer in rows}

    def kept(self, site: str) -> dict[str, str]:
        """What the rules across posts want to have again, by code."""
        if site in self._forgotten:
            return {}
        return dict(self._ask("select code, kept from kept where site = ?", (site,)))

    def told(self, site: str) -> dict[str, bytes]:
        """What the rules across posts said, by code."""
        if site in self._forgotten:
            return {}
        return dict(self._ask("select code, told from told where site = ?", (site,)))

    def forget_site(self, site: str) -> None:
        """Take away all that is known of a site: what held for all of it is no longer so."""
        self._forgotten.add(site)
        for table in ("posts", "answers", "kept", "told"):
            self._pending.append((f"delete from {table} where site = ?", [(site,)]))

    def keep_posts(self, site: str, plan: bytes, entries: Iterable[Entry], *, is_context: bool) -> None:
        """Have these posts stored, in place of what was known of them under the same plan."""
        rows = [
            (
                site,
                os.fsencode(entry.path),  # a name may be no text
                plan,
                is_context,
                *entry.state,
                entry.content,
                entry.asked,
                entry.result,
                entry.facts,
            )
            for entry in entries
        ]
        self._pending.append((f"insert or replace into posts values (null{', ?' * 11})", rows))
        self._plans.add(plan)

    def keep_answers(self, site: str, answers: Iterable[tuple[str, str, str | None]]) -> None:
        """Have the answers to questions that are asked for all of a site stored."""
        rows = [(site, json.dumps(question), json.dumps(answer)) for *question, answer in answers]
        self._pending.append(("insert or replace into answers values (?, ?, ?)", rows))

    def keep(self, site: str, kept: Iterable[tuple[str, str]]) -> None:
        """Have what the rules across posts want to have again stored: their codes, and text."""
        rows = [(site, *each) for each in kept]
        self._pending.append(("insert or replace into kept values (?, ?, ?)", rows))

    def keep_told(self, site: str, told: Iterable[tuple[str, bytes]]) -> None:
        """Have what the rules across posts said stored, with their codes."""
        rows = [(site, *each) for each in told]
        self._pending.append(("insert or replace into told values (?, ?, ?)", rows))

    def discard(self) -> str:
        """Take away the database, in which there is what was never put there. Gives what to tell the user."""
        if self._database is not None:
            self._database.close()
            self._database = None
            try:
                for beside in ("", "-wal", "-shm"):
                    (self.folder / f"{_FILE}{beside}").unlink(missing_ok=True)
            except OSError as error:
                self._give_up(error)
                return self.trouble
        self.trouble = _DAMAGED.format(self.folder)
        return self.trouble

    def close(self) -> None:
        """Write all that is to be stored, at once or not at all."""
        database = self._database
        if database is None:
            return
        import sqlite3

        try:
            with closing(database):
                if any(rows for _, rows in self._pending):
                    database.execute("begin immediate")
                    for statement, rows in self._pending:
                        database.executemany(statement, rows)
                    self._forget_plans(database)
                    database.execute("commit")
        except sqlite3.Error as error:
            self._give_up(error)

    def _forget_plans(self, database: sqlite3.Connection) -> None:
        """Note which plans were used, and take away the posts of those that were not for the longest time."""
        now = time.time_ns()
        database.executemany(
            "insert or replace into plans values (?, ?)", [(plan, now) for plan in self._plans]
        )
        kept = f"select plan from plans order by used desc limit {max(_MOST_PLANS, len(self._plans))}"
        database.execute(f"delete from plans where plan not in ({kept})")
        database.execute("delete from posts where plan not in (select plan from plans)")

    def _opened(self) -> sqlite3.Connection:
        import sqlite3

        _prepare(self.folder)
        file = self.folder / _FILE
        try:
            return _connected(file)
        except sqlite3.DatabaseError as error:
            if not self._mends:
                raise
            if isinstance(error, sqlite3.OperationalError):
                raise  # locked, or not to be written: it may be all right
            self.trouble = _DAMAGED.format(self.folder)
            file.unlink()
            return _connected(file)

    def _ask(self, query: str, values: Sequence[object]) -> list[Any]:
        if self._database is None:
            return []
        import sqlite3

        try:
            return self._database.execute(query, values).fetchall()
        except sqlite3.Error as error:
            self._give_up(error)
            return []

    def _give_up(self, error: Exception) -> None:
        self._database = None
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        why = f"{why[:1].lower()}{why[1:]}"
        self.trouble = f"the cache in {self.folder} cannot be used ({why}), and the run went on without it"


def _prepare(folder: Path) -> None:
    """Make the folder, with what tells git and backups to leave it alone."""
    if folder.is_dir():
        return
    folder.mkdir(parents=True)
    (folder / ".gitignore").write_text("*\n", encoding="ascii")
    (folder / "CACHEDIR.TAG").write_text(_TAG, encoding="ascii")


def _connected(file: Path) -> sqlite3.Connection:
    """Raises sqlite3.Error where the file is none of our databases, or cannot be read and written."""
    import sqlite3

    database = sqlite3.connect(file, timeout=_PATIENCE, isolation_level=None)
    try:
        # a lost write costs a little time in the next run, a synchronous one costs it in each
        database.execute("pragma synchronous = off")
        database.execute("pragma trusted_schema = off")
        [(application,)] = database.execute("pragma application_id")
        [(version,)] = database.execute("pragma user_version")
        [(tables,)] = database.execute("select count(*) from sqlite_master")
        if application == _APPLICATION and version == _FORMAT:
            return database
        if tables and application != _APPLICATION:
            raise sqlite3.OperationalError(f"{file.name} is a database of another program")
        _set_up(database)
    except BaseException:
        database.close()
        raise
    return database


def _set_up(database: sqlite3.Connection) -> None:
    database.execute("pragma journal_mode = wal")
    database.execute("begin immediate")
    [(version,)] = database.execute("pragma user_version")
    if version != _FORMAT:  # another run may have been faster
        for kind, name in database.execute(
            "select type, name from sqlite_master where type = 'table'"
        ).fetchall():
            database.execute(f'drop {kind} "{name}"')
        for statement in _TABLES.split(";"):
            database.execute(statement)
        database.execute(f"pragma application_id = {_APPLICATION}")
        database.execute(f"pragma user_version = {_FORMAT}")
    database.execute("commit")
