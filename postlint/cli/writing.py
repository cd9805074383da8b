"""Writes to the standard streams, as UTF-8 whatever the locale says."""

from __future__ import annotations

import sys
from collections.abc import Iterable


def encoded(lines: Iterable[str]) -> bytes:
    """Lines as they are written: each with a line break."""
    return "".join([f"{line}\n" for line in lines]).encode("utf-8", "backslashreplace")


def encoded_notes(lines: Iterable[str]) -> bytes:
    """Lines for standard error. A CI service reads it in the log that it takes commands from."""
    from postlint.reporters.visible import harmless

    return encoded(map(harmless, lines))


def write(out: bytes, err: bytes = b"") -> None:
    """Write findings to standard output, and all that is no finding to standard error."""
    sys.stdout.buffer.write(out)
    sys.stdout.flush()
    sys.stderr.buffer.write(err)
    sys.stderr.flush()


def print_lines(lines: Iterable[str]) -> None:
    """Write lines to standard output."""
    write(encoded(lines))


def print_note(line: str) -> None:
    """Write a line to standard error."""
    write(b"", encoded_notes([line]))
