"""How a command declares its options: as annotations of its parameters, which can be read without typer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from postlint.model.records import NamedTuple


class Option(NamedTuple):
    """What is said of an option, beside its name, its type and its default, which the parameter has.

    `short` is a spelling of one letter; `panel` is the section of the help text that it is in;
    `default` is what the help text says of the default; `variable` is one of the environment that says the
    same as the option; `least` is the smallest number that makes sense; `complete` offers words for a shell.
    """

    help: str
    short: str | None = None
    panel: str | None = None
    metavar: str | None = None
    default: str | None = None
    variable: str | None = None
    least: int | None = None
    complete: Callable[[str], Iterable[Any]] | None = None


def spelling(name: str) -> str:
    """How the option is written that a parameter stands for."""
    return f"--{name.replace('_', '-')}"


class Argument(NamedTuple):
    """What is said of words that are no options; `default` is what the help text says of the default."""

    help: str
    default: str


COLOR = Option(
    metavar="WHEN",
    panel="Output",
    help="Whether to use colour; `auto` asks the variables NO_COLOR and FORCE_COLOR, then the terminal.",
)
