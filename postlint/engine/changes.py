"""Narrows a run down to what has changed, as git sees it."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path
from urllib.parse import quote

from postlint.config.paths import shown
from postlint.engine.discover import MARKDOWN
from postlint.engine.git import Change, Lines, WorkingCopy
from postlint.engine.workspace import Scope
from postlint.model.findings import Diagnostic, Place
from postlint.model.records import NamedTuple, dataclass, replace
from postlint.model.report import FileResult, Report
from postlint.sites.files import Overlay


class Tracked(NamedTuple):
    """A file as git knows it."""

    copy: WorkingCopy
    change: Change

    @property
    def path(self) -> str:
        """The absolute path, without symbolic links."""
        return _below(self.copy, self.change.path)


@dataclass(frozen=True)
class Changes:
    """What has changed: files by their path without symbolic links, and the names of other files than posts
    that are gone.

    `unstaged` are files that are on disk otherwise than they are staged, or not at all, and `unknown` those
    and folders that git is not told of yet; both only where what is staged counts. `bereft` are the absolute
    paths of posts that are looked at only since they name what is gone.
    """

    scope: Scope
    files: Mapping[str, Tracked]
    gone: frozenset[str]
    submodules: tuple[str, ...]
    unstaged: Mapping[str, Tracked]
    unknown: frozenset[str]
    bereft: frozenset[str] = frozenset()

    def with_bereft(self, bereft: Collection[str]) -> Changes:
        return replace(self, bereft=frozenset(bereft))

    def names_what_is_gone(self, text: str) -> bool:
        """Whether a text holds the name of a file that is gone."""
        return bool(self.gone and self._gone_names.search(text))

    @cached_property
    def _gone_names(self) -> re.Pattern[str]:
        names = {spelled for name in self.gone for spelled in (name, quote(os.fsencode(name)))}
        return re.compile(rf"(?<![\w.-])(?:{'|'.join(map(re.escape, sorted(names)))})(?![\w-])")

    @property
    def overlay(self) -> Overlay:
        """What the file system is to look like."""
        absent = [known for known in self.unstaged.values() if not known.change.is_there]
        contents = {path: partial(_staged, known) for path, known in self.unstaged.items()}
        there = {path for known in absent for path in _with_folders(known)}
        return Overlay(self.unknown, frozenset(there), contents)

    def otherwise_on_disk(self, files: Iterable[Path]) -> Iterator[str]:
        """A note for each file that was read from disk and would be another one in a commit."""
        for file in files:
            path = os.path.realpath(file)
            if path in self.unstaged or path in self.unknown:
                yield f"{shown(file)} was read as it is on disk, which is not what is staged"

    def sifted(self, report: Report, paths: Mapping[str, str]) -> Report:
        """The report without findings that have nothing to do with what has changed. `paths` gives the
        path of each file, without symbolic links, by the path in the report."""
        sieve = _Sieve(self, paths)
        blind = (f"{path} is a submodule: what has changed in it was not seen" for path in self.submodules)
        return report._replace(
            results=tuple(map(sieve.sifted, report.results)), notes=(*report.notes, *blind)
        )


class _Sieve:
    """Knows the lines that differ, and asks git once for those of each file."""

    def __init__(self, changes: Changes, paths: Mapping[str, str]) -> None:
        self._changes, self._paths = changes, paths
        self._lines: dict[str, list[Lines]] = {}

    def sifted(self, result: FileResult) -> FileResult:
        changes, path = self._changes, self._paths.get(result.path, "")
        if path in changes.bereft:
            kept = [each for each in result.diagnostics if changes.names_what_is_gone(each.message)]
        elif changes.scope.only_lines:
            kept = [each for each in result.diagnostics if self._is_touched(each)]
        else:
            return result
        return result._replace(diagnostics=tuple(kept))

    def _is_touched(self, found: Diagnostic) -> bool:
        """Whether a finding, or another place that it speaks of, has a line that differs."""
        places = (found.place, *(other.place for other in found.related))
        is_here = any(_holds(place, lines) for place in places for lines in self._lines_of(place.path))
        return is_here or self._changes.names_what_is_gone(found.message)

    def _lines_of(self, shown: str) -> list[Lines]:
        known = self._changes.files.get(self._paths.get(shown, ""))
        if known is None:
            return []
        if shown not in self._lines:
            self._lines[shown] = known.copy.lines(known.change, self._changes.scope.since)
        return self._lines[shown]


def changes_below(folders: Sequence[str], scope: Scope) -> Changes:
    """What has changed in the working copies that folders belong to.

    Raises PostlintError where git cannot be asked, or does not know the revision.
    """
    copies = list({copy.top: copy for copy in map(WorkingCopy, dict.fromkeys(folders))}.values())
    known = [Tracked(copy, change) for copy in copies for change in copy.changes(scope.since)]
    there = [each for each in known if each.change.is_there and not each.change.is_submodule]
    gone = (each.change.path for each in known if not each.change.is_there)
    is_of_index = scope.since is None
    unstaged = list(_unstaged(copies)) if is_of_index else []
    named_only = [each.path for each in unstaged if each.change.is_new]
    return Changes(
        scope,
        files={each.path: each for each in there},
        gone=frozenset(os.path.basename(path) for path in gone if not path.endswith(MARKDOWN)),
        submodules=tuple(each.change.path for each in known if each.change.is_submodule),
        unstaged={each.path: each for each in unstaged if not each.change.is_new},
        unknown=frozenset([*_unknown(copies), *named_only] if is_of_index else ()),
    )


def _unstaged(copies: Sequence[WorkingCopy]) -> Iterator[Tracked]:
    for copy in copies:
        yield from (Tracked(copy, change) for change in copy.unstaged() if not change.is_submodule)


def _unknown(copies: Sequence[WorkingCopy]) -> Iterator[str]:
    return (_below(copy, path) for copy in copies for path in copy.unknown())


def _below(copy: WorkingCopy, path: str) -> str:
    # git writes slashes everywhere
    return os.path.join(os.path.realpath(copy.top), path.replace("/", os.sep))


def _staged(known: Tracked) -> bytes:
    return known.copy.staged(known.change.path)


def _with_folders(known: Tracked) -> Iterator[str]:
    """The path of a file and of the folders that it is in, up to the working copy's."""
    path, top = known.path, os.path.realpath(known.copy.top)
    while len(path) > len(top):
        yield path
        path = os.path.dirname(path)


#: what front matter ends with; findings about what is not there stand on it
_FENCES = ("---", "+++", "...", "}")


def _holds(place: Place, changed: Lines) -> bool:
    first, last = place.start.line, place.end.line
    if place.excerpt.text.strip() in _FENCES:
        first = 1  # a line that was taken out anywhere above may be the one that is missed
    # where lines were taken out, both neighbours count
    return first <= max(changed.first, changed.last) and min(changed.first, changed.last) <= last
