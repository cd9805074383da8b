"""What is to be done with one file: the rules that run on it, with their severities and options."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from postlint.config.globs import Globs
from postlint.config.model import Config, OptionValue, SchemaChoice, Selection, Settings
from postlint.config.select import choose_rules, rules_of, trusted_fixes
from postlint.config.suggest import no_such_rule
from postlint.errors import ConfigError
from postlint.late_rule import LateRule, UsualOptions
from postlint.model.findings import Severity
from postlint.model.records import NamedTuple, dataclass, field
from postlint.rule import OptionSet, Rule

#: the rule that reports the phrases of the configuration, through its option `phrases`
USER_PHRASE = "user-phrase"


@dataclass(frozen=True)
class CommandLine:
    """What the command line says about rules and the schema; it wins over the configuration."""

    selection: Selection = field(default_factory=Selection)
    schema: SchemaChoice | None = None


class ActiveRule(NamedTuple):
    """A rule that runs. `severity_is_set`: the configuration gave the severity, so it wins over one
    that a finding brings along. `has_safe_fix` is what the configuration says of the rule's fixes, None
    where it leaves that to them."""

    rule: Rule
    severity: Severity
    options: Any
    severity_is_set: bool
    has_safe_fix: bool | None = None

    def ready(self) -> ActiveRule:
        """The same with the rule itself, where that is to be imported yet."""
        rule = self.rule.load()
        if rule is self.rule:
            return self
        is_usual = isinstance(self.options, UsualOptions)
        return self._replace(rule=rule, options=rule.options() if is_usual else self.options)


class Plan(NamedTuple):
    """What is to be done with a file. Files that are treated alike share one plan.

    A relative `schema` counts from `schema_base`. `is_post` is None where the configuration does not
    say what a post is. `is_unmatched`: overrides give schemas by path, and this path has none.
    `site_rules` are those of the `rules` that look at all posts; their options are the site's.
    """

    rules: tuple[ActiveRule, ...]
    site_rules: tuple[ActiveRule, ...]
    schema: str | None
    schema_base: Path
    is_post: bool | None
    excluded: bool
    is_unmatched: bool


class Planner:
    """Makes the plan of each file and keeps it for the next file that is to be treated alike."""

    def __init__(
        self, config: Config, rules: Sequence[Rule], command_line: CommandLine | None = None
    ) -> None:
        """Raises ConfigError where the command line names a rule that is not there."""
        command_line = command_line or CommandLine()
        _check_selectors(command_line.selection, rules)
        self._config = config
        self._rules = tuple(rules)
        self._command_line = command_line
        self._exclude = Globs(config.exclude)
        self._posts = None if config.posts is None else Globs(config.posts)
        self._overrides = tuple(Globs(override.paths) for override in config.overrides)
        self._plans: dict[tuple[object, ...], Plan] = {}
        has_globs = config.exclude or config.overrides or config.posts is not None
        self._only_plan = None if has_globs else self.plan_for_site()

    def plan_for(self, path: str) -> Plan:
        """The plan of a file; `path` is relative to the site root, with forward slashes."""
        if self._only_plan is not None:
            return self._only_plan
        matched = self.overrides_for(path)
        is_post = None if self._posts is None else self._posts.matches(path)
        excluded = self._exclude.matches(path)
        return self._plan(matched, is_post=is_post, excluded=excluded)

    def plan_for_site(self) -> Plan:
        """The plan of a file that no glob matches."""
        return self._plan((), is_post=None, excluded=False)

    def overrides_for(self, path: str) -> tuple[int, ...]:
        """The 0-based numbers of the overrides that match a path."""
        return tuple([number for number, globs in enumerate(self._overrides) if globs.matches(path)])

    def _plan(self, matched: tuple[int, ...], *, is_post: bool | None, excluded: bool) -> Plan:
        alike = (matched, is_post, excluded)
        if alike not in self._plans:
            self._plans[alike] = self._made(matched, is_post=is_post, excluded=excluded)
        return self._plans[alike]

    def _made(self, matched: tuple[int, ...], *, is_post: bool | None, excluded: bool) -> Plan:
        config = self._config
        settings = (*config.settings, *(config.overrides[number].settings for number in matched))
        schemas = [said.schema for said in settings if said.schema is not None]
        schema = self._command_line.schema or (schemas[-1] if schemas else None)
        rules = self._active_rules(settings)
        return Plan(
            rules=rules,
            site_rules=tuple(active for active in rules if active.rule.across is not None),
            schema=None if schema is None else schema.name,
            schema_base=config.root if schema is None else schema.base,
            is_post=is_post,
            excluded=excluded,
            is_unmatched=schema is None and any(override.settings.schema for override in config.overrides),
        )

    def _active_rules(self, settings: Sequence[Settings]) -> tuple[ActiveRule, ...]:
        levels = {level.code: level.severity for said in settings for level in said.levels}
        layers = (
            *(said.selection for said in settings),
            Selection(ignore=tuple(code for code, severity in levels.items() if severity is None)),
            self._command_line.selection,
        )
        running = choose_rules(
            self._rules, layers, levelled=[code for code, severity in levels.items() if severity is not None]
        )
        options, of_site = self._options(settings), self._options(self._config.settings)
        trusted = trusted_fixes(self._rules, [said.fixes for said in settings])
        return tuple(
            ActiveRule(
                rule,
                severity=levels.get(rule.code) or rule.severity,
                options=_options_of(rule, (options if rule.across is None else of_site).get(rule.code, {})),
                severity_is_set=levels.get(rule.code) is not None,
                has_safe_fix=trusted.get(rule.code),
            )
            for rule in self._rules
            if rule.code in running
        )

    def _options(self, settings: Sequence[Settings]) -> dict[str, dict[str, object]]:
        """The options that are given, by code and then by field."""
        options: dict[str, dict[str, object]] = {}
        for given in (*self._phrases(), *(value for said in settings for value in said.options)):
            options.setdefault(given.code, {})[given.option] = given.value
        return options

    def _phrases(self) -> tuple[OptionValue, ...]:
        if not self._config.phrases:
            return ()
        [rule] = rules_of(USER_PHRASE, self._rules)
        return (OptionValue(rule.code, "phrases", self._config.phrases),)


def _options_of(rule: Rule, given: Mapping[str, object]) -> OptionSet:
    return UsualOptions() if isinstance(rule, LateRule) and not given else rule.options(**given)


def _check_selectors(selection: Selection, rules: Sequence[Rule]) -> None:
    given = (*(selection.select or ()), *selection.extend_select, *selection.ignore)
    unknown = [selector for selector in dict.fromkeys(given) if not rules_of(selector, rules)]
    if unknown:
        raise ConfigError("\n".join(no_such_rule(selector, rules, or_family=True) for selector in unknown))
