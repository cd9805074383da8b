"""Finds the Markdown files that the given paths mean, leaving out what git ignores."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from postlint.errors import PostlintError
from postlint.model.records import NamedTuple, dataclass, field
from postlint.sites.detect import repository_root

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

MARKDOWN = (".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".mdx", ".qmd")

#: why a file is left out that `exclude` names
EXCLUDED = "excluded by the configuration"

#: folders that hold what a generator or a package manager made
MADE = frozenset({"_site", "node_modules", "__pycache__"})


class Source(NamedTuple):
    """A file to check.

    `path` is absolute; `shown` is the path as the user would write it; `given` is the folder that counts as
    the site's when nothing else says which it is; `is_named` tells a file the user named from one that was
    found.
    """

    path: str
    shown: str
    given: Path
    is_named: bool


@dataclass
class Discovery:
    """The files found, how many Markdown files were left out for which reason, and the folders that were
    looked through."""

    sources: list[Source] = field(default_factory=list)
    left_out: dict[str, int] = field(default_factory=dict)
    folders: list[str] = field(default_factory=list)

    def leave_out(self, reason: str) -> None:
        self.left_out[reason] = self.left_out.get(reason, 0) + 1


class MissingPathError(PostlintError):
    """A path on the command line that leads nowhere."""


def discover(
    paths: Iterable[str], *, is_excluded: Callable[[Source], bool], excludes_named: bool
) -> Discovery:
    """Every file to check, in the order of the paths and by name below each, none twice.

    `is_excluded` is the configuration's word; named files are held to it only when `excludes_named`, and are
    then taken as if they had been found.
    Raises MissingPathError for a path that is not there.
    """
    discovery = Discovery()
    seen: set[str] = set()
    for shown in paths:
        path = Path(os.path.abspath(shown))
        if not shown:
            raise MissingPathError("an empty path")
        if path.is_dir():
            found: Iterator[Source] = _below(path, shown, discovery)
        elif path.exists():
            found = iter([named_source(shown, as_found=excludes_named)])
        else:
            raise MissingPathError(f"no file or folder at {shown}")
        for source in found:
            if source.path in seen:
                continue
            seen.add(source.path)
            if not source.is_named and is_excluded(source):
                discovery.leave_out(EXCLUDED)
            else:
                discovery.sources.append(source)
    return discovery


def named_source(shown: str, *, as_found: bool = False) -> Source:
    """The file that the user names, or a hook, for which it is `as_found`. The working folder is taken for
    the site's where the file is below it, else the file's own folder."""
    path, here = Path(os.path.abspath(shown)), Path.cwd()
    given = here if path.is_relative_to(here) else path.parent
    return Source(os.fspath(path), Path(shown).as_posix(), given, is_named=not as_found)


def _below(root: Path, shown: str, discovery: Discovery) -> Iterator[Source]:
    prefix = "" if shown in (".", "./") else Path(shown).as_posix().rstrip("/") + "/"
    top = os.fspath(root).rstrip(os.sep) + os.sep
    for path in _walk(os.fspath(root), Ignores.above(root), discovery):
        yield Source(path, prefix + path[len(top) :].replace(os.sep, "/"), root, is_named=False)


def is_looked_into(path: str) -> bool:
    """Whether the folders of a path, with forward slashes, are none that a generator or a tool made."""
    *folders, _ = path.split("/")
    return not any(name in MADE or (name.startswith(".") and name != "..") for name in folders)


def _walk(folder: str, ignores: Ignores, discovery: Discovery) -> Iterator[str]:
    try:
        with os.scandir(folder) as scanned:
            entries = sorted(scanned, key=lambda entry: entry.name)
    except OSError as error:
        discovery.leave_out(f"in a folder that cannot be read ({error.strerror})")
        return
    discovery.folders.append(folder)
    names = {entry.name for entry in entries}
    if ".gitignore" in names:
        ignores = ignores.with_file(Path(folder))
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            if is_looked_into(f"{entry.name}/") and not ignores.holds(entry.path, True):
                yield from _walk(entry.path, ignores, discovery)
        elif entry.name.endswith(MARKDOWN):
            if not entry.is_file():
                discovery.leave_out("no regular file")
            elif entry.is_symlink():
                # the file it leads to is checked where it stands, or is none of this site's
                discovery.leave_out("behind a symbolic link")
            elif ignores.holds(entry.path, False):
                discovery.leave_out("ignored by git")
            else:
                yield entry.path


@dataclass(frozen=True)
class Ignores:
    """The `.gitignore` files that hold for a folder, outermost first."""

    specs: tuple[tuple[str, GitIgnoreSpec], ...] = ()

    @classmethod
    def above(cls, folder: Path) -> Ignores:
        """Those of the folders above `folder`, from the repository's root down."""
        ignores = cls()
        repository = repository_root(folder)
        if repository is None or repository == folder:
            return ignores
        for above in reversed(folder.parents):
            if above.is_relative_to(repository) and (above / ".gitignore").is_file():
                ignores = ignores.with_file(above)
        # a folder that git ignores and the user names all the same is wanted
        return cls() if ignores.holds(os.fspath(folder), True) else ignores

    def with_file(self, folder: Path) -> Ignores:
        from pathspec import GitIgnoreSpec

        lines = (folder / ".gitignore").read_text(encoding="utf-8", errors="replace").splitlines()
        spec = GitIgnoreSpec.from_lines(lines)
        return Ignores((*self.specs, (os.fspath(folder) + os.sep, spec)))

    def holds(self, path: str, is_folder: bool) -> bool:
        """Whether git would ignore the path; the innermost file that speaks of it decides."""
        for base, spec in reversed(self.specs):
            relative = path[len(base) :].replace(os.sep, "/") + ("/" if is_folder else "")
            verdict = spec.check_file(relative).include
            if verdict is not None:
                return verdict
        return False
