"""A paragraph that says again what an earlier one says.

## Why
An edited copy is harder to see than a true one, for the author too. Readers get the same news twice,
in slightly other words.

## Bad
    It is not known when the quay will open or who will pay for it.

    The ferries still leave from the old one.

    It's not known when the quay will open or who'll pay for it.

## Good
    It is not known when the quay will open or who will pay for it.

    The ferries still leave from the old one.

## Limits
Two paragraphs are alike when at least four fifths of their letters agree in order, and nearly nine
tenths in those of fewer than 25 words; or when they are made of the same clauses in another order.
Contractions are spelled out first; addresses of links do not count. Where a number, a name, inline
code, a negation or a word such as “first”, “left” or “vertical” differs, or a word stands for its
contrary (“summer”, “winter”), something else is said. So it is in fewer than 20 words where one word
is another or one is left out; only small words (“the”, “will”), forms of a word (“opens”, “opened”),
typos and whole phrases may differ there. From 20 words on one word of 20 may be another, and more may
stand behind the last or in front of the first.
What `duplicate-paragraph` leaves alone is left alone here too, and what is an info there is one here.
"""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model.findings import Finding, Related, Severity
from postlint.model.post import Post
from postlint.prose.excerpt import beginning
from postlint.prose.repeats import LEAST_LIKENESS
from postlint.prose.sections import find_lone_repeats
from postlint.rule import OptionSet, option, rule
from postlint.sites.base import Site


class Options(OptionSet):
    min_words: int = option(12, "words from which a paragraph counts")
    min_words_apart: int = option(20, "the same where a heading or an HTML block stands between the two")
    min_likeness: int = option(LEAST_LIKENESS, "letters that must agree, in percent; 80 is the least")


@rule("DU602", severity=Severity.WARNING, options=Options, since="0.1.0")
def check(post: Post, site: Site, options: Options) -> Iterator[Finding]:
    for repeat in post.once(find_lone_repeats):
        min_words = options.min_words_apart if repeat.is_apart else options.min_words
        if repeat.is_exact or repeat.length < min_words or repeat.likeness < options.min_likeness:
            continue
        yield Finding(
            repeat.later.span,
            f"paragraph is nearly the same as an earlier one: “{beginning(post, repeat.later)}”",
            related=(Related(repeat.earlier.span, "first here", is_version=True),),
            severity=Severity.INFO if repeat.may_be_meant else None,
        )
