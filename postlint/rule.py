"""How a rule is made: the `@rule` decorator, `option()`, and the record that comes out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple, TypeAlias

from postlint.model.findings import Finding, Severity
from postlint.model.post import Post
from postlint.sites.base import Site

Check: TypeAlias = Callable[[Post, Site, Any], Iterator[Finding]]


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


@dataclass(frozen=True)
class Rule:
    """One rule, as the registry holds it.

    `name` is the module's file name with dashes; `doc` the module's docstring, which is also the
    rule's page. A rule with `enabled=False` runs only when it is selected by name or code.
    """

    code: str
    name: str
    severity: Severity
    check: Check
    options: type[OptionSet]
    doc: str
    since: str
    fixable: bool
    enabled: bool

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
) -> Callable[[Check], Rule]:
    """Make the decorated generator of findings a rule, named after the module it stands in."""

    def decorate(check: Check) -> Rule:
        module = sys.modules[check.__module__]
        return Rule(
            code=code,
            name=check.__module__.rpartition(".")[2].replace("_", "-"),
            severity=severity,
            check=check,
            options=options,
            doc=module.__doc__ or "",
            since=since,
            fixable=fixable,
            enabled=enabled,
        )

    return decorate
