"""Runs the rules that look at all posts of a site, over the facts that were gathered of each."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Collection, Iterable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass, field
from typing import Any

from postlint.config.plan import ActiveRule, Plan
from postlint.engine.cache import reading_back
from postlint.engine.discover import Source
from postlint.engine.lint import Desk, Placer, open_post
from postlint.engine.work import digest_of, read_file
from postlint.errors import PostlintError
from postlint.model.across import Elsewhere, Gathered, SiteFinding
from postlint.model.findings import Diagnostic, RelatedPlace
from postlint.model.post import Post
from postlint.model.report import Crash
from postlint.model.values import Json
from postlint.rule import WholeSite
from postlint.sites.base import Site

#: posts that are kept while a site is compared: those that are like each other are read together
_MOST_OPEN = 200


@dataclass(frozen=True)
class Known:
    """A post of the site as it was when its facts were taken.

    `facts` are as stored, `content` is the digest of its bytes. `raw` has the bytes of a post that is
    not on disk as it is checked. `is_context` says that the user did not name it.
    """

    source: Source
    desk: Desk
    content: bytes
    facts: bytes
    is_context: bool
    raw: bytes | None = None


@dataclass
class SitePosts:
    """All posts of one site by their path from its root; the plan is the site's, outside of overrides."""

    site: Site
    plan: Plan
    posts: dict[str, Known] = field(default_factory=dict)


@dataclass
class Compared:
    """What the rules across posts found: for each post its diagnostics, by its path from the root."""

    diagnostics: dict[str, list[Diagnostic]] = field(default_factory=dict)
    crashes: list[Crash] = field(default_factory=list)


def compare(site: SitePosts, kept: MutableMapping[str, dict[str, Json]]) -> Compared:
    """What the site's rules across posts find, where a post is touched that the user named.

    `kept` holds what each rule, by code, wants to have again in the next run.
    """
    compared = Compared()
    active_rules = _site_rules(site)
    if not active_rules:
        return compared
    named = {path for path, known in site.posts.items() if not known.is_context}
    gathered = _gathered(site, {active.rule.code for active in active_rules})
    reader = _Reader(site.posts)
    for active in active_rules:
        across = active.rule.across
        if across is None:
            continue
        code = active.rule.code
        with reading_back():
            posts = tuple(Gathered(path, across.facts(*record)) for path, record in gathered[code])
        whole = WholeSite(posts, site.site, reader.post, kept.setdefault(code, {}))
        try:
            for found in across.compare(whole, active.options):
                if _touches(found, named):
                    reader.place(found, active, compared.diagnostics)
        except PostlintError:
            raise
        except Exception as error:  # as with the rules that look at one post: named, never hidden
            what = f"{type(error).__name__}: {error}"
            compared.crashes.append(Crash(active.rule.name, "the posts of the site", what))
    return compared


def _site_rules(site: SitePosts) -> Iterable[ActiveRule]:
    """The rules across posts that run for some post."""
    plans = {id(known.desk.plan): known.desk.plan for known in site.posts.values()}
    active = {rule.rule.code: rule for plan in (*plans.values(), site.plan) for rule in plan.site_rules}
    return [active[code] for code in sorted(active)]


def _gathered(site: SitePosts, codes: Collection[str]) -> Mapping[str, list[tuple[str, list[Any]]]]:
    """The facts of all posts by code, in the order of their paths."""
    gathered: dict[str, list[tuple[str, list[Any]]]] = {code: [] for code in codes}
    for path in sorted(site.posts):
        facts = site.posts[path].facts
        if facts:
            with reading_back():
                for code, record in json.loads(facts).items():
                    if code in gathered:
                        gathered[code].append((path, record))
    return gathered


def _touches(found: SiteFinding, named: Collection[str]) -> bool:
    return found.path in named or any(other.path in named for other in found.elsewhere)


class _Reader:
    """Reads posts again and keeps the latest of them."""

    def __init__(self, posts: Mapping[str, Known]) -> None:
        self._known = posts
        self._open: OrderedDict[str, Post | None] = OrderedDict()

    def post(self, path: str) -> Post | None:
        """A post of the site; None when it is gone, or not what its facts were taken from."""
        if path not in self._open:
            self._open[path] = self._read(path)
            if len(self._open) > _MOST_OPEN:
                self._open.popitem(last=False)
        self._open.move_to_end(path)
        return self._open[path]

    def _read(self, path: str) -> Post | None:
        known = self._known.get(path)
        if known is None:
            return None
        try:
            raw = read_file(known.source.path) if known.raw is None else known.raw
        except OSError:  # deleted since: there is nothing left to say of it
            return None
        return open_post(raw, path, known.desk) if digest_of(raw) == known.content else None

    def place(self, found: SiteFinding, active: ActiveRule, into: dict[str, list[Diagnostic]]) -> None:
        """Put a finding among the diagnostics of its post, unless the rule is not to run there."""
        post = self.post(found.path)
        if post is None:
            return
        known = self._known[found.path]
        for here in known.desk.plan.site_rules:
            if here.rule.code == active.rule.code:
                diagnostic = Placer(post, known.source.shown).diagnostic(found.finding, here)
                related = (*diagnostic.related, *self._elsewhere(found.elsewhere))
                into.setdefault(found.path, []).append(diagnostic._replace(related=related))

    def _elsewhere(self, places: Iterable[Elsewhere]) -> Iterator[RelatedPlace]:
        for other in places:
            post = self.post(other.path)
            if post is not None:
                placer = Placer(post, self._known[other.path].source.shown)
                yield RelatedPlace(placer.place(other.span), other.message, other.is_version, other.path)
