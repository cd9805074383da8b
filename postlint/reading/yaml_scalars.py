"""What a YAML scalar without quotes stands for by the core schema of YAML 1.2."""

from __future__ import annotations

import re
from math import isfinite

from postlint.model.patterns import late
from postlint.model.values import Json
from postlint.reading.limits import MAX_DIGITS, MAX_INT_BITS

#: the texts that are no texts
WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys(("null", "Null", "NULL", "~", ""), None),
}
#: what a number can begin with
NUMERIC = frozenset("0123456789+-.")
# matches "-12", "0o17", "0x1F", "1.5", ".5e-3"; must not match "1.2.3", "2024-01-02", "1_000"
_NUMBER = late(
    r"""
      (?P<decimal> [-+]?[0-9]+ )
    | (?P<other> 0o[0-7]+ | 0x[0-9a-fA-F]+ )
    | (?P<float> [-+]? (?: \.[0-9]+ | [0-9]+(?:\.[0-9]*)? ) (?: [eE][-+]?[0-9]+ )? )
    """,
    re.VERBOSE,
)


class TooManyDigitsError(Exception):
    """A whole number that is longer than what is read; `digits` counts its characters."""

    def __init__(self, digits: int) -> None:
        self.digits = digits


def plain_value(text: str) -> Json:
    """The value of a scalar as written, a text unless it is a number, a truth or nothing.

    Raises TooManyDigitsError.
    """
    if text in WORDS:
        return WORDS[text]
    if text[0] not in NUMERIC:
        return text
    number = number_of(text)
    return text if number is None else number


def number_of(text: str) -> int | float | None:
    """The number that a text is, None where it is none. Raises TooManyDigitsError."""
    found = _NUMBER.fullmatch(text)
    if found is None:
        return None
    if found.lastgroup == "float":
        number = float(text)
        # JSON has no infinity; the text says more than a wrong number
        return number if isfinite(number) else None
    is_decimal = found.lastgroup == "decimal"
    if len(text) > MAX_DIGITS if is_decimal else len(text) * 4 > MAX_INT_BITS:
        raise TooManyDigitsError(len(text))
    return int(text) if is_decimal else int(text, 0)
