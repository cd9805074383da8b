"""How a rule is made: the `@rule` decorator, `option()`, and the record that comes out."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from postlint.model.findings import Finding, Severity
from postlint.model.post import Post
from postlint.sites.base import Site

Check: TypeAlias = Callable[[Post, Site, Any], Iterator[Finding]]


@dataclass(frozen=True)
class NoOptions:
    """The options of a rule that has none."""


def option(
    default: Any, help: str, *, choices: Callable[[], tuple[str, ...]] | None = None, least: int | None = None
) -> Any:
    """A field of a rule's `Options`: its default and one line that says what it is for.

    `choices` gives the words that a text, or each text of a list, may be; without it, any. `least`
    is the smallest number that makes sense.
    """
    metadata = {"help": help, "choices": choices, "least": least}
    return dataclasses.field(default=default, metadata=metadata)


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
    options: type
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
    options: type = NoOptions,
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
