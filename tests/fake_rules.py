"""Rules that exist for the tests of the configuration alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from postlint.model.findings import Finding, Severity
from postlint.phrases.model import Phrase
from postlint.rule import NoOptions, OptionSet, Rule, option


class EveryKind(OptionSet):
    """An option of each type that a rule may have."""

    packs: tuple[str, ...] = option(
        ("default",), "the packs to use", choices=lambda: ("default", "buzzwords")
    )
    allow: tuple[str, ...] = option((), "what to leave alone")
    at_least: int = option(3, "how many make a finding")
    ratio: float = option(0.5, "how much alike")
    is_strict: bool = option(False, "whether to be strict")
    language: str | None = option(None, "the language")
    style: Literal["long", "short"] = option("long", "which style")


class UserPhrases(OptionSet):
    phrases: tuple[Phrase, ...] = option((), "phrases of the configuration")
    limit: int = option(0, "how many to report")


def no_findings(*_: Any) -> Iterator[Finding]:
    return iter(())


def fake_rule(code: str, name: str, *, options: type[OptionSet] = NoOptions, enabled: bool = True) -> Rule:
    return Rule(
        code=code,
        name=name,
        severity=Severity.WARNING,
        check=no_findings,
        across=None,
        module=__name__,
        options=options,
        doc=f"What {name} is about.",
        since="0.1",
        fixable=False,
        enabled=enabled,
    )


FAKE_RULES = (
    fake_rule("DT201", "bad-date"),
    fake_rule("DT205", "missing-zone", enabled=False),
    fake_rule("DU601", "repeat"),
    fake_rule("TX701", "filler-opener"),
    fake_rule("TX702", "filler-phrase", options=EveryKind),
    fake_rule("TX703", "buzzwords", enabled=False),
    fake_rule("TX711", "user-phrase", options=UserPhrases),
    fake_rule("TX801", "shouting"),
)
