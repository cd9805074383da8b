"""A run that changes posts: paths in, what has become of the posts out."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial
from typing import Protocol, TypeAlias

from postlint.engine.agenda import Agenda, agenda_for, agenda_for_text
from postlint.engine.lint import Desk
from postlint.engine.mending.rounds import Findings, Mended
from postlint.engine.mending.writing import clear_away, replace_file
from postlint.engine.pool import Progress
from postlint.engine.processes import Ended, processes_for, side_by_side
from postlint.engine.run import Run, check_agenda, finished, narrowed, of_named_alone, without_known
from postlint.engine.work import Task, read_file
from postlint.engine.workspace import Settings, Workspace
from postlint.errors import PostlintError
from postlint.model.findings import Diagnostic
from postlint.model.records import NamedTuple, dataclass, replace
from postlint.model.report import Crash, Report


class MendedPost(NamedTuple):
    """A post that has fixes: its file, as the system and as the user knows it, the bytes that it held, and
    what has become of them."""

    path: str
    shown: str
    raw: bytes
    mended: Mended

    def mended_again(self, further: Mended) -> MendedPost:
        """The same when something more has become of it."""
        fixed = (*self.mended.fixed, *further.fixed)
        return self._replace(mended=further._replace(fixed=fixed))


@dataclass(frozen=True)
class Mending:
    """What a mending run gave: the run that found the faults, the posts that have fixes (but for those that
    could not be written), and the lines about files that could not be mended. `left` is a run over what the
    posts are now; None where nobody wants to know."""

    run: Run
    posts: tuple[MendedPost, ...]
    unwritten: tuple[str, ...] = ()
    left: Run | None = None


class Way(Protocol):
    """A way of changing posts: making fixes, or writing comments that silence."""

    @property
    def is_of_all(self) -> bool:
        """Whether it is about what a baseline knows as well."""

    @property
    def rounds(self) -> int:
        """How often one run looks at what is left, and goes on."""

    def wants(self, found: Diagnostic) -> bool:
        """Whether something is to be done about a finding."""

    def changed(self, raw: bytes, path: str, desk: Desk, findings: Findings) -> Mended:
        """What becomes of a post in which all this was found. `path` is relative to the site root."""


class _Fault(NamedTuple):
    """Why a file was not mended: a line for the user, or a fault of ours."""

    what: str | Crash


class _Job(NamedTuple):
    """A file to mend, and what was found in it. `raw` is what it holds where that is not to be read."""

    task: Task
    findings: Findings
    raw: bytes | None


#: keeps what a round has made of posts: in their files, or for the rest of the run
_Store: TypeAlias = Callable[[Mending, Agenda], tuple[Mending, Agenda]]


def mend_paths(
    paths: Iterable[str],
    settings: Settings,
    way: Way,
    *,
    writes: bool,
    on_progress: Progress | None = None,
) -> Mending:
    """Check files and folders and change them in some way; where it `writes`, in the files, which are then
    checked again.

    Raises PostlintError for a mistake of the user's.
    """
    workspace = Workspace(settings)
    agenda = agenda_for(tuple(paths), workspace, settings)
    run = check_agenda(agenda, workspace, settings, on_progress=on_progress)
    jobs = list(_jobs(agenda, run, _wanted(run, agenda, workspace, settings, way), way))
    # a file is not what a commit would hold, and both are not to be mended by one change
    mixed = [job.task.source for job in jobs if job.task.source.path in agenda.written]
    jobs = [job for job in jobs if job.task.source not in mixed]
    first = _gathered(run, _all_mended(jobs, workspace, settings, way))
    refused = (f"cannot mend {source.shown}: it has changes that are not staged" for source in mixed)
    first = replace(first, unwritten=(*first.unwritten, *refused))
    if writes:
        clear_away({_folder_of(task) for task in agenda.tasks if not task.is_context})
    store = _into_files if writes else _into_agenda
    return _in_rounds(first, agenda, settings, way, store, checks_again=writes)


def _folder_of(task: Task) -> str:
    return os.path.dirname(os.path.realpath(task.source.path))


def mend_text(raw: bytes, name: str, settings: Settings, way: Way, *, checks_again: bool) -> Mending:
    """Check one post that is not, or not yet, on disk under this name, and change it in some way; where it
    `checks_again`, check what it is then."""
    workspace = Workspace(settings)
    agenda = agenda_for_text(raw, name, workspace, settings)
    run = of_named_alone(check_agenda(agenda, workspace, settings))
    wanted = _wanted(run, agenda, workspace, settings, way)
    # one post is not worth another process
    first = _gathered(run, _mended_share(_jobs(agenda, run, wanted, way), workspace, way))
    mending = _in_rounds(first, agenda, settings, way, _into_agenda, checks_again=checks_again)
    return mending if mending.left is None else replace(mending, left=of_named_alone(mending.left))


def _in_rounds(
    step: Mending, agenda: Agenda, settings: Settings, way: Way, store: _Store, *, checks_again: bool
) -> Mending:
    """Keep what the first round has made, and go on while the way has more rounds and something is left."""
    whole = step
    for number in range(1, way.rounds + 1):
        files = {os.path.realpath(post.path) for post in step.posts}
        step, agenda = store(step, agenda)
        whole = step if number == 1 else _with_round(whole, step, agenda)
        is_same = all(post.mended.raw == post.raw for post in step.posts)
        is_last = number == way.rounds or is_same or bool(whole.unwritten)
        if is_last and (not checks_again or (is_same and whole.left is not None)):
            break
        left = _left(whole, files, agenda, settings)
        whole = replace(whole, left=left)
        if is_last:
            break
        workspace = _workspace(agenda, settings)
        jobs = _jobs(agenda, left, left.report, way)
        step = _gathered(left, _all_mended(jobs, workspace, settings, way))
    return whole


def _into_files(step: Mending, agenda: Agenda) -> tuple[Mending, Agenda]:
    faults = {post.path: _fault_of_writing(post) for post in step.posts}
    unwritten = tuple(filter(None, faults.values()))
    written = tuple(post for post in step.posts if not faults[post.path])
    return replace(step, posts=written, unwritten=(*step.unwritten, *unwritten)), agenda


def _into_agenda(step: Mending, agenda: Agenda) -> tuple[Mending, Agenda]:
    new = {post.path: post.mended.raw for post in step.posts}
    return step, agenda._replace(written={**agenda.written, **new})


def _with_round(whole: Mending, step: Mending, agenda: Agenda) -> Mending:
    """All rounds so far with one more."""
    posts = {post.path: post for post in whole.posts}
    for post in step.posts:
        before = posts.get(post.path)
        posts[post.path] = post if before is None else before.mended_again(post.mended)
    in_order = tuple(posts[task.source.path] for task in agenda.tasks if task.source.path in posts)
    return replace(
        whole,
        run=_with_crashes(whole.run, step.run.report.crashes),
        posts=in_order,
        unwritten=(*whole.unwritten, *step.unwritten),
    )


def _left(whole: Mending, files: Collection[str], agenda: Agenda, settings: Settings) -> Run:
    """A run over what the posts are now. These files, and other names of them, are no longer what they were
    when they were last looked at."""
    workspace = _workspace(agenda, settings)
    outcomes = (whole.left or whole.run).outcomes
    earlier = {path: outcome for path, outcome in outcomes.items() if os.path.realpath(path) not in files}
    left = check_agenda(agenda, workspace, settings, earlier=earlier)
    return _with_crashes(finished(left, agenda, workspace, settings), whole.run.report.crashes)


def _workspace(agenda: Agenda, settings: Settings) -> Workspace:
    """A workspace that knows nothing of what was read before."""
    workspace = Workspace(settings)
    if agenda.changes is not None:
        workspace.overlay = agenda.changes.overlay
    return workspace


def _wanted(run: Run, agenda: Agenda, workspace: Workspace, settings: Settings, way: Way) -> Report:
    """What something may be done about: what is reported, and what a baseline knows where that counts."""
    report = run.report if way.is_of_all else without_known(run.report, agenda, workspace, settings)
    return narrowed(report, agenda)


def _jobs(agenda: Agenda, run: Run, wanted: Report, way: Way) -> Iterator[_Job]:
    """The files that the user named in which something is to be done, each once, whatever names it has."""
    found = {result.path: result.diagnostics for result in run.report.results}
    of_interest = {result.path: result.diagnostics for result in wanted.results}
    seen: set[str] = set()
    for task in agenda.tasks:
        shown = task.source.shown
        if not task.is_context and any(map(way.wants, of_interest.get(shown, ()))):
            file = os.path.realpath(task.source.path)
            if file not in seen:
                seen.add(file)
                findings = Findings(found[shown], of_interest[shown], shown)
                yield _Job(task, findings, agenda.written.get(task.source.path))


def _all_mended(
    jobs: Iterable[_Job], workspace: Workspace, settings: Settings, way: Way
) -> Iterator[MendedPost | _Fault]:
    """What has become of each file, in their order."""
    jobs = list(jobs)
    processes = max(1, processes_for(len(jobs), settings.jobs))
    # neighbours have the same faults, and so all processes get the same share of the work
    shares = [jobs[number::processes] for number in range(processes)]
    dos = [partial(_mended_share, share, workspace, way) for share in shares]
    done = side_by_side(dos, processes)
    for number, job in enumerate(jobs):
        of_share = done[number % processes]
        if isinstance(of_share, Ended):
            yield _Fault(Crash("any", job.task.source.shown, of_share.how))
        else:
            yield of_share[number // processes]


def _mended_share(share: Iterable[_Job], workspace: Workspace, way: Way) -> list[MendedPost | _Fault]:
    return [_mended(job, workspace, way) for job in share]


def _mended(job: _Job, workspace: Workspace, way: Way) -> MendedPost | _Fault:
    """What has become of one file."""
    source = job.task.source
    try:
        raw = read_file(source.path) if job.raw is None else job.raw
        desk, path = workspace.desk_for(source)
        mended = way.changed(raw, path, desk, job.findings)
    except OSError as error:
        return _Fault(f"cannot mend {source.shown}: {error.strerror or error}")
    except PostlintError:
        raise
    except Exception as error:  # a fault of ours must not take the other files along
        return _Fault(Crash("fixing", source.shown, f"{type(error).__name__}: {error}"))
    return MendedPost(source.path, source.shown, raw, mended)


def _gathered(run: Run, done: Iterable[MendedPost | _Fault]) -> Mending:
    posts, unwritten, crashes = [], [], []
    for post in done:
        if isinstance(post, MendedPost):
            posts.append(post)
        elif isinstance(post.what, Crash):
            crashes.append(post.what)
        else:
            unwritten.append(post.what)
    return Mending(_with_crashes(run, crashes), tuple(posts), tuple(unwritten))


def _with_crashes(run: Run, crashes: Iterable[Crash]) -> Run:
    """The run with these crashes too."""
    report = run.report
    new = tuple(crash for crash in crashes if crash not in report.crashes)
    return replace(run, report=report._replace(site_crashes=(*report.site_crashes, *new)))


def _fault_of_writing(post: MendedPost) -> str:
    """Put a mended post in its place; what hindered it, "" where nothing did."""
    if post.mended.raw == post.raw:
        return ""
    try:
        replace_file(post.path, post.raw, post.mended.raw)
    except OSError as error:
        return f"cannot write {post.shown}: {error.strerror or error}"
    return ""
