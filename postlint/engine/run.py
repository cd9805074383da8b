"""A whole run: paths in, a report out."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from postlint.engine.across import Known, SitePosts, compare
from postlint.engine.cache import FOLDER
from postlint.engine.discover import EXCLUDED, Discovery, Source, discover, named_source
from postlint.engine.notes import notes
from postlint.engine.pool import Progress, check_all
from postlint.engine.recall import Recall
from postlint.engine.stored import StoredError, decode_result
from postlint.engine.work import Outcome, Task, check_bytes
from postlint.engine.workspace import Settings, Workspace
from postlint.model.findings import Diagnostic
from postlint.model.report import Crash, FileResult, Report
from postlint.sites.base import Site
from postlint.sites.roles import is_template


@dataclass(frozen=True)
class Run:
    """What a run gave: the report, the reasons for leaving files out with how many of each, and the
    lines about files that could not be read."""

    report: Report
    left_out: Mapping[str, int] = field(default_factory=dict)
    unreadable: tuple[str, ...] = ()


def check_paths(paths: Iterable[str], settings: Settings, on_progress: Progress | None = None) -> Run:
    """Check files and folders. `on_progress(done, total)` is called after each file.

    Raises PostlintError for a mistake of the user's: a path that is not there, a configuration or
    schema that cannot be used.
    """
    paths = tuple(paths)
    workspace = Workspace(settings)
    discovery = discover(paths, is_excluded=workspace.is_excluded, excludes_named=settings.excludes_named)
    tasks = [Task(source) for source in _without_templates(discovery, workspace)]
    tasks += _context(tasks, paths, workspace)
    recall = _recall_for(tasks, workspace, settings)
    try:
        outcomes = _outcomes(tasks, recall, workspace, settings, on_progress)
        return _closed(tasks, outcomes, discovery, workspace, recall)
    except StoredError:
        if recall is None:
            raise
        damage = recall.discard()
    outcomes = _outcomes(tasks, None, workspace, settings, on_progress)
    run = _closed(tasks, outcomes, discovery, workspace, None)
    return replace(run, report=run.report._replace(notes=(*run.report.notes, damage)))


def check_text(raw: bytes, name: str, settings: Settings) -> Run:
    """Check one post that is not, or not yet, on disk under this name."""
    workspace, discovery = Workspace(settings), Discovery()
    source = named_source(name)
    if settings.excludes_named and workspace.is_excluded(source):
        discovery.leave_out(EXCLUDED)
        return _closed([], [], discovery, workspace, None)
    tasks = [Task(source)]
    context = _context(tasks, (), workspace)
    recall = _recall_for(context, workspace, settings)
    outcomes = [check_bytes(raw, tasks[0], workspace), *_outcomes(context, recall, workspace, settings)]
    return _closed([*tasks, *context], outcomes, discovery, workspace, recall, raw)


def _recall_for(tasks: Sequence[Task], workspace: Workspace, settings: Settings) -> Recall | None:
    """The cache of a run, None where there is to be none."""
    if not tasks or not (settings.is_cached or settings.cache):
        return None
    return Recall(settings.cache or workspace.site_of(tasks[0].source).root / FOLDER, workspace)


def _outcomes(
    tasks: Sequence[Task],
    recall: Recall | None,
    workspace: Workspace,
    settings: Settings,
    on_progress: Progress | None = None,
) -> list[Outcome]:
    """What each task gave, in this run or an earlier one."""
    if recall is None:
        return check_all(tasks, workspace, settings, on_progress)
    known = [recall.outcome(task) for task in tasks]
    missing = [task for task, outcome in zip(tasks, known, strict=True) if outcome is None]
    fresh = check_all(missing, workspace, settings, on_progress)
    for task, outcome in zip(missing, fresh, strict=True):
        recall.keep(task, outcome)
    rest = iter(fresh)
    return [next(rest) if outcome is None else outcome for outcome in known]


def _without_templates(discovery: Discovery, workspace: Workspace) -> Iterator[Source]:
    for source in discovery.sources:
        generator = workspace.site_of(source).generator
        if not source.is_named and is_template(workspace.path_of(source), generator=generator):
            discovery.leave_out("copied for new posts")
        else:
            yield source


def _context(tasks: Sequence[Task], paths: Sequence[str], workspace: Workspace) -> list[Task]:
    """The other posts of the sites that the tasks belong to, where a rule looks at them all."""
    sites: dict[int, Site] = {}
    for task in tasks:
        desk, _ = workspace.desk_for(task.source)
        if desk.plan.site_rules and workspace.is_known(desk.site):
            sites[id(desk.site)] = desk.site
    given = [os.path.abspath(path) for path in paths if os.path.isdir(path)]
    seen = {os.fspath(task.source.path) for task in tasks}
    context = []
    for site in sites.values():
        if any(site.root.is_relative_to(folder) for folder in given):
            continue
        found = discover([_shown(site.root)], is_excluded=workspace.is_excluded, excludes_named=False)
        context += [
            Task(source, is_context=True)
            for source in _without_templates(found, workspace)
            if os.fspath(source.path) not in seen and workspace.site_of(source) is site
        ]
    return context


def _shown(folder: Path) -> str:
    """A folder as the user would write it."""
    here = Path.cwd()
    return os.fspath(folder.relative_to(here) if folder.is_relative_to(here) else folder)


def _closed(
    tasks: Sequence[Task],
    outcomes: Sequence[Outcome],
    discovery: Discovery,
    workspace: Workspace,
    recall: Recall | None,
    raw: bytes | None = None,
) -> Run:
    """The run of which these are the outcomes; `raw` is what the first task's file holds, or will."""
    results: dict[str, FileResult] = {}
    sites: dict[int, SitePosts] = {}
    for number, (task, outcome) in enumerate(zip(tasks, outcomes, strict=True)):
        if outcome.fault:
            continue
        source, is_context = task
        result = decode_result(outcome.result, source.shown)
        if result.crashes or not is_context:
            results[os.fspath(source.path)] = result._replace(is_context=is_context)
        desk, path = workspace.desk_for(source)
        if desk.plan.site_rules:
            if id(desk.site) not in sites:
                plan = workspace.planner_for(source).plan_for_site()
                sites[id(desk.site)] = SitePosts(desk.site, plan)
            written = raw if number == 0 else None
            known = Known(source, desk, outcome.content, outcome.facts, is_context, written)
            sites[id(desk.site)].posts[path] = known
    crashes: list[Crash] = []
    for site in sites.values():
        kept = {} if recall is None else recall.kept(site.site)
        compared = compare(site, kept)
        if recall is not None:
            recall.keep_for_site(site.site, kept)
        crashes += compared.crashes
        for path, diagnostics in compared.diagnostics.items():
            _add(diagnostics, site.posts[path], results)
    files = tuple(results.values())
    checked = [result for result in files if not result.is_context]
    said = [*notes(checked, discovery.left_out, workspace.without_schema)]
    if recall is not None:
        recall.close()
        said += [recall.trouble] if recall.trouble else []
    unreadable = tuple(
        outcome.fault
        for task, outcome in zip(tasks, outcomes, strict=True)
        if outcome.fault and not task.is_context
    )
    return Run(Report(files, tuple(said), tuple(crashes)), discovery.left_out, unreadable)


def _add(diagnostics: Sequence[Diagnostic], known: Known, results: dict[str, FileResult]) -> None:
    """Put diagnostics of rules across posts among the others of their post."""
    source = known.source
    result = results.get(os.fspath(source.path), FileResult(source.shown, is_context=True))
    both = sorted((*result.diagnostics, *diagnostics), key=lambda found: found.sort_key)
    results[os.fspath(source.path)] = result._replace(diagnostics=tuple(both))
