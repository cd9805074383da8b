"""A note to oneself was left in the post.

## Why
A `TODO` says that the post is not finished. In a comment readers do not see it, but it is in the page's
source or lost from sight in the file.

## Bad
    ---
    title: The harbour
    ---

    The ferry leaves at nine.

    TODO: ask when the last one comes back

## Good
    ---
    title: The harbour
    ---

    The ferry leaves at nine, and the last one comes back at eleven. My TODO list is empty.

## Limits
`TODO` and `FIXME` in capitals, with a colon or a name in parentheses (`TODO(ann)`), or as the first word of
a block or of a comment; `XXX` only if both is true. Comments, of HTML or of a template, count too. Code does
not, nor does a word in quotation marks, one that tells of such notes (“TODO list”, “TODO is”), or one in
front of other words in capitals: it may be Spanish.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from postlint.model.body import CODE_KINDS, PROSE_KINDS, Block
from postlint.model.findings import Finding, Severity
from postlint.model.patterns import late
from postlint.model.post import Post
from postlint.model.text import Span
from postlint.model.triggers import has_text
from postlint.rule import rule
from postlint.sites.base import Site

#: how comments of HTML and of template languages begin and end
_COMMENTS = (
    ("<!--", "-->"),
    ("{/*", "*/}"),
    ("{{/*", "*/}}"),
    ("{{- /*", "*/"),
    ("{#", "#}"),
    ("{% comment %}", "{%"),
)

# takes `TODO:`, `FIXME(ann):`, `XXX:`, `TODO write this`; not `TODO_LIST`, `TODO list`, `TODO.txt`,
# `TODO is`, `“TODO: x”`, nor `TODO LO QUE HAY`, which is Spanish
_NOTE = late(
    r"""
    (?<! [\w./#@$"'“‘«„-] ) (?P<word> TODO | FIXME | XXX ) (?! [\w/-] | [.]\w )
    (?: (?P<sure> [*_]* : (?! : ) | \( [^()\r\n]{1,40} \) )
      | (?! [*_]* [ \t]+ (?: (?-i: [A-Z]{2,} )
              | and | apps? | are | comments? | files? | highlight | is | items? | keywords? | lists?
              | markers? | means | MVC | notes? | or | plugins? | states? | tags? | trackers? | tree | was
            ) \b )
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)


@rule("TX708", severity=Severity.INFO, since="0.1.0", trigger=has_text("TODO", "FIXME", "XXX"))
def check(post: Post, site: Site, options: object) -> Iterator[Finding]:
    if "TODO" not in post.text and "FIXME" not in post.text and "XXX" not in post.text:
        return
    for found in _NOTE.finditer(post.text, post.body_start):
        word = Span(*found.span("word"))
        if found["word"].isupper() and _is_note(post, word, is_sure=found["sure"] is not None):
            yield Finding(word, f"{found['word']} left in the text")


def _is_note(post: Post, word: Span, *, is_sure: bool) -> bool:
    block = post.body.block_at(word.start)
    if block is None or block.kind in CODE_KINDS:
        return False
    start = _comment_start(post, block, word)
    if start is None:
        if block.kind not in PROSE_KINDS or post.body.is_hidden(word):
            return False
        start = block.text_start
    is_first = not post.text[start : word.start].strip(" \t\r\n*_[](-")
    if word.of(post.text) == "XXX":  # a rating or a number too
        return is_sure and is_first
    return is_sure or is_first


def _comment_start(post: Post, block: Block, word: Span) -> int | None:
    """Where the text of the comment begins that holds the word, None outside of comments."""
    for comments in post.once(_comments_in, block):
        index = bisect_right(comments, word.start, key=lambda comment: comment.start) - 1
        if index >= 0 and comments[index].holds(word):
            return comments[index].start
    return None


def _comments_in(post: Post, block: Block) -> tuple[tuple[Span, ...], ...]:
    """The texts of a block's comments, those of each language in order and apart."""
    return tuple(tuple(_between(*marks, post.text, block.span)) for marks in _COMMENTS)


def _between(opening: str, closing: str, text: str, within: Span) -> Iterator[Span]:
    at = text.find(opening, *within)
    while at >= 0:
        start = at + len(opening)
        end = text.find(closing, start, within.end)
        # one that is not closed goes on to the end
        yield Span(start, within.end if end < 0 else end)
        at = text.find(opening, end, within.end) if end >= 0 else -1
