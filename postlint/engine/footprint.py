"""Names all files and folders that the outcome of a run depends on."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from postlint.config.discover import FILE_NAMES
from postlint.engine.baseline import FILE_NAME as BASELINE
from postlint.engine.work import Outcome, Task
from postlint.engine.workspace import Workspace
from postlint.sites.base import Site
from postlint.sites.detect import READ_FOR_SIGNS
from postlint.sites.files import Question

#: files that are read wherever they are come upon
_READ_ANYWHERE = (*FILE_NAMES, *READ_FOR_SIGNS, ".gitignore", BASELINE)


def footprint(
    looked_through: Iterable[str],
    tasks: Sequence[Task],
    outcomes: Sequence[Outcome],
    asked_for_site: Iterable[tuple[Site, str]],
    workspace: Workspace,
) -> set[str]:
    """Absolute paths of what was read, or listed, or would have been had it been there: of a file that
    is not there, the folder that would hold it."""
    files = {task.source.path for task in tasks}
    folders = {*looked_through, *(os.path.dirname(file) for file in files)}
    folders |= {os.fspath(above) for folder in folders for above in Path(folder).parents}
    files |= {os.path.join(folder, name) for folder in folders for name in _READ_ANYWHERE}
    files |= {os.fspath(file) for file in workspace.files_read()}
    asked = {(questions, id(site)): site for site, questions in asked_for_site}
    for task, outcome in zip(tasks, outcomes, strict=True):
        site = workspace.site_of(task.source)
        asked |= {(outcome.asked, id(site)): site, (outcome.asked_for_site, id(site)): site}
    asked_about: set[str] = set()
    for (questions, _), site in asked.items():
        for about, path, _ in json.loads(questions) if questions else ():
            if about in ("head", "content"):
                files.add(os.path.join(site.root, path))
            asked_about |= set(_folders_of(path, about, site))
    folders |= asked_about
    for folder in asked_about:
        targets = [os.path.realpath(link) for link in _links_in(folder)]
        files |= {*targets, *map(os.path.dirname, targets)}
    return {file for file in files if os.path.exists(file)} | folders


def _links_in(folder: str) -> Iterator[str]:
    """The symbolic links in a folder: where one leads can change, and the folder knows nothing of it."""
    try:
        with os.scandir(folder) as entries:
            yield from [entry.path for entry in entries if entry.is_symlink()]
    except OSError:  # not to be read, as when it was asked about
        return


def _folders_of(path: str, about: str, site: Site) -> Iterator[str]:
    """The folders below a site's root in which a path is, or would be, looked for, in any letter case."""
    steps = path.split("/")
    yield os.fspath(site.root)
    for length in range(1, len(steps) if about != "names" else len(steps) + 1):
        spelled = site.answer(Question("spelling", "/".join(steps[:length])))
        folder = None if spelled is None else os.path.join(site.root, spelled)
        if folder is None or not os.path.isdir(folder):
            return
        yield folder
