"""The `postlint` command."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NoReturn

#: the words that begin a command
COMMANDS = ("check", "rule", "rules", "config", "schema", "phrases", "baseline", "init", "server")

#: options of `postlint` itself; any other first word that is no command is something to check
_ROOT_OPTIONS = frozenset({"-h", "--help", "--install-completion", "--show-completion"})


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line. `postlint PATHS` is short for `postlint check PATHS`.

    Without `arguments` they are those of the process, which ends here.
    Exits with 0 when nothing was found, 1 with findings, 2 for a mistake in the call or the
    configuration or a file that cannot be read or written, 3 when nothing was checked, 4 when a rule crashed,
    130 when it was stopped by Ctrl-C.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words in (["--version"], ["-V"]):  # answered before anything else is imported
        from postlint import __version__

        print(f"postlint {__version__}")
        return

    _open_what_is_closed()
    from postlint.engine.garbage import collect_garbage_rarely, leave_garbage

    collect_garbage_rarely()
    from postlint.errors import PostlintError

    is_short = _lacks_command(words)
    full = ["check", *words] if is_short else words
    try:
        if _is_told_how_to_complete(os.environ.get("_POSTLINT_COMPLETE", "")):
            return
        status = _status_of(full)
        if arguments is None and full[0] == "check":
            _leave(status)
        sys.exit(status)
    except KeyboardInterrupt:  # in the command, or while it was being imported
        sys.exit(130)
    except PostlintError as error:
        hint = _meant_command(words[0]) if is_short and words else ""
        _complain(f"postlint: {error}{hint}".splitlines())
        sys.exit(2)
    except BrokenPipeError:  # the reader has seen enough; typer ends so too
        _write_no_more()
        sys.exit(1)
    except OSError as error:  # a full disk, a path too long, a working folder that is gone
        where = f": {error.filename}" if error.filename else ""
        _complain([f"postlint: {error.strerror or error}{where}"])
        _write_no_more()
        sys.exit(2)
    finally:
        if arguments is None:  # the process ends
            leave_garbage()


def _status_of(words: Sequence[str]) -> int:
    """The exit status of a call that names its command."""
    if words[0] == "check" and "_POSTLINT_COMPLETE" not in os.environ:
        from postlint.cli.check import check
        from postlint.cli.plain_call import plain_call

        given = plain_call(check, words[1:])
        if given is not None:
            return check(**given)
    from postlint.cli.app import build_app
    from postlint.cli.usage import run

    return run(build_app(_only_command(words)), words)


def _leave(status: int) -> NoReturn:
    """End the process at once: to take all modules apart first takes as long as to check several posts."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


def _complain(lines: Iterable[str]) -> None:
    from postlint.reporters.visible import harmless, visible

    for line in lines:
        print(harmless(visible(line)), file=sys.stderr)


def _is_told_how_to_complete(asked: str) -> bool:
    """Print what a shell has to read to complete words, where it is asked with `source_bash` or the like."""
    if not asked.startswith("source_"):
        return False
    from postlint.cli.typer_inside import completion_script
    from postlint.cli.writing import print_lines

    script = completion_script(asked.removeprefix("source_"))
    if script is not None:
        print_lines([script])
    return script is not None


def _lacks_command(words: Sequence[str]) -> bool:
    """Whether `check` is meant and not said."""
    return not words or (words[0] not in COMMANDS and words[0] not in _ROOT_OPTIONS)


def _only_command(words: Sequence[str]) -> str | None:
    """The one command that is needed; None where all are: for help, and for a shell that completes them."""
    if "_POSTLINT_COMPLETE" in os.environ:
        from postlint.cli.typer_inside import prepare_completion

        words = prepare_completion(os.environ, _lacks_command)
    return words[0] if words and words[0] in COMMANDS else None


def _write_no_more() -> None:
    """What is left to write goes nowhere: writing it at exit would fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _open_what_is_closed() -> None:
    """Give the program the streams that its caller closed, so that none of them is None."""
    sys.stdin = sys.stdin or open(os.devnull, encoding="utf-8")  # noqa: SIM115, PTH123
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123


def _meant_command(word: str) -> str:
    """A hint for a mistyped command, which is otherwise taken for a path; none for an option."""
    if word.startswith("-"):
        return ""
    from difflib import get_close_matches

    from postlint.model.hints import question

    close = [] if Path(word).exists() else get_close_matches(word, COMMANDS, 1)
    return f"; {question(f'the command `{close[0]}`')}" if close else ""
