"""The question whether something else was meant, in the same words everywhere."""

from __future__ import annotations


def question(meant: str) -> str:
    return f"did you mean {meant}?"


def with_question(message: str, meant: str | None) -> str:
    """A message and the question whether `meant` was meant; the message alone for None."""
    return message if meant is None else f"{message}: {question(meant)}"
