"""Finds every rule: those in `postlint/rules/` by walking the folder, others by entry point."""

from __future__ import annotations

import sys
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

from postlint import rules as rules_package
from postlint.errors import PostlintError
from postlint.rule import Rule

#: the entry-point group of third-party rules; each names a rule, or a module that holds one
GROUP = "postlint.rules"


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule there is, sorted by code.

    Raises PostlintError for a third-party rule that cannot be loaded or takes a code or name that
    is in use.
    """
    found: dict[str, Rule] = {}
    for candidate in [*_own_rules(), *_third_party_rules()]:
        for known in found.values():
            if candidate.code == known.code or candidate.name == known.name:
                raise PostlintError(
                    f"two rules are called {candidate.code} {candidate.name}: "
                    f"{known.module} and {candidate.module}"
                )
        found[candidate.code] = candidate
    return tuple(found[code] for code in sorted(found))


def find_rule(name: str) -> Rule | None:
    """The rule with this code or name, in any letter case."""
    wanted = name.lower()
    for candidate in all_rules():
        if wanted in (candidate.code.lower(), candidate.name):
            return candidate
    return None


def _own_rules() -> list[Rule]:
    root = Path(rules_package.__path__[0])
    return [
        _only_rule(import_module(f"{rules_package.__name__}.{file.parent.name}.{file.stem}"))
        for file in sorted(root.glob("*/*.py"))
        if file.stem != "__init__"
    ]


def _only_rule(module: ModuleType) -> Rule:
    found = [value for value in vars(module).values() if isinstance(value, Rule)]
    if len(found) != 1:
        raise PostlintError(f"{module.__name__} must hold exactly one rule, it holds {len(found)}")
    return found[0]


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
            loaded = _only_rule(loaded)
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
    for folder in map(Path, dict.fromkeys(sys.path)):
        for pattern in ("*.dist-info/entry_points.txt", "*.egg-info/entry_points.txt"):
            for file in folder.glob(pattern):
                if heading in file.read_bytes():
                    return True
    return False
