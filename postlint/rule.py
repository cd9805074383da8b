"""How a rule is made: the decorators `@rule` and `@site_rule`, `option()`, and the record that comes out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, MutableMapping, Sequence
from types import ModuleType
from typing import Any, ClassVar, Generic, TypeAlias, TypeVar

from postlint.errors import PostlintError
from postlint.model.across import FactsRecord, Gathered, SiteFinding
from postlint.model.directives import Use
from postlint.model.findings import Finding, Severity
from postlint.model.known import KnownFinding
from postlint.model.post import Post
from postlint.model.records import NamedTuple, dataclass
from postlint.model.triggers import Trigger
from postlint.model.values import Json
from postlint.sites.base import Site

Facts = TypeVar("Facts")


class WholeSite(NamedTuple, Generic[Facts]):
    """All that a rule across posts may look at.

    `posts` has the posts of which there are facts, sorted by path. `read` reads a post again where its
    text is needed; None when it is gone or no longer what the facts were taken from. `version` gives text
    that is the same for as long as a post and its path are, None for what is none. `kept` is what the rule
    put there in the last run, if that is still to be had: conclusions that are dear to draw, under keys that
    say from what they were drawn. Findings must not depend on it.
    """

    posts: tuple[Gathered[Facts], ...]
    site: Site
    read: Callable[[str], Post | None]
    kept: MutableMapping[str, Json]
    version: Callable[[str], str | None]


Check: TypeAlias = Callable[[Post, Site, Any], Iterator[Finding]]
Collect: TypeAlias = Callable[[Post, Site, Any], FactsRecord | None]
#: what a post must have for a rule to be worth asking, or what makes that of the rule's options; None: always
When: TypeAlias = Trigger | Callable[[Any], Trigger | None] | None
Compare: TypeAlias = Callable[[WholeSite[Any], Any], Iterator[SiteFinding]]


Close: TypeAlias = Callable[[Post, Sequence[Use]], Iterator[Finding]]
Gone: TypeAlias = Callable[[Sequence[KnownFinding]], Iterator[Finding]]


class Across(NamedTuple):
    """The two halves of a rule across posts.

    `collect` takes from one post what the rule wants to know, None where there is nothing: a record of
    the type `facts`, small, and of nothing but what JSON can carry; a pure function of the post, the
    site's files and the options, for its answers are stored. `compare` sees the facts of all posts;
    where it `compares_texts`, it takes long enough to be worth a process of its own.
    """

    facts: type[FactsRecord]
    collect: Collect
    compare: Compare
    compares_texts: bool = False


class Option(NamedTuple):
    """One thing that a rule can be told."""

    default: Any
    help: str
    choices: Callable[[], tuple[str, ...]] | None
    least: int | None
    sample: str


def option(
    default: Any,
    help: str,
    *,
    choices: Callable[[], tuple[str, ...]] | None = None,
    least: int | None = None,
    sample: str = "",
) -> Any:
    """A field of a rule's `Options`: its default and one line that says what it is for.

    `choices` gives the words that a text, or each text of a list, may be; without it, any. `least`
    is the smallest number that makes sense. `sample` is TOML for the rule's page, for an option that
    stands outside of the rule's own table.
    """
    return Option(default, help, choices, least, sample)


class OptionSet:
    """What a rule can be told: its `Options` derive from this class, with an `option()` for each field.

    They behave like frozen dataclasses. Making thirty of those would take as long at every start as
    checking twenty posts.
    """

    __options__: ClassVar[dict[str, Option]] = {}

    def __init_subclass__(cls) -> None:
        cls.__options__ = {name: field for name, field in vars(cls).items() if isinstance(field, Option)}
        for name, field in cls.__options__.items():
            setattr(cls, name, field.default)

    def __init__(self, **given: Any) -> None:
        unknown = given.keys() - self.__options__.keys()
        if unknown:
            raise TypeError(f"{type(self).__qualname__} has no field {min(unknown)}")
        self.__dict__.update(given)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__qualname__} cannot be changed")

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and self._values() == other._values()

    def __hash__(self) -> int:
        return hash(self._values())

    def __repr__(self) -> str:
        values = zip(self.__options__, self._values(), strict=True)
        return f"{type(self).__qualname__}({', '.join(f'{name}={value!r}' for name, value in values)})"

    def _values(self) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in self.__options__)


class NoOptions(OptionSet):
    """The options of a rule that has none."""


#: stands for a tab in a docstring, where Python 3.13 makes blanks of one
_TAB = "␉"


@dataclass(frozen=True, eq=False)
class Rule:
    """One rule, as the registry holds it.

    `name` is the module's file name with dashes; `doc` the module's docstring, which is also the
    rule's page. A rule with `enabled=False` runs only when it is selected by name or code. `check`
    looks at one post; a rule that has `across` looks at all of them instead, one that has `close` at the
    comments that silence the others, and one that has `gone` at what a baseline knows and is not found.
    `trigger` is for `check`.
    """

    code: str
    name: str
    severity: Severity
    check: Check | None
    across: Across | None
    module: str
    options: type[OptionSet]
    doc: str
    since: str
    fixable: bool
    enabled: bool
    trigger: When = None
    close: Close | None = None
    gone: Gone | None = None

    @property
    def is_of_one_post(self) -> bool:
        """Whether it looks at one post, and at that alone: it has a `check`."""
        return self.across is None and self.close is None and self.gone is None

    def load(self) -> Rule:
        """The rule with all that its module says of it."""
        return self

    def trigger_for(self, options: Any) -> Trigger | None:
        """What a post must have to be worth asking about, under these options; None where all are."""
        return self.trigger(options) if callable(self.trigger) else self.trigger

    @property
    def summary(self) -> str:
        """The first line of the page, without its full stop."""
        return self.doc.strip().partition("\n")[0].rstrip(".")

    @property
    def family(self) -> str:
        """The letters of the code: `IM` for `IM401`."""
        return self.code.rstrip("0123456789")


def rule(
    code: str,
    *,
    severity: Severity,
    since: str,
    options: type[OptionSet] = NoOptions,
    fixable: bool = False,
    enabled: bool = True,
    trigger: When = None,
) -> Callable[[Check], Rule]:
    """Make the decorated generator of findings a rule, named after the module it stands in.

    The rule is only asked about posts that its `trigger` fires for: those that have what it looks for,
    and perhaps others, but never fewer (`postlint/model/triggers.py`).
    """

    def decorate(check: Check) -> Rule:
        return _made(
            check.__module__,
            code,
            severity,
            since,
            options,
            fixable=fixable,
            enabled=enabled,
            check=check,
            trigger=trigger,
        )

    return decorate


def site_rule(
    code: str,
    *,
    severity: Severity,
    since: str,
    facts: type[FactsRecord],
    collect: Collect,
    compares_texts: bool = False,
    options: type[OptionSet] = NoOptions,
    fixable: bool = False,
    enabled: bool = True,
) -> Callable[[Compare], Rule]:
    """Make the decorated generator of findings a rule across posts: `collect` runs for each post, the
    decorated function once for the site, over the records of the type `facts` that came out. `compares_texts`
    says that it reads many posts again.

    Its options are those that hold for the site as a whole, outside of any override.
    """

    def decorate(compare: Compare) -> Rule:
        across = Across(facts, collect, compare, compares_texts)
        return _made(
            compare.__module__,
            code,
            severity,
            since,
            options,
            fixable=fixable,
            enabled=enabled,
            across=across,
        )

    return decorate


def closing_rule(
    code: str, *, severity: Severity, since: str, fixable: bool = False
) -> Callable[[Close], Rule]:
    """Make the decorated generator of findings a rule about the comments for postlint in one post: it is
    asked when all rules have looked at the post, and only where there are such comments."""

    def decorate(close: Close) -> Rule:
        return _made(
            close.__module__, code, severity, since, NoOptions, fixable=fixable, enabled=True, close=close
        )

    return decorate


def baseline_rule(code: str, *, severity: Severity, since: str) -> Callable[[Gone], Rule]:
    """Make the decorated generator of findings a rule about the file with the baseline: it is asked when
    something that the baseline knows was not found. Its spans are of that file."""

    def decorate(gone: Gone) -> Rule:
        return _made(
            gone.__module__, code, severity, since, NoOptions, fixable=False, enabled=True, gone=gone
        )

    return decorate


def _made(
    module: str,
    code: str,
    severity: Severity,
    since: str,
    options: type[OptionSet],
    *,
    fixable: bool,
    enabled: bool,
    check: Check | None = None,
    across: Across | None = None,
    trigger: When = None,
    close: Close | None = None,
    gone: Gone | None = None,
) -> Rule:
    return Rule(
        code=code,
        name=module.rpartition(".")[2].replace("_", "-"),
        severity=severity,
        check=check,
        across=across,
        module=module,
        options=options,
        doc=(sys.modules[module].__doc__ or "").replace(_TAB, "\t"),
        since=since,
        fixable=fixable,
        enabled=enabled,
        trigger=trigger,
        close=close,
        gone=gone,
    )


def only_rule(module: ModuleType) -> Rule:
    """The rule that a module holds. Raises PostlintError where there is none, or more than one."""
    found = [value for value in vars(module).values() if isinstance(value, Rule)]
    if len(found) != 1:
        raise PostlintError(f"{module.__name__} must hold exactly one rule, it holds {len(found)}")
    return found[0]
