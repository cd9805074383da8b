"""Words that options may be, apart from what they lead to: the command line knows them before anything is
imported."""

from __future__ import annotations

from enum import StrEnum


class Color(StrEnum):
    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


class FailOn(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    NEVER = "never"
