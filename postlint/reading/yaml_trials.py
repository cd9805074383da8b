"""Reads a block once more with an edit made, which proves that the edit cures it."""

from __future__ import annotations

from yaml.error import MarkedYAMLError, YAMLError
from yaml.nodes import MappingNode

from postlint.model.text import Span
from postlint.reading.yaml_block import Unreadable, compose

#: values quoted on trial before the search for the culprit ends
MOST_TRIALS = 8
#: a longer block is not parsed again and again
_LONGEST_TRIAL = 20_000
#: libyaml takes quadratic time for more that are not closed
_MOST_BRACKETS = 1000


def is_worth_trials(block: str) -> bool:
    return len(block) <= _LONGEST_TRIAL and block.count("[") + block.count("{") <= _MOST_BRACKETS


def is_mapping(block: str) -> bool:
    """Whether a block can be read as `key: value` lines."""
    try:
        node = compose(block)
    except (YAMLError, RecursionError, Unreadable):
        return False
    return isinstance(node, MappingNode) and bool(node.value)


def fault_of(block: str) -> Span | None:
    """Where a block stops being YAML, from the construct to the fault; None when it parses."""
    try:
        compose(block)
    except MarkedYAMLError as error:
        return place_of(error, Span(0, len(block)))
    except (YAMLError, RecursionError, Unreadable):
        return Span(0, 0)
    return None


def place_of(error: MarkedYAMLError, inner: Span) -> Span:
    marks = [
        mark.index + inner.start for mark in (error.context_mark, error.problem_mark) if mark is not None
    ]
    start, *_, end = [*marks, *marks] if marks else (inner.start, inner.start)
    end = min(end, inner.end)
    return Span(min(start, end), end)
