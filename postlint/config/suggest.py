"""What to say of a word that is not known: the word that was probably meant."""

from __future__ import annotations

from collections.abc import Iterable

from postlint.model.hints import question
from postlint.rule import Rule

#: the share of letters in common from which a word is worth suggesting; `difflib` has the same
_NEAR = 0.6


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The question whether a known word was meant, the empty text where none is near."""
    nearest = nearest_to(word, known)
    return "" if nearest is None else question(f"`{nearest}`")


def nearest_to(word: str, known: Iterable[str]) -> str | None:
    """The known word that was probably meant, None where none is near."""
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(b=word.casefold())

    def likeness(candidate: str) -> float:
        matcher.set_seq1(candidate.casefold())
        return matcher.ratio()

    # of equally near words the first, so that `TX799` leads to the beginning of its family
    nearest = max(known, key=likeness, default="")
    return nearest if likeness(nearest) >= _NEAR else None


def no_such_rule(word: str, rules: Iterable[Rule], *, or_family: bool) -> str:
    """What to say of an unknown rule; `or_family`: a family would have done too."""
    nearest = nearest_rule(word, rules, or_family=or_family)
    hint = "" if nearest is None else f"; {question(f'`{nearest}`')}"
    return f"no rule is called `{word}`{hint}"


def nearest_rule(word: str, rules: Iterable[Rule], *, or_family: bool) -> str | None:
    """The code or name, or family, that was probably meant; None where none is near."""
    rules = tuple(rules)
    families = [rule.family for rule in rules] if or_family else []
    return nearest_to(word, [*(rule.code for rule in rules), *(rule.name for rule in rules), *families])
