"""A comment that silences nothing.

## Why
What it was written for has gone, or it has the wrong code or stands at the wrong place. Left there, it will
silence a fault that nobody has seen.

## Bad
    <!-- postlint-disable-next-line TX701 -->

    The harbour opens again on Monday.

## Good
    <!-- postlint-disable-next-line TX701 -- the speech began so -->

    Let's dive into the details: the harbour opens again on Monday.

## Limits
Told only where the rules that it names have run. Nothing is said of a comment that names rules across posts,
such as duplicate-post, or all rules: what those find depends on other posts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from postlint.model.directives import Directive, Reach, Use, Word
from postlint.model.findings import Edit, Finding, Fix, Severity
from postlint.model.post import Post
from postlint.model.text import Span, line_with_break
from postlint.rule import closing_rule


@closing_rule("PL901", severity=Severity.WARNING, since="0.1.0", fixable=True)
def close(post: Post, uses: Sequence[Use]) -> Iterator[Finding]:
    for directive in dict.fromkeys(use.directive for use in uses):
        of_comment = [use for use in uses if use.directive == directive]
        idle = [use for use in of_comment if use.is_idle]
        if len(idle) == len(of_comment):
            said = ", ".join(f"`{word.text}`" for word in directive.words) or "all rules"
            yield Finding(
                directive.span,
                f"no finding of {said} is silenced by this comment",
                _deletion(post, directive, uses),
            )
        else:
            for use in idle:
                if use.word is not None:
                    fix = _without(directive, use.word)
                    yield Finding(
                        use.word.span, f"no finding of `{use.word.text}` is silenced by this comment", fix
                    )


def _deletion(post: Post, directive: Directive, uses: Sequence[Use]) -> Fix:
    """Takes the comment away, and the one that ends it, if there is one."""
    comments = [directive]
    if directive.reach is Reach.REST:
        ends = (use.directive for use in uses if use.directive.reach is Reach.END)
        later = (end for end in ends if end.span.start > directive.span.start)
        comments += [end for end in later if _names(end) == _names(directive)][:1]
    edits = (Edit(_with_its_line(post.text, comment.span), "") for comment in comments)
    return Fix("delete the comment", tuple(edits), safe=True)


def _names(directive: Directive) -> set[str]:
    return {word.text.upper() for word in directive.words}


def _with_its_line(text: str, span: Span) -> Span:
    """A comment with its line where nothing else stands there, and with one of two blank lines around it."""
    line = line_with_break(text, span.start)
    before, behind = text[line.start : span.start], text[span.end : line.end]
    if behind.strip():
        return Span(span.start, span.end + len(behind) - len(behind.lstrip(" \t")))
    if before.strip():
        return Span(line.start + len(before.rstrip(" \t")), span.end)
    below = line_with_break(text, line.end)
    is_parted = text[: line.start].endswith(("\n\n", "\n\r\n")) and not below.of(text).strip()
    return Span(line.start, below.end) if is_parted else line


def _without(directive: Directive, word: Word) -> Fix:
    """Takes one word out of a comment, with what parts it from its neighbour."""
    at = directive.words.index(word)
    if at:
        span = Span(directive.words[at - 1].span.end, word.span.end)
    else:
        span = Span(word.span.start, directive.words[1].span.start)
    return Fix(f"take out {word.text}", (Edit(span, ""),), safe=True)
