"""A character that nobody sees in a key, or around a key or a value.

## Why
A no-break space or a zero-width space comes along with text pasted from a web page. It looks like a
space or like nothing, and is a letter to the generator: the key is another key, the value another
value, or the whole block cannot be read.

## Bad
    # “·” stands for a no-break space
    ---
    title:·The harbour opens again
    date: 2025-03-01
    ---

## Good
    ---
    title: The harbour opens again
    date: 2025-03-01
    ---

## Limits
Inside a value every character is left alone: a no-break space before a colon or beside a guillemet
is good French. At the ends of a value only spaces are told, and none within quotes; the rest is for
bidi-or-zero-width. A key with other letters than ASCII may have the joiners and direction marks that
its script needs. Where such characters keep the block from being read, that is an error, told in
place of invalid-front-matter and not-a-mapping.
"""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model.characters import (
    INVISIBLE,
    INVISIBLE_IN_ANY_SCRIPT,
    SPACES,
    invisible_name,
    runs_of,
    seen_instead,
)
from postlint.model.findings import Edit, Finding, Fix, Severity
from postlint.model.front_matter import Entries, Node, Scalar, walk
from postlint.model.patterns import late
from postlint.model.post import Post, ProblemKind
from postlint.model.text import Span, beyond_ascii, once_each
from postlint.model.triggers import BEYOND_ASCII
from postlint.rule import rule
from postlint.sites.base import Site

# matches `-` or `path:` with a no-break space behind it; must not match `- a` nor `Note:` with one
_LOST_STRUCTURE = late(rf"[ ]*+(?P<sign>-|[a-z][\w.-]*+:)(?P<run>[{SPACES}]+)")


@rule("FM007", severity=Severity.WARNING, since="0.1.0", fixable=True, trigger=BEYOND_ASCII)
def check(post: Post, site: Site, options: object) -> Iterator[Finding]:
    front = post.front
    if front is None or (written := front.inner.of(post.text)).isascii():
        return
    if not runs_of(INVISIBLE).search(beyond_ascii(written)):
        return
    for problem in post.problems_of(ProblemKind.INVISIBLE):
        fix = _fix(problem.span, seen_instead(problem.span.of(post.text)))
        yield Finding(problem.span, problem.message, fix, severity=Severity.ERROR)
    if front.values is not None and front.root is not None:
        yield from once_each(_in_tree(front.root, post.text), lambda finding: finding.span)


def _in_tree(root: Node, text: str) -> Iterator[Finding]:
    for _, _, node in walk(root):
        if isinstance(node, Entries):
            yield from _in_indentation(node, text)
            taken = frozenset(key.text for key, _ in node.entries)
            for key, _ in node.entries:
                yield from _in_key(key, taken, text)
        elif isinstance(node, Scalar) and node.style == "plain":
            yield from _in_lost_structure(node, text)
            yield from _around_value(node, text)


def _in_indentation(entries: Entries, text: str) -> Iterator[Finding]:
    """Lines that look indented and are not: one finding for those that stand together."""
    group: list[Span] = []
    is_nested = False
    before: Node | None = None
    for key, value in (*entries.entries, (None, None)):
        run = _indentation(key, text)
        if run is None and group:
            edits = tuple(Edit(each, seen_instead(each.of(text)) if is_nested else "") for each in group)
            title = "indent with spaces" if is_nested else "remove it"
            message = f"the line begins with {invisible_name(group[0].of(text))}"
            # spaces put the lines below the key above, where they seem to be
            yield Finding(group[0], message, Fix(title, edits, safe=not is_nested))
            group = []
        elif run is not None:
            is_nested = is_nested if group else before is not None and before.span.start == before.span.end
            group.append(run)
        before = value


def _indentation(key: Scalar | None, text: str) -> Span | None:
    """The run with which a key begins that is the first thing in its line."""
    if key is None or key.style != "plain" or not _is_first_in_line(key.span, text):
        return None
    run = runs_of(_invisible_in(key)).match(text, *key.span)
    return Span(*run.span()) if run else None


def _in_key(key: Scalar, taken: frozenset[str], text: str) -> Iterator[Finding]:
    if key.text.isascii():
        return
    inner, indentation, runs = key.inner, _indentation(key, text), runs_of(_invisible_in(key))
    name = runs.sub("", key.text)
    is_taken = name in taken
    for found in runs.finditer(text, *inner):
        run = Span(*found.span())
        if run == indentation:
            continue
        what, replacement = invisible_name(found[0]), ""
        if run.end == inner.end:
            message = f"`{name}` is followed by {what}"
        elif run.start == inner.start:
            message = f"`{name}` is preceded by {what}"
        else:
            message, replacement = f"{what} in the key `{name}`", seen_instead(found[0])
        yield Finding(run, message, None if is_taken else _fix(run, replacement))


def _invisible_in(key: Scalar) -> str:
    """What counts as invisible in a key: more where nothing else in it is beyond ASCII."""
    return INVISIBLE if runs_of(INVISIBLE).sub("", key.text).isascii() else INVISIBLE_IN_ANY_SCRIPT


def _around_value(value: Scalar, text: str) -> Iterator[Finding]:
    start, end = value.span
    runs = [Span(*found.span()) for found in runs_of(SPACES).finditer(text, start, end)]
    if runs and runs[0] == value.span:
        message = f"the value is nothing but {invisible_name(value.text)}"
        yield Finding(value.span, message, _fix(value.span, "", safe=False))
        return
    if runs and runs[0].start == start:
        # what follows may begin a list, a quotation or a comment once it stands at the beginning
        fix = _fix(runs[0], "", safe=text[runs[0].end].isalnum())
        yield Finding(runs[0], f"the value begins with {invisible_name(runs[0].of(text))}", fix)
    if runs and runs[-1].end == end:
        yield Finding(
            runs[-1], f"the value ends with {invisible_name(runs[-1].of(text))}", _fix(runs[-1], "")
        )


def _in_lost_structure(value: Scalar, text: str) -> Iterator[Finding]:
    """A list or a mapping that has become a text, since no space follows its `-` or its `key:`."""
    if not _LOST_STRUCTURE.match(text, *value.span) or not _is_first_in_line(value.span, text):
        return
    line = value.span.start
    while line < value.span.end:
        found = _LOST_STRUCTURE.match(text, line, value.span.end)
        if found:
            run = Span(*found.span("run"))
            sign = "“-”" if found["sign"] == "-" else f"`{found['sign'][:-1]}`"
            # the text becomes a list or a mapping
            fix = _fix(run, " ", safe=False)
            yield Finding(run, f"{sign} is followed by {invisible_name(found['run'])}", fix)
        line = (text.find("\n", line, value.span.end) + 1) or value.span.end


def _is_first_in_line(span: Span, text: str) -> bool:
    # front matter is short; a hostile one is not searched again for each of its keys
    before = text[max(0, span.start - _DEEPEST) : span.start].rstrip(" ")
    return before[-1:] in ("\n", "\r")


#: spaces that a line may begin with
_DEEPEST = 200


def _fix(run: Span, replacement: str, *, safe: bool = True) -> Fix:
    title = "write a space instead" if replacement else "remove it"
    return Fix(title, (Edit(run, replacement),), safe=safe)
