"""Front matter that a generator would misread or drop."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable

from postlint.model.findings import Edit, Fix
from postlint.model.front_matter import Entries, FrontMatter, Node, Scalar
from postlint.model.patterns import late
from postlint.model.post import Post, ProblemKind
from postlint.model.text import Span, line_around
from postlint.model.verdict import Breach

# matches `: # a note`, `,` and the line break after it; must not match `, "b": 1`
_REST_OF_ENTRY = late(r"[ \t]*:?[ \t]*,?[ \t]*(?:#[^\r\n]*)?(?:\r\n|\r|\n)")


def keys_meant(
    post: Post, find: Callable[[str, frozenset[str]], str | None]
) -> tuple[tuple[Scalar, str], ...]:
    """The top-level keys that the schema does not describe, each with the one that `find` makes of it.

    Left out are keys that the schema forbids, or whose right name it requires, which are told as such,
    and a meaning that the post has already or that two of its keys share.
    """
    verdict, front = post.verdict, post.front
    if verdict is None or not verdict.known_keys or front is None or front.values is None:
        return ()
    strangers = front.values.keys() - verdict.known_keys
    found = {key: meant for key in strangers if (meant := find(key, verdict.known_keys)) is not None}
    if not found or not isinstance(front.root, Entries):
        return ()
    of_top_level = [each for each in verdict.violations if not each.path]
    told = {each.key for each in of_top_level if each.breach is Breach.UNKNOWN}
    told |= {each.written_as for each in of_top_level}
    times = Counter(found.values())
    return tuple(
        (written, found[written.text])
        for written, _ in front.root.entries
        if written.text in found.keys() - told
        and times[found[written.text]] == 1
        and found[written.text] not in front.values
    )


def renamed(post: Post, key: Scalar, name: str) -> Fix | None:
    """Another name for a key; None where the key is written with escapes."""
    if key.inner.of(post.text) != key.text:
        return None
    return Fix(f"rename it to {name}", (Edit(key.inner, name),), safe=False)


def own_lines(front: FrontMatter, key: Scalar, value: Node, text: str) -> Span | None:
    """The lines of an entry to where the next one begins; None where it shares them with more than a
    comment."""
    line = line_around(text, key.span.start, front.inner)
    rest = _REST_OF_ENTRY.match(text, max(key.span.end, value.span.end), front.inner.end)
    if rest is None or text[line.start : key.span.start].strip(" \t"):
        return None
    return Span(line.start, rest.end())


def is_cut_short(post: Post, span: Span) -> bool:
    """Whether the line at `span` holds a value that needs quotes, so that what is read of it is not what
    the author wrote: unquoted-colon tells of it."""
    starts = post.once(_where_cut_short)
    index = bisect_left(starts, span.end)
    return index < len(starts) and all(post.text.find(end, span.end, starts[index]) < 0 for end in "\n\r")


def _where_cut_short(post: Post) -> tuple[int, ...]:
    return tuple(sorted({problem.span.start for problem in post.problems_of(ProblemKind.UNQUOTED_VALUE)}))
