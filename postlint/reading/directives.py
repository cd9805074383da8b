"""Reads the comments in a post that tell postlint to be silent."""

from __future__ import annotations

import re
from collections.abc import Iterator

from postlint.model.body import CODE_KINDS
from postlint.model.directives import Directive, Reach, Word
from postlint.model.front_matter import Format, FrontMatter, Scalar, walk
from postlint.model.patterns import late
from postlint.model.post import Post
from postlint.model.text import Span, line_with_break

# matches "<!-- postlint-disable TX701, DU605 -- quoted from a speech -->", and "{/* … */}" of MDX
_IN_BODY = late(
    r"""
    (?: <!-- | \{/\* ) \s*
    (?P<verb> postlint-[\w-]+ ) \b
    (?P<rest> (?: (?! --> | \*/\} ) . )* )
    (?: --> | \*/\} )
    """,
    re.VERBOSE | re.DOTALL,
)
# matches "# postlint: disable=TX713 -- it is a series", behind a value or alone
_IN_FRONT_MATTER = late(
    r"""
    (?: ^ | (?<=[ \t]) ) \# [ \t]*
    postlint: [ \t]* (?P<verb> [\w-]+ ) [ \t]* =? (?P<rest> [^\r\n]* )
    """,
    re.VERBOSE | re.MULTILINE,
)
# what stands behind it is the reason, for people
_REASON = late(r"(?:^|\s)--(?:\s|$)")
_WORD = late(r"[^\s,]+")
# the blank lines that may stand below a comment
_GAP = late(r"(?:[ \t]*(?:\r\n|\r|\n))*")

#: what a comment in a body begins with
PREFIX = "postlint-"
#: what a comment in front matter may want; all else speaks of places in a body
_IN_FIELDS = {"disable": Reach.LINE, "disable-file": Reach.FILE}


def directives_in(post: Post) -> tuple[Directive, ...]:
    """The comments for postlint in a post, in the order written; for `post.once`. What stands in code or in
    a value of front matter is none."""
    if "postlint" not in post.text:
        return ()
    return (*_front_matter(post), *_body(post))


def _front_matter(post: Post) -> Iterator[Directive]:
    front = post.front
    if front is None or front.format not in (Format.YAML, Format.TOML):
        return
    for found in _IN_FRONT_MATTER.finditer(post.text, *front.inner):
        span = Span(*found.span())
        if _is_in_a_value(front, span):
            continue
        verb = Word(found["verb"], Span(*found.span("verb")))
        line = line_with_break(post.text, span.start)
        is_alone = not post.text[line.start : span.start].strip()
        lines = line_with_break(post.text, line.end) if is_alone else line
        words, reason = _words(post.text, Span(*found.span("rest")))
        yield Directive(span, verb, _IN_FIELDS.get(verb.text), words, lines, reason)


def _is_in_a_value(front: FrontMatter, span: Span) -> bool:
    root = front.root
    if root is None:
        return False
    scalars = (node for _, _, node in walk(root) if isinstance(node, Scalar))
    return any(scalar.span.start < span.start < scalar.span.end for scalar in scalars)


def _body(post: Post) -> Iterator[Directive]:
    for found in _IN_BODY.finditer(post.text, post.body_start):
        span = Span(*found.span())
        if _is_in_code(post, span):
            continue
        verb = Word(found["verb"], Span(*found.span("verb")))
        reach = _reach(verb.text.removeprefix(PREFIX))
        words, reason = _words(post.text, Span(*found.span("rest")))
        yield Directive(span, verb, reach, words, _lines(post.text, span, reach), reason)


def _reach(verb: str) -> Reach | None:
    return Reach(verb) if verb in Reach.__members__.values() else None


def _lines(text: str, span: Span, reach: Reach | None) -> Span | None:
    first, last = line_with_break(text, span.start), line_with_break(text, span.end)
    if reach is Reach.LINE:
        return Span(first.start, last.end)
    if reach is Reach.NEXT_LINE:
        gap = _GAP.match(text, last.end)
        return line_with_break(text, gap.end() if gap else last.end)
    return None


def _is_in_code(post: Post, span: Span) -> bool:
    block = post.body.block_at(span.start)
    if block is None or block.kind in CODE_KINDS:
        return block is not None
    hidden = post.body.hidden_in(span)
    return any(each.holds(span) and post.text[each.start] in "`$" for each in hidden)


def _words(text: str, rest: Span) -> tuple[tuple[Word, ...], str]:
    """The rules that a comment names, and its reason."""
    dashes = _REASON.search(text, *rest)
    end = dashes.start() if dashes else rest.end
    words = tuple(Word(found[0], Span(*found.span())) for found in _WORD.finditer(text, rest.start, end))
    return words, text[dashes.end() : rest.end].strip() if dashes else ""
