"""What is said of a command, taken from its parameters: the one source of `--help` and of the man page."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from enum import Enum
from typing import Any

from postlint.cli.typer_inside import Parameter, described
from postlint.model.records import NamedTuple

#: what to write for the value of an option that does not say it
_METAVARS = {"TyperPath": "PATH", "IntRange": "N", "FloatRange": "N", "DateTime": "YYYY-MM-DD"}


class Entry(NamedTuple):
    """An option, an argument or a command, and what it is for."""

    term: str
    text: str


class Section(NamedTuple):
    title: str
    entries: tuple[Entry, ...]


class HelpPage(NamedTuple):
    """The page of one command; `examples` are lines for a shell, each perhaps with a comment."""

    name: str
    usage: str
    paragraphs: tuple[str, ...]
    sections: tuple[Section, ...]
    examples: tuple[str, ...]


def help_page(command: Any, context: Any) -> HelpPage:
    """The page of a command in the context that it is called in, both typer's."""
    it = described(command, context)
    arguments = [each for each in it.parameters if each.is_argument]
    options = [each for each in it.parameters if not each.is_argument]
    sections = [
        Section("Commands", tuple(Entry(name, _paragraphs(text)[0]) for name, text in it.commands)),
        Section("Arguments", tuple(_entry(each, _metavar(each)) for each in arguments)),
        *_option_sections(options),
    ]
    return HelpPage(
        name=it.path,
        usage=" ".join([it.path, *_usage_words(arguments, is_group=bool(it.commands))]),
        paragraphs=_paragraphs(it.text),
        sections=tuple(section for section in sections if section.entries),
        examples=tuple(inspect.cleandoc(it.examples or "").splitlines()),
    )


def _usage_words(arguments: list[Parameter], *, is_group: bool) -> Iterator[str]:
    yield "[OPTIONS]"
    for each in arguments:
        word = _metavar(each) if each.is_required else f"[{_metavar(each)}]"
        yield f"{word}..." if each.takes_many else word
    if is_group:
        yield "COMMAND ..."


def _option_sections(options: list[Parameter]) -> Iterator[Section]:
    """The options by the panel that they name, in the order of the first that names it; the others last.

    A page with a single panel has few options, which stand better together.
    """
    titles = list(dict.fromkeys(each.panel for each in options if each.panel))
    if len(titles) < 2:
        yield Section("Options", tuple(map(_option_entry, options)))
        return
    for title in titles:
        yield Section(title, tuple(_option_entry(each) for each in options if each.panel == title))
    yield Section("Other options", tuple(_option_entry(each) for each in options if not each.panel))


def _option_entry(option: Parameter) -> Entry:
    """An option as `-q, --quiet` or `--jobs N`, the short name first."""
    names = ", ".join(sorted(option.spellings, key=lambda name: name.startswith("--")))
    return _entry(option, names if option.is_flag else f"{names} {_metavar(option)}")


def _metavar(parameter: Parameter) -> str:
    of_kind = None if parameter.is_argument else _METAVARS.get(parameter.kind)
    return parameter.metavar or of_kind or parameter.name.upper()


def _entry(parameter: Parameter, term: str) -> Entry:
    notes = "; ".join(_notes(parameter))
    text = " ".join(parameter.text.split())
    return Entry(term, f"{text} ({notes})" if notes else text)


def _notes(parameter: Parameter) -> Iterator[str]:
    if parameter.choices:
        yield f"one of {', '.join(map(_shown, parameter.choices))}"
    if parameter.default is not None and parameter.default is not False:
        yield f"default: {_shown(parameter.default)}"
    if parameter.may_be_repeated:
        yield "may be repeated"
    if parameter.variable:
        yield f"also by the variable {parameter.variable}"


def _shown(value: object) -> str:
    if isinstance(value, Enum):
        return str(value.value)
    return f"{value:g}" if isinstance(value, float) else str(value)


def _paragraphs(text: str | None) -> tuple[str, ...]:
    """The paragraphs of a docstring, each in one line."""
    return tuple(" ".join(paragraph.split()) for paragraph in inspect.cleandoc(text or "").split("\n\n"))
