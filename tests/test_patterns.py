"""Patterns that are compiled late."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

import postlint
from postlint.model.patterns import late

_ROOT = Path(postlint.__file__).parent
_MODULES = sorted(
    ".".join(file.relative_to(_ROOT.parent).with_suffix("").parts)
    for file in _ROOT.rglob("*.py")
    if "import late" in file.read_text(encoding="utf-8")
)


def test_late_pattern_answers_like_one_made_at_once() -> None:
    for pattern in (late("(?P<first>A)b", re.IGNORECASE), re.compile("(?P<first>A)b", re.IGNORECASE)):
        found = pattern.search("cab")
        assert found is not None
        assert (found.span(), found["first"]) == ((1, 3), "a")
        assert pattern.sub("x", "abab") == "xx"
        assert pattern.pattern == "(?P<first>A)b"


def test_late_pattern_with_a_mistake_fails_when_used() -> None:
    pattern = late("(")
    with pytest.raises(re.error):
        pattern.match("")


@pytest.mark.parametrize("module", _MODULES)
def test_all_late_patterns_of_a_module_are_right(module: str) -> None:
    patterns = [value for value in vars(import_module(module)).values() if type(value) is type(late(""))]
    assert patterns
    assert all(pattern.pattern for pattern in patterns)
