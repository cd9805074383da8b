"""What is left when a phrase is taken out of its sentence, or replaced."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from postlint.model.findings import Fix
from postlint.phrases.model import Phrase, Scope
from postlint.reading import read_post
from postlint.rule import Rule
from postlint.rules.text import filler_lead_in, filler_opener, filler_phrase, title_prefix, user_phrase
from postlint.sites.base import Site

OPENER, PHRASE = filler_opener.check, filler_phrase.check
LEAD_IN, PREFIX, USER = filler_lead_in.check, title_prefix.check, user_phrase.check


def fix_of(rule: Rule, text: str, options: object = None) -> tuple[str, Fix | None]:
    """The text after the fix of the only finding, and the fix."""
    post = read_post(text.encode(), "post.md")
    [finding] = rule.check(post, Site(Path(), date(2025, 6, 1)), options or rule.options())
    if finding.fix is None:
        return text, None
    for edit in sorted(finding.fix.edits, reverse=True, key=lambda edit: edit.span):
        text = text[: edit.span.start] + edit.replacement + text[edit.span.end :]
    return text, finding.fix


@pytest.mark.parametrize(
    ("rule", "before", "after"),
    [
        (OPENER, "Let's dive into the details: rain fell.", "Rain fell."),
        (OPENER, "Let's dive into the details: **rain** fell.", "**Rain** fell."),
        (OPENER, "Let's dive into the details: `rain` fell.", "`rain` fell."),
        (OPENER, "Let's dive into the details: iPhones fell.", "iPhones fell."),
        (OPENER, "Experts revealed that rain fell.", "Rain fell."),
        (OPENER, "> [!NOTE]\n> Experts revealed\n> that rain\n> fell.", "> [!NOTE]\n> Rain\n> fell."),
        (OPENER, "Without further ado,\nrain fell.", "Rain fell."),
        (OPENER, "So, without further ado, rain fell.", "So, rain fell."),
        (OPENER, "Rain fell. Let's dive in! It was wet.", "Rain fell. It was wet."),
        (OPENER, "Let's dive in!\n\nRain fell.", "Rain fell."),
        (OPENER, "So let's dive in!\n\nRain fell.", "Rain fell."),
        (OPENER, "Rain fell. So let's dive in!", "Rain fell."),
        (OPENER, "Rain fell.\nAnd, let's dive in…", "Rain fell."),
        (OPENER, "Rain fell. Now let's dive in.  It was wet.", "Rain fell. It was wet."),
        (OPENER, "Rain fell. So, with that said, let's dive in.", "Rain fell."),
        (OPENER, "In today's world, rain falls.", "Rain falls."),
        (PHRASE, "Rain fell, needless to say.", "Rain fell."),
        (PHRASE, "Rain, needless to say, fell.", "Rain fell."),
        (PHRASE, "Needless to say, rain fell.", "Rain fell."),
        (PHRASE, "But needless to say, rain fell.", "But rain fell."),
        (PHRASE, "We waited… needless to say, rain fell.", "We waited… rain fell."),
        (PHRASE, "With that being said, rain fell.", "Still, rain fell."),
        (PHRASE, "So with that being said, rain fell.", "So, rain fell."),
        (PHRASE, "At this point in time, it is raining.", "Now, it is raining."),
        (PHRASE, "It had rained. At this point in time we need sun.", "It had rained. Now we need sun."),
        (PHRASE, "It is important to note that rain fell.", "Rain fell."),
        (PHRASE, "Due to the fact that rain fell, we left.", "Because rain fell, we left."),
        (PHRASE, "We left due to\n  the fact that rain fell.", "We left because rain fell."),
        (LEAD_IN, "Rain.\n\nHere's the breakdown:\n\n- May", "Rain.\n\n- May"),
        (LEAD_IN, "Rain.\n\nIt fell. So, here's the breakdown:\n\n- May", "Rain.\n\nIt fell.\n\n- May"),
        (LEAD_IN, "Rain.\n\nIt fell. Here's the breakdown:\n\n- May", "Rain.\n\nIt fell.\n\n- May"),
        (PREFIX, '---\ntitle: "Update: rain fell"\n---\n', '---\ntitle: "Rain fell"\n---\n'),
        (PREFIX, "---\ntitle: Breaking - Rain fell\n---\n", "---\ntitle: Rain fell\n---\n"),
        (PREFIX, '+++\ntitle = "Just in: Rain fell"\n+++\n', '+++\ntitle = "Rain fell"\n+++\n'),
    ],
)
def test_fix(rule: Rule, before: str, after: str) -> None:
    fixed, fix = fix_of(rule, before)
    assert fixed == after
    assert fix is not None
    assert not fix.safe


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        # the rest cannot stand alone
        (OPENER, "Let's dive into the rain of May."),
        # an emphasis mark or bracket would lose its partner
        (OPENER, "*Without further ado*, rain fell."),
        (PHRASE, "Rain fell *needless* to say."),
        (PHRASE, "We left *due* to the fact that rain fell."),
        (LEAD_IN, "Rain.\n\n**Here's the breakdown:**\n\n- May"),
        (OPENER, "Rain fell. (Let's dive in!) It was wet."),
        (OPENER, "Rain fell. **So**, let's dive in! It was wet."),
        # what it would be replaced with is not what was meant
        (PHRASE, "It only had nine rains published at this point in time."),
        (PHRASE, "At this point in time, the rain was over."),
        # nothing would be left of the list item
        (OPENER, "Rain.\n\n- Let's dive in!\n- May"),
        # what is left would be no text without quotes
        (PREFIX, "---\ntitle: Breaking - 2025\n---\n"),
        (PREFIX, "---\ntitle: Breaking - [rain] fell\n---\n"),
        # the value is not written as it is read
        (PREFIX, '---\ntitle: "Breaking: \\u201crain\\u201d fell"\n---\n'),
    ],
)
def test_no_fix(rule: Rule, text: str) -> None:
    assert fix_of(rule, text)[1] is None


@pytest.mark.parametrize("safe", [True, False])
def test_own_phrase_is_as_safe_as_its_owner_says(*, safe: bool) -> None:
    phrase = Phrase("utilize", replacement="use", safe=safe)
    fixed, fix = fix_of(USER, "Utilize rain.", user_phrase.Options(phrases=(phrase,)))
    assert fixed == "Use rain."
    assert fix is not None
    assert fix.safe is safe


def test_value_without_quotes_keeps_its_kind() -> None:
    phrase = Phrase("rain", replacement="", scopes=(Scope.TITLE,))
    options = user_phrase.Options(phrases=(phrase,))
    assert fix_of(USER, "---\ntitle: rain 12\n---\n", options)[1] is None
