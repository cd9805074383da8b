"""Runs the rules that look at all posts of a site, over the facts that were gathered of each."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import filterfalse
from typing import Any

from postlint.config.plan import ActiveRule, Plan
from postlint.engine.cache import StoredError, reading_back
from postlint.engine.discover import Source
from postlint.engine.lint import Desk, Placer, open_post
from postlint.engine.processes import Ended, processes_for, side_by_side
from postlint.engine.stored import encoded, found_of, found_shape
from postlint.engine.suppress import suppressions_of
from postlint.engine.told import Earlier, Facts, Told, shapes_in, told_before
from postlint.engine.work import digest_of, read_file
from postlint.errors import PostlintError
from postlint.model.across import Elsewhere, Gathered, SiteFinding
from postlint.model.digests import blake2b
from postlint.model.findings import Diagnostic, RelatedPlace, Silenced
from postlint.model.post import Post
from postlint.model.records import NamedTuple, dataclass, field
from postlint.model.report import Crash
from postlint.model.values import Json
from postlint.rule import WholeSite
from postlint.sites.base import Site
from postlint.sites.files import DOUBT, Answer, Question

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
    """All posts of one site by their path from its root; the plan is the site's, outside of overrides.
    `fresh` counts the posts of which nothing was known before this run."""

    site: Site
    plan: Plan
    posts: dict[str, Known] = field(default_factory=dict)
    fresh: int = 0


@dataclass
class Compared:
    """What the rules across posts found: for each post its diagnostics, and those that its comments silence,
    by its path from the root."""

    diagnostics: dict[str, list[Diagnostic]] = field(default_factory=dict)
    silenced: dict[str, list[Silenced]] = field(default_factory=dict)
    crashes: list[Crash] = field(default_factory=list)


class _Part(NamedTuple):
    """What one rule found, fit to come from another process: its diagnostics and crashes, what it wants to
    have again, and what it asked about the site's files. `told` is all of it as it is to be stored, empty
    where it would not hold."""

    diagnostics: dict[str, list[Diagnostic]]
    silenced: dict[str, list[Silenced]]
    crashes: list[Crash]
    kept: dict[str, Json]
    asked_for_site: dict[Question, Answer]
    told: bytes = b""


def compare(site: SitePosts, earlier: Earlier | None, jobs: int | None) -> Compared:
    """What the site's rules across posts find, where a post is touched that the user named.

    `earlier` is what is known from the last run, and is made to hold what the next one is to know. Rules
    that take long run beside each other, in so many processes as `jobs` allows.
    """
    compared = Compared()
    active_rules = _site_rules(site)
    if not active_rules:
        return compared
    comparing = _Comparing(site, earlier, _gathered(site, active_rules, earlier))
    for active, part in zip(active_rules, _parts(active_rules, comparing, site.fresh, jobs), strict=True):
        if isinstance(part, Ended):
            compared.crashes.append(_crash(active, part.how))
            continue
        _add(compared, part)
        site.site.files.asked_for_site.update(part.asked_for_site)
        if earlier is not None:
            earlier.kept[active.rule.code] = part.kept
            if part.told:
                earlier.told[active.rule.code] = part.told
    return compared


def _parts(
    rules: Sequence[ActiveRule], comparing: _Comparing, fresh: int, jobs: int | None
) -> list[_Part | Ended]:
    """What each of the rules says; only those are asked that did not say it before."""
    known = [comparing.told_before(active) for active in rules]
    rest = [active for active, part in zip(rules, known, strict=True) if part is None]
    order = [*filter(_takes_long, rest), *filterfalse(_takes_long, rest)]
    dear = sum(map(_takes_long, rest))
    # of posts that have not changed it is known what was dear to find out
    most = max(1, min(dear, processes_for(fresh, jobs)))
    found = side_by_side([partial(comparing.part, active) for active in order], most)
    by_code = {active.rule.code: part for active, part in zip(order, found, strict=True)}
    return [
        by_code[active.rule.code] if part is None else part for active, part in zip(rules, known, strict=True)
    ]


def _add(compared: Compared, part: _Part) -> None:
    """Add what one rule found."""
    for path, diagnostics in part.diagnostics.items():
        compared.diagnostics.setdefault(path, []).extend(diagnostics)
    for path, silenced in part.silenced.items():
        compared.silenced.setdefault(path, []).extend(silenced)
    compared.crashes += part.crashes


def _takes_long(active: ActiveRule) -> bool:
    return active.rule.across is not None and active.rule.across.compares_texts


def _crash(active: ActiveRule, error: str) -> Crash:
    return Crash(active.rule.name, None, error)


class _Comparing:
    """Runs rules over their facts, which are by code in `gathered`; each is asked once, here or in a copy of
    this process."""

    def __init__(self, site: SitePosts, earlier: Earlier | None, gathered: dict[str, Facts]) -> None:
        self._site = site.site
        self._posts = site.posts
        self._earlier = earlier
        self._gathered = gathered
        self._bases: dict[str, str] = {}
        self._named = {path for path, known in site.posts.items() if not known.is_context}
        self._reader = _Reader(site.posts)

    def told_before(self, active: ActiveRule) -> _Part | None:
        """What the rule said in the last run, where it would say it again."""
        if self._earlier is None:
            return None
        code = active.rule.code
        self._bases[code] = basis = self._gathered[code].basis(active, self._earlier.rules, self._site)
        told = told_before(self._earlier.told.get(code), basis)
        if told is None or not told.holds(self._content_of, self._site):
            return None
        part = self._new_part(code)
        with reading_back():
            part.asked_for_site.update((Question(*asked), answer) for *asked, answer in told.asked)
            for _, path, shape in told.found:
                found = found_of(shape, self._shown(path), self._shown)
                if self._named.isdisjoint(_paths_of(found, path)):
                    continue
                _put(found, path, part)
        return part

    def part(self, active: ActiveRule) -> _Part:
        """What the rule says."""
        across, code = active.rule.across, active.rule.code
        part = self._new_part(code)
        facts = self._gathered.pop(code)
        if across is None:
            return part
        with reading_back():
            records = zip(facts.paths, facts.read(), strict=True)
            posts = tuple([Gathered(path, across.facts(*record)) for path, record in records])
        files = self._site.files
        files.asked.clear()
        self._reader.begin()
        whole = WholeSite(posts, self._site, self._reader.post, part.kept, self._version)
        told: list[tuple[str, str, Any] | None]
        try:
            told = [*self._told(across.compare(whole, active.options), active, part)]
        except (PostlintError, StoredError):
            raise
        except Exception as error:  # as with the rules that look at one post: named, never hidden
            part.crashes.append(_crash(active, f"{type(error).__name__}: {error}"))
            return part
        files.asked_for_site.update(files.asked)
        if self._earlier is None or None in told or self._reader.has_missed or DOUBT in files.asked:
            return part
        asked = [(*question, answer) for question, answer in files.asked_for_site.items()]
        found = [each for each in told if each is not None]
        return part._replace(told=Told(self._bases[code], self._reader.read, asked, found).as_stored())

    def _told(
        self, said: Iterable[SiteFinding], active: ActiveRule, part: _Part
    ) -> Iterator[tuple[str, str, Any] | None]:
        """Put what a rule says among the findings of posts. Gives each with its key and path as it is to be
        stored, None for one that is not reported."""
        shapes = {} if self._earlier is None else shapes_in(self._earlier.told.get(active.rule.code))
        for found in said:
            if found.path not in self._posts:
                raise ValueError(f"no post at {found.path}")
            if not _touches(found, self._named):
                yield None
                continue
            key = self._key(found)
            placed = self._placed(found, active, shapes.get(key))
            if placed is None:
                yield None
            else:
                _put(placed, found.path, part)
                yield key, found.path, found_shape(placed)

    def _new_part(self, code: str) -> _Part:
        kept = {} if self._earlier is None else self._earlier.kept.get(code, {})
        return _Part({}, {}, [], kept, self._site.files.asked_for_site)

    def _placed(self, found: SiteFinding, active: ActiveRule, shape: Any) -> Diagnostic | Silenced | None:
        """A finding with lines and columns, taken from the last run where it has its shape from there; None
        where the rule is not to run."""
        if shape is None:
            return self._reader.placed(found, active)
        return found_of(shape, self._shown(found.path), self._shown)

    def _key(self, found: SiteFinding) -> str:
        """Names all that the shape of a finding rests on; what it touches counts as read."""
        if self._earlier is None:
            return ""
        digest = blake2b(self._earlier.rules.encode(), digest_size=16)
        for path in (found.path, *(other.path for other in found.elsewhere)):
            known = self._posts.get(path)
            if known is not None:
                self._reader.note(path)
                digest.update(known.content + self._earlier.fingerprint(known.desk))
        digest.update(encoded(found))
        return digest.hexdigest()

    def _version(self, path: str) -> str | None:
        if path not in self._posts:
            return None
        self._reader.note(path)
        return f"{self._posts[path].content.hex()} {path}"

    def _content_of(self, path: str) -> str | None:
        known = self._posts.get(path)
        return None if known is None else known.content.hex()

    def _shown(self, path: str) -> str:
        return self._posts[path].source.shown


def _put(found: Diagnostic | Silenced, path: str, part: _Part) -> None:
    """Put a finding among those of its post."""
    if isinstance(found, Silenced):
        part.silenced.setdefault(path, []).append(found)
    else:
        part.diagnostics.setdefault(path, []).append(found)


def _paths_of(found: Diagnostic | Silenced, path: str) -> Iterator[str]:
    """The posts that a finding in the post at `path` touches."""
    yield path
    diagnostic = found.found if isinstance(found, Silenced) else found
    for other in diagnostic.related:
        if other.site_path is not None:
            yield other.site_path


def _site_rules(site: SitePosts) -> Sequence[ActiveRule]:
    """The rules across posts that run for some post, by code."""
    plans = {id(known.desk.plan): known.desk.plan for known in site.posts.values()}
    active = {rule.rule.code: rule for plan in (*plans.values(), site.plan) for rule in plan.site_rules}
    return [active[code] for code in sorted(active)]


def _gathered(site: SitePosts, rules: Sequence[ActiveRule], earlier: Earlier | None) -> dict[str, Facts]:
    """The facts of all posts by code, in the order of their paths."""
    gathered = {active.rule.code: Facts([], [], []) for active in rules}
    by_line = {code.encode(): facts for code, facts in gathered.items()}
    for path in sorted(site.posts):
        known = site.posts[path]
        if not known.facts:
            continue
        asked = b"" if earlier is None else earlier.fingerprint(known.desk)
        for line in known.facts.split(b"\n"):
            code, _, record = line.partition(b" ")
            facts = by_line.get(code)
            if facts is not None:
                facts.paths.append(path)
                facts.asked.append(asked)
                facts.records.append(record)
    return gathered


def _touches(found: SiteFinding, named: Collection[str]) -> bool:
    return found.path in named or any(other.path in named for other in found.elsewhere)


class _Reader:
    """Reads posts again and keeps the latest of them."""

    def __init__(self, posts: Mapping[str, Known]) -> None:
        self._known = posts
        self._open: OrderedDict[str, Post | None] = OrderedDict()
        self.begin()

    def begin(self) -> None:
        """Begin to note which posts are read: in `read` the digests of their bytes, in hexadecimal;
        `has_missed` says that one was not to be had, or was no longer what it was."""
        self.read: dict[str, str] = {}
        self.has_missed = False

    def post(self, path: str) -> Post | None:
        """A post of the site; None when it is gone, or not what its facts were taken from."""
        post = self._post(path)
        if post is None:
            self.has_missed = True
        else:
            self.note(path)
        return post

    def note(self, path: str) -> None:
        """Note that something is said that depends on what a post holds."""
        self.read[path] = self._known[path].content.hex()

    def _post(self, path: str) -> Post | None:
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
