"""Checks posts while they are being written, with what is known of the posts around them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from postlint.engine.baseline.by_post import ByPost
from postlint.engine.baseline.file import read_baseline
from postlint.engine.baseline.find import baseline_for
from postlint.engine.discover import Source
from postlint.engine.lint import Desk, lint_post, open_post
from postlint.engine.mending.rounds import Findings, mend
from postlint.engine.suppress import suppressions_of
from postlint.engine.survey import Remembered, Words, key_of, unpack
from postlint.engine.workspace import Settings, Workspace
from postlint.model.findings import Diagnostic, Place, PlacedEdit, PlacedFix
from postlint.model.post import Post
from postlint.model.records import NamedTuple, replace
from postlint.model.report import Crash, FileResult
from postlint.model.text import LineIndex, Position, Span
from postlint.schema.judge import Schema
from postlint.sites.roles import is_template

_NO_WORDS = Words({}, "")


class Checked(NamedTuple):
    """A text as a post, and what is found in it. `left_out` says that the configuration does not want it to
    be checked, or that it is a template for posts."""

    post: Post
    desk: Desk
    diagnostics: tuple[Diagnostic, ...] = ()
    crashes: tuple[Crash, ...] = ()
    left_out: bool = False


class Session:
    """Keeps configurations, schemas and what rules across posts found, until something changes."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._workspace = Workspace(settings)
        self._across: Mapping[str, bytes] = {}
        self._remembered: dict[str, tuple[Remembered, ...]] = {}
        self._words: Mapping[str, Words] = {}
        #: by their file, and by the root of the site that they are for
        self._baselines: dict[Path, ByPost] = {}
        self._known: dict[Path, ByPost | None] = {}
        #: the folders that the user has opened
        self.folders: tuple[Path, ...] = ()

    @property
    def settings(self) -> Settings:
        return self._settings

    def renew(self) -> None:
        """Forget what was read from disk: configurations, schemas, baselines, which files there are."""
        self._workspace = Workspace(self._settings)
        self._baselines.clear()
        self._known.clear()

    def learn(self, across: Mapping[str, bytes]) -> None:
        """Take what a `survey` found, in the place of what was known before."""
        self._across = across
        self._remembered.clear()

    def learn_words(self, words: Mapping[str, Words]) -> None:
        """Take the words that posts use, by the root of their site."""
        self._words = words

    def words_for(self, checked: Checked) -> Words:
        """The words of the site that a post belongs to."""
        return self._words.get(str(checked.desk.site.root), _NO_WORDS)

    def home_of(self, path: str) -> Path | None:
        """The root of the site that a file outside of the folders belongs to; None for one in the folders, or
        where nothing says where the site begins.

        Raises PostlintError as `check` does.
        """
        if any(Path(path).is_relative_to(folder) for folder in self.folders):
            return None
        site = self._workspace.site_of(self._source(path))
        return site.root if self._workspace.is_known(site) else None

    def schema_of(self, checked: Checked) -> Schema | None:
        """The schema that a post is held against."""
        return self._workspace.schema_of(checked.post, checked.desk)

    def read(self, text: str, path: str) -> Checked:
        """A text that stands, or will stand, at an absolute path, with nothing found in it yet.

        Raises PostlintError as `check` does.
        """
        desk, inside = self._workspace.desk_for(self._source(path))
        return Checked(open_post(raw_of(text), inside, desk), desk)

    def check(self, text: str, path: str) -> Checked:
        """What is found in a text that stands, or will stand, at an absolute path.

        Raises PostlintError for a configuration or schema that cannot be used.
        """
        self._keep_up_with_the_day()
        source = self._source(path)
        desk, inside = self._workspace.desk_for(source)
        desk.site.files.asked.clear()
        post = open_post(raw_of(text), inside, desk)
        if desk.plan.excluded or is_template(inside, generator=desk.site.generator):
            return Checked(post, desk, left_out=True)
        result = lint_post(post, desk, shown=path)
        both = sorted(
            (*result.diagnostics, *self._found_across(post, path, desk)), key=lambda one: one.sort_key
        )
        new = self._new(result._replace(diagnostics=tuple(both)), source)
        return Checked(post, desk, new.diagnostics, result.crashes)

    def _new(self, result: FileResult, source: Source) -> FileResult:
        """The result without what a baseline knows."""
        root = self._workspace.site_of(source).root
        if root not in self._known:
            self._known[root] = self._known_in(root)
        known = self._known[root]
        return result if known is None else known.without_known(result, source.path)

    def _known_in(self, root: Path) -> ByPost | None:
        """The baseline that holds for a site, None where there is none."""
        file = baseline_for(root, root)
        if not file.is_file():
            return None
        if file not in self._baselines:
            self._baselines[file] = ByPost(file, read_baseline(file))
        return self._baselines[file]

    def mended(self, text: str, path: str) -> str:
        """The text with all safe fixes made; the text itself where there are none."""
        desk, inside = self._workspace.desk_for(self._source(path))
        raw = raw_of(text)
        result = lint_post(open_post(raw, inside, desk), desk, shown=path)
        findings = Findings(result.diagnostics, result.diagnostics, path)
        mended = mend(raw, inside, desk, findings, unsafe=False).raw
        return text if mended == raw else mended.decode("utf-8", "surrogateescape")

    def _source(self, path: str) -> Source:
        folders = [folder for folder in self.folders if Path(path).is_relative_to(folder)]
        given = max(folders, key=lambda folder: len(folder.parts), default=Path(path).parent)
        return Source(path, path, given, is_named=False)

    def _keep_up_with_the_day(self) -> None:
        today = date.today()  # noqa: DTZ011 - the writer's own day counts
        if today != self._settings.today:
            self._settings = replace(self._settings, today=today)
            self.renew()

    def _found_across(self, post: Post, path: str, desk: Desk) -> Iterator[Diagnostic]:
        key = key_of(path)
        if key not in self._across:
            return
        if key not in self._remembered:
            self._remembered[key] = unpack(self._across[key])
        index = LineIndex(post.text)
        lines = _lines_of(post.text)
        suppressions = suppressions_of(post)
        running = {active.rule.code for active in desk.plan.site_rules}
        for remembered in self._remembered[key]:
            found = _placed(remembered, lines, index)
            if found is None or found.code not in running:
                continue
            if suppressions is None or suppressions.silenced(found) is None:
                yield found


def raw_of(text: str) -> bytes:
    """The bytes of a text from an editor, each half of a character replaced by one character."""
    return text.encode("utf-8", "replace")


def _lines_of(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _placed(remembered: Remembered, lines: Sequence[str], index: LineIndex) -> Diagnostic | None:
    """A finding at the place where its lines are now, the nearest one; None where they are gone."""
    found, wanted = remembered.found, list(remembered.lines)
    was = found.place.start.line - 1
    here = [
        number
        for number, line in enumerate(lines)
        if line == wanted[0] and lines[number : number + len(wanted)] == wanted
    ]
    if not here:
        return None
    by = min(here, key=lambda number: abs(number - was)) - was
    last = found.place.start.line + len(wanted) - 1
    return _moved(found, by, last, index)


def _moved(found: Diagnostic, by: int, last: int, index: LineIndex) -> Diagnostic:
    """A finding so many lines below where it was; of its lines, those up to `last` are known."""
    start, end = found.place.start, found.place.end
    if end.line > last:
        span = index.line_span(last + by)
        end = Position(last, span.end - span.start + 1)
    place = Place(found.place.path, _below(start, by), _below(end, by), found.place.excerpt)
    fix = None if found.fix is None else _moved_fix(found.fix, by, start.line, last, index)
    return found._replace(place=place, span=_span(place.start, place.end, index), fix=fix)


def _moved_fix(fix: PlacedFix, by: int, first: int, last: int, index: LineIndex) -> PlacedFix | None:
    if any(edit.start.line < first or edit.end.line > last for edit in fix.edits):
        return None
    edits = []
    for edit in fix.edits:
        start, end = _below(edit.start, by), _below(edit.end, by)
        edits.append(PlacedEdit(start, end, edit.replacement, _span(start, end, index)))
    return fix._replace(edits=tuple(edits))


def _below(position: Position, by: int) -> Position:
    return position._replace(line=position.line + by)


def _span(start: Position, end: Position, index: LineIndex) -> Span:
    first, last = index.line_span(start.line), index.line_span(end.line)
    return Span(first.start + start.column - 1, last.start + end.column - 1)
