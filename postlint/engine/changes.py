"""Narrows a run down to what has changed, as git sees it."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import quote

from postlint.engine.discover import MARKDOWN
from postlint.engine.git import Lines, WorkingCopy
from postlint.engine.workspace import Scope
from postlint.model.findings import Diagnostic, Place
from postlint.model.report import FileResult, Report


@dataclass(frozen=True)
class Changes:
    """What has changed: real paths of the files that are there, with the working copy and the path by which
    git knows each, and the names of other files than posts that are gone."""

    scope: Scope
    files: Mapping[str, tuple[WorkingCopy, str]]
    gone: frozenset[str]
    submodules: tuple[str, ...]
    #: posts that are only looked at since they name a file that is gone
    bereft: set[str] = field(default_factory=set)

    def has(self, path: str) -> bool:
        """Whether the file at an absolute path has changed."""
        return real(path) in self.files

    def names_what_is_gone(self, raw: bytes) -> bool:
        """Whether a post's bytes hold the name of a file that is gone."""
        return any(name in raw for name in self._gone_names)

    @property
    def _gone_names(self) -> Iterable[bytes]:
        for name in self.gone:
            yield os.fsencode(name)
            yield quote(os.fsencode(name)).encode("ascii")

    def written(self, path: str) -> bytes:
        """What a commit would hold of a file that is staged."""
        copy, known_as = self.files[real(path)]
        return copy.staged(known_as)

    def sifted(self, report: Report, paths: Mapping[str, str]) -> Report:
        """The report without findings that have nothing to do with what has changed. `paths` gives the
        absolute path of each file by the path in the report."""
        results = tuple(self._sifted(result, paths.get(result.path, "")) for result in report.results)
        blind = (
            f"{path} is a submodule: what has changed in it was not looked at" for path in self.submodules
        )
        return report._replace(results=results, notes=(*report.notes, *blind))

    def _sifted(self, result: FileResult, path: str) -> FileResult:
        if path in self.bereft:
            kept = [found for found in result.diagnostics if self._names_gone(found)]
        elif self.scope.only_lines and self.has(path):
            copy, known_as = self.files[real(path)]
            lines = copy.lines(known_as, self.scope.since)
            kept = [each for each in result.diagnostics if _is_touched(each, lines) or self._names_gone(each)]
        else:
            return result
        return result._replace(diagnostics=tuple(kept))

    def _names_gone(self, found: Diagnostic) -> bool:
        return self.names_what_is_gone(os.fsencode(found.place.excerpt.text))


def changes_below(folders: Sequence[str], scope: Scope) -> Changes:
    """What has changed in the working copies that folders belong to.

    Raises PostlintError where git cannot be asked, or does not know the revision.
    """
    files: dict[str, tuple[WorkingCopy, str]] = {}
    gone: set[str] = set()
    submodules: list[str] = []
    copies = {copy.top: copy for copy in map(WorkingCopy, dict.fromkeys(folders))}
    for copy in copies.values():
        for change in copy.changes(scope.since):
            path = os.path.join(copy.top, change.path)
            if change.is_submodule:
                submodules.append(change.path)
            elif change.is_there:
                files[os.path.realpath(path)] = copy, change.path
            elif not change.path.endswith(MARKDOWN):
                gone.add(os.path.basename(change.path))
    return Changes(scope, files, frozenset(gone), tuple(submodules))


@lru_cache(maxsize=4096)
def _real_folder(folder: str) -> str:
    return os.path.realpath(folder)


def real(path: str) -> str:
    """A path as git has it, whose working copy may lie behind a symbolic link."""
    folder, _, name = path.rpartition(os.sep)
    return f"{_real_folder(folder)}{os.sep}{name}"


def _is_touched(found: Diagnostic, lines: Collection[Lines]) -> bool:
    """Whether a finding, or the other place that it speaks of in its post, has a line that differs."""
    here = [found.place, *(other.place for other in found.related if other.place.path == found.path)]
    return any(_holds(place, changed) for place in here for changed in lines)


#: what front matter ends with; findings about what is not there stand on it
_FENCES = ("---", "+++", "...", "}")


def _holds(place: Place, changed: Lines) -> bool:
    first, last = place.start.line, place.end.line
    if place.excerpt.text.strip() in _FENCES:
        first = 1  # a line that was taken out anywhere above may be the one that is missed
    # where lines were taken out, both neighbours count
    return first <= max(changed.first, changed.last) and min(changed.first, changed.last) <= last
