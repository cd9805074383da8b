"""Reads the posts that a schema is to be inferred from, and finds the places of what is rare in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path

from postlint.config.paths import shown
from postlint.engine.discover import Source, discover
from postlint.engine.lint import open_post
from postlint.engine.work import read_file
from postlint.engine.workspace import Settings, Workspace
from postlint.errors import PostlintError
from postlint.model.body import Reference
from postlint.model.lookup import Found
from postlint.model.post import Post, Role
from postlint.model.records import NamedTuple, dataclass, replace
from postlint.model.text import LineIndex, Position, Span
from postlint.model.values import Json
from postlint.model.verdict import Violation
from postlint.schema.inferring.infer import MISTYPED
from postlint.schema.inferring.records import Outlier, Sample
from postlint.schema.inferring.texts import is_picture
from postlint.schema.locate import NO_SCHEMA
from postlint.sites.base import Site
from postlint.sites.images import is_of_one_computer
from postlint.sites.key_case import ignores_key_case

#: sites that a message names
_MOST_NAMED = 5


class Placed(NamedTuple):
    """An outlier where people find it: the path as they know it, and line and column."""

    path: str
    position: Position
    message: str


class ReadPost(NamedTuple):
    """A post with front matter, and its path as the user knows it."""

    post: Post
    path: str


@dataclass(frozen=True)
class Grounds:
    """The posts of one site that a schema is inferred from: those with front matter.

    `site` and `config`, its configuration file, are None where there is no such post, or no such file.
    So many `files` were looked at, of which `unread` are posts whose front matter cannot be read; `faults`
    say which files cannot.
    """

    posts: tuple[ReadPost, ...]
    site: Site | None
    config: Path | None
    files: int
    unread: int
    faults: tuple[str, ...]

    @cached_property
    def samples(self) -> tuple[Sample, ...]:
        """Their paths count from the site's root."""
        return () if self.site is None else tuple(_sample(read.post, self.site) for read in self.posts)

    def rarest_first(self, outliers: Iterable[Outlier]) -> list[Outlier]:
        """The outliers in the order to show them, without keys whose letter case makes no difference to the
        site's generator."""
        is_case_free = self.site is not None and ignores_key_case(self.site.generator)
        told = (outlier for outlier in outliers if not (is_case_free and _is_other_case(outlier.violation)))
        return sorted(told, key=lambda outlier: outlier.posts)

    def placed(self, outliers: Iterable[Outlier]) -> Iterator[Placed]:
        """Where the outliers stand."""
        by_path = {read.post.path: read for read in self.posts}
        for path, violation, _ in outliers:
            post, known_path = by_path[path]
            assert post.front is not None
            start = violation.span_in(post.front).start
            yield Placed(known_path, LineIndex(post.text).position(start), violation.message)


def _is_other_case(violation: Violation) -> bool:
    meant = str(violation.suggestion).casefold()
    return violation.keyword == MISTYPED and str(violation.key).casefold() == meant


def read_grounds(
    paths: Sequence[str], settings: Settings, on_progress: Callable[[int, int], None] | None = None
) -> Grounds:
    """The posts that the paths mean, in their order.

    Raises PostlintError for a path that is not there, a configuration that cannot be used, and posts of
    several sites.
    """
    # whether the posts fit the schema that they have now is not asked
    workspace = Workspace(replace(settings, schema=NO_SCHEMA))
    sources = discover(paths, is_excluded=workspace.is_excluded, excludes_named=False).sources
    posts: list[ReadPost] = []
    faults: list[str] = []
    sites: dict[Path, Source] = {}
    unread = 0
    for done, source in enumerate(sources, 1):
        try:
            raw = read_file(source.path)
        except OSError as error:
            faults.append(f"cannot read {source.shown}: {error.strerror or error}")
        else:
            desk, path = workspace.desk_for(source)
            post = open_post(raw, path, desk)
            if post.role is Role.POST and post.has_front_matter:
                sites.setdefault(desk.site.root, source)
                if post.front is None or post.front.values is None:
                    unread += 1
                else:
                    posts.append(ReadPost(post, source.shown))
        if on_progress is not None:
            on_progress(done, len(sources))
    if len(sites) > 1:
        raise PostlintError(several_sites(list(sites)))
    if not posts:
        return Grounds((), None, None, len(sources), unread, tuple(faults))
    [source] = sites.values()
    config = workspace.config_for(source).path
    return Grounds(tuple(posts), workspace.site_of(source), config, len(sources), unread, tuple(faults))


def several_sites(roots: Sequence[Path]) -> str:
    """What is said where posts should be of one site."""
    some = ", ".join(map(shown, roots[:_MOST_NAMED]))
    more = ", …" if len(roots) > _MOST_NAMED else ""
    return f"these are posts of {len(roots)} sites; name one of them: {some}{more}"


def _sample(post: Post, site: Site) -> Sample:
    values = dict(post.front.values or {}) if post.front else {}
    pictures = [text for text in _texts_in(values) if is_picture(text)]
    lost = frozenset(text for text in pictures if _is_lost(text, post, site))
    return Sample(post.path, values, site.fields_given(post.path), lost)


def _texts_in(values: Json) -> Iterator[str]:
    if isinstance(values, str):
        yield values
    elif isinstance(values, dict | list):
        for value in values.values() if isinstance(values, dict) else values:
            yield from _texts_in(value)


def _is_lost(address: str, post: Post, site: Site) -> bool:
    """Whether an address should lead to a file of the site and does not."""
    image = Reference(address, Span(0, 0), Span(0, 0), "front-matter")
    if image.is_remote or image.is_dynamic or is_of_one_computer(post, site, address):
        return False
    found = site.lookup(post, address).found
    return found is Found.OUTSIDE or (found is Found.NO and not site.may_lie_in_picture_folder(address))
