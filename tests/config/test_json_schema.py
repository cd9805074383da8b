"""The JSON Schema of the configuration agrees with its reader."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

from postlint.config.json_schema import config_json_schema
from postlint.config.load import load_config
from postlint.errors import ConfigError
from postlint.rule import Rule

Write = Callable[[str, str], Path]

GOOD = (
    "",
    "generator = 'none'\nschema = 'post'\nextend = 'base.toml'\nposts = []\nasset-roots = ['static']\n",
    "select = ['ALL']\nextend-select = ['TX', 'TX7', 'TX71', 'DT205']\nignore = ['filler-phrase']\n",
    "severity.TX701 = 'off'\nseverity.repeat = 'info'\n",
    (
        "[rules.filler-phrase]\npacks = ['buzzwords']\nallow = ['a']\nat-least = 2\nratio = 1\n"
        "is-strict = true\nlanguage = 'en'\nstyle = 'short'\n"
    ),
    "[rules.TX702]\npacks = []\n[rules.repeat]\n",
    "[[overrides]]\npaths = ['a/**']\nschema = 'post'\nseverity.TX701 = 'info'\nrules.TX702.at-least = 1\n",
    "[[phrases]]\nmatch = 'a'\nreplace = ''\nscope = ['title', 'opener']\n[[phrases]]\npattern = 'b'\n",
)

BAD = (
    "ingore = []\n",
    "generator = 'wordpress'\n",
    "schema = ''\n",
    "select = 'TX'\n",
    "select = ['TX799']\n",
    "exclude = [1]\n",
    "severity.TX701 = 'fatal'\n",
    "severity.TX = 'off'\n",
    "rules.TX702.pack = []\n",
    "rules.TX702.packs = ['nonsense']\n",
    "rules.TX702.at-least = 'a'\n",
    "rules.TX702.style = 'middling'\n",
    "rules.TX711.phrases = []\n",
    "rules.nobody = {}\n",
    "[[overrides]]\nignore = []\n",
    "[[overrides]]\npaths = []\n",
    "[[overrides]]\npaths = ['a']\nexclude = ['b']\n",
    "[[phrases]]\nreplace = 'a'\n",
    "[[phrases]]\nmatch = 'a'\npattern = 'b'\n",
    "[[phrases]]\nmatch = 'a'\nscope = ['nowhere']\n",
    "[[phrases]]\nmatch = 'a'\nseverity = 'off'\n",
)


def test_it_is_a_schema(rules: tuple[Rule, ...]) -> None:
    Draft7Validator.check_schema(config_json_schema(rules))


@pytest.mark.parametrize("text", GOOD)
def test_schema_and_reader_both_accept(write: Write, rules: tuple[Rule, ...], text: str) -> None:
    write("base.toml", "")
    Draft7Validator(config_json_schema(rules)).validate(tomllib.loads(text))
    load_config(write("postlint.toml", text), rules)


@pytest.mark.parametrize("text", BAD)
def test_schema_and_reader_both_refuse(write: Write, rules: tuple[Rule, ...], text: str) -> None:
    assert not Draft7Validator(config_json_schema(rules)).is_valid(tomllib.loads(text))
    with pytest.raises(ConfigError):
        load_config(write("postlint.toml", text), rules)


def test_options_have_their_help_and_default(rules: tuple[Rule, ...]) -> None:
    options = config_json_schema(rules)["definitions"]["rules"]["properties"]["filler-phrase"]["properties"]  # type: ignore[index,call-overload]
    assert options["packs"] == {
        "description": "the packs to use",
        "type": "array",
        "items": {"enum": ["default", "buzzwords"]},
        "default": ["default"],
    }
    assert options["style"] == {"description": "which style", "enum": ["long", "short"], "default": "long"}
    assert "default" not in options["language"]
