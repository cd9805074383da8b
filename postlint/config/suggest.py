"""What to say of a word that is not known: the word that was probably meant."""

from __future__ import annotations

from collections.abc import Iterable

from postlint.model.hints import question
from postlint.rule import Rule

#: the share of letters in common from which a word is worth suggesting; `difflib` has the same
_NEAR = 0.6


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The question whether a known word was meant, the empty text where none is near."""
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(b=word.casefold())

    def likeness(candidate: str) -> float:
        matcher.set_seq1(candidate.casefold())
        return matcher.ratio()

    # of equally near words the first, so that `TX799` leads to the beginning of its family
    nearest = max(known, key=likeness, default="")
    return question(f"`{nearest}`") if likeness(nearest) >= _NEAR else ""


def no_such_rule(word: str, rules: Iterable[Rule], *, or_family: bool) -> str:
    """What to say of an unknown rule; `or_family`: a family would have done too."""
    rules = tuple(rules)
    families = [rule.family for rule in rules] if or_family else []
    hint = did_you_mean(word, [*(rule.code for rule in rules), *(rule.name for rule in rules), *families])
    return f"no rule is called `{word}`" + (hint and f"; {hint}")
