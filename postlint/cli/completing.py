"""What a shell may complete a word to, when its reader presses the tab key."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from postlint.reporters import REPORTERS

#: a word, and what it stands for; shells that have room show both
Offer: TypeAlias = tuple[str, str]


def complete_rule(incomplete: str) -> Iterator[Offer]:
    """The codes of the rules, or their names when a small letter has been typed."""
    from postlint.registry import all_rules

    by_name = incomplete[:1].islower()
    for rule in all_rules():
        word, other = (rule.name, rule.code) if by_name else (rule.code, rule.name)
        yield word, f"{other}: {rule.summary}"


def complete_rules(incomplete: str) -> Iterator[Offer]:
    """Whatever selects rules, behind those that are typed already and their comma."""
    from postlint.registry import all_rules

    before, comma, last = incomplete.rpartition(",")
    families = dict.fromkeys(rule.family for rule in all_rules())
    for word, meaning in [*((family, f"all of {family}") for family in families), *complete_rule(last)]:
        yield f"{before}{comma}{word}", meaning


def complete_schema(incomplete: str) -> Iterator[Offer]:  # noqa: ARG001 - typer asks by name
    """The bundled schemas. Files are completed by the shell, when none of these fits."""
    from postlint.schema.describe import list_schemas

    for schema in list_schemas():
        yield schema.name, schema.title


def complete_schema_or_none(incomplete: str) -> Iterator[Offer]:
    from postlint.schema.locate import NO_SCHEMA

    yield from complete_schema(incomplete)
    yield NO_SCHEMA, "no schema"


def complete_format(incomplete: str) -> list[str]:  # noqa: ARG001 - typer asks by name
    return list(REPORTERS)
