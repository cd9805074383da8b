"""Looks at a site that has no configuration yet."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from postlint.cli.progress import progress
from postlint.config.paths import shown
from postlint.engine.discover import named_source
from postlint.engine.inferring import several_sites
from postlint.engine.run import check_paths
from postlint.engine.workspace import Settings, Workspace
from postlint.errors import PostlintError
from postlint.model.records import NamedTuple
from postlint.model.report import FileResult, Report


class FirstLook(NamedTuple):
    """What a site is like before it has a configuration: its root, its generator, and what was found in its
    files. `inner` are the roots of sites in it that have posts and no configuration of their own."""

    root: Path
    generator: str | None
    results: tuple[FileResult, ...]
    inner: tuple[Path, ...] = ()

    @property
    def posts(self) -> list[FileResult]:
        return [result for result in self.results if result.is_post]


def look_at(folder: Path) -> FirstLook:
    """Check a site without any configuration.

    Raises PostlintError where there is one that counts, and for a folder that is no site and only holds some.
    """
    if not folder.is_dir():
        raise PostlintError(f"no folder at {folder}")
    configured, bare = Workspace(Settings()), Workspace(Settings(isolated=True))
    source = named_source(f"{folder}/post.md", as_found=True)
    source = source._replace(given=Path(source.path).parent)
    config = configured.config_for(source).path
    if config is not None and not configured.is_excluded(source):
        raise PostlintError(
            f"there is a configuration already: {shown(config)}; `postlint config show` prints what counts"
        )
    site = bare.site_of(source)
    own: list[FileResult] = []
    inner: dict[Path, None] = {}
    for result in check_below(site.root, isolated=True).results:
        source = named_source(result.path, as_found=True)._replace(given=site.root)
        root = bare.site_of(source).root
        if configured.config_for(source).path != config:
            continue  # it has one of its own
        if root == site.root:
            own.append(result)
        elif result.is_post:
            inner[root] = None
    # a configuration above them would make one site of all
    if inner and site.generator is None:
        raise PostlintError(_only_holds(list(inner)))
    return FirstLook(site.root, site.generator, tuple(own), tuple(inner))


def check_below(root: Path, *, isolated: bool) -> Report:
    """What a check of all posts below a folder finds, whether a baseline knows it or not; if it is to be
    `isolated`, without any configuration."""
    settings = Settings(isolated=isolated, uses_baseline=False, jobs=None)
    with progress(is_wanted=True) as on_progress:
        return check_paths([shown(root)], settings, on_progress).report


def _only_holds(sites: Sequence[Path]) -> str:
    if len(sites) > 1:
        return several_sites(sites)
    return f"the posts are those of the site in {shown(sites[0])}; name that folder"
