"""A whole run: paths in, a report out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from postlint.engine.discover import EXCLUDED, Discovery, discover, named_source
from postlint.engine.lint import lint_bytes
from postlint.engine.notes import notes
from postlint.engine.workspace import Settings, Workspace
from postlint.model.report import FileResult, Report
from postlint.sites.roles import is_template

#: bytes; a larger file is no post, and reading it would only take memory
LARGEST_FILE = 64 * 1024 * 1024


@dataclass(frozen=True)
class Run:
    """What a run gave: the report, the reasons for leaving files out with how many of each, and the
    lines about files that could not be read."""

    report: Report
    left_out: Mapping[str, int] = field(default_factory=dict)
    unreadable: tuple[str, ...] = ()


def check_paths(
    paths: Iterable[str], settings: Settings, on_progress: Callable[[int, int], None] | None = None
) -> Run:
    """Check files and folders. `on_progress(done, total)` is called after each file.

    Raises PostlintError for a mistake of the user's: a path that is not there, a configuration or
    schema that cannot be used.
    """
    workspace = Workspace(settings)
    discovery = discover(paths, is_excluded=workspace.is_excluded, excludes_named=settings.excludes_named)
    results: list[FileResult] = []
    unreadable: list[str] = []
    for done, source in enumerate(discovery.sources, 1):
        try:
            raw = _read(source.path)
        except OSError as error:
            unreadable.append(f"cannot read {source.shown}: {error.strerror or error}")
        else:
            desk, path = workspace.desk_for(source)
            if is_template(path, generator=desk.site.generator) and not source.is_named:
                discovery.leave_out("copied for new posts")
            else:
                results.append(lint_bytes(raw, path, desk, shown=source.shown))
        if on_progress is not None:
            on_progress(done, len(discovery.sources))
    return _closed(results, discovery, workspace, unreadable)


def check_text(raw: bytes, name: str, settings: Settings) -> Run:
    """Check one post that is not, or not yet, on disk under this name."""
    workspace, discovery = Workspace(settings), Discovery()
    source = named_source(name)
    if settings.excludes_named and workspace.is_excluded(source):
        discovery.leave_out(EXCLUDED)
        return _closed([], discovery, workspace, [])
    desk, path = workspace.desk_for(source)
    return _closed([lint_bytes(raw, path, desk, shown=source.shown)], discovery, workspace, [])


def _closed(
    results: list[FileResult], discovery: Discovery, workspace: Workspace, unreadable: list[str]
) -> Run:
    said = tuple(notes(results, discovery.left_out, workspace.without_schema))
    return Run(Report(tuple(results), said), discovery.left_out, tuple(unreadable))


def _read(path: Path) -> bytes:
    """Raises OSError also for what is no regular file: a pipe would be waited for without end."""
    if not path.is_file():
        raise OSError("it is no regular file")
    with open(path, "rb") as file:
        raw = file.read(LARGEST_FILE + 1)
    if len(raw) > LARGEST_FILE:
        raise OSError(f"it is larger than {LARGEST_FILE // 1024 // 1024} MB")
    return raw
