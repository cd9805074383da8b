"""Keys that do not stand in the site's order.

## Why
Where every post begins with the same keys in the same order, a missing or a wrong one is seen at a
glance, and two posts can be compared line by line.

## Bad
    # where the order is layout, title, date

    ---
    date: 2025-03-01
    title: The harbour opens again
    ---

## Good
    ---
    title: The harbour opens again
    date: 2025-03-01
    ---

## Limits
Silent until `order` is set. Keys that it does not name may stand anywhere, as may those of nested
mappings and TOML tables; JSON is not looked at. Comments directly above an entry move with it. There
is no fix where a move could change what is read: with aliases, keys given twice, or comments that
stand on their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from postlint.model.findings import Edit, Finding, Fix, Related, Severity
from postlint.model.front_matter import Entries, Format, FrontMatter, Node, Scalar, walk
from postlint.model.post import Post, ProblemKind
from postlint.model.records import NamedTuple
from postlint.model.text import Span, line_above, line_around, line_with_break
from postlint.model.triggers import HAS_FIELDS, NEVER
from postlint.rule import OptionSet, option, rule
from postlint.sites.base import Site


class Options(OptionSet):
    order: tuple[str, ...] = option((), "the keys in the order in which they must stand")


@rule(
    "FM017",
    severity=Severity.WARNING,
    options=Options,
    since="0.1.0",
    fixable=True,
    trigger=lambda options: HAS_FIELDS if options.order else NEVER,
)
def check(post: Post, site: Site, options: Options) -> Iterator[Finding]:
    front = post.front
    if front is None or not front.values or not options.order or front.format is Format.JSON:
        return
    ranks = {key: rank for rank, key in enumerate(options.order)}
    ranked = [ranks[key] for key in front.values if key in ranks]
    if front.format is Format.YAML and all(one < next_ for one, next_ in pairwise(ranked)):
        return
    entries = _entries(post, front)
    listed = [entry for entry in entries if entry.key.text in ranks]
    for at, entry in enumerate(listed):
        rank = ranks[entry.key.text]
        before = next((other for other in listed[:at] if ranks[other.key.text] > rank), None)
        if before is not None:
            message = f"`{entry.key.text}` stands after `{before.key.text}`"
            fix = _moves(post, entries, ranks)
            yield Finding(
                entry.key.span, message, fix, (Related(before.key.span, "it belongs above this one"),)
            )
            return


class _Entry(NamedTuple):
    """A key of the top level; `span` covers its lines, with the comment lines directly above it."""

    key: Scalar
    value: Node
    span: Span


def _entries(post: Post, front: FrontMatter) -> list[_Entry]:
    """The entries of the top level in the order written; none where they do not have lines of their own."""
    root = front.root
    if not isinstance(root, Entries) or root.span.of(post.text).startswith("{"):
        return []
    entries: list[_Entry] = []
    for key, value in root.entries:
        start = line_around(post.text, key.span.start).start
        lead = post.text[start : key.span.start]
        if lead.startswith("["):  # a TOML table: what stands below belongs to it
            break
        # an entry that a merged mapping gives stands in that mapping
        if lead.strip():
            return []
        end = line_with_break(post.text, max(key.span.end, value.span.end)).end
        entries.append(_Entry(key, value, Span(_above(post, front, start), end)))
    if any(one.span.end > other.span.start for one, other in pairwise(entries)):
        return []
    return entries


def _above(post: Post, front: FrontMatter, start: int) -> int:
    """Where the comment lines begin that stand directly above a line."""
    while start > front.inner.start:
        above = line_above(post.text, start)
        comment = above.of(post.text)
        # what names the schema to an editor belongs to the block
        if not comment.startswith("#") or "schema" in comment:
            break
        start = above.start
    return start


def _moves(post: Post, entries: list[_Entry], ranks: dict[str, int]) -> Fix | None:
    """Puts the entries that have a rank into each other's places, each as it is written."""
    if post.problems_of(ProblemKind.ALIAS, ProblemKind.MERGE, ProblemKind.DUPLICATE_KEY):
        return None
    if any(post.text[one.span.end : other.span.start].strip() for one, other in pairwise(entries)):
        return None
    if any(_keeps_blank_lines(entry.value, post.text) for entry in entries):
        return None
    places = [entry for entry in entries if entry.key.text in ranks]
    sorted_ = sorted(places, key=lambda entry: ranks[entry.key.text])
    edits = tuple(
        Edit(place.span, entry.span.of(post.text))
        for place, entry in zip(places, sorted_, strict=True)
        if place is not entry
    )
    return Fix("put the keys in order", edits, safe=True)


def _keeps_blank_lines(value: Node, text: str) -> bool:
    """Whether blank lines below a value may belong to it, as they do below `|+`."""
    return any(
        each.style in ("literal", "folded") and "+" in text[each.span.start : each.span.start + 3]
        for _, _, each in walk(value)
        if isinstance(each, Scalar)
    )
