"""Decides which files a run looks at: those that were named, and the rest of their sites."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from postlint.engine.discover import EXCLUDED, Discovery, Source, discover, named_source
from postlint.engine.work import Task
from postlint.engine.workspace import Settings, Workspace
from postlint.sites.base import Site
from postlint.sites.roles import is_template


class Agenda(NamedTuple):
    """The files of a run. `home` is the root of the site that the first path belongs to; `left_out` are the
    reasons for leaving files out with how many of each; `folders` were looked through."""

    tasks: list[Task]
    home: Path
    left_out: dict[str, int]
    folders: list[str]


def agenda_for(paths: Sequence[str], workspace: Workspace, settings: Settings) -> Agenda:
    """What there is to do when these files and folders are to be checked.

    Raises PostlintError for a path that is not there or a configuration that cannot be used.
    """
    found = discover(paths, is_excluded=workspace.is_excluded, excludes_named=settings.excludes_named)
    tasks = [Task(source) for source in _without_templates(found, workspace)]
    agenda = Agenda(tasks, workspace.root_of(paths[0]), found.left_out, found.folders)
    given = [os.path.abspath(path) for path in paths if os.path.isdir(path)]
    _add_context(agenda, given, workspace)
    return agenda


def agenda_for_text(name: str, workspace: Workspace, settings: Settings) -> Agenda:
    """What there is to do when a post is to be checked that stands, or will stand, at this path."""
    source = named_source(name, as_found=settings.excludes_named)
    agenda = Agenda([Task(source)], workspace.root_of(name), {}, [])
    if not source.is_named and workspace.is_excluded(source):
        return agenda._replace(tasks=[], left_out={EXCLUDED: 1})
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
