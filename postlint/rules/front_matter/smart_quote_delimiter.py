"""A key or value that is wrapped in curly quotes instead of straight ones.

## Why
A word processor or a phone turns straight quotes into curly ones, which YAML takes for text: the
quotes are shown on the page, and `“2025-03-01”` is no date.

## Bad
    ---
    title: “The harbour opens again”
    date: “2025-03-01”
    ---

## Good
    ---
    title: "The harbour opens again"
    date: "2025-03-01"
    ---

## Limits
A title that is a quotation has its quotes on purpose. So a text is reported only where the front
matter shows that its quotes are meant for YAML: the value of another field is wrapped in curly quotes
as well, or a value is in straight ones that it does not need. Always reported is a curly quote that a
straight one closes, and so are keys, dates, true and false, addresses, and fields such as `tags` and
`layout`. Guillemets are left alone, and so are TOML and JSON: what is not in straight quotes there
cannot be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from postlint.model.clipping import clipped
from postlint.model.fields import LISTS_OF_WORDS
from postlint.model.findings import Edit, Finding, Fix, Severity
from postlint.model.front_matter import Format, Node, Scalar, walk
from postlint.model.patterns import late
from postlint.model.post import Post
from postlint.model.records import NamedTuple
from postlint.model.text import Span, once_each
from postlint.model.triggers import has_front_text
from postlint.model.values import KeyPath, path_text
from postlint.model.yaml_text import TRUTHS
from postlint.rule import rule
from postlint.sites.base import Site

#: fields that hold no quotation
_NEVER_QUOTATIONS = frozenset(
    (
        *LISTS_OF_WORDS,
        *("aliases", "author", "authors", "date", "draft", "image", "lang", "layout", "permalink"),
        *("published", "redirect_from", "slug", "type", "updated", "url"),
    )
)

# matches `“Harbour”`, `„Hafen“`, `‘The harbour’s’`, `“Harbour"`; must not match `“A” and “B”`,
# `“A” again`, `«A»`
_WRAPPED = late(
    r"""
      [“„”] [^“„”]+ [“”]
    | [‘‚] [^‘‚]+ ’
    | “ [^"“„”]+ "
    """,
    re.VERBOSE,
)
# matches `2025-03-01 07:30`, `true`, `/img/boats.jpg`, `https://example.com`; must not match `1984`,
# `Truth`, `and/or`
_NO_QUOTATION = late(r"\d{4}-\d\d-\d\d[\d.:+TZ -]*|true|false|(?:\.{0,2}|[a-z]+:/)/\S*", re.IGNORECASE)


class _Wrapped(NamedTuple):
    """A plain scalar between curly quotes, and the way to it."""

    path: KeyPath
    scalar: Scalar
    is_key: bool

    @property
    def words(self) -> str:
        return self.scalar.text[1:-1]

    @property
    def is_surely_wrong(self) -> bool:
        """Whether nobody would put this in quotation marks."""
        is_in_field = bool(self.path) and str(self.path[0]).lower() in _NEVER_QUOTATIONS
        is_mixed = self.scalar.text.endswith('"')
        return self.is_key or is_mixed or is_in_field or _NO_QUOTATION.fullmatch(self.words) is not None


@rule("FM008", severity=Severity.WARNING, since="0.1.0", fixable=True, trigger=has_front_text("“", "”", "’"))
def check(post: Post, site: Site, options: object) -> Iterator[Finding]:
    front = post.front
    if front is None or front.format is not Format.YAML or front.values is None:
        return
    written = front.inner.of(post.text)
    # with none to open a quotation, as where ’ is an apostrophe, nothing is wrapped
    if written.isascii() or not any(quote in written for quote in "“„‘‚"):
        return
    if front.root is not None:
        scalars = tuple(each for each in _scalars(front.root) if _is_written(each.scalar, post.text))
        yield from once_each(_in_scalars(scalars), lambda finding: finding.span)


def _in_scalars(scalars: tuple[_Wrapped, ...]) -> Iterator[Finding]:
    wrapped = [each for each in scalars if _is_wrapped(each.scalar)]
    if not wrapped:
        return
    fields = {each.path[:1] for each in wrapped}
    are_meant = len(fields) > 1 or any(_is_quoted_by_habit(each.scalar) for each in scalars)
    for each in wrapped:
        if are_meant or each.is_surely_wrong:
            what = f"the key `{clipped(each.words)}`" if each.is_key else f"`{clipped(path_text(each.path))}`"
            yield Finding(each.scalar.span, f"curly quotes become part of {what}", _fix(each))


def _scalars(root: Node) -> Iterator[_Wrapped]:
    """Each key and each value that holds no others."""
    for path, key, value in walk(root):
        if key is not None:
            yield _Wrapped(path, key, is_key=True)
        if isinstance(value, Scalar):
            yield _Wrapped(path, value, is_key=False)


def _is_written(scalar: Scalar, text: str) -> bool:
    """Whether a scalar stands at its place, where an alias only names another one."""
    return text[scalar.span.start : scalar.span.start + 1] != "*"


def _is_wrapped(scalar: Scalar) -> bool:
    return scalar.style == "plain" and _WRAPPED.fullmatch(scalar.text) is not None


def _is_quoted_by_habit(scalar: Scalar) -> bool:
    """Whether a value stands in straight quotes that YAML does not ask for."""
    text = scalar.text
    return (
        scalar.style in ("single", "double")
        and text[:1].isalpha()
        and text.replace(" ", "").isalpha()
        and text.lower() not in ("true", "false", "null", *TRUTHS, "y", "n")
    )


def _fix(wrapped: _Wrapped) -> Fix | None:
    start, end = wrapped.scalar.span
    quote = "'" if '"' in wrapped.words or "\\" in wrapped.words else '"'
    if quote in wrapped.words:
        return None
    is_mixed = wrapped.scalar.text.endswith('"')
    edits = [Edit(Span(start, start + 1), quote)]
    if not is_mixed:
        edits.append(Edit(Span(end - 1, end), quote))
    # a key may be there without quotes, too, and a quotation may have its quotes on purpose
    return Fix("write straight quotes", tuple(edits), safe=not (wrapped.is_key or is_mixed))
