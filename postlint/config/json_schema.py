"""The JSON Schema of a configuration file, for editors."""

from __future__ import annotations

from collections.abc import Sequence

from postlint.config.keys import config_table, rules_table, severity_table
from postlint.config.select import selector_names
from postlint.model.values import Json
from postlint.rule import Rule


def config_json_schema(rules: Sequence[Rule]) -> dict[str, Json]:
    """The schema of `postlint.toml` in draft-07, the newest that editors of TOML know."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "postlint.toml",
        "description": "The configuration of postlint, the linter of Markdown posts",
        **config_table(rules).json_schema(),
        "definitions": {
            "selector": {"enum": list(selector_names(rules))},
            "severity": severity_table(rules).full_json_schema(),
            "rules": rules_table(rules).full_json_schema(),
        },
    }
