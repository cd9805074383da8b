"""Runs the rules that look at all posts of a site, over the facts that were gathered of each."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Collection, Iterable, Iterator, Mapping, MutableMapping, Sequence
from functools import partial
from itertools import filterfalse
from typing import Any

from postlint.config.plan import ActiveRule, Plan
from postlint.engine.cache import reading_back
from postlint.engine.discover import Source
from postlint.engine.lint import Desk, Placer, open_post
from postlint.engine.processes import Ended, processes_for, side_by_side
from postlint.engine.suppress import suppressions_of
from postlint.engine.work import digest_of, read_file
from postlint.errors import PostlintError
from postlint.model.across import Elsewhere, Gathered, SiteFinding
from postlint.model.findings import Diagnostic, RelatedPlace, Silenced
from postlint.model.post import Post
from postlint.model.records import NamedTuple, dataclass, field
from postlint.model.report import Crash
from postlint.model.values import Json
from postlint.rule import WholeSite
from postlint.sites.base import Site
from postlint.sites.files import Answer, Question

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
    """What the rules across posts found: for each post its diagnostics, and those that its comments silence,
    by its path from the root."""

    diagnostics: dict[str, list[Diagnostic]] = field(default_factory=dict)
    silenced: dict[str, list[Silenced]] = field(default_factory=dict)
    crashes: list[Crash] = field(default_factory=list)


class _Part(NamedTuple):
    """What one rule found, fit to come from another process: its diagnostics and crashes, what it wants to
    have again, and what it asked about the site's files."""

    diagnostics: dict[str, list[Diagnostic]]
    silenced: dict[str, list[Silenced]]
    crashes: list[Crash]
    kept: dict[str, Json]
    asked_for_site: dict[Question, Answer]


def compare(site: SitePosts, kept: MutableMapping[str, dict[str, Json]], jobs: int | None) -> Compared:
    """What the site's rules across posts find, where a post is touched that the user named.

    `kept` holds what each rule, by code, wants to have again in the next run. Rules that take long
    run beside each other, in so many processes as `jobs` allows.
    """
    compared = Compared()
    active_rules = _site_rules(site)
    if not active_rules:
        return compared
    order = [*filter(_takes_long, active_rules), *filterfalse(_takes_long, active_rules)]
    comparing = _Comparing(site, kept, _gathered(site, [active.rule.code for active in order]))
    dear = sum(map(_takes_long, active_rules))
    most = max(1, min(dear, processes_for(len(site.posts), jobs)))
    found = side_by_side([partial(comparing.part, active) for active in order], most)
    for active, part in sorted(zip(order, found, strict=True), key=lambda pair: pair[0].rule.code):
        if isinstance(part, Ended):
            compared.crashes.append(_crash(active, part.how))
            continue
        for path, diagnostics in part.diagnostics.items():
            compared.diagnostics.setdefault(path, []).extend(diagnostics)
        for path, silenced in part.silenced.items():
            compared.silenced.setdefault(path, []).extend(silenced)
        compared.crashes += part.crashes
        kept[active.rule.code] = part.kept
        site.site.files.asked_for_site.update(part.asked_for_site)
    return compared


def _takes_long(active: ActiveRule) -> bool:
    return active.rule.across is not None and active.rule.across.compares_texts


def _crash(active: ActiveRule, error: str) -> Crash:
    return Crash(active.rule.name, None, error)


class _Comparing:
    """Runs rules, in the order of their facts in `gathered`; each is asked once, here or in a copy of this
    process."""

    def __init__(
        self,
        site: SitePosts,
        kept: Mapping[str, dict[str, Json]],
        gathered: dict[str, list[tuple[str, list[Any]]]],
    ) -> None:
        self._site = site.site
        self._kept = kept
        self._gathered = gathered
        self._named = {path for path, known in site.posts.items() if not known.is_context}
        self._reader = _Reader(site.posts)

    def part(self, active: ActiveRule) -> _Part:
        across, code = active.rule.across, active.rule.code
        part = _Part({}, {}, [], self._kept.get(code, {}), self._site.files.asked_for_site)
        if across is None:
            return part
        for other in list(self._gathered):
            if other == code:
                break
            del self._gathered[other]  # another process has it, which makes a copy of all it touches
        with reading_back():
            posts = tuple(Gathered(path, across.facts(*record)) for path, record in self._gathered.pop(code))
        whole = WholeSite(posts, self._site, self._reader.post, part.kept)
        try:
            for found in across.compare(whole, active.options):
                if _touches(found, self._named):
                    self._place(found, active, part)
        except PostlintError:
            raise
        except Exception as error:  # as with the rules that look at one post: named, never hidden
            part.crashes.append(_crash(active, f"{type(error).__name__}: {error}"))
        return part

    def _place(self, found: SiteFinding, active: ActiveRule, part: _Part) -> None:
        """Put a finding among those of its post, unless the rule is not to run there."""
        placed = self._reader.placed(found, active)
        if isinstance(placed, Silenced):
            part.silenced.setdefault(found.path, []).append(placed)
        elif placed is not None:
            part.diagnostics.setdefault(found.path, []).append(placed)


def _site_rules(site: SitePosts) -> Iterable[ActiveRule]:
    """The rules across posts that run for some post."""
    plans = {id(known.desk.plan): known.desk.plan for known in site.posts.values()}
    active = {rule.rule.code: rule for plan in (*plans.values(), site.plan) for rule in plan.site_rules}
    return [active[code] for code in sorted(active)]


def _gathered(site: SitePosts, codes: Sequence[str]) -> dict[str, list[tuple[str, list[Any]]]]:
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

    def placed(self, found: SiteFinding, active: ActiveRule) -> Diagnostic | Silenced | None:
        """A finding with lines and columns; None where the rule is not to run."""
        post, known = self.post(found.path), self._known[found.path]
        here = next((each for each in known.desk.plan.site_rules if each.rule.code == active.rule.code), None)
        if post is None or here is None:
            return None
        diagnostic = Placer(post, known.source.shown).diagnostic(found.finding, here)
        related = (*diagnostic.related, *self._elsewhere(found.elsewhere))
        complete = diagnostic._replace(related=related)
        suppressions = suppressions_of(post)
        silenced = None if suppressions is None else suppressions.silenced(complete)
        return complete if silenced is None else silenced

    def _elsewhere(self, places: Iterable[Elsewhere]) -> Iterator[RelatedPlace]:
        for other in places:
            post = self.post(other.path)
            if post is not None:
                placer = Placer(post, self._known[other.path].source.shown)
                yield RelatedPlace(placer.place(other.span), other.message, other.is_version, other.path)
