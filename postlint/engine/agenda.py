"""Decides which files a run looks at: those that were named, and the rest of their sites."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from postlint.engine.discover import (
    EXCLUDED,
    MARKDOWN,
    Discovery,
    Source,
    discover,
    is_looked_into,
    named_source,
)
from postlint.engine.real_paths import RealPaths
from postlint.engine.work import Task, read_file
from postlint.engine.workspace import Settings, Workspace
from postlint.model.records import NamedTuple
from postlint.sites.base import Site
from postlint.sites.roles import is_template

if TYPE_CHECKING:
    from postlint.engine.changes import Changes


#: why a file is left out of a run that looks at changes
UNCHANGED = "unchanged"


class Agenda(NamedTuple):
    """The files of a run. `home` is the root of the site that the first path belongs to; `left_out` are the
    reasons for leaving files out with how many of each; `folders` were looked through. `written` has what
    some files hold, or will, by absolute path, where that is not to be read; `changes` is what the run is
    narrowed down to."""

    tasks: list[Task]
    home: Path
    left_out: dict[str, int]
    folders: list[str]
    written: Mapping[str, bytes] = MappingProxyType({})
    changes: Changes | None = None


def agenda_for(paths: Sequence[str], workspace: Workspace, settings: Settings) -> Agenda:
    """What there is to do when these files and folders are to be checked.

    Raises PostlintError for a path that is not there or a configuration that cannot be used.
    """
    changes = None
    if settings.scope is not None:
        from postlint.engine.changes import changes_below  # what most runs do not need

        changes = changes_below([*map(_folder_of, paths)], settings.scope)
        workspace.overlay = changes.overlay
    found = discover(paths, is_excluded=workspace.is_excluded, excludes_named=settings.excludes_named)
    tasks = [Task(source) for source in _without_templates(found, workspace)]
    agenda = Agenda(tasks, workspace.root_of(paths[0]), found.left_out, found.folders)
    if changes is not None:
        agenda = _narrowed(agenda, changes, paths, workspace)
    given = [os.path.abspath(path) for path in paths if os.path.isdir(path)]
    _add_context(agenda, given, workspace)
    return agenda if changes is None else _as_staged(agenda, changes)


def _folder_of(path: str) -> str:
    whole = os.path.abspath(path)
    return whole if os.path.isdir(whole) else os.path.dirname(whole)


def _narrowed(agenda: Agenda, changes: Changes, paths: Sequence[str], workspace: Workspace) -> Agenda:
    """The agenda with all files as context that have not changed, but for those that name what is gone."""
    real = RealPaths()
    tasks: list[Task] = []
    bereft: list[str] = []
    for task in agenda.tasks:
        path = real.of(task.source.path)
        if path in changes.files:
            tasks.append(task)
        elif changes.gone and _names_what_is_gone(task.source.path, changes):
            bereft.append(path)
            tasks.append(task)
        else:
            tasks.append(task._replace(is_context=True))
    unchanged = sum(task.is_context for task in tasks)
    left_out = agenda.left_out | ({UNCHANGED: unchanged} if unchanged else {})
    given = [real.of(os.path.abspath(path)) for path in paths]
    tasks += _only_staged(changes, given, workspace)
    return agenda._replace(tasks=tasks, left_out=left_out, changes=changes.with_bereft(bereft))


def _only_staged(changes: Changes, given: Sequence[str], workspace: Workspace) -> Iterator[Task]:
    """Posts that a commit would hold and that are not on disk: to be checked where they have changed and are
    below paths that were given."""
    for path, known in changes.unstaged.items():
        if known.change.is_there or not path.endswith(MARKDOWN):
            continue
        source = named_source(_shown(Path(path)), as_found=True)
        site = workspace.site_of(source)
        inside = workspace.path_of(source)
        if is_looked_into(inside) and not (
            workspace.is_excluded(source) or is_template(inside, generator=site.generator)
        ):
            is_given = any(path == each or path.startswith(each.rstrip(os.sep) + os.sep) for each in given)
            yield Task(source, is_context=not (is_given and path in changes.files))


def _as_staged(agenda: Agenda, changes: Changes) -> Agenda:
    """The agenda without files that no commit would hold, and with what is staged of those that are
    otherwise on disk. Nothing changes where that does not count."""
    real = RealPaths()
    paths = {task.source.path: real.of(task.source.path) for task in agenda.tasks}
    unstaged = {path: changes.unstaged.get(known) for path, known in paths.items()}
    written = {path: known.copy.staged(known.change.path) for path, known in unstaged.items() if known}
    tasks = [task for task in agenda.tasks if paths[task.source.path] not in changes.unknown]
    return agenda._replace(tasks=tasks, written=written)


def _names_what_is_gone(path: str, changes: Changes) -> bool:
    try:
        return changes.names_what_is_gone(read_file(path).decode("utf-8", "replace"))
    except OSError:  # what cannot be read names nothing
        return False


def agenda_for_text(raw: bytes, name: str, workspace: Workspace, settings: Settings) -> Agenda:
    """What there is to do when a post with these bytes is to be checked that stands, or will stand, at this
    path."""
    source = named_source(name, as_found=settings.excludes_named)
    if not source.is_named and workspace.is_excluded(source):
        return Agenda([], workspace.root_of(name), {EXCLUDED: 1}, [])
    agenda = Agenda([Task(source)], workspace.root_of(name), {}, [], {source.path: raw})
    _add_context(agenda, (), workspace)
    return agenda


def _without_templates(found: Discovery, workspace: Workspace) -> Iterator[Source]:
    for source in found.sources:
        generator = workspace.site_of(source).generator
        if not source.is_named and is_template(workspace.path_of(source), generator=generator):
            found.leave_out("copied for new posts")
        else:
            yield source


def _add_context(agenda: Agenda, given: Sequence[str], workspace: Workspace) -> None:
    """Add the other posts of the sites that the tasks belong to, where a rule looks at them all."""
    sites: dict[int, Site] = {}
    for task in agenda.tasks:
        desk, _ = workspace.desk_for(task.source)
        if desk.plan.site_rules and workspace.is_known(desk.site):
            sites[id(desk.site)] = desk.site
    seen = {task.source.path for task in agenda.tasks}
    for site in sites.values():
        if any(site.root.is_relative_to(folder) for folder in given):
            continue
        found = discover([_shown(site.root)], is_excluded=workspace.is_excluded, excludes_named=False)
        agenda.folders.extend(found.folders)
        agenda.tasks.extend(
            Task(source, is_context=True)
            for source in _without_templates(found, workspace)
            if source.path not in seen and workspace.site_of(source) is site
        )


def _shown(folder: Path) -> str:
    """A folder as the user would write it."""
    here = Path.cwd()
    return os.fspath(folder.relative_to(here) if folder.is_relative_to(here) else folder)
