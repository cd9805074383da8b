"""How YAML quotes a text, and which words it takes for something else than text when they lack quotes."""

from __future__ import annotations

#: what YAML 1.1 takes for true or false besides those two words (https://yaml.org/type/bool.html)
TRUTHS = {"yes": True, "on": True, "no": False, "off": False}


def single_quoted(value: str) -> str:
    """The value in single quotes, in which only they have to be doubled."""
    return "'" + value.replace("'", "''") + "'"


def quoted(value: str) -> str:
    """The value in double quotes, or in single ones where it holds what double quotes would change."""
    return single_quoted(value) if '"' in value or "\\" in value else f'"{value}"'
