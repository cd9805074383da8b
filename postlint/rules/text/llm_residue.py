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
Only what people do not write themselves is an error: whole citation marks, a language model speaking of
itself, its first line ("Certainly! Here is a post …") in the first paragraph, and parts of the chat's
window, in English. What people write as well ("Would you like me to …", "I hope this helps! Let me know
…") is an info, and so is every sentence in a post that names a chatbot, other than in an address: it may
well quote one. A code fence around all of the post is a warning where it can be meant. Code, block
quotes and words in quotation marks or emphasis are left alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from postlint.model.findings import Edit, Finding, Fix, Severity
from postlint.model.patterns import late
from postlint.model.post import Post
from postlint.model.text import Span
from postlint.model.triggers import body_begins_with, has_text
from postlint.phrases.edits import remainder_removal
from postlint.phrases.matching import Hit, find_in_packs
from postlint.phrases.model import Category
from postlint.phrases.wording import is_allowed, quoted
from postlint.rule import OptionSet, option, rule
from postlint.rules.text import finds_phrases
from postlint.sites.base import Site

#: the longest mark, and how much of it may stand in front of what the pack knows; a line may have a megabyte
_LONGEST = 200
_LEAD = 20

#: a code fence with less in it may be what the post is about
_LEAST_WRAPPED = 300

# matches " a 500-word blog post", " a revised version of your article"; not " how to post", " the photos"
_PIECE_OF_WRITING = late(
    r"""
    \s+ (?: (?: a | an | the | your ) \s+ )?
    (?: [\w-]{1,20} \s+ version \s+ of \s+ (?: the | your ) \s+ )?
    (?: (?! (?: about | at | by | for | from | how | in | of | on | that | to | what | where | why ) \s )
        [\w-]{1,20} \s+ ){0,4}?
    (?: article | blog | draft | essay | outline | post | rewrite | write-up )\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
# names "ChatGPT", "GPT-4", "chatbots", "language model"; not "prompt" or "AI", and nothing in
# "https://example.org/?utm_source=chatgpt.com" or "](/about/claude/)"
_CHATBOT = late(
    r"""
    (?: https?:// | \]\( | \b utm_source= ) [^\s<>()"']*
    | \b (?P<name> chat ?gpt | gpt-?\d | chat ?bots? | (?: language | ai ) \s models? | llms? | openai
        | anthropic | claude | gemini | copilot | deepseek | perplexity
        | generative \s ai | ai-generated ) \b
    """,
    re.VERBOSE | re.IGNORECASE,
)
# matches ":contentReference[oaicite:0]{index=0}", "citeturn0search1turn0news2" (in private-use
# characters or not), "[oai_citation:1‡example.org](https://…)", "[cite_start]", "[attached_file:2]";
# not "oaicite" or "turn0search" alone. What may repeat is bounded.
_MARK = late(
    r"""
    :? contentReference \[ oaicite : \d{1,4} \] (?: \{ index= \d{1,4} \} )?
    | 【 (?: turn \d{1,3} [a-z]{1,12} \d{1,3} ){1,9} 】
    | (?<! [a-zA-Z0-9] ) \ue200? (?: file )? (?: cite )?
      (?: \ue202? turn \d{1,3} [a-z]{1,12} \d{1,3} )+ \ue201?
    | \[ oai_citation : [^\]\n]{1,100} \] (?: \( [^)\s]{1,100} \) )?
    | \[ cite_start \]
    | \[ attached_file : \d{1,4} \]
    """,
    re.VERBOSE,
)
# matches "【12†source】" and "【4:0†report.pdf】", not "【注】", "【1†】" or "word†"
_SOURCE_MARK = late(r"【\d{1,4}(?::\d{1,4})?†[^】\n]{1,100}】")


class Options(OptionSet):
    allow: tuple[str, ...] = option((), "phrases to leave alone")


@rule(
    "TX705",
    severity=Severity.ERROR,
    options=Options,
    since="0.1.0",
    fixable=True,
    trigger=finds_phrases(("llm",)) | has_text("†") | body_begins_with("```", "~~~"),
)
def check(post: Post, site: Site, options: Options) -> Iterator[Finding]:
    found = post.once(find_in_packs, ("llm",)).hits
    if found or "†" in post.text:
        yield from _said(post, [hit for hit in found if not is_allowed(hit, options.allow)], found)
    opening = _MARKDOWN_FENCE.match(post.text, post.body_start)
    if opening is not None:
        yield from _wrapped(post, opening)


def _said(post: Post, hits: list[Hit], found: tuple[Hit, ...]) -> Iterator[Finding]:
    """The marks and sentences among the hits; `found` has those that are allowed as well."""
    marks = list(_marks(post, hits))
    sentences = [hit for hit in hits if hit.category is not Category.MARKER and _is_in_place(post.text, hit)]
    for mark in marks:
        yield _mark_finding(post.text, mark)
    if sentences:
        spans = [*marks, *(hit.span for hit in found)]
        most = Severity.INFO if _names_a_chatbot(post.text, spans) else Severity.ERROR
        for hit in sentences:
            yield _sentence_finding(post.text, hit, most)


def _sentence_finding(text: str, hit: Hit, most: Severity) -> Finding:
    severity = hit.phrase.severity
    if severity is Severity.ERROR and (most is Severity.INFO or not _is_sure(text, hit)):
        severity = Severity.INFO
    edit = remainder_removal(text, hit)
    fix = None if edit is None else Fix("delete what the chatbot said", (edit,), safe=False)
    return Finding(hit.span, f"left from a chatbot: {quoted(hit)}", fix=fix, severity=severity)


def _mark_finding(text: str, mark: Span) -> Finding:
    # the space in front of a mark belonged to it
    start = mark.start - (text[mark.start - 1 : mark.start] == " ")
    fix = Fix("delete the mark", (Edit(Span(start, mark.end), ""),), safe=False)
    return Finding(mark, f"a chatbot's citation mark “{mark.of(text)}”", fix=fix)


def _is_in_place(text: str, hit: Hit) -> bool:
    """Whether the words stand where a chatbot puts them, and are not emphasised as words spoken of."""
    if text[max(0, hit.span.start - 1) : hit.span.start] in ("*", "_") and (
        text[hit.span.end : hit.span.end + 1] in ("*", "_")
    ):
        return False
    passage = hit.passage
    return hit.category is not Category.BLOCK_START or passage.block is None or passage.opens_post


def _is_sure(text: str, hit: Hit) -> bool:
    """Whether a first line names what was asked for: "Certainly! Here is a post", not "Sure! Here is how"."""
    if hit.category is not Category.BLOCK_START:
        return True
    return _PIECE_OF_WRITING.match(text, hit.span.end, hit.passage.room.end) is not None


def _names_a_chatbot(text: str, spans: list[Span]) -> bool:
    """Whether the post speaks of chatbots, elsewhere than in these places."""
    ordered = sorted(spans)
    # a mark may reach beyond the hits that begin in it
    reached = list(accumulate((span.end for span in ordered), max, initial=0))
    return any(
        reached[bisect_right(ordered, found.start(), key=lambda span: span.start)] <= found.start()
        for found in _CHATBOT.finditer(text)
        if found["name"]
    )


def _marks(post: Post, hits: list[Hit]) -> Iterator[Span]:
    """The citation marks, whole ones only."""
    done = 0
    for hit in hits:
        if hit.category is Category.MARKER and hit.span.start >= done:
            mark = _mark_around(post.text, hit)
            if mark is not None:
                done = mark.end
                yield mark
    if "†" in post.text:
        for found in _SOURCE_MARK.finditer(post.text, post.body_start):
            if post.body.is_prose(Span(*found.span())):
                yield Span(*found.span())


def _mark_around(text: str, hit: Hit) -> Span | None:
    """All of the mark of which the pack knows a piece; None where the piece is all there is."""
    room = hit.passage.room
    start = max(room.start, hit.span.start - _LEAD)
    for found in _MARK.finditer(text, start, min(room.end, hit.span.end + _LONGEST)):
        if found.start() > hit.span.start:
            break
        if hit.span.start < found.end():
            return Span(*found.span())
    return None


def _wrapped(post: Post, opening: re.Match[str]) -> Iterator[Finding]:
    """A code fence around all of the post, as chats put it around what is to be copied."""
    if len(post.body.blocks) != 1 or not post.text.rstrip().endswith(opening["fence"]):
        return
    closing = post.text.rindex(opening["fence"])
    has_front_matter = post.front is None and post.text.startswith("---", opening.end())
    if has_front_matter or closing - opening.end() >= _LEAST_WRAPPED:
        edits = (
            Edit(Span(*opening.span("line")), ""),
            Edit(Span(closing, closing + len(opening["fence"])), ""),
        )
        yield Finding(
            Span(opening.start("fence"), opening.end("words")),
            "a code fence around all of the post",
            fix=Fix("delete the fence", edits, safe=False),
            severity=Severity.ERROR if has_front_matter else Severity.WARNING,
        )


# Matches a body that begins with "```markdown" or "~~~md", not one that begins with "```python"
_MARKDOWN_FENCE = late(
    r"\s*(?P<line>(?P<words>(?P<fence>`{3,}|~{3,})\ ?(?:markdown|md))[ \t]*\r?\n)", re.IGNORECASE
)
