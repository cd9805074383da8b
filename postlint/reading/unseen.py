"""Proves that invisible characters are why a block of front matter cannot be read.

A no-break space looks like a blank and is a letter to every parser: `title:\u00a0Foo` has no key.
The parser sees the fault further down and in other words, so the block is read once more with blanks
in the places where such characters look like part of its structure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from postlint.model.characters import INVISIBLE, invisible_name, runs_of, seen_instead
from postlint.model.findings import Edit
from postlint.model.front_matter import Format
from postlint.model.post import Problem, ProblemKind
from postlint.model.text import Span
from postlint.reading.fences import FencedBlock
from postlint.reading.mending import applied
from postlint.reading.parsed import Parsed

#: what a parser says of a block whose structure it does not see
_SYMPTOMS = {ProblemKind.SYNTAX, ProblemKind.NOT_A_MAPPING}

_LINE = re.compile(r"[^\r\n]+")


def blame_invisible(
    parsed: Parsed, text: str, block: FencedBlock, read: Callable[[str, FencedBlock], Parsed]
) -> Parsed:
    """The invisible characters in place of what is wrong with a block, if it can be read without them."""
    is_symptom = parsed.values is None and parsed.problems[0].kind in _SYMPTOMS
    if not is_symptom or not runs_of(INVISIBLE).search(text, *block.payload):
        return parsed
    find = _in_yaml if block.format is Format.YAML else _outside_quotes
    culprits = tuple(find(text, block.payload))
    edits = [Edit(culprit.span, seen_instead(culprit.span.of(text))) for culprit in culprits]
    trial = applied(text[: block.payload.end], edits)
    payload = Span(block.payload.start, len(trial))
    is_cured = read(trial, block._replace(payload=payload)).values is not None
    return Parsed(None, culprits) if culprits and is_cured else parsed


def _in_yaml(text: str, payload: Span) -> Iterator[Problem]:
    """Those in the indentation, after `-` and `key:`, and at the end of each line."""
    run = runs_of(INVISIBLE)
    for line in _LINE.finditer(text, *payload):
        runs = [Span(*found.span()) for found in run.finditer(text, *line.span())]
        start = _line_start().match(text, *line.span()) if runs else None
        if start is None:
            continue
        for place, where in _PLACES:
            if start[place]:
                message = where.format(invisible_name(start[place]), key=(start["key"] or "").strip("\"'"))
                yield Problem(ProblemKind.INVISIBLE, Span(*start.span(place)), message)
        last = runs[-1]
        if last.start >= start.end() and not text[last.end : line.end()].strip(" \t"):
            message = f"{invisible_name(last.of(text))} at the end of the line"
            yield Problem(ProblemKind.INVISIBLE, last, message)


_PLACES = (
    ("indent", "{} in the indentation"),
    ("dash", "“-” is followed by {}"),
    ("colon", "`{key}` is followed by {}"),
)


@cache
def _line_start() -> re.Pattern[str]:
    run = runs_of(INVISIBLE).pattern
    # matches `title:` with a no-break space behind it, `- ` with one before it; for any line, matches
    return re.compile(
        rf"""
        [ ]*+ (?P<indent>{run})? [ ]*+
        (?: - (?: (?P<dash>{run}) | (?=[ ]) ) [ ]*+ )?
        (?: (?P<key> "[^"]*" | '[^']*' | [^\s\#'":][^:]*+ ) : [ ]*+ (?P<colon>{run}) )?
        """,
        re.VERBOSE,
    )


def _outside_quotes(text: str, payload: Span) -> Iterator[Problem]:
    """Those between the tokens of TOML or JSON."""
    for found in _quoted_or_run().finditer(text, *payload):
        if found["run"]:
            message = f"{invisible_name(found['run'])} outside of quotes"
            yield Problem(ProblemKind.INVISIBLE, Span(*found.span("run")), message)


@cache
def _quoted_or_run() -> re.Pattern[str]:
    run = runs_of(INVISIBLE).pattern
    # matches `"a"`, `# a` and a no-break space by itself; must not match the one in `"a b"`
    return re.compile(
        rf"""
          \"{{3}} .*? \"{{3}} | '{{3}} .*? '{{3}}
        | "(?:[^"\\\r\n]++|\\.)*+" | '[^'\r\n]*'
        | \#[^\r\n]*
        | (?P<run>{run})
        """,
        re.VERBOSE | re.DOTALL,
    )
