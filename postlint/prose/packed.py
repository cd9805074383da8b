"""Writes many whole numbers as one short text that JSON can carry and that is read back at once."""

from __future__ import annotations

import sys
from array import array
from binascii import a2b_base64, b2a_base64
from collections.abc import Iterable


def packed(code: str, numbers: Iterable[int]) -> str:
    """The numbers as text; `code` is the type of the array that can hold them."""
    return b2a_base64(_little(array(code, numbers)).tobytes(), newline=False).decode("ascii")


def unpacked(code: str, text: str) -> array[int]:
    """The numbers that `packed` was given. Raises ValueError for a text that it cannot have made."""
    numbers = array(code)
    numbers.frombytes(a2b_base64(text))
    return _little(numbers)


def count_packed(code: str, text: str) -> int:
    """How many numbers a text holds, without reading them."""
    return len(text) * 3 // 4 // array(code).itemsize


def _little(numbers: array[int]) -> array[int]:
    """As a cache that is carried to another machine must have them; the same again when called twice."""
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
