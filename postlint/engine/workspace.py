"""What the files of a run share: the settings, and the configurations, sites and schemas they lead to."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from datetime import date
from pathlib import Path

from postlint.config.discover import ConfigFinder
from postlint.config.model import Config, SchemaChoice, Selection
from postlint.config.plan import CommandLine, Planner
from postlint.engine.discover import Source, named_source
from postlint.engine.judging import Judges, schema_for
from postlint.engine.lint import Desk
from postlint.errors import PostlintError
from postlint.model.post import Post
from postlint.model.records import NamedTuple, dataclass, field
from postlint.registry import all_rules, files_of
from postlint.schema.judge import Schema
from postlint.sites.base import Site
from postlint.sites.detect import SiteFinder
from postlint.sites.files import NO_OVERLAY, Files


class Scope(NamedTuple):
    """What counts as changed: all that differs from a revision of git, or for None what is staged.
    `only_lines` wants to hear of changed lines only."""

    since: str | None
    only_lines: bool = False


@dataclass(frozen=True)
class Settings:
    """What the caller asks of a run, beside the paths.

    `config` is read instead of looking for one; `isolated` reads none at all. `root` is the site's
    root where it should not be found by looking. `schema` is a bundled name, or a path from the
    working folder. `excludes_named` takes files that are named one by one, as hooks name them, as if they
    had been found: the configuration's `exclude` holds for them. `jobs` is the number of processes; None
    takes one for each processor where there are many files. `cache` is the folder for results that are to be
    used again, and `is_cached` without one takes a folder in the site's root. `baseline` is the file with the
    findings that are known; `uses_baseline` without one takes that in the site's root or above it, if there
    is one. `scope` narrows the run down to what has changed.
    """

    today: date = field(default_factory=date.today)
    selection: Selection = field(default_factory=Selection)
    config: Path | None = None
    isolated: bool = False
    root: Path | None = None
    schema: str | None = None
    excludes_named: bool = False
    jobs: int | None = 1
    is_cached: bool = False
    cache: Path | None = None
    baseline: Path | None = None
    uses_baseline: bool = True
    scope: Scope | None = None


class _Home(NamedTuple):
    """Where files belong: their configuration, their site, and its root with a slash at the end."""

    planner: Planner
    site: Site
    top: str

    def path_of(self, source: Source) -> str:
        """The path from the site root, with forward slashes; it begins with `../` outside of it."""
        path, top = source.path, self.top
        relative = path[len(top) :] if path.startswith(top) else os.path.relpath(path, top)
        return relative.replace(os.sep, "/")


class Workspace:
    """Keeps what the files of a run share: configurations, plans, sites and schemas."""

    def __init__(self, settings: Settings) -> None:
        """Raises PostlintError where the given root is no folder."""
        if settings.root is not None and not settings.root.is_dir():
            raise PostlintError(f"no folder at {settings.root}")
        self._settings = settings
        self._command_line = CommandLine(
            settings.selection, None if settings.schema is None else SchemaChoice(settings.schema, Path.cwd())
        )
        self._configs_above = ConfigFinder()
        self._sites_above = SiteFinder()
        self._judges = Judges()
        self._configs: dict[Path, Config] = {}
        self._homes: dict[tuple[str, Path], _Home] = {}
        self._homes_given: dict[tuple[str, int], tuple[Path, _Home]] = {}
        self._desks_of: dict[str, tuple[Source, Desk, str]] = {}
        self._places: dict[tuple[Path, Path | None, str | None], _Home] = {}
        self._desks: dict[tuple[int, int, bool], Desk] = {}
        self._found: dict[int, bool] = {}
        #: how the file system is to look for sites that are come upon from now on
        self.overlay = NO_OVERLAY
        #: the generators of sites for whose posts there is no schema
        self.without_schema: set[str] = set()

    def is_excluded(self, source: Source) -> bool:
        home = self._home(source)
        return home.planner.plan_for(home.path_of(source)).excluded

    def desk_for(self, source: Source) -> tuple[Desk, str]:
        """What is needed to lint a file, and the file's path from the site root.

        Raises PostlintError for a configuration, or a schema named by it, that cannot be used.
        """
        known = self._desks_of.get(source.path)
        if known is not None and known[0] is source:
            return known[1], known[2]
        home = self._home(source)
        site, path = home.site, home.path_of(source)
        plan = home.planner.plan_for(path)
        key = (id(plan), id(site), source.is_named)
        desk = self._desks.get(key)
        if desk is None:
            # where schemas are chosen by path, a rule tells of each post that has none
            if site.generator and schema_for(plan, site) is None and not plan.is_unmatched:
                self.without_schema.add(site.generator)
            judge = self._judges.judge_for(plan, site)
            desk = self._desks[key] = Desk(site, plan, judge, source.is_named)
        self._desks_of[source.path] = (source, desk, path)
        return desk, path

    def schema_of(self, post: Post, desk: Desk) -> Schema | None:
        """The schema that a post is held against; None where there is none, or none that can be used."""
        return self._judges.schema_of(post, desk.plan, desk.site)

    def schema_texts(self, desk: Desk) -> tuple[str, ...]:
        """The text of each file that the schema of a desk's posts is made of."""
        return self._judges.texts_for(desk.plan, desk.site)

    def files_read(self) -> Iterator[Path]:
        """The files of the configurations, of their schemas, and of rules that are not ours."""
        for config in self._configs.values():
            yield from config.files
        yield from self._judges.files_read()
        if self._settings.baseline is not None:
            yield self._settings.baseline.absolute()
        for rule in all_rules():
            yield from map(Path, files_of(rule))

    def asked_for_sites(self) -> Iterator[tuple[Site, Collection[tuple[str, str]]]]:
        """What was asked for all of each site and not yet taken."""
        for home in self._places.values():
            yield home.site, home.site.files.asked_for_site

    def root_of(self, path: str) -> Path:
        """The root of the site that a file or folder belongs to."""
        return self.site_of(named_source(f"{path}/post.md" if os.path.isdir(path) else path)).root

    def planner_for(self, source: Source) -> Planner:
        return self._home(source).planner

    def site_of(self, source: Source) -> Site:
        return self._home(source).site

    def is_known(self, site: Site) -> bool:
        """Whether something says where the site begins: the user, a configuration, signs of a generator.
        A repository may hold many sites, and a folder of notes none."""
        return self._found[id(site)]

    def path_of(self, source: Source) -> str:
        """The file's path from the site root, with forward slashes."""
        return self._home(source).path_of(source)

    def config_for(self, source: Source) -> Config:
        """The configuration that counts for a file; where there is none, an empty one at the site's root."""
        settings = self._settings
        file = settings.config
        if file is None and not settings.isolated:
            file = self._configs_above.find(Path(source.path).parent)
        if file is None:
            return Config(root=self._sites_above.find(Path(source.path).parent, source.given)[0])
        if file not in self._configs:
            if not file.is_file():
                raise PostlintError(f"no configuration at {file}")
            from postlint.config.load import load_config  # what a site without configuration is spared

            self._configs[file] = load_config(file, all_rules())
        return self._configs[file]

    def _home(self, source: Source) -> _Home:
        folder, given = source.path.rpartition(os.sep)[0], source.given
        # to compare paths takes longer than to see that it is the same object, which the value keeps alive
        known = self._homes_given.get((folder, id(given)))
        if known is not None:
            return known[1]
        home = self._home_in(folder, source)
        self._homes_given[folder, id(given)] = (given, home)
        return home

    def _home_in(self, folder: str, source: Source) -> _Home:
        key = (folder, source.given)
        home = self._homes.get(key)
        if home is None:
            config = self.config_for(source)
            root = (self._settings.root or config.root).absolute()
            generator = config.generator or self._sites_above.find(Path(source.path).parent, source.given)[1]
            generator = None if generator == "none" else generator
            place = (root, config.path, generator)
            if place not in self._places:
                site = Site(
                    Files(root, overlay=self.overlay), self._settings.today, generator, config.asset_roots
                )
                self._found[id(site)] = bool(self._settings.root or config.path or generator)
                top = os.fspath(root).rstrip(os.sep) + os.sep
                self._places[place] = _Home(self._planner(config), site, top)
            home = self._homes[key] = self._places[place]
        return home

    def _planner(self, config: Config) -> Planner:
        planner = Planner(config, all_rules(), self._command_line)
        if not config.overrides and not planner.plan_for_site().rules:
            raise PostlintError("no rule is left to run; look at what is selected and ignored")
        return planner
