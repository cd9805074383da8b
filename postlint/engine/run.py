"""A whole run: paths in, a report out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from types import MappingProxyType

from postlint.engine.across import Known, SitePosts, compare
from postlint.engine.agenda import Agenda, agenda_for, agenda_for_text
from postlint.engine.baseline.find import baseline_files
from postlint.engine.cache import FOLDER, StoredError
from postlint.engine.footprint import footprint
from postlint.engine.notes import doubt_of_schema, notes
from postlint.engine.pool import Progress, check_all
from postlint.engine.real_paths import RealPaths
from postlint.engine.recall import Recall
from postlint.engine.stored import decode_result
from postlint.engine.work import Outcome, check_bytes
from postlint.engine.workspace import Settings, Workspace
from postlint.model.findings import Diagnostic, Silenced
from postlint.model.records import dataclass, field, replace
from postlint.model.report import Crash, FileResult, Report


@dataclass(frozen=True)
class Run:
    """What a run gave: the report, the reasons for leaving files out with how many of each, and the
    lines about files that could not be read.

    `outcomes` are what each file gave, by its path, for another run over the same files. `cache` is the
    folder where its results are kept, None where they are not, or would not hold. `inputs` gives the paths of
    all files and folders that it depended on.
    """

    report: Report
    left_out: Mapping[str, int] = field(default_factory=dict)
    unreadable: tuple[str, ...] = ()
    cache: Path | None = field(default=None, compare=False)
    outcomes: Mapping[str, Outcome] = field(default_factory=dict, compare=False)
    inputs: Callable[[], set[str]] = field(default=set, compare=False)


def check_paths(paths: Iterable[str], settings: Settings, on_progress: Progress | None = None) -> Run:
    """Check files and folders. `on_progress(done, total)` is called as files are done.

    Raises PostlintError for a mistake of the user's: a path that is not there, a configuration or
    schema that cannot be used.
    """
    workspace = Workspace(settings)
    agenda = agenda_for(tuple(paths), workspace, settings)
    run = check_agenda(agenda, workspace, settings, on_progress=on_progress)
    return finished(run, agenda, workspace, settings)


def check_text(raw: bytes, name: str, settings: Settings) -> Run:
    """Check one post that is not, or not yet, on disk under this name."""
    workspace = Workspace(settings)
    agenda = agenda_for_text(raw, name, workspace, settings)
    run = check_agenda(agenda, workspace, settings)
    return of_named_alone(finished(run, agenda, workspace, settings))


def of_named_alone(run: Run) -> Run:
    """The run without what is found in files that the user did not name: who hands over one text has no other
    one open."""
    results = (
        result._replace(diagnostics=(), silenced=()) if result.is_context else result
        for result in run.report.results
    )
    kept = tuple(result for result in results if result.crashes or not result.is_context)
    return replace(run, report=run.report._replace(results=kept))


def finished(run: Run, agenda: Agenda, workspace: Workspace, settings: Settings) -> Run:
    """The run as it is to be told: without what a baseline knows, or has nothing to do with changes."""
    report = narrowed(without_known(run.report, agenda, workspace, settings), agenda)
    if agenda.changes is not None:
        otherwise = agenda.changes.otherwise_on_disk(workspace.files_read())
        report = report._replace(notes=(*report.notes, *otherwise))
    doubt = doubt_of_schema(report.results)
    return replace(run, report=report._replace(notes=(*report.notes, doubt)) if doubt else report)


def without_known(report: Report, agenda: Agenda, workspace: Workspace, settings: Settings) -> Report:
    """The report without what a baseline knows, where there is one.

    Raises PostlintError for a baseline that cannot be read, or is not there though it was named.
    """
    files = set(baseline_files(agenda, workspace, settings).values()) if settings.uses_baseline else set()
    if settings.baseline is None and not any(file.is_file() for file in files):
        return report
    from postlint.engine.baseline.run import only_new  # what most sites do not need

    return only_new(report, agenda, workspace, settings)


def narrowed(report: Report, agenda: Agenda) -> Report:
    """The report without what has nothing to do with changes, where the agenda is about them."""
    if agenda.changes is None:
        return report
    real = RealPaths()
    paths = {task.source.shown: real.of(task.source.path) for task in agenda.tasks}
    return agenda.changes.sifted(report, paths)


def check_agenda(
    agenda: Agenda,
    workspace: Workspace,
    settings: Settings,
    *,
    earlier: Mapping[str, Outcome] = MappingProxyType({}),
    on_progress: Progress | None = None,
) -> Run:
    """Do what is on an agenda, and give all that is found, whether a baseline knows it or not.

    `earlier` has the outcomes of files, by path, that are still what they were a moment ago.
    """
    do = partial(_outcomes, agenda, earlier, workspace, settings, on_progress)
    if not (settings.is_cached or settings.cache):
        return _closed(agenda, do(None), workspace, None, settings.jobs)
    folder = settings.cache or agenda.home / FOLDER
    recall = Recall(folder, workspace)
    try:
        outcomes = do(recall)
        run = _closed(agenda, outcomes, workspace, recall, settings.jobs)
        recall.close()
        trouble = recall.trouble
    except StoredError:
        trouble = recall.discard()
        run = _closed(agenda, do(None), workspace, None, settings.jobs)
    if trouble:
        return replace(run, report=run.report._replace(notes=(*run.report.notes, trouble)))
    if not all(outcome.is_lasting for outcome in outcomes):
        return run
    asked = [*recall.asked(), *workspace.asked_for_sites()]
    if earlier:  # what was asked for those, this recall does not know
        outcomes = [outcome._replace(is_recalled=False) for outcome in outcomes]
    inputs = partial(footprint, agenda.folders, agenda.tasks, outcomes, asked, workspace)
    return replace(run, cache=folder, inputs=inputs)


def _outcomes(
    agenda: Agenda,
    earlier: Mapping[str, Outcome],
    workspace: Workspace,
    settings: Settings,
    on_progress: Progress | None,
    recall: Recall | None,
) -> list[Outcome]:
    """What each task gave, in this run or an earlier one."""
    tasks = agenda.tasks
    known = [earlier.get(task.source.path) for task in tasks]
    if recall is not None:
        known = [
            recall.outcome(task) if outcome is None else outcome
            for task, outcome in zip(tasks, known, strict=True)
        ]
    for number, task in enumerate(tasks) if agenda.written else ():
        raw = agenda.written.get(task.source.path)
        if raw is not None:
            known[number] = of_text = check_bytes(raw, task, workspace)
            if recall is not None:
                recall.keep_answers(task, of_text)
    missing = [task for task, outcome in zip(tasks, known, strict=True) if outcome is None]
    fresh = check_all(missing, workspace, settings, on_progress)
    if recall is not None:
        for task, outcome in zip(missing, fresh, strict=True):
            recall.keep(task, outcome)
    rest = iter(fresh)
    return [next(rest) if outcome is None else outcome for outcome in known]


def _closed(
    agenda: Agenda,
    outcomes: Sequence[Outcome],
    workspace: Workspace,
    recall: Recall | None,
    jobs: int | None,
) -> Run:
    """The run of which these are the outcomes, with what the rules across posts find in them."""
    results: dict[str, FileResult] = {}
    unreadable: list[str] = []
    sites: dict[int, SitePosts] = {}
    for task, outcome in zip(agenda.tasks, outcomes, strict=True):
        source, is_context = task
        if outcome.fault:
            # nobody asked for a file that is only context
            unreadable += [] if is_context else [outcome.fault]
            continue
        result = decode_result(outcome.result, source.shown)
        if result.crashes or not is_context:
            results[source.path] = result._replace(is_context=True) if is_context else result
        desk, path = workspace.desk_for(source)
        if desk.plan.site_rules:
            if id(desk.site) not in sites:
                plan = workspace.planner_for(source).plan_for_site()
                sites[id(desk.site)] = SitePosts(desk.site, plan)
            written = agenda.written.get(source.path)
            known = Known(source, desk, outcome.content, outcome.facts, is_context, written)
            sites[id(desk.site)].posts[path] = known
            sites[id(desk.site)].fresh += not outcome.is_recalled
    crashes = [crash for site in sites.values() for crash in _compare(site, recall, results, jobs)]
    paths = (task.source.path for task in agenda.tasks)
    files = tuple(results[path] for path in paths if path in results)
    checked = [result for result in files if not result.is_context]
    said = notes(checked, agenda.left_out, workspace.without_schema)
    given = {task.source.path: outcome for task, outcome in zip(agenda.tasks, outcomes, strict=True)}
    report = Report(files, tuple(said), tuple(crashes))
    return Run(report, agenda.left_out, tuple(unreadable), outcomes=given)


def _compare(
    site: SitePosts, recall: Recall | None, results: dict[str, FileResult], jobs: int | None
) -> Iterable[Crash]:
    """Put what the rules across posts find among the results, and give those that raised."""
    earlier = None if recall is None else recall.earlier(site.site)
    compared = compare(site, earlier, jobs)
    if recall is not None and earlier is not None:
        recall.keep_for_site(site.site, earlier)
    for path, known in site.posts.items():
        found, silenced = compared.diagnostics.get(path, ()), compared.silenced.get(path, ())
        # of a post that is only context nobody wants to know what is silenced there
        if found or (silenced and known.source.path in results):
            _add(found, silenced, known, results)
    return compared.crashes


def _add(
    diagnostics: Sequence[Diagnostic],
    silenced: Sequence[Silenced],
    known: Known,
    results: dict[str, FileResult],
) -> None:
    """Put what rules across posts say among what others say of the same post."""
    source = known.source
    result = results.get(source.path, FileResult(source.shown, is_context=True))
    both = sorted((*result.diagnostics, *diagnostics), key=lambda found: found.sort_key)
    results[source.path] = result._replace(diagnostics=tuple(both), silenced=(*result.silenced, *silenced))
