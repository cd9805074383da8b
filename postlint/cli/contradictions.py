"""Refuses options of `postlint check` that cannot stand together."""

from __future__ import annotations

from collections.abc import Mapping

from postlint.errors import PostlintError

#: options of which only one can be meant
_RIVALS = (
    ("isolated", "config"),
    ("baseline", "no_baseline"),
    ("staged", "changed_since"),
)

#: options that do nothing without one of some others
_NEEDS = {
    "unsafe_fixes": ("fix", "diff"),
    "only_changed_lines": ("changed_since", "staged"),
}


def refuse_contradictions(given: Mapping[str, object]) -> None:
    """Raise PostlintError for values of all options, by name, that contradict each other."""
    for one, other in _RIVALS:
        if given[one] and given[other]:
            raise PostlintError(f"{_written(one)} and {_written(other)} contradict each other")
    if given["add_suppressions"] and (given["fix"] or given["unsafe_fixes"]):
        raise PostlintError("--add-suppressions silences what --fix would mend: run one after the other")
    for one, others in _NEEDS.items():
        if given[one] and not any(given[other] for other in others):
            needed = " or ".join(map(_written, others))
            raise PostlintError(f"{_written(one)} needs {needed} beside it")
    if (given["staged"] or given["changed_since"] is not None) and "-" in _words(given["paths"]):
        raise PostlintError("git knows nothing of a post from standard input")
    has_format = any(each != "full" for each in _words(given["output_format"]))
    if given["diff"] and (given["statistics"] or has_format):
        raise PostlintError("--diff writes a patch, and neither statistics nor another format")


def _written(option: str) -> str:
    return f"--{option.replace('_', '-')}"


def _words(value: object) -> list[str]:
    """The values of what may be repeated."""
    return list(value) if isinstance(value, list | tuple) else []
