"""Finds the file with the baseline that holds for a site."""

from __future__ import annotations

from pathlib import Path

from postlint.engine.agenda import Agenda
from postlint.engine.baseline import FILE_NAME
from postlint.engine.workspace import Settings, Workspace
from postlint.sites.detect import repository_root


def baseline_files(agenda: Agenda, workspace: Workspace, settings: Settings) -> dict[int, Path]:
    """The file for each site of an agenda, by the site's identity; it need not be there."""
    sites = {id(site): site for site in (workspace.site_of(task.source) for task in agenda.tasks)}
    return {
        number: settings.baseline or baseline_for(site.root, agenda.home) for number, site in sites.items()
    }


def baseline_for(root: Path, home: Path) -> Path:
    """The baseline of a site: the one that is there, in its root or nearest above it in the repository; else
    a new one, for all sites below `home` the same."""
    top = repository_root(root)
    for folder in (root, *root.parents):
        if (folder / FILE_NAME).is_file():
            return folder / FILE_NAME
        if folder == top:
            break
    return (home if root.is_relative_to(home) else root) / FILE_NAME
