"""Names all files and folders that the outcome of a run depends on."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence

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
    asked: Iterable[tuple[Site, Iterable[tuple[str, str]]]],
    workspace: Workspace,
) -> set[str]:
    """Absolute paths of what was read, or listed, or would have been had it been there: of a file that
    is not there, the folder that would hold it.

    `asked` are questions, without those of outcomes that are of this run.
    """
    posts = {task.source.path for task in tasks}
    folders = _with_those_above({*looked_through, *map(os.path.dirname, posts)})
    files = {os.path.join(folder, name) for folder in folders for name in _READ_ANYWHERE}
    files |= {os.fspath(file) for file in workspace.files_read()}
    asked_about: set[str] = set()
    for site, questions in _by_site(tasks, outcomes, asked, workspace):
        files |= {os.path.join(site.root, path) for about, path in questions if about in ("head", "content")}
        inside = {path if about == "names" else path.rpartition("/")[0] for about, path in questions}
        asked_about |= {folder for path in inside for folder in _folders_of(path, site)}
    for folder in asked_about:
        targets = [os.path.realpath(link) for link in _links_in(folder)]
        files |= {*targets, *map(os.path.dirname, targets)}
    # a post that is no longer there is noticed by who looks at its time
    return {file for file in files if os.path.exists(file)} | posts | folders | asked_about


def _with_those_above(folders: set[str]) -> set[str]:
    found: set[str] = set()
    for folder in folders:
        above = folder
        while above not in found:
            found.add(above)
            above = os.path.dirname(above)
    return found


def _by_site(
    tasks: Sequence[Task],
    outcomes: Sequence[Outcome],
    asked: Iterable[tuple[Site, Iterable[tuple[str, str]]]],
    workspace: Workspace,
) -> Iterator[tuple[Site, set[tuple[str, str]]]]:
    """All questions that were asked, each once for its site."""
    of_sites: dict[int, tuple[Site, set[tuple[str, str]]]] = {}
    for site, questions in asked:
        of_sites.setdefault(id(site), (site, set()))[1].update(questions)
    for task, outcome in zip(tasks, outcomes, strict=True):
        if not outcome.is_recalled:
            site = workspace.site_of(task.source)
            known = of_sites.setdefault(id(site), (site, set()))[1]
            for pairs in filter(None, (outcome.asked, outcome.asked_for_site)):
                known.update((about, path) for about, path, _ in json.loads(pairs))
    yield from of_sites.values()


def _links_in(folder: str) -> Iterator[str]:
    """The symbolic links in a folder: where one leads can change, and the folder knows nothing of it."""
    try:
        with os.scandir(folder) as entries:
            yield from [entry.path for entry in entries if entry.is_symlink()]
    except OSError:  # not to be read, as when it was asked about
        return


def _folders_of(inside: str, site: Site) -> Iterator[str]:
    """The folders from a site's root to one in it, as far as they are there, in any letter case."""
    yield os.fspath(site.root)
    steps = inside.split("/")
    for length in range(1, len(steps) + 1):
        spelled = site.answer(Question("spelling", "/".join(steps[:length])))
        folder = None if spelled is None else os.path.join(site.root, spelled)
        if folder is None or not os.path.isdir(folder):
            return
        yield folder
