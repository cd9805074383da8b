"""Applies baselines to the report of a run, and writes them from one."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial
from pathlib import Path

from postlint.config.paths import shown
from postlint.config.plan import Plan
from postlint.engine.agenda import Agenda
from postlint.engine.baseline import FILE_NAME as BASELINE
from postlint.engine.baseline.file import entries_in, read_baseline, write_baseline
from postlint.engine.baseline.find import baseline_files
from postlint.engine.baseline.sifting import Baseline, Sifted, baseline_of, may_be_gone, merged, shrunk, sift
from postlint.engine.lint import Placer
from postlint.engine.workspace import Settings, Workspace
from postlint.errors import PostlintError
from postlint.model.records import NamedTuple, dataclass, field
from postlint.model.report import FileResult, Report
from postlint.reading import read_post


class Recorded(NamedTuple):
    """A baseline that was written: its file as people would write it, how many findings it holds, and how
    many it held before, None where there was none."""

    shown: str
    findings: int
    before: int | None


def only_new(report: Report, agenda: Agenda, workspace: Workspace, settings: Settings) -> Report:
    """The report without the findings that baselines know, which are among what is silenced.

    Raises PostlintError for a baseline that cannot be read, or is not there though it was named.
    """
    if not settings.uses_baseline:
        return report
    if settings.baseline is not None and not settings.baseline.is_file():
        raise PostlintError(f"no baseline at {settings.baseline}; `postlint baseline` writes one")
    files: list[FileResult] = []
    changed: dict[str, FileResult] = {}
    for part in _parts(report, agenda, workspace, settings):
        baseline = read_baseline(part.file)
        if baseline.counts:
            sifted = part.sift(baseline)
            files += part.stale(sifted)
            changed |= {result.path: result for result in sifted.results.values()}
    results = tuple(changed.get(result.path, result) for result in report.results)
    return report._replace(results=(*results, *files))


def record(
    report: Report, agenda: Agenda, workspace: Workspace, settings: Settings, *, updates: bool, grows: bool
) -> Iterator[Recorded]:
    """Write the baselines of a report that was made without any; none where there is nothing to write. One
    that is there only shrinks where it `updates`, and has what is found today where it `grows` as well.

    Raises PostlintError for a baseline that is there and is not to be updated, or cannot be read or written.
    """
    parts = list(_parts(report, agenda, workspace, settings))
    there = [part for part in parts if part.file.exists()]
    if updates and not there:
        raise PostlintError(f"no baseline at {shown(parts[0].file if parts else agenda.home / BASELINE)}")
    if there == parts and not updates and parts:
        raise PostlintError(
            f"there is a baseline at {shown(parts[0].file)} already: --update takes out what is gone, "
            "--update --all takes in what is new as well"
        )
    for part in there if updates else [part for part in parts if part not in there]:
        old = read_baseline(part.file)
        new = part.merged(old) if grows or not updates else shrunk(old, part.sift(old))
        if new.counts or updates:
            write_baseline(part.file, new)
            before = sum(old.counts.values()) if updates else None
            yield Recorded(shown(part.file), sum(new.counts.values()), before)


@dataclass
class _Part:
    """What a run found where one baseline holds: the results, and the rules that ran for each, by their path
    from the root."""

    root: str
    file: Path
    results: dict[str, FileResult] = field(default_factory=dict)
    rules: dict[str, Callable[[], Collection[str]]] = field(default_factory=dict)
    plan: Plan | None = None

    def sift(self, baseline: Baseline) -> Sifted:
        return sift(baseline, self.results, exists=self._exists, rules_for=self._rules_for)

    def merged(self, old: Baseline) -> Baseline:
        """The baseline with what was found."""
        new = baseline_of({path: each for path, each in self.results.items() if not each.is_context})
        return merged(old, new, lambda key: may_be_gone(key, self.results, self._exists, self._rules_for))

    def stale(self, sifted: Sifted) -> Iterator[FileResult]:
        """What there is to say of the file itself: what is gone of all that it knows."""
        active = next((each for each in self.plan.rules if each.rule.gone), None) if self.plan else None
        if active is None or active.rule.gone is None or not sifted.gone:
            return
        text = self.file.read_text(encoding="utf-8")
        placer = Placer(read_post(text.encode(), self.file.name), shown(self.file))
        entries = sorted(entries_in(text, sifted.gone))
        found = tuple(placer.diagnostic(finding, active) for finding in active.rule.gone(entries))
        yield FileResult(placer.path, found, is_post=False, is_context=True)

    def _exists(self, path: str) -> bool:
        return os.path.isfile(os.path.join(self.root, path))

    def _rules_for(self, path: str) -> Collection[str]:
        return self.rules[path]()


def _codes(plan: Plan, *, is_compared: bool) -> Collection[str]:
    """The rules of a plan that ran for a post; those across posts only where it `is_compared` with all."""
    return {active.rule.code for active in plan.rules if is_compared or active.rule.across is None}


def _parts(report: Report, agenda: Agenda, workspace: Workspace, settings: Settings) -> Iterable[_Part]:
    """What was found, by the baseline that holds, be it there or not."""
    files = baseline_files(agenda, workspace, settings)
    found = {result.path: result for result in report.results}
    parts: dict[Path, _Part] = {}
    for task in agenda.tasks:
        result = found.get(task.source.shown)
        if result is None:
            continue
        desk, _ = workspace.desk_for(task.source)
        file = files[id(desk.site)]
        if file not in parts:
            parts[file] = _Part(os.fspath(file.absolute().parent), file)
        path = os.path.relpath(task.source.path, parts[file].root).replace(os.sep, "/")
        parts[file].results[path] = result
        parts[file].plan = workspace.planner_for(task.source).plan_for_site()
        # a file that is named alone, in a folder that nothing says is a site, is compared with no other
        is_compared = workspace.is_known(desk.site) or not task.source.is_named
        parts[file].rules[path] = partial(_codes, desk.plan, is_compared=is_compared)
    return parts.values()
