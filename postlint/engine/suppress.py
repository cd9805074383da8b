"""Silences findings that a comment in their post speaks of, and tells what has come of each comment."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

from postlint.config.plan import ActiveRule
from postlint.config.select import ALL, rules_of
from postlint.config.suggest import nearest_rule, nearest_to, no_such_rule
from postlint.model.directives import Directive, Reach, Use, Word
from postlint.model.findings import Diagnostic, Silenced, Silencer
from postlint.model.post import Post
from postlint.reading.directives import PREFIX, directives_in
from postlint.registry import all_rules

#: what is closest to the finding has the first word
_CLOSEST_FIRST = (Reach.LINE, Reach.NEXT_LINE, Reach.REST, Reach.FILE)


class Suppressions:
    """The comments of one post, and which of their words have silenced something."""

    def __init__(self, directives: Sequence[Directive]) -> None:
        self._directives = directives
        self._used: set[tuple[Directive, Word | None]] = set()

    def silenced(self, found: Diagnostic) -> Silenced | None:
        """The finding as one that a comment silences; None where none does."""
        directive = self.directive_for(found.code, found.span.start)
        return None if directive is None else Silenced(found, Silencer.COMMENT, directive.reason)

    def directive_for(self, code: str, offset: int) -> Directive | None:
        """The comment that silences a finding of the rule that begins at an offset."""
        for reach in _CLOSEST_FIRST:
            used = self._of_rest(code, offset) if reach is Reach.REST else self._of(reach, code, offset)
            if used is not None:
                self._used.add(used)
                return used[0]
        return None

    def uses(self, rules: Collection[ActiveRule]) -> Iterator[Use]:
        """What has come of each word, where these rules have run."""
        running = {active.rule.code for active in rules if active.rule.is_of_one_post}
        across = {active.rule.code for active in rules if active.rule.across is not None}
        for directive in self._directives:
            if directive.reach is None:
                yield Use(directive, None, "", _meant_verb(directive.verb.text))
                continue
            for word in directive.words or (None,):
                codes = _codes(word.text) if word else _codes(ALL)
                if word is not None and not codes:
                    yield Use(directive, word, *_unknown(word.text))
                    continue
                # what rules across posts say comes later
                is_told = bool(codes & running) and not codes & across and directive.reach is not Reach.END
                yield Use(directive, word, is_idle=is_told and (directive, word) not in self._used)

    def _of(self, reach: Reach, code: str, offset: int) -> tuple[Directive, Word | None] | None:
        for directive in self._directives:
            lines = directive.lines
            is_here = reach is Reach.FILE or (lines is not None and lines.start <= offset < lines.end)
            if directive.reach is reach and is_here:
                named, word = _named(directive, code)
                if named:
                    return directive, word
        return None

    def _of_rest(self, code: str, offset: int) -> tuple[Directive, Word | None] | None:
        """The comment that is in force at an offset: the last one above it that speaks of the rule."""
        in_force = None
        for directive in self._directives:
            if directive.reach not in (Reach.REST, Reach.END) or directive.span.end > offset:
                continue
            named, word = _named(directive, code)
            if named:
                in_force = (directive, word) if directive.reach is Reach.REST else None
        return in_force


def suppressions_of(post: Post) -> Suppressions | None:
    """The comments for us in a post; None where there are none, as in most."""
    directives = post.once(directives_in)
    return Suppressions(directives) if directives else None


def _named(directive: Directive, code: str) -> tuple[bool, Word | None]:
    """Whether a comment speaks of a rule, and with which word."""
    if not directive.words:
        return True, None
    word = next((word for word in directive.words if code in _codes(word.text)), None)
    return word is not None, word


@lru_cache(maxsize=1024)
def _codes(word: str) -> frozenset[str]:
    return frozenset(rule.code for rule in rules_of(word, all_rules()))


def _unknown(word: str) -> tuple[str, str | None]:
    rules = all_rules()
    return no_such_rule(word, rules, or_family=True), nearest_rule(word, rules, or_family=True)


def _meant_verb(verb: str) -> str | None:
    prefix = PREFIX if verb.startswith(PREFIX) else ""
    meant = nearest_to(verb.removeprefix(prefix), Reach)
    return None if meant is None else prefix + meant
