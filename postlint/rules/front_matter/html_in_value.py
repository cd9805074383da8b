"""HTML in a field that is shown as plain text.

## Why
A title is printed in the tab of the browser, in feeds and in search results, where `<b>` and `&amp;`
stand as they are typed. Many templates escape it, so that the page shows them too.

## Bad
    ---
    title: The harbour &amp; the ferry
    ---

## Good
    ---
    title: The harbour & the ferry
    ---

## Limits
Some templates print these fields as HTML on purpose: allow the rule there. Only entities that HTML
knows, and tags that format text; a lone opening tag, such as in `the <b> element`, is what the title
speaks of. Nothing in backticks is looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from postlint.model.clipping import clipped
from postlint.model.fields import TEXTS
from postlint.model.findings import Edit, Finding, Fix, Severity
from postlint.model.front_matter import Format, Scalar
from postlint.model.patterns import late
from postlint.model.post import Post
from postlint.model.text import Span
from postlint.model.triggers import has_front_text
from postlint.model.yaml_text import single_quoted
from postlint.rule import OptionSet, option, rule
from postlint.sites.base import Site

# matches "`<b>`" and "``&amp;``"; must not match a single backtick
_CODE = late(r"(?<!`)(`+)(?!`)[^`]*(?<!`)\1(?!`)")
# matches "&amp;", "&#39;" and "&#x27;"; must not match "AT&T" nor "&;"
_ENTITY = late(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
# matches "<b>", "</em>" and '<a href="/x">'; must not match "a < b", "<3" nor "<vector>"
_TAG = late(
    r"""
    < (?P<slash>/)?
    (?P<name>
        a | abbr | b | big | br | center | cite | code | del | dfn | div | em | font | h[1-6] | hr
      | i | img | ins | kbd | li | mark | ol | p | q | s | samp | small | span | strike | strong
      | sub | sup | tt | u | ul | var | wbr
    )
    (?: \s [^<>]* )? /? >
    """,
    re.VERBOSE | re.IGNORECASE,
)


class Options(OptionSet):
    fields: tuple[str, ...] = option(TEXTS, "fields that hold plain text")


@rule(
    "FM018",
    severity=Severity.INFO,
    options=Options,
    since="0.1.0",
    fixable=True,
    trigger=has_front_text("&", "<"),
)
def check(post: Post, site: Site, options: Options) -> Iterator[Finding]:
    front = post.front
    if front is None or not front.values:
        return
    for field in options.fields:
        value = front.values.get(field)
        if not isinstance(value, str) or not _may_hold_html(value):
            continue
        node = front.node(field)
        if not isinstance(node, Scalar) or value != node.text:
            continue
        prose = _CODE.sub(_blank, node.span.of(post.text))
        tag = _first_tag(prose)
        if tag is not None:
            yield Finding(tag.shifted(node.span.start), f"`{field}` holds the tag {clipped(tag.of(prose))}")
        from html import unescape  # which takes longer than the rule

        entities = [found for found in _ENTITY.finditer(prose) if unescape(found[0]) != found[0]]
        if entities:
            span = Span(*entities[0].span()).shifted(node.span.start)
            fix = _plain(node, entities, front.format)
            yield Finding(span, f"`{field}` holds the entity {entities[0][0]}", fix)


def _may_hold_html(value: str) -> bool:
    return ("&" in value and ";" in value) or ("<" in value and ">" in value)


def _blank(code: re.Match[str]) -> str:
    return " " * len(code[0])


def _first_tag(prose: str) -> Span | None:
    """The first tag that opens and is closed, or stands alone as `<br>` does."""
    closed = {found["name"].lower() for found in _TAG.finditer(prose) if found["slash"]}
    for found in _TAG.finditer(prose):
        name = found["name"].lower()
        if name in closed or name in _ALONE:
            return Span(*found.span())
    return None


def _plain(node: Scalar, entities: list[re.Match[str]], language: Format) -> Fix | None:
    """Puts the characters in place of the entities, None where they would mean something there."""
    from html import unescape

    edits = []
    for found in entities:
        characters = unescape(found[0])
        written = _escaped(characters, node.style, language)
        if written is None:
            return None
        edits.append(Edit(Span(*found.span()).shifted(node.span.start), written))
    text = unescape(node.text)
    if _ENTITY.search(text) or _TAG.search(text):
        return None
    if node.style == "plain" and _marks(text) > _marks(node.text):
        if len(node.text) != node.span.end - node.span.start:  # on several lines
            return None
        edits = [Edit(node.span, single_quoted(text))]
    return Fix("write the characters themselves", tuple(edits), safe=False)


def _marks(text: str) -> int:
    """How often a text holds what ends or changes an unquoted YAML value."""
    return text.count(": ") + text.count(" #") + text.endswith(":")


def _escaped(characters: str, style: str, language: Format) -> str | None:
    """The characters as they are written within these quotes, None where they cannot be."""
    if not characters.isprintable():
        return None
    if style == "double":
        return characters.replace("\\", "\\\\").replace('"', '\\"')
    if style == "single" and "'" in characters:
        return characters.replace("'", "''") if language is Format.YAML else None
    return characters


#: elements that hold nothing and so are never closed
_ALONE = frozenset({"br", "hr", "img", "wbr"})
