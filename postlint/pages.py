"""A rule's page in Markdown: its docstring, and the configuration that changes what it does."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence

from postlint.config.shapes import options_table
from postlint.model.findings import Severity
from postlint.rule import Rule


def rule_page(rule: Rule) -> Iterator[str]:
    """The lines of a rule's page, the same for the terminal and for `docs/rules/`."""
    yield f"# {rule.code} {rule.name}"
    yield ""
    yield f"{rule.summary}."
    yield ""
    yield f"*{', '.join(_notes(rule))}*"
    yield from rule.doc.strip().splitlines()[1:]
    yield ""
    yield "## Configure"
    yield "```toml"
    yield from _configuration(rule)
    yield "```"


def rules_index(rules: Sequence[Rule]) -> Iterator[str]:
    """The lines of the page that lists the rules, a table for each family."""
    yield "# Rules"
    yield ""
    yield "`postlint rule CODE` shows each of these pages in the terminal."
    family = ""
    for rule in rules:
        if rule.family != family:
            family = rule.family
            yield ""
            yield f"## {family}: {_family_summary(rule)}"
            yield ""
            yield "| code | name | default | fix | what it finds |"
            yield "|---|---|---|---|---|"
        fix = "fix" if rule.fixable else ""
        yield (
            f"| {rule.code} | [{rule.name}]({page_name(rule)}) | {_severity_word(rule)} | {fix} "
            f"| {rule.summary.replace('|', chr(92) + '|')} |"
        )


def page_name(rule: Rule) -> str:
    """The file name of a rule's page."""
    return f"{rule.name}.md"


def _notes(rule: Rule) -> Iterator[str]:
    yield f"{rule.severity} by default" if rule.enabled else f"off unless selected, then {rule.severity}"
    if rule.fixable:
        yield "offers a fix"
    yield f"since {rule.since}"


def _severity_word(rule: Rule) -> str:
    return rule.severity.value if rule.enabled else "off"


def _family_summary(rule: Rule) -> str:
    package = sys.modules[rule.module.rpartition(".")[0]]
    summary = (package.__doc__ or "").strip().partition("\n")[0].rstrip(".")
    return summary[:1].lower() + summary[1:]


def _configuration(rule: Rule) -> Iterator[str]:
    """TOML that sets what holds without it, ready to be changed, and samples of what has no default.

    A rule that is off is turned on by it.
    """
    others = [f'"{other}"' for other in Severity if other is not rule.severity]
    yield "[severity]"
    yield f'{rule.code} = "{rule.severity}"  # or {", ".join(others)}, "off"'
    options = options_table(rule).keys
    if options:
        yield ""
        yield f"[rules.{rule.name}]"
    for key, option in options.items():
        yield f"# {option.help}"
        yield f"{key} = {json.dumps(option.default, ensure_ascii=False)}"
    for outside in rule.options.__options__.values():
        if outside.sample:
            yield ""
            yield from outside.sample.strip().splitlines()
