"""A post as the rules see it: read once, never changed."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from enum import StrEnum
from functools import cached_property
from typing import TypeVar, TypeVarTuple

from postlint.model.body import Block, Body, Reference
from postlint.model.findings import Fix
from postlint.model.front_matter import Format, FrontMatter
from postlint.model.records import NamedTuple, dataclass, field, replace
from postlint.model.text import Span
from postlint.model.values import Json
from postlint.model.verdict import Breach, Verdict, Violation

_Made = TypeVar("_Made")
_Args = TypeVarTuple("_Args")

#: what stands for a thing that nobody has asked for yet, since None may be one
_UNMADE = object()


class Role(StrEnum):
    """What a Markdown file is to the site.

    A post is published from front matter that a schema describes. A page (a README, a note) has
    prose and images to check, but no schema is asked of it and front matter is not missed.
    """

    POST = "post"
    PAGE = "page"


class ProblemKind(StrEnum):
    """What can go wrong while bytes become a post."""

    INVALID_BYTES = "invalid-bytes"
    UTF16 = "utf-16"
    BINARY = "binary"
    UNCLOSED = "unclosed"
    SYNTAX = "syntax"
    UNQUOTED_VALUE = "unquoted-value"
    TOO_BIG = "too-big"
    DUPLICATE_KEY = "duplicate-key"
    NOT_A_MAPPING = "not-a-mapping"
    KEY_NOT_TEXT = "key-not-text"
    ALIAS = "alias"
    MERGE = "merge"
    TAG = "tag"
    TAB = "tab"
    IMPOSSIBLE_DATE = "impossible-date"
    INVISIBLE = "invisible"


class Problem(NamedTuple):
    """Something seen while reading. Reading notes it; a rule decides whether to report it.

    `span` covers the culprit. `message` says what is wrong, ready to be shown. `related` is the
    other place where there is one: the first of two equal keys. `fix` is there where reading has
    proven that the block can be read with it.
    """

    kind: ProblemKind
    span: Span
    message: str
    related: Span | None = None
    fix: Fix | None = None


@dataclass(frozen=True, eq=False)
class Post:
    """One Markdown file.

    `path` is relative to the site root, with forward slashes. `text` is the whole file, front
    matter included and the byte-order mark left out; a byte that is no UTF-8 stands in it as a
    lone surrogate (PEP 383), so that the file can be written back as it was. All spans are
    offsets into `text`. `newline` is the first line break of the file, "\\n" where it has none.
    """

    path: str
    text: str
    front: FrontMatter | None
    body_start: int
    problems: tuple[Problem, ...]
    newline: str
    bom: bool
    read_body: Callable[[str, int], Body]
    judge: Callable[[Post], Verdict | None] | None = None
    role: Role = Role.POST
    _made: dict[Hashable, object] = field(default_factory=dict, repr=False)

    @cached_property
    def body(self) -> Body:
        """The body's blocks and references; read when first asked for."""
        return self.read_body(self.text, self.body_start)

    @property
    def paragraphs(self) -> tuple[Block, ...]:
        return self.body.paragraphs

    @property
    def images(self) -> tuple[Reference, ...]:
        """The images of the body, in the order written."""
        return self.body.images

    @property
    def has_read_images(self) -> bool:
        """Whether somebody has asked for the images."""
        return "body" in self.__dict__ and self.body.has_read_images

    @property
    def links(self) -> tuple[Reference, ...]:
        return self.body.links

    @cached_property
    def verdict(self) -> Verdict | None:
        """What the schema says; None for a page, or where no schema applies."""
        return None if self.judge is None else self.judge(self)

    def verdict_with(self, values: Mapping[str, Json]) -> Verdict | None:
        """What the schema would say if front matter held other values."""
        if self.judge is None or self.front is None:
            return None
        # what rules have made of the post need not hold for another one
        return self.judge(replace(self, front=replace(self.front, values=values), _made={}))

    @property
    def verdict_on_nothing(self) -> Verdict | None:
        """What the schema would say of empty front matter; None where no schema applies."""
        if self.judge is None:
            return None
        here = Span(0, 0)
        nothing = FrontMatter(Format.YAML, here, here, here, {}, lambda: None)
        return self.judge(replace(self, front=nothing, _made={}))

    @property
    def has_front_matter(self) -> bool:
        """Whether the file begins with front matter, be it broken, never closed or badly fenced."""
        return self.front is not None or bool(self.problems_of(ProblemKind.UNCLOSED, ProblemKind.SYNTAX))

    def violations(self, *breaches: Breach) -> Sequence[tuple[Violation, Span]]:
        """The schema's violations of these sorts, each with the place to point at."""
        verdict, front = self.verdict, self.front
        if verdict is None or not verdict.violations or front is None:  # as with most posts
            return ()
        found = (violation for violation in verdict.violations if violation.breach in breaches)
        return [(violation, violation.span_in(front)) for violation in found]

    def problems_of(self, *kinds: ProblemKind) -> tuple[Problem, ...]:
        if not self.problems:  # as with most posts
            return ()
        return tuple(problem for problem in self.problems if problem.kind in kinds)

    def once(self, make: Callable[[Post, *_Args], _Made], *args: *_Args) -> _Made:
        """`make(post, *args)`, computed at most once for this post: for what several rules share.

        `make` must be a pure function and its arguments hashable.
        """
        key = (make, args)
        made = self._made.get(key, _UNMADE)
        if made is _UNMADE:
            made = self._made[key] = make(self, *args)
        return made  # type: ignore[return-value]
