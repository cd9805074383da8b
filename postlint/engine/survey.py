"""Checks whole folders for somebody who is writing one post: what other posts have to do with it."""

from __future__ import annotations

import os
import pickle
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from postlint.dates import given_dates, published_in
from postlint.engine.agenda import Agenda, agenda_for
from postlint.engine.cache import FOLDER
from postlint.engine.discover import Source
from postlint.engine.run import check_agenda
from postlint.engine.work import read_file
from postlint.engine.workspace import Settings, Workspace
from postlint.errors import PostlintError
from postlint.model.findings import Diagnostic
from postlint.model.post import Post
from postlint.model.records import NamedTuple, replace
from postlint.model.text import LineIndex
from postlint.model.values import Json
from postlint.reading import read_post
from postlint.registry import all_rules
from postlint.sites.labels import labels_of

#: fields with words that posts share
LABELS = ("tags", "tag", "categories", "category", "keywords", "series")
#: fields with a name that posts share
NAMES = ("author", "authors", "layout", "type")
#: words of one field that are worth offering
_MOST_WORDS = 2_000
#: fields that are worth offering, those that at least two posts have
_MOST_FIELDS = 100
#: characters of a word or name; what is longer is a sentence
_LONGEST_WORD = 60
#: lines of a finding that are remembered: it is looked for by them when the text has changed
_MOST_LINES = 50


class Remembered(NamedTuple):
    """What a rule across posts found in a post, with the lines that it begins and ends on, as they were."""

    found: Diagnostic
    lines: tuple[str, ...]


class Words(NamedTuple):
    """What the posts of one site have in their fields, by field, the most frequent first; how they write the
    day on which they appeared, an example, "" where none does; and which fields they have."""

    by_field: Mapping[str, tuple[str, ...]]
    date: str
    fields: tuple[str, ...] = ()


class Survey(NamedTuple):
    """What rules across posts found, by the key of each post, to be unpacked; and why folders could not be
    checked."""

    across: dict[str, bytes]
    faults: tuple[str, ...]


def survey(folders: Iterable[str], settings: Settings) -> Survey:
    """Check folders as a run over each of them would. What cannot be checked is said; nothing is raised."""
    across: dict[str, bytes] = {}
    faults: list[str] = []
    for folder in folders:
        try:
            across.update(_in_folder(folder, settings))
        except PostlintError as error:
            faults.append(str(error))
    return Survey(across, tuple(faults))


def words_of(folders: Iterable[str], settings: Settings) -> dict[str, Words]:
    """The words of the sites below folders, by the root of each site."""
    sites: dict[str, _Counting] = defaultdict(_Counting)
    for folder in folders:
        try:
            workspace = Workspace(settings)
            for task in agenda_for((folder,), workspace, settings).tasks:
                desk, path = workspace.desk_for(task.source)
                post = _read(task.source, path)
                if post is not None:
                    sites[os.fspath(desk.site.root)].add(post, desk.site.generator)
        except PostlintError:  # `survey` says it
            continue
    return {root: counting.words() for root, counting in sites.items()}


def unpack(packed: bytes) -> tuple[Remembered, ...]:
    """What was found in one post; only for bytes of our own processes."""
    remembered: tuple[Remembered, ...] = pickle.loads(packed)
    return remembered


def key_of(path: str) -> str:
    """What a file is known by: systems that take `A.md` for `a.md` know it by either."""
    return os.path.normcase(path)


def _in_folder(folder: str, settings: Settings) -> Iterator[tuple[str, bytes]]:
    workspace = Workspace(settings)
    agenda = agenda_for((folder,), workspace, settings)
    run = check_agenda(agenda, workspace, _with_cache(agenda, workspace, settings))
    sources = {task.source.shown: task.source for task in agenda.tasks}
    codes = {rule.code for rule in all_rules() if rule.across is not None}
    for result in run.report.results:
        found = [one for one in result.diagnostics if one.code in codes]
        post = _read(sources[result.path], result.path) if found else None
        if post is not None:
            index = LineIndex(post.text)
            remembered = tuple(Remembered(one, _lines(post.text, index, one)) for one in found)
            yield key_of(sources[result.path].path), pickle.dumps(remembered)


def _with_cache(agenda: Agenda, workspace: Workspace, settings: Settings) -> Settings:
    """The settings without a cache where an editor only looks at some folder: no site, and none is kept."""
    is_site = any(workspace.is_known(workspace.site_of(task.source)) for task in agenda.tasks[:1])
    is_kept = is_site or (agenda.home / FOLDER).is_dir()
    return replace(settings, is_cached=settings.is_cached and is_kept)


def _lines(text: str, index: LineIndex, found: Diagnostic) -> tuple[str, ...]:
    first, last = found.place.start.line, found.place.end.line
    last = min(last, first + _MOST_LINES - 1)
    return tuple(index.line_span(line).of(text) for line in range(first, last + 1))


def _read(source: Source, path: str) -> Post | None:
    try:
        return read_post(read_file(source.path), path)
    except OSError:  # gone since it was found
        return None


class _Counting:
    """Counts what the posts of one site have in their fields."""

    def __init__(self) -> None:
        self._words: dict[str, Counter[str]] = defaultdict(Counter)
        self._fields: Counter[str] = Counter()
        self._dates: Counter[str] = Counter()
        self._examples: dict[str, str] = {}

    def add(self, post: Post, generator: str | None) -> None:
        if post.front is None or not post.front.values:
            return
        self._fields.update(key for key in post.front.values if len(key) <= _LONGEST_WORD)
        for label in labels_of(post, LABELS, generator):
            self._count(label.kind, label.word)
        for field in NAMES:
            for name in _names_in(post.front.values.get(field)):
                self._count(field, name)
        date = published_in(given_dates(post))
        if date is not None:
            shape = re.sub(r"\d", "0", date.text)
            self._dates[shape] += 1
            self._examples[shape] = date.text

    def words(self) -> Words:
        shapes = self._dates.most_common(1)
        by_field = {
            field: tuple(word for word, _ in counter.most_common(_MOST_WORDS))
            for field, counter in self._words.items()
        }
        fields = tuple(field for field, count in self._fields.most_common(_MOST_FIELDS) if count > 1)
        return Words(by_field, self._examples[shapes[0][0]] if shapes else "", fields)

    def _count(self, field: str, word: str) -> None:
        if word and len(word) <= _LONGEST_WORD and word.isprintable():
            self._words[field][word] += 1


def _names_in(value: Json) -> Iterator[str]:
    if isinstance(value, str):
        yield value.strip()
    elif isinstance(value, dict):
        yield from _names_in(value.get("name"))
    elif isinstance(value, list):
        for item in value:
            yield from _names_in(item)
