"""Gitignore-style globs as one regular expression each.

pathspec knows the same language, but importing it takes longer than linting a hundred posts, and most
runs have a handful of globs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from postlint.model.patterns import late

_ANY_FOLDERS = "(?:.*/)?"

_TOKEN = late(
    r"""
      (?P<stars>\*+)                              # `*` and `**` inside a name
    | (?P<any>\?)
    | \[ (?P<not>[!^]?) (?P<set>\]?[^\]/]*) \]    # `[a-z]`, `[!0-9]`, `[]x]`; not `[a/b]`
    | \\(?P<escaped>.)                            # `\!`, `\*`
    | (?P<plain>.)
    """,
    re.VERBOSE | re.DOTALL,
)


class Globs:
    """A list of globs, read as gitignore reads its lines: the last one that matches decides.

    A glob without a slash matches at any depth, one with a slash counts from the root; `**` stands
    for any folders; a glob that matches a folder matches all that is in it; `!` in front takes
    back. Unlike in a gitignore, `!` reaches into folders that were matched before.
    """

    def __init__(self, patterns: Iterable[str]) -> None:
        """Raises re.error for a glob with an impossible set, such as `[z-a]`."""
        self._steps: list[tuple[bool, re.Pattern[str]]] = []
        wanted: list[str] = []
        was_taken_back = False
        for pattern in patterns:
            takes_back = pattern.startswith("!")
            if takes_back is not was_taken_back:
                self._add(wanted, takes_back=was_taken_back)
                wanted, was_taken_back = [], takes_back
            wanted.append(_glob_regex(pattern[1:] if takes_back else pattern))
        self._add(wanted, takes_back=was_taken_back)

    def _add(self, regexes: list[str], *, takes_back: bool) -> None:
        if regexes:
            self._steps.append((not takes_back, re.compile("|".join(regexes), re.DOTALL)))

    def matches(self, path: str) -> bool:
        """Whether a path relative to the root, with forward slashes, is meant.

        A folder is asked for with a slash at its end; the answer then holds for all that is in it,
        as far as no glob takes something back.
        """
        answer = False
        for meaning, regex in self._steps:
            if answer is not meaning and regex.fullmatch(path):
                answer = meaning
        return answer


def _glob_regex(pattern: str) -> str:
    pattern = pattern.removeprefix("./")
    is_anchored = "/" in pattern.rstrip("/")
    *folders, last = pattern.strip("/").split("/")
    regex = "" if is_anchored else _ANY_FOLDERS
    for folder in folders:
        if folder != "**":
            regex += _name_regex(folder) + "/"
        elif not regex.endswith(_ANY_FOLDERS):
            regex += _ANY_FOLDERS
    if pattern.endswith("/"):
        return regex + _name_regex(last) + "/.*"
    if last == "**":
        return regex + ".*"
    return regex + _name_regex(last) + "(?:/.*)?"


def _name_regex(name: str) -> str:
    if name == "*":
        return "[^/]+"
    return "".join(map(_token_regex, _TOKEN.finditer(name)))


def _token_regex(token: re.Match[str]) -> str:
    if token["stars"]:
        return "[^/]*"
    if token["any"]:
        return "[^/]"
    if token["set"]:
        members = re.sub(r"([\\\[\]^&~|])", r"\\\1", token["set"])
        return f"(?!/)[{'^' if token['not'] else ''}{members}]"
    return re.escape(token["escaped"] or token["plain"] or token[0])
