"""A whole run: paths in, a report out."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from postlint.config.discover import ConfigFinder
from postlint.config.load import load_config
from postlint.config.model import Config, SchemaChoice, Selection
from postlint.config.plan import CommandLine, Planner
from postlint.engine.discover import EXCLUDED, Source, discover, named_source
from postlint.engine.judging import Judges, schema_for
from postlint.engine.lint import Desk, lint_bytes
from postlint.errors import PostlintError
from postlint.model.report import FileResult, Report
from postlint.registry import all_rules
from postlint.sites.base import Site
from postlint.sites.detect import site_root
from postlint.sites.files import Files
from postlint.sites.roles import is_template

#: a field that more than half of at least this many posts lack is told once, at the end
_MANY_POSTS = 4

#: a larger file is no post; reading it would only take memory
LARGEST_FILE = 64 * 1024 * 1024


@dataclass(frozen=True)
class Settings:
    """What the caller asks of a run, beside the paths.

    `config` is read instead of looking for one; `isolated` reads none at all. `root` is the site's
    root where it should not be found by looking. `schema` is a bundled name, or a path from the
    working folder. `excludes_named` lets the configuration's `exclude` hold for files that are
    named one by one, as hooks name them.
    """

    today: date = field(default_factory=date.today)
    selection: Selection = field(default_factory=Selection)
    config: Path | None = None
    isolated: bool = False
    root: Path | None = None
    schema: str | None = None
    excludes_named: bool = False


@dataclass(frozen=True)
class Run:
    """What a run gave: the report, the reasons for leaving files out with how many of each, and the
    lines about files that could not be read."""

    report: Report
    left_out: Mapping[str, int] = field(default_factory=dict)
    unreadable: tuple[str, ...] = ()


class Workspace:
    """Keeps what the files of a run share: configurations, plans, sites and schemas."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._command_line = CommandLine(
            settings.selection, None if settings.schema is None else SchemaChoice(settings.schema, Path.cwd())
        )
        self._finder = ConfigFinder()
        self._judges = Judges()
        self._configs: dict[Path, Config] = {}
        self._homes: dict[tuple[Path, Path], tuple[Planner, Site]] = {}
        self._places: dict[tuple[Path, Path], tuple[Planner, Site]] = {}
        self._desks: dict[tuple[int, int, bool], Desk] = {}
        #: the generators of sites for whose posts there is no schema
        self.without_schema: set[str] = set()

    def is_excluded(self, source: Source) -> bool:
        return self.planner_for(source).plan_for(self.path_of(source)).excluded

    def desk_for(self, source: Source) -> tuple[Desk, str]:
        """What is needed to lint a file, and the file's path from the site root.

        Raises PostlintError for a configuration, or a schema named by it, that cannot be used.
        """
        planner, site = self._home(source)
        path = _relative(source.path, site.root)
        plan = planner.plan_for(path)
        key = (id(plan), id(site), source.is_named)
        desk = self._desks.get(key)
        if desk is None:
            if site.generator and schema_for(plan, site) is None:
                self.without_schema.add(site.generator)
            judge = self._judges.judge_for(plan, site)
            desk = self._desks[key] = Desk(site, plan, judge, source.is_named)
        return desk, path

    def planner_for(self, source: Source) -> Planner:
        return self._home(source)[0]

    def path_of(self, source: Source) -> str:
        """The file's path from the site root, with forward slashes."""
        return _relative(source.path, self._home(source)[1].root)

    def config_for(self, source: Source) -> Config:
        """The configuration that counts for a file; where there is none, an empty one at the site's root."""
        settings = self._settings
        file = settings.config
        if file is None and not settings.isolated:
            file = self._finder.find(source.path.parent)
        if file is None:
            return Config(root=site_root(source.path.parent, source.given)[0])
        if file not in self._configs:
            if not file.is_file():
                raise PostlintError(f"no configuration at {file}")
            self._configs[file] = load_config(file, all_rules())
        return self._configs[file]

    def _home(self, source: Source) -> tuple[Planner, Site]:
        key = (source.path.parent, source.given)
        if key not in self._homes:
            config = self.config_for(source)
            root = (self._settings.root or config.root).absolute()
            generator = config.generator or site_root(source.path.parent, source.given)[1]
            place = (root, config.path or root)
            if place not in self._places:
                site = Site(Files(root), self._settings.today, generator, config.asset_roots)
                self._places[place] = Planner(config, all_rules(), self._command_line), site
            self._homes[key] = self._places[place]
        return self._homes[key]


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
                discovery.leave_out("a template for new posts")
            else:
                results.append(lint_bytes(raw, path, desk, shown=source.shown))
        if on_progress is not None:
            on_progress(done, len(discovery.sources))
    notes = tuple(_notes(results, discovery.left_out, workspace.without_schema))
    return Run(Report(tuple(results), notes), discovery.left_out, tuple(unreadable))


def check_text(raw: bytes, name: str, settings: Settings) -> Run:
    """Check one post that is not, or not yet, on disk under this name."""
    workspace = Workspace(settings)
    source = named_source(name)
    if settings.excludes_named and workspace.is_excluded(source):
        return Run(Report(()), {EXCLUDED: 1})
    desk, path = workspace.desk_for(source)
    return Run(Report((lint_bytes(raw, path, desk, shown=source.shown),)))


def _read(path: Path) -> bytes:
    with open(path, "rb") as file:
        raw = file.read(LARGEST_FILE + 1)
    if len(raw) > LARGEST_FILE:
        raise OSError(f"it is larger than {LARGEST_FILE // 1024 // 1024} MB")
    return raw


def _relative(path: Path, root: Path) -> str:
    """The path from the site root, with forward slashes; it begins with `../` outside of it."""
    below, top = os.fspath(path), os.fspath(root).rstrip(os.sep) + os.sep
    relative = below[len(top) :] if below.startswith(top) else os.path.relpath(below, top)
    return relative.replace(os.sep, "/")


def _notes(results: list[FileResult], left_out: Mapping[str, int], without_schema: set[str]) -> Iterator[str]:
    if left_out:
        reasons = ", ".join(f"{count} {reason}" for reason, count in sorted(left_out.items()))
        yield f"left out: {reasons}"
    posts = sum(result.is_post for result in results)
    missing = Counter(
        found.message for result in results for found in result.diagnostics if found.code == "SC101"
    )
    wanting = [message for message, count in sorted(missing.items()) if count * 2 > posts >= _MANY_POSTS]
    if wanting:
        yield (
            f"in most of the {posts} posts {', '.join(wanting)}: the schema may not be meant for this site; "
            "choose another with `schema` in postlint.toml or with --schema, or none with --schema none"
        )
    if posts and without_schema:
        yield (
            f"no schema is known for posts of {' and '.join(sorted(without_schema))}, so their fields were "
            "not checked: name one with `schema` in postlint.toml or with --schema"
        )
    unknown = sum(result.unknown_images for result in results)
    if unknown:
        yield f"{unknown} image addresses are only known when the site is built, and were not checked"
