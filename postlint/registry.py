"""Finds every rule: those in `postlint/rules/` by walking the folder, others by entry point."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from importlib import import_module
from operator import attrgetter
from pathlib import Path
from types import ModuleType

from postlint import rules as rules_package
from postlint.errors import PostlintError
from postlint.late_rule import LateRule
from postlint.model.installed import is_installed
from postlint.rule import Rule, only_rule

#: the entry-point group of third-party rules; each names a rule, or a module that holds one
GROUP = "postlint.rules"


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule there is, sorted by code.

    Raises PostlintError for a third-party rule that cannot be loaded or takes a code or name that
    is in use.
    """
    found = [*_own_rules(), *_third_party_rules()]
    known: dict[str, Rule] = {}
    for rule in found:
        for called in (rule.code, rule.name):
            other = known.setdefault(called, rule)
            if other is not rule:
                raise PostlintError(
                    f"two rules are called {rule.code} {rule.name}: {other.module} and {rule.module}"
                )
    return tuple(sorted(found, key=attrgetter("code")))


def load_rules() -> None:
    """Import the rules that are imported only when they are asked."""
    for rule in all_rules():
        rule.load()


def is_own(rule: Rule) -> bool:
    """Whether a rule came with postlint."""
    return rule.module.startswith(f"{rules_package.__name__}.")


@cache
def files_of(rule: Rule) -> tuple[str, ...]:
    """The files of a rule that is not ours: all that is loaded of its package, which its author may change
    without a new version."""
    if is_own(rule):
        return ()
    package = rule.module.partition(".")[0]
    loaded = [module for name, module in sys.modules.items() if name.partition(".")[0] == package]
    files = {getattr(module, "__file__", None) for module in loaded}  # a namespace has none
    return tuple(sorted(filter(None, files)))


def find_rule(name: str) -> Rule | None:
    """The rule with this code or name, in any letter case."""
    wanted = name.lower()
    for candidate in all_rules():
        if wanted in (candidate.code.lower(), candidate.name):
            return candidate
    return None


def _own_rules() -> list[Rule]:
    root = Path(rules_package.__path__[0])
    late = {rule.module: rule for rule in late_rules()} if is_installed(root.parent) else {}
    modules = [
        f"{rules_package.__name__}.{family.name}.{file.stem}"
        for family in root.iterdir()
        if family.is_dir()
        for file in family.iterdir()
        if file.suffix == ".py" and file.stem != "__init__"
    ]
    return [late.get(module) or only_rule(import_module(module)) for module in modules]


def late_rules() -> Iterator[Rule]:
    """The rules that the index lists, which is made with every version."""
    from postlint.rules.index import LISTED

    for listed in LISTED:
        yield LateRule(listed, f"{rules_package.__name__}.{listed.module}")


def _third_party_rules() -> list[Rule]:
    if not _some_package_offers_rules():
        return []
    from importlib.metadata import entry_points

    found = []
    for entry in entry_points(group=GROUP):
        try:
            loaded = entry.load()
        except Exception as error:
            raise PostlintError(
                f"the rule {entry.name} ({entry.value}) cannot be loaded: {error!r}"
            ) from error
        if isinstance(loaded, ModuleType):
            loaded = only_rule(loaded)
        if not isinstance(loaded, Rule):
            raise PostlintError(f"the entry point {entry.name} ({entry.value}) is no rule")
        found.append(loaded)
    return found


def _some_package_offers_rules() -> bool:
    """Whether an installed package names our group.

    Asking `importlib.metadata` costs more than checking a post, so the files that it would read
    are searched for the group's name first.
    """
    heading = f"[{GROUP}]".encode()
    return any(heading in said for folder in dict.fromkeys(sys.path) for said in _entry_points_in(folder))


def _entry_points_in(folder: str) -> Iterator[bytes]:
    """What each package in a folder says of its entry points."""
    try:
        names = os.listdir(folder or ".")  # noqa: PTH208 - a path for each package takes three times as long
    except OSError:  # a zip file, or a folder that is not there
        return
    for name in names:
        if name.endswith((".dist-info", ".egg-info")):
            with suppress(OSError), open(os.path.join(folder, name, "entry_points.txt"), "rb") as said:  # noqa: PTH118, PTH123
                yield said.read()
