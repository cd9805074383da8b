"""What is said of a command, taken from its parameters: the one source of `--help` and of the man page."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from enum import Enum
from typing import Any, NamedTuple

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
    """The page of a command in the context that it is called in; typer exports neither's type."""
    parameters = [each for each in command.get_params(context) if not getattr(each, "hidden", False)]
    arguments = [each for each in parameters if each.param_type_name == "argument"]
    options = [each for each in parameters if each.param_type_name == "option"]
    commands = getattr(command, "commands", {})
    sections = [
        Section("Commands", tuple(_command_entry(each) for each in commands.values())),
        Section("Arguments", tuple(_entry(each, _metavar(each)) for each in arguments)),
        *_option_sections(options),
    ]
    return HelpPage(
        name=context.command_path,
        usage=" ".join([context.command_path, *_usage_words(arguments, is_group=bool(commands))]),
        paragraphs=_paragraphs(command.help),
        sections=tuple(section for section in sections if section.entries),
        examples=tuple(inspect.cleandoc(command.epilog or "").splitlines()),
    )


def _usage_words(arguments: list[Any], *, is_group: bool) -> Iterator[str]:
    yield "[OPTIONS]"
    for each in arguments:
        word = _metavar(each) if each.required else f"[{_metavar(each)}]"
        yield word if each.nargs == 1 else f"{word}..."
    if is_group:
        yield "COMMAND ..."


def _option_sections(options: list[Any]) -> Iterator[Section]:
    """The options by the panel that they name, in the order of the first that names it; the others last.

    A page with a single panel has few options, which stand better together.
    """
    titles = list(dict.fromkeys(each.rich_help_panel for each in options if each.rich_help_panel))
    if len(titles) < 2:
        yield Section("Options", tuple(map(_option_entry, options)))
        return
    for title in titles:
        yield Section(title, tuple(_option_entry(each) for each in options if each.rich_help_panel == title))
    others = [each for each in options if not each.rich_help_panel]
    yield Section("Other options", tuple(map(_option_entry, others)))


def _option_entry(option: Any) -> Entry:
    """An option as `-q, --quiet` or `--jobs N`, the short name first."""
    names = ", ".join(sorted(option.opts, key=lambda name: name.startswith("--")))
    return _entry(option, names if option.is_flag else f"{names} {_metavar(option)}")


def _metavar(parameter: Any) -> str:
    kind = type(parameter.type).__name__
    is_argument = parameter.param_type_name == "argument"
    return str(parameter.metavar or (None if is_argument else _METAVARS.get(kind)) or parameter.name.upper())


def _command_entry(command: Any) -> Entry:
    return Entry(command.name, _paragraphs(command.help)[0])


def _entry(parameter: Any, term: str) -> Entry:
    notes = "; ".join(_notes(parameter))
    text = " ".join((parameter.help or "").split())
    return Entry(term, f"{text} ({notes})" if notes else text)


def _notes(parameter: Any) -> Iterator[str]:
    choices = [_shown(choice) for choice in getattr(parameter.type, "choices", ())]
    if choices:
        yield f"one of {', '.join(choices)}"
    default = parameter.show_default if isinstance(parameter.show_default, str) else parameter.default
    if default is not None and default is not False:
        yield f"default: {_shown(default)}"
    if getattr(parameter, "multiple", False):
        yield "may be repeated"
    if parameter.envvar:
        yield f"also by the variable {parameter.envvar}"


def _shown(value: object) -> str:
    if isinstance(value, Enum):
        return str(value.value)
    return f"{value:g}" if isinstance(value, float) else str(value)


def _paragraphs(text: str | None) -> tuple[str, ...]:
    """The paragraphs of a docstring, each in one line."""
    return tuple(" ".join(paragraph.split()) for paragraph in inspect.cleandoc(text or "").split("\n\n"))
