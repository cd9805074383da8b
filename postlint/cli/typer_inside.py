"""All that is known here of typer's insides: what it does not promise, and may have otherwise tomorrow."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, MutableMapping, Sequence
from functools import wraps
from typing import Annotated, Any, get_args

import typer

from postlint.cli.declared import Argument, Option, spelling
from postlint.model.hints import question
from postlint.model.records import NamedTuple

#: what all mistakes in a call have in common; of them typer exports only this one
UsageError: Any = typer.BadParameter.__base__

#: typer's words, and ours
_WORDS = {
    "a valid integer range": "a whole number",
    "a valid int range": "a whole number",
    "a valid integer": "a whole number",
    "a valid float range": "a number",
    "a valid float": "a number",
    "does not match the formats '%Y-%m-%d'": "is not a day such as 2025-03-04",
    "is not in the range x>=": "is less than ",
    # its own question, which it asks for commands only
    ". Did you mean": "; did you mean",
}

# matches "2.0 is not in the range 0.5<=x<=1"; must not match "0 is not in the range x>=1"
_RANGE = re.compile(r"(\d+)(?:\.0)? is not in the range ([\d.]+)<=x<=([\d.]+)")


class Parameter(NamedTuple):
    """An option or an argument. `kind` is the name of typer's class for its values, `panel` the section of
    the help text that it is for."""

    name: str
    is_argument: bool
    spellings: tuple[str, ...]
    kind: str
    metavar: str | None
    panel: str | None
    text: str
    choices: tuple[object, ...]
    default: object
    variable: object
    is_flag: bool
    is_required: bool
    takes_many: bool
    may_be_repeated: bool


class Described(NamedTuple):
    """A command: how it is called, what is said of it, and its own commands with what is said of them."""

    path: str
    text: str | None
    examples: str | None
    parameters: tuple[Parameter, ...]
    commands: tuple[tuple[str, str | None], ...]


def sentence_of(mistake: Any) -> str:
    """What typer says of a mistake, told as all others are: lower case, no full stop, and what was meant."""
    near = getattr(mistake, "possibilities", None)
    said = str(mistake.message if near else mistake.format_message())
    for theirs, ours in _WORDS.items():
        said = said.replace(theirs, ours)
    said = _RANGE.sub(r"\1 is not between \2 and \3", said)
    said = f"{said[:1].lower()}{said[1:].rstrip('.')}"
    return f"{said}; {question(near[0])}" if near else said


def help_asked_by(mistake: Any) -> tuple[str, int] | None:
    """The help text and the exit status of a call that is a group without a command: typer takes that for a
    mistake. None for all others."""
    if type(mistake).__name__ != "NoArgsIsHelpError":
        return None
    return str(mistake.format_message()), int(mistake.exit_code)


def described(command: Any, context: Any) -> Described:
    """A command in the context that it is called in; typer exports neither's type."""
    parameters = [each for each in command.get_params(context) if not getattr(each, "hidden", False)]
    commands = getattr(command, "commands", {}).values()
    return Described(
        context.command_path,
        command.help,
        command.epilog,
        tuple(map(_parameter, parameters)),
        tuple((each.name, each.help) for each in commands),
    )


def _parameter(parameter: Any) -> Parameter:
    shown = parameter.show_default
    return Parameter(
        name=parameter.name,
        is_argument=parameter.param_type_name == "argument",
        spellings=tuple(parameter.opts),
        kind=type(parameter.type).__name__,
        metavar=parameter.metavar,
        panel=getattr(parameter, "rich_help_panel", None),
        text=parameter.help or "",
        choices=tuple(getattr(parameter.type, "choices", ())),
        default=shown if isinstance(shown, str) else parameter.default,
        variable=parameter.envvar,
        is_flag=getattr(parameter, "is_flag", False),
        is_required=parameter.required,
        takes_many=parameter.nargs != 1,
        may_be_repeated=getattr(parameter, "multiple", False),
    )


def completion_script(shell: str) -> str | None:
    """What a shell has to read to complete words; None for a shell that typer does not know."""
    from typer._completion_shared import Shells, get_completion_script

    if shell not in list(Shells):
        return None
    return get_completion_script(prog_name="postlint", complete_var="_POSTLINT_COMPLETE", shell=shell)


def prepare_completion(
    environment: MutableMapping[str, str], lacks_command: Callable[[Sequence[str]], bool]
) -> list[str]:
    """The words behind `postlint` that are typed, after making up for what typer's completion does not know.

    What its script for a shell hands over is changed in place, before typer reads it. `lacks_command` says of
    words whether `check` is meant and not typed.
    """
    # what a word stands for is one line, or the rest of it would be offered as a word
    environment["COLUMNS"] = "1000"
    if "COMP_WORDS" in environment:
        return _prepare_bash(environment, lacks_command)
    program, _, typed = environment.get("_TYPER_COMPLETE_ARGS", "").partition(" ")
    words = typed.split()
    # PowerShell keeps the blank behind the last word to itself, and says that nothing of the next is typed
    is_first_typed = " " in typed or environment.get("_TYPER_COMPLETE_WORD_TO_COMPLETE") == ""
    if words and is_first_typed and lacks_command(words):
        words.insert(0, "check")
        environment["_TYPER_COMPLETE_ARGS"] = f"{program} check {typed}"
    return words


def _prepare_bash(
    environment: MutableMapping[str, str], lacks_command: Callable[[Sequence[str]], bool]
) -> list[str]:
    # bash parts `--option=value` into three words, of which typer takes the last for an argument
    words = environment["COMP_WORDS"].splitlines()
    here = int(environment["COMP_CWORD"])
    signs = [place for place, word in enumerate(words[:here]) if word == "="]
    words = [word for place, word in enumerate(words) if place not in signs]
    here -= len(signs)
    # the first word is typed to its end
    if here > 1 and lacks_command(words[1:]):
        words.insert(1, "check")
        here += 1
    environment["COMP_WORDS"] = "\n".join(words)
    environment["COMP_CWORD"] = str(here)
    return words[1:]


def offers_of(command: Any, context: Any, incomplete: str) -> list[Any]:
    """What typer offers to complete a word to, as the first behind a command of the context's command."""
    return list(command.shell_complete(type(context)(command, parent=context), incomplete))


def for_typer(function: Callable[..., int]) -> Callable[..., int]:
    """A function whose parameters are declared without typer, as typer wants it."""
    signature = inspect.signature(function, eval_str=True)

    @wraps(function)
    def called(**given: Any) -> int:
        return function(**given)

    parameters = [_typed(each) for each in signature.parameters.values()]
    called.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
    called.__annotations__ = {each.name: each.annotation for each in parameters}
    return called


def _typed(parameter: inspect.Parameter) -> inspect.Parameter:
    kind, declared = get_args(parameter.annotation)
    if isinstance(declared, Argument):
        said = typer.Argument(help=declared.help, show_default=declared.default)
    else:
        said = typer_option(parameter.name, declared)
    return parameter.replace(annotation=Annotated[kind, said])


def typer_option(name: str, declared: Option) -> Any:
    """What typer is told of an option that is declared without it."""
    spellings = [spelling(name), *([declared.short] if declared.short else [])]
    return typer.Option(
        *spellings,
        help=declared.help,
        rich_help_panel=declared.panel,
        metavar=declared.metavar,
        show_default=declared.default or True,
        envvar=declared.variable,
        min=declared.least,
        formats=["%Y-%m-%d"],
        autocompletion=declared.complete,
    )
