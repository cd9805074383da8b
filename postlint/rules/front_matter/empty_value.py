"""A key with nothing behind it.

## Why
An empty field says as much as none, and a template that asks whether it is there gets the wrong
answer.

## Bad
    ---
    title: The harbour opens again
    subtitle:
    ---

## Good
    ---
    title: The harbour opens again
    ---

## Limits
Off by default, since many sites begin each post from a skeleton. `null` and `~` are written on purpose
and count as values. A field that the schema requires is left to empty-required-value. A field that
Jekyll's configuration gives a default is left alone: to leave it empty is how a post does without it.
So are Eleventy's `override:` keys and `alt`, which is empty for a picture that only decorates.
"""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model.findings import Edit, Finding, Fix, Severity
from postlint.model.front_matter import Entries, Format, FrontMatter, Node, Scalar, Sequence, walk
from postlint.model.post import Post
from postlint.model.text import once_each
from postlint.model.triggers import HAS_FIELDS
from postlint.model.values import Json, KeyPath, path_text
from postlint.model.verdict import Breach
from postlint.rule import OptionSet, option, rule
from postlint.rules.front_matter import is_cut_short, own_lines
from postlint.sites.base import Site

#: what a value is written with that holds nothing
_HOLLOW = "\"'[]{} \t\r\n"


class Options(OptionSet):
    allow: tuple[str, ...] = option((), "keys that may be empty, nested ones as `cover.alt`")


@rule(
    "FM011",
    severity=Severity.WARNING,
    options=Options,
    since="0.1.0",
    fixable=True,
    enabled=False,
    trigger=HAS_FIELDS,
)
def check(post: Post, site: Site, options: Options) -> Iterator[Finding]:
    front = post.front
    if front is None or front.values is None or not any(map(_holds_nothing, front.values.values())):
        return
    if front.root is not None:
        yield from once_each(
            _in_entries(front.root, front, post, site, options), lambda finding: finding.span
        )


def _in_entries(
    root: Node, front: FrontMatter, post: Post, site: Site, options: Options
) -> Iterator[Finding]:
    required = {violation.path for violation, _ in post.violations(Breach.EMPTY)}
    given = site.fields_given(post.path)
    for path, key, value, is_only in _entries(root):
        if not _is_hollow(value, post.text) or _may_be_meant(key.text) or is_cut_short(post, key.span):
            continue
        if path not in required and path[0] not in given and path_text(path) not in options.allow:
            fix = None if is_only else _removal(key, value, front, post.text)
            yield Finding(key.span, f"`{path_text(path)}` is empty", fix)


def _holds_nothing(value: Json) -> bool:
    """Whether a value is empty, or one deep within it."""
    if isinstance(value, dict):
        return not value or any(map(_holds_nothing, value.values()))
    if isinstance(value, list):
        return not value or any(map(_holds_nothing, value))
    return value is None or (isinstance(value, str) and not value.strip())


def _entries(root: Node) -> Iterator[tuple[KeyPath, Scalar, Node, bool]]:
    """The way to each value of a mapping, its key, the value, and whether it is the only one."""
    for path, _, mapping in walk(root):
        if isinstance(mapping, Entries):
            for key, value in mapping.entries:
                yield (*path, key.text), key, value, len(mapping.entries) == 1


def _may_be_meant(key: str) -> bool:
    # https://www.11ty.dev/docs/data-deep-merge/, https://www.w3.org/WAI/tutorials/images/decorative/
    return key.startswith("override:") or key.lower().endswith("alt")


def _is_hollow(value: Node, text: str) -> bool:
    if isinstance(value, Sequence) and value.items:
        return False
    # an alias, a tag, `|` or `null` is more than nothing
    return not value.span.of(text).strip(_HOLLOW) and getattr(value, "tag", None) is None


def _removal(key: Scalar, value: Node, front: FrontMatter, text: str) -> Fix | None:
    """The entry's line, line break included, where nothing else stands in it."""
    lines = own_lines(front, key, value, text)
    between = text[key.span.end : value.span.start].strip(" \t")
    if lines is None or between not in ("", ":", "="):
        return None
    rest = text[max(key.span.end, value.span.end) : lines.end]
    # a last entry of JSON would leave the comma before it, which would be one too many
    if "#" in rest or (front.format is Format.JSON and "," not in rest):
        return None
    # an empty list may be there to override another one
    return Fix("remove the line", (Edit(lines, ""),), safe=isinstance(value, Scalar))
