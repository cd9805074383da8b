"""Regular expressions that come from schemas: checked before use, bounded in time and memory."""

from __future__ import annotations

import re

from postlint.schema.words import quoted

_LONGEST = 2000
#: what a pattern may unfold to: `(a{1000}){1000}` takes the compiler gigabytes
_HEAVIEST = 20_000

# `(?#…)` and `(?x)` hide brackets from the reckoning below; ECMA 262, whose patterns JSON Schema
# asks for, has neither. Matches (?x) and (?#a), not (?:a) or (?<name>a).
_HIDING = re.compile(r"\(\?(?:#|[A-Za-z-]*x)")

# the parts that matter for the size: an escape, a class, a bracket, a count, any other character
_PART = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]?|[()]|\{(\d{1,9})(?:,(\d{0,9}))?\}|.", re.DOTALL)


def pattern_fault(pattern: str) -> str | None:
    """Why `pattern` cannot be used, None where it can."""
    import regex

    if len(pattern) > _LONGEST:
        return f"the pattern {quoted(pattern)} is longer than {_LONGEST:,} characters"
    if _HIDING.search(pattern):
        return (
            f"the pattern {quoted(pattern)} has a comment or an (?x) group, which JSON Schema does not know"
        )
    if _weight(pattern) > _HEAVIEST:
        return f"the pattern {quoted(pattern)} repeats too much"
    try:
        regex.compile(pattern)
    except regex.error:
        return f"the pattern {quoted(pattern)} is no valid regular expression"
    except (RecursionError, OverflowError):
        return f"the pattern {quoted(pattern)} is nested too deeply"
    return None


def _weight(pattern: str) -> int:
    """How many single steps the pattern has once all counted repeats are written out."""
    open_groups: list[int] = []
    total = last = 0
    for part in _PART.finditer(pattern):
        text = part.group()
        if text == "(":
            open_groups.append(total)
            total = last = 0
        elif text == ")" and open_groups:
            last = total
            total += open_groups.pop()
        elif part.group(1):
            times = max(int(part.group(1)), int(part.group(2) or 0), 1)
            total += last * (times - 1)
            last *= times
        else:
            total += 1
            last = 1
        if total > _HEAVIEST:
            break
    return total + sum(open_groups)
