"""Text that a chatbot wrote to the person who asked it.

## Why
"Certainly! Here is a post about harbours:" tells readers that nobody read the post before it was
published, and citation marks such as `oaicite` lead nowhere outside of the chat.

## Bad
    Certainly! Here is a post about the harbour:

    The harbour opens again in May. :contentReference[oaicite:0]{index=0}

## Good
    The harbour opens again in May.

## Limits
Only what people do not write themselves is known: the marks, a chatbot speaking of its knowledge or
its limits, and its first and last lines, in English. Code, block quotes and words in quotation marks or
emphasis are left alone: they are what posts about chatbots are made of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from postlint.model.findings import Edit, Finding, Fix, Severity
from postlint.model.post import Post
from postlint.model.text import Span
from postlint.phrases.edits import remainder_removal
from postlint.phrases.matching import Hit, find_in_packs
from postlint.phrases.model import Category
from postlint.phrases.wording import is_allowed, quoted
from postlint.rule import option, rule
from postlint.sites.base import Site

#: the longest mark, and how much of it may stand in front of what the pack knows; a line may have a megabyte
_LONGEST = 200
_LEAD = 20


@dataclass(frozen=True)
class Options:
    allow: tuple[str, ...] = option((), "phrases to leave alone")


@rule("TX705", severity=Severity.ERROR, options=Options, since="0.1.0", fixable=True)
def check(post: Post, site: Site, options: Options) -> Iterator[Finding]:
    hits = [hit for hit in post.once(find_in_packs, ("llm",)).hits if not is_allowed(hit, options.allow)]
    done = 0
    for hit in hits:
        if hit.category is not Category.MARKER and not _is_emphasised(post.text, hit.span):
            edit = remainder_removal(post.text, hit)
            fix = None if edit is None else Fix("delete what the chatbot said", (edit,), safe=False)
            yield Finding(
                hit.span, f"left from a chatbot: {quoted(hit)}", fix=fix, severity=hit.phrase.severity
            )
        elif hit.category is Category.MARKER and hit.span.start >= done:
            mark = _mark_around(post.text, hit)
            done = mark.end
            yield _finding_at(post.text, mark)
    if "†" in post.text:
        for found in _source_mark().finditer(post.text, post.body_start):
            if post.body.is_prose(Span(*found.span())):
                yield _finding_at(post.text, Span(*found.span()))


def _finding_at(text: str, mark: Span) -> Finding:
    # the space in front of a mark belonged to it
    start = mark.start - (text[mark.start - 1 : mark.start] == " ")
    fix = Fix("delete the mark", (Edit(Span(start, mark.end), ""),), safe=False)
    return Finding(mark, f"a chatbot's citation mark “{mark.of(text)}”", fix=fix)


def _is_emphasised(text: str, span: Span) -> bool:
    """Whether the words alone are emphasised, as a post does that speaks of them."""
    return text[max(0, span.start - 1) : span.start] in ("*", "_") and text[span.end : span.end + 1] in (
        "*",
        "_",
    )


def _mark_around(text: str, hit: Hit) -> Span:
    """All of the mark of which the pack knows a piece."""
    room = hit.passage.room
    start = max(room.start, hit.span.start - _LEAD)
    for found in _mark().finditer(text, start, min(room.end, hit.span.end + _LONGEST)):
        if found.start() > hit.span.start:
            break
        if hit.span.start < found.end():
            return Span(*found.span())
    return hit.span


@cache
def _mark() -> re.Pattern[str]:
    # matches ":contentReference[oaicite:0]{index=0}", "citeturn0search1turn0news2" (in private-use
    # characters or not), "[oai_citation:1‡example.org](https://…)", "[cite_start]", "[attached_file:2]";
    # not "oaicite" alone. What may repeat is bounded.
    return re.compile(
        r"""
        :? contentReference \[ oaicite : \d{1,4} \] (?: \{ index= \d{1,4} \} )?
        | \ue200? (?: file )? (?: cite )? (?: \ue202? turn \d{1,3} [a-z]{1,12} \d{1,3} )+ \ue201?
        | \[ oai_citation : [^\]\n]{1,100} \] (?: \( [^)\s]{1,100} \) )?
        | \[ cite_start \]
        | \[ attached_file : \d{1,4} \]
        """,
        re.VERBOSE,
    )


@cache
def _source_mark() -> re.Pattern[str]:
    # matches "【12†source】" and "【4:0†report.pdf】", not "【注】" or "word†"
    return re.compile(r"【\d{1,4}(?::\d{1,4})?†[^】\n]{0,100}】")
