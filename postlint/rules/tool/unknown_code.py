"""A comment that names a rule that is not there.

## Why
It silences nothing, and whoever wrote it believes that it does.

## Bad
    <!-- postlint-disable-next-line TX799 -->

    Let's dive into the details: the harbour opens again on Monday.

## Good
    <!-- postlint-disable-next-line TX701 -->

    Let's dive into the details: the harbour opens again on Monday.

## Limits
The fix writes the code or name that is nearest, and is unsafe: another one may be meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from postlint.model.directives import Use, Word
from postlint.model.findings import Edit, Finding, Fix, Severity
from postlint.model.hints import with_question
from postlint.model.post import Post
from postlint.rule import closing_rule


@closing_rule("PL903", severity=Severity.WARNING, since="0.1.0", fixable=True)
def close(post: Post, uses: Sequence[Use]) -> Iterator[Finding]:
    for use in uses:
        if use.directive.reach is None:
            verb = use.directive.verb
            yield Finding(
                verb.span,
                with_question(f"no comment is called `{verb.text}`", _quoted(use.meant)),
                _fix(verb, use.meant),
            )
        elif use.fault and use.word is not None:
            yield Finding(use.word.span, use.fault, _fix(use.word, use.meant))


def _quoted(word: str | None) -> str | None:
    return None if word is None else f"`{word}`"


def _fix(word: Word, meant: str | None) -> Fix | None:
    return None if meant is None else Fix(f"write {meant}", (Edit(word.span, meant),), safe=False)
