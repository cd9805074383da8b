"""The same key twice in front matter.

## Why
Most generators take the last one without a word, so the first value is lost; others stop the build.

## Bad
    ---
    title: The harbour opens again
    tags: [harbour]
    tags: [ferries]
    ---

## Good
    ---
    title: The harbour opens again
    tags: [harbour, ferries]
    ---

## Limits
Keys that differ in letter case are two keys. The fix deletes the earlier entry, which is the one that
Jekyll and Hugo pass over; it is offered where that entry has its lines for itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model.findings import Edit, Finding, Fix, Related, Severity
from postlint.model.front_matter import Entries, Node, Scalar, Sequence
from postlint.model.post import Post, Problem, ProblemKind
from postlint.model.triggers import has_problem
from postlint.rule import rule
from postlint.rules.front_matter import own_lines
from postlint.sites.base import Site

#: how much of the other value a message shows
_MOST_SHOWN = 40
#: a block with more of them is no slip but rubbish, and not worth the time to compare all
_MOST_COMPARED = 20


@rule(
    "FM005",
    severity=Severity.ERROR,
    since="0.1.0",
    fixable=True,
    trigger=has_problem(ProblemKind.DUPLICATE_KEY),
)
def check(post: Post, site: Site, options: object) -> Iterator[Finding]:
    for number, problem in enumerate(post.problems_of(ProblemKind.DUPLICATE_KEY)):
        related = () if problem.related is None else (Related(problem.related, "first here"),)
        pair = _pair(post, problem) if number < _MOST_COMPARED else None
        if pair is None:
            yield Finding(problem.span, problem.message, related=related)
            continue
        (key, earlier), later = pair
        is_same = _content(earlier) == _content(later)
        message = problem.message
        if is_same:
            message += " and has the same value"
        elif isinstance(earlier, Scalar) and earlier.text.strip() and key.span == problem.related:
            shown = " ".join(earlier.text[: _MOST_SHOWN + 1].split())
            message += f" and says “{shown if len(shown) <= _MOST_SHOWN else shown[:_MOST_SHOWN] + '…'}”"
        yield Finding(problem.span, message, _deletion(post, key, earlier, safe=is_same), related)


def _pair(post: Post, problem: Problem) -> tuple[tuple[Scalar, Node], Node] | None:
    """The entry with the same key before that of the problem, and the problem's value."""
    nodes = [] if post.front is None or post.front.root is None else [post.front.root]
    while nodes:
        node = nodes.pop()
        if not node.span.holds(problem.span):
            continue
        if isinstance(node, Sequence):
            nodes += node.items
        elif isinstance(node, Entries):
            earlier = None
            for key, value in node.entries:
                if key.span == problem.span:
                    return None if earlier is None else (earlier, value)
                if key.text == problem.span.of(post.text).strip("\"'"):
                    earlier = key, value
            nodes += [value for _, value in node.entries]
    return None


def _content(node: Node) -> object:
    """A value without its places, to compare."""
    if isinstance(node, Scalar):
        return node.text, node.style == "plain", node.tag
    if isinstance(node, Sequence):
        return [_content(item) for item in node.items]
    return {key.text: _content(value) for key, value in node.entries}


def _deletion(post: Post, key: Scalar, value: Node, *, safe: bool) -> Fix | None:
    lines = None if post.front is None else own_lines(post.front, key, value, post.text)
    return None if lines is None else Fix("delete the earlier one", (Edit(lines, ""),), safe=safe)
