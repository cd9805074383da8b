"""Lints one post: bytes in, diagnostics out. Every way into postlint goes through here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from operator import attrgetter

from postlint.config.plan import ActiveRule, Plan
from postlint.engine.docket import docket_of
from postlint.engine.suppress import Suppressions, suppressions_of
from postlint.errors import PostlintError
from postlint.model.findings import (
    Diagnostic,
    Finding,
    Fix,
    Place,
    PlacedEdit,
    PlacedFix,
    Related,
    RelatedPlace,
    Severity,
    Silenced,
)
from postlint.model.patterns import late
from postlint.model.post import Post, ProblemKind, Role
from postlint.model.records import NamedTuple, replace
from postlint.model.report import Crash, FileResult
from postlint.model.text import LineIndex, Span
from postlint.model.verdict import Verdict
from postlint.reading import read_post
from postlint.sites.base import Site
from postlint.sites.roles import role_of

#: what a file of these kinds holds could not be written back as it was
_UNWRITABLE = (ProblemKind.UTF16, ProblemKind.BINARY)


class Desk(NamedTuple):
    """What is needed to lint the posts of one site under one plan.

    `judge` holds a post against its schema. `is_named` says that the user named this very file.
    """

    site: Site
    plan: Plan
    judge: Callable[[Post], Verdict | None]
    is_named: bool = False


def lint_bytes(raw: bytes, path: str, desk: Desk, *, shown: str | None = None) -> FileResult:
    """Everything the plan's rules find in a file.

    `path` is relative to the site root, with forward slashes; the result speaks of `shown`, the
    path as the user knows it.
    """
    return lint_post(open_post(raw, path, desk), desk, shown=shown)


def open_post(raw: bytes, path: str, desk: Desk) -> Post:
    """The post that a file's bytes are, with the role it has on its site."""
    post = read_post(raw, path, judge=desk.judge)
    role = _role(post, desk)
    return post if role is post.role else replace(post, role=role)


def lint_post(post: Post, desk: Desk, *, shown: str | None = None) -> FileResult:
    """What the rules of the plan find that look at one post.

    A rule that raises is reported by name; the others still run.
    """
    placer = Placer(post, shown or post.path)
    diagnostics: list[Diagnostic] = []
    crashes: list[Crash] = []
    for active in docket_of(desk.plan.rules).rules_for(post):
        check = active.rule.check
        assert check is not None
        try:
            for finding in check(post, desk.site, active.options):
                diagnostics.append(placer.diagnostic(finding, active))  # noqa: PERF401 - mostly none come
        except PostlintError:  # the user's to mend: a configured schema that does not work
            raise
        except Exception as error:  # the one place where a rule's fault is caught: named, never hidden
            crashes.append(Crash(active.rule.name, placer.path, f"{type(error).__name__}: {error}"))
    silenced: list[Silenced] = []
    suppressions = suppressions_of(post)
    if suppressions is not None:
        diagnostics = list(_heard(diagnostics, suppressions, silenced))
        of_comments = _of_comments(post, desk.plan, suppressions, placer, crashes)
        diagnostics += _heard(of_comments, suppressions, silenced)
    diagnostics.sort(key=attrgetter("sort_key"))
    return FileResult(
        placer.path,
        tuple(diagnostics),
        tuple(crashes),
        is_post=post.role is Role.POST,
        unknown_images=_unknown_images(post),
        silenced=tuple(silenced),
    )


def _heard(
    diagnostics: Iterable[Diagnostic], suppressions: Suppressions, silenced: list[Silenced]
) -> Iterator[Diagnostic]:
    """Those that no comment silences; the others are added to `silenced`."""
    for found in diagnostics:
        silent = suppressions.silenced(found)
        if silent is None:
            yield found
        else:
            silenced.append(silent)


def _of_comments(
    post: Post, plan: Plan, suppressions: Suppressions, placer: Placer, crashes: list[Crash]
) -> list[Diagnostic]:
    """What there is to say of the comments themselves, when all else has been said."""
    uses = tuple(suppressions.uses(plan.rules))
    closing = [(active, active.rule.close) for active in plan.rules if active.rule.close is not None]
    diagnostics: list[Diagnostic] = []
    for active, close in closing:
        try:
            diagnostics += [placer.diagnostic(finding, active) for finding in close(post, uses)]
        except Exception as error:  # as with all rules: named, never hidden
            crashes.append(Crash(active.rule.name, placer.path, f"{type(error).__name__}: {error}"))
    return diagnostics


def _unknown_images(post: Post) -> int:
    """How many images have an address that only the build knows; none when no rule asked for images."""
    if not post.has_read_images:
        return 0
    return sum(image.is_dynamic for image in post.images)


def _role(post: Post, desk: Desk) -> Role:
    if desk.plan.is_post is not None:
        return Role.POST if desk.plan.is_post else Role.PAGE
    return role_of(
        post.path,
        generator=desk.site.generator,
        has_front_matter=post.has_front_matter,
        is_named=desk.is_named,
    )


class Placer:
    """Gives findings their lines and columns; indexes the text's lines when the first one comes."""

    def __init__(self, post: Post, path: str) -> None:
        self.path = path
        self._text = post.text
        self._can_be_fixed = not post.problems_of(*_UNWRITABLE)
        # all that is missing from front matter is told of at one place
        self._places: dict[Span, Place] = {}

    def diagnostic(self, finding: Finding, active: ActiveRule) -> Diagnostic:
        return Diagnostic(
            place=self.place(finding.span),
            code=active.rule.code,
            name=active.rule.name,
            severity=_severity(finding, active),
            message=finding.message,
            span=finding.span,
            fix=self._fix(finding.fix, active) if finding.fix and self._can_be_fixed else None,
            related=self._related(finding.related) if finding.related else (),
        )

    def place(self, span: Span) -> Place:
        place = self._places.get(span)
        if place is None:
            self._check(span)
            start = self._lines.position(span.start)
            excerpt = self._lines.excerpt(start)
            place = self._places[span] = Place(self.path, start, self._lines.position(span.end), excerpt)
        return place

    def _check(self, span: Span) -> None:
        if not 0 <= span.start <= span.end <= len(self._text):
            raise ValueError(f"a span must lie in the text: {span} of {len(self._text)}")

    @cached_property
    def _lines(self) -> LineIndex:
        return LineIndex(self._text)

    def _related(self, related: tuple[Related, ...]) -> tuple[RelatedPlace, ...]:
        return tuple(
            RelatedPlace(self.place(other.span), other.message, other.is_version) for other in related
        )

    def _fix(self, fix: Fix, active: ActiveRule) -> PlacedFix | None:
        edits = tuple(self._edits(fix))
        if None in edits:
            return None
        safe = fix.safe if active.has_safe_fix is None else active.has_safe_fix
        return PlacedFix(fix.title, safe, tuple(edit for edit in edits if edit is not None), fix.drops_bom)

    def _edits(self, fix: Fix) -> Iterator[PlacedEdit | None]:
        """The edits with their places; None for one that would lose what cannot be read."""
        for edit in fix.edits:
            self._check(edit.span)
            replacement = _with_bytes_of(edit.span.of(self._text), edit.replacement)
            start, end = (self._lines.position(offset) for offset in edit.span)
            yield None if replacement is None else PlacedEdit(start, end, replacement, edit.span)


#: a byte that is no UTF-8, or what front matter has in its place when it is read
_UNREAD = late("[\udc80-\udcff\ufffd]")


def _with_bytes_of(written: str, replacement: str) -> str | None:
    """The replacement with the bytes that could not be read, as they are written; None where it is not
    certain where each of them goes."""
    if "\ufffd" not in replacement:
        return replacement
    unread = _UNREAD.findall(written)
    if len(unread) != replacement.count("\ufffd"):
        return None
    there = iter(unread)
    return _UNREAD.sub(lambda found: next(there) if found[0] == "\ufffd" else found[0], replacement)


def _severity(finding: Finding, active: ActiveRule) -> Severity:
    """The configuration's word, else the finding's own, else the rule's."""
    if active.severity_is_set or finding.severity is None:
        return active.severity
    return finding.severity
