"""The configuration that counts, written as a configuration file: what `postlint config show` prints."""

from __future__ import annotations

import json
from collections.abc import Iterator

from postlint.config.model import Config, Override
from postlint.config.paths import shown
from postlint.config.plan import ActiveRule, Plan, Planner
from postlint.config.shapes import options_table
from postlint.phrases.model import Phrase


def describe_config(config: Config, planner: Planner, path: str | None = None) -> str:
    """What counts for the file at `path`, relative to the site root; for the whole site without one.

    The text is TOML that gives the same plans again. For one file the overrides that match are
    applied; for the site they are listed as they are.
    """
    lines = [_origin(config)]
    if path is None:
        plan = planner.plan_for_site()
    else:
        plan = planner.plan_for(path)
        lines += _file_notes(config, planner, path)
    lines += [*_site_keys(config, plan), *_selected(plan), *_severities(plan), *_options(plan)]
    if path is None:
        for override in config.overrides:
            lines += _override(override)
    for phrase in config.phrases:
        lines += _phrase(phrase)
    return "\n".join(lines) + "\n"


def _origin(config: Config) -> str:
    if not config.files:
        return f"# no configuration file for {shown(config.root)}"
    own, *extended = map(shown, config.files)
    return f"# from {own}" + (f", which extends {', then '.join(extended)}" if extended else "")


def _file_notes(config: Config, planner: Planner, path: str) -> Iterator[str]:
    plan = planner.plan_for(path)
    if plan.excluded:
        yield f"# {path} is excluded"
    if plan.is_post is not None:
        yield f"# {path} is a {'post' if plan.is_post else 'page'}"
    for number in planner.overrides_for(path):
        yield f"# override {number + 1} applies: {', '.join(config.overrides[number].paths)}"


def _site_keys(config: Config, plan: Plan) -> Iterator[str]:
    if config.generator is not None:
        yield f"generator = {as_toml(config.generator)}"
    if plan.schema is not None:
        origin = "" if plan.schema_base == config.root else f"  # from {shown(plan.schema_base)}"
        yield f"schema = {as_toml(plan.schema)}{origin}"
    if config.exclude:
        yield f"exclude = {as_toml(config.exclude)}"
    if config.posts is not None:
        yield f"posts = {as_toml(config.posts)}"
    if config.asset_roots:
        yield f"asset-roots = {as_toml(config.asset_roots)}"


def _selected(plan: Plan) -> Iterator[str]:
    yield "select = ["
    for active in plan.rules:
        yield f"  {as_toml(active.rule.code)},  # {active.rule.name}: {active.severity}"
    yield "]"


def _severities(plan: Plan) -> Iterator[str]:
    given = [active for active in plan.rules if active.severity_is_set]
    if given:
        yield "\n[severity]"
    for active in given:
        yield f"{active.rule.code} = {as_toml(active.severity)}"


def _options(plan: Plan) -> Iterator[str]:
    for active in map(ActiveRule.ready, plan.rules):
        given = list(_changed_options(active))
        if given:
            yield f"\n[rules.{active.rule.name}]"
            yield from given


def _changed_options(active: ActiveRule) -> Iterator[str]:
    known = options_table(active.rule).keys
    for name, option in active.rule.options.__options__.items():
        key, value = name.replace("_", "-"), getattr(active.options, name)
        if key in known and value != option.default:
            yield f"{key} = {as_toml(value)}"


def _override(override: Override) -> Iterator[str]:
    said = override.settings
    yield "\n[[overrides]]"
    yield f"paths = {as_toml(override.paths)}"
    if said.schema is not None:
        yield f"schema = {as_toml(said.schema.name)}"
    if said.selection.select is not None:
        yield f"select = {as_toml(said.selection.select)}"
    if said.selection.extend_select:
        yield f"extend-select = {as_toml(said.selection.extend_select)}"
    if said.selection.ignore:
        yield f"ignore = {as_toml(said.selection.ignore)}"
    for level in said.levels:
        yield f"severity.{level.code} = {as_toml(level.severity or 'off')}"
    for given in said.options:
        yield f"rules.{given.code}.{given.option.replace('_', '-')} = {as_toml(given.value)}"


def _phrase(phrase: Phrase) -> Iterator[str]:
    yield "\n[[phrases]]"
    if phrase.name is not None:
        yield f"name = {as_toml(phrase.name)}"
    yield f"{'pattern' if phrase.is_pattern else 'match'} = {as_toml(phrase.text)}"
    if phrase.replacement is not None:
        yield f"replace = {as_toml(phrase.replacement)}"
    if phrase.reason:
        yield f"message = {as_toml(phrase.reason)}"
    yield f"severity = {as_toml(phrase.severity)}"
    yield f"scope = {as_toml(phrase.scopes)}"
    if phrase.case_sensitive:
        yield "case-sensitive = true"
    if phrase.language is not None:
        yield f"language = {as_toml(phrase.language)}"
    if phrase.safe:
        yield "safe = true"


def as_toml(value: object) -> str:
    """A text, a number, a flag or a list of them as TOML has it."""
    # a JSON text, number or list of them is also a TOML one, save for this one character
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
