"""The keys of a configuration file: what each may hold, and the line of help that people see."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from postlint.config.shapes import (
    Choice,
    Fault,
    FixSelector,
    Flag,
    Glob,
    Key,
    ListOf,
    PerRule,
    Selector,
    Table,
    Text,
    options_table,
)
from postlint.errors import ConfigError
from postlint.model.findings import Severity
from postlint.model.values import Json, KeyPath
from postlint.phrases.model import Phrase, Scope
from postlint.rule import Rule
from postlint.sites.detect import GENERATORS

#: "none" stands for plain folders, where nothing is to be detected
GENERATOR_NAMES = (*GENERATORS, "none")

#: where a phrase of the user's own is looked for
DEFAULT_SCOPES = (Scope.TITLE, Scope.EXCERPT, Scope.HEADING, Scope.BODY)


def config_table(rules: Sequence[Rule]) -> Table:
    """All keys of a configuration file."""
    return Table(
        {
            "generator": Key(
                Choice(GENERATOR_NAMES),
                "the static-site generator; detected where it is not given, none for plain folders",
            ),
            **_settings_keys(rules),
            "exclude": Key(
                ListOf(Glob()), "files and folders to leave alone, as globs that read like a .gitignore", []
            ),
            "posts": Key(
                ListOf(Glob()),
                "what counts as a post, as globs; every other Markdown file is a page",
            ),
            "asset-roots": Key(
                ListOf(Text(may_be_empty=False)),
                "folders that a leading slash in an image's address may mean, "
                "beside those that the generator has",
                [],
            ),
            "extend": Key(
                Text(may_be_empty=False),
                "path of a configuration file that holds wherever this one says nothing",
            ),
            "overrides": Key(
                ListOf(_override_table(rules)),
                "settings for some posts; of those that match a post, later ones win",
                [],
            ),
            "phrases": Key(ListOf(PhraseTable()), "phrases of your own to report, wherever they stand", []),
        }
    )


def severity_table(rules: Sequence[Rule]) -> PerRule:
    level = Choice((*Severity, "off"), _severity)
    return PerRule(tuple(rules), lambda _: level, definition="severity")


def rules_table(rules: Sequence[Rule]) -> PerRule:
    return PerRule(tuple(rules), options_table, definition="rules")


def _severity(word: str) -> Severity | None:
    return None if word == "off" else Severity(word)


def _settings_keys(rules: Sequence[Rule]) -> dict[str, Key]:
    """The keys that a configuration file and an override have in common."""
    selectors = ListOf(Selector(tuple(rules)))
    return {
        "schema": Key(
            Text(may_be_empty=False),
            "the JSON Schema of the front matter: a bundled name, or a path from this file's folder",
        ),
        "select": Key(selectors, "the rules to run instead of the usual ones"),
        "extend-select": Key(selectors, "rules to run beside the usual or selected ones", []),
        "ignore": Key(selectors, "rules not to run", []),
        "fix": Key(_fix_table(rules), "how far fixes are trusted", {}),
        "severity": Key(severity_table(rules), "how much the findings of a rule matter", {}),
        "rules": Key(rules_table(rules), "options of the rules", {}),
    }


def _fix_table(rules: Sequence[Rule]) -> Table:
    selectors = ListOf(FixSelector(tuple(rules)))
    return _TrustTable(
        {
            "safe": Key(selectors, "rules whose fixes `--fix` is to make, be they unsafe", []),
            "unsafe": Key(selectors, "rules whose fixes need `--unsafe-fixes`, be they safe", []),
        }
    )


class _TrustTable(Table):
    """The table `[fix]`, in which no rule stands on both sides by the same name."""

    def read(self, value: Json, path: KeyPath, faults: list[Fault]) -> Any:
        known = len(faults)
        read = super().read(value, path, faults)
        if len(faults) == known:
            safe = {word.casefold() for word in read.get("safe", ())}
            both = ((at, word) for at, word in enumerate(read.get("unsafe", ())) if word.casefold() in safe)
            faults += [Fault((*path, "unsafe", at), f"`{word}` is in `safe` as well") for at, word in both]
        return read


def _override_table(rules: Sequence[Rule]) -> Table:
    paths = Key(ListOf(Glob(), may_be_empty=False), "the posts that this is for, as globs from the site root")
    return Table({"paths": paths, **_settings_keys(rules)}, required=("paths",))


_PHRASE = Table(
    {
        "match": Key(Text(may_be_empty=False), "the words to find, in any letter case"),
        "pattern": Key(Text(may_be_empty=False), "a regular expression to find, instead of `match`"),
        "replace": Key(Text(), "what to write instead; an empty text deletes the phrase"),
        "message": Key(Text(may_be_empty=False), "what to say, instead of a message made from the phrase"),
        "severity": Key(Choice(tuple(Severity), Severity), "how much it matters", "warning"),
        "scope": Key(
            ListOf(Choice(tuple(Scope), Scope), may_be_empty=False),
            "where to look for it",
            list(DEFAULT_SCOPES),
        ),
        "case-sensitive": Key(Flag(), "whether the letter case must agree", False),
        "safe": Key(Flag(), "whether replacing it never changes what is meant", False),
        "language": Key(Text(may_be_empty=False), "leave posts alone that say they are in another language"),
        "name": Key(Text(may_be_empty=False), "a name to tell this phrase from others"),
    },
    known_as={"phrase": "match", "reason": "message", "regex": "pattern", "text": "match"},
)


# "\\1", "\\g<name>"; not "1", "C:\\new"
_GROUP = re.compile(r"\\(?:\d|g<)")


class PhraseTable:
    """One phrase of the user's own: its keys, and what no single key can know."""

    noun = "a table"

    def read(self, value: Json, path: KeyPath, faults: list[Fault]) -> Any:
        known = len(faults)
        read = _PHRASE.read(value, path, faults)
        if len(faults) > known:
            return read
        if ("match" in read) is ("pattern" in read):
            both = "both" if "match" in read else "neither"
            faults.append(Fault(path, f"a phrase has either `match` or `pattern`, this one has {both}"))
        elif "pattern" in read:
            message = _pattern_fault(read["pattern"])
            if message is not None:
                faults.append(Fault((*path, "pattern"), message))
            if _GROUP.search(read.get("replace", "")):
                words = "`replace` is written as it stands and cannot hold a group of the pattern"
                faults.append(Fault((*path, "replace"), words))
        return read

    def json_schema(self) -> dict[str, Json]:
        return {
            **_PHRASE.json_schema(),
            "oneOf": [{"required": ["match"]}, {"required": ["pattern"]}],
        }


def _pattern_fault(pattern: str) -> str | None:
    """What is wrong with a regular expression, None where nothing is."""
    from postlint.phrases.matching import compile_pattern

    try:
        compiled = compile_pattern(Phrase(pattern, is_pattern=True))
    except ConfigError as error:
        return str(error)
    except RecursionError:
        return "a regular expression with too many brackets inside each other"
    return f"`{pattern}` matches the empty text" if compiled.fullmatch("") else None
