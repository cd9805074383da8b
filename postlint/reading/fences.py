"""Finds the front-matter block at the beginning of a post.

A block opens with `---` (YAML), `---yaml`, `---toml`, `---json` (gray-matter), `+++` (TOML),
`;;;` (Hexo: JSON without its braces) or `{` (Hugo: JSON) on the first line; blank lines before it are
skipped, as Hugo does, and `FrontMatter.span` tells that they are there. It closes with the same fence
at the beginning of a line, `---` also with `...`; blanks after a fence do not count.

A document may also begin with a thematic break. `---` opens no front matter when the next line is
blank and the first line that follows, comments aside, is not `key:`, nor when it is never closed and the next
line is not `key:`. Text directly under `---` is taken for front matter, because every generator takes
it for that: it is reported as no mapping instead of vanishing from the page.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from postlint.model.front_matter import Format
from postlint.model.post import Problem, ProblemKind
from postlint.model.text import Span


class FencedBlock(NamedTuple):
    """A block between its fences.

    `payload` is what a parser reads: `inner`, or a JSON object with its braces. `body_start` is where
    the line after the closing fence begins. `is_braceless` marks JSON without its outer braces.
    """

    format: Format
    span: Span
    inner: Span
    close: Span
    payload: Span
    body_start: int
    is_braceless: bool = False


# matches "---\n", "\n---json \r\n" and "+++" at the end; must not match "----\n", "--- # x" nor "    ---"
_OPEN = re.compile(
    r"(?:[ \t]*(?:\r\n|\r|\n))*+[ ]{0,3}"
    r"(?P<fence>---|\+\+\+|;;;)(?P<language>json|toml|yaml|yml)?[ \t]*(?:\r\n|\r|\n|\Z)"
)
_CLOSE = {
    "---": re.compile(r"[\r\n](---|\.\.\.)[ \t]*(?:\r\n|\r|\n|\Z)"),
    "+++": re.compile(r"[\r\n](\+\+\+)[ \t]*(?:\r\n|\r|\n|\Z)"),
    ";;;": re.compile(r"[\r\n](;;;)[ \t]*(?:\r\n|\r|\n|\Z)"),
}
_FORMATS = {
    "---": Format.YAML,
    "+++": Format.TOML,
    ";;;": Format.JSON,
    "yaml": Format.YAML,
    "yml": Format.YAML,
    "toml": Format.TOML,
    "json": Format.JSON,
}
# matches `title: x`, `"my key":` and `key = 1`, `[table]`; must not match `A word: and prose`, `http://x`
_ENTRY = re.compile(
    r"""
    [ \t]*(?:
        (?:[\w$.@/-]+|"[^"\r\n]*"|'[^'\r\n]*') [ \t]* (?::(?=\s|\Z)|=)
      | "[^"\r\n]*":
      | \[\[?[\w.-]+\]\]?[ \t]*(?=[\r\n]|\Z)
    )
    """,
    re.VERBOSE,
)
_BLANK_LINE = re.compile(r"[ \t]*(?:[\r\n]|\Z)")
_BLANK_AND_COMMENT_LINES = re.compile(r"(?:[ \t]*+(?:#[^\r\n]*+)?[\r\n]+)*+")
# matches `{"title"` and `{}`; must not match `{{ page.title }}`, `{% include x %}` nor `{: .note}`
_JSON_OPEN = re.compile(r'\s*+(\{)(?=\s*+["}])')
_JSON_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+(?:"|\Z)|[{}]', re.DOTALL)
_LINE_REST = re.compile(r"[ \t]*(?:\r\n|\r|\n|\Z)")


def find_block(text: str) -> FencedBlock | Problem | None:
    """The front-matter block of a text without byte-order mark.

    A Problem where a block is opened and never closed, None where there is none. Linear in the text.
    """
    opening = _OPEN.match(text)
    if opening is None:
        return _json_object(text)
    fence, inner_start = opening["fence"], opening.end()
    closing = _closing(text, fence, inner_start)
    if closing is None:
        if _ENTRY.match(text, inner_start):
            span = Span(opening.start("fence"), opening.end("language" if opening["language"] else "fence"))
            return Problem(ProblemKind.UNCLOSED, span, f"front matter without a closing {fence}")
        return None
    close = Span(*closing.span(1))
    if fence == "---" and _is_thematic_break(text, inner_start, close.start):
        return None
    inner = Span(inner_start, close.start)
    return FencedBlock(
        _FORMATS[opening["language"] or fence],
        Span(opening.start("fence"), close.end),
        inner,
        close,
        inner,
        closing.end(),
        is_braceless=fence == ";;;",
    )


def _closing(text: str, fence: str, inner_start: int) -> re.Match[str] | None:
    """The closing fence with the line break before it, which may be that of the opening fence."""
    pattern, start = _CLOSE[fence], inner_start - 1
    # a text that begins with LF or CRLF lines is searched for a plain string first: four times as fast
    if text[start] == "\n":
        found = text.find("\n" + fence, start)
        closing = pattern.match(text, found) if found >= 0 else None
        if closing is not None and (fence != "---" or text.find("\n...", start, found) < 0):
            return closing
    return pattern.search(text, start)


def _is_thematic_break(text: str, start: int, end: int) -> bool:
    if not _BLANK_LINE.match(text, start, end):
        return False
    first = _BLANK_AND_COMMENT_LINES.match(text, start, end)
    at = first.end() if first else start
    return not _ENTRY.match(text, at, end) and bool(text[start:end].strip())


def _json_object(text: str) -> FencedBlock | Problem | None:
    opening = _JSON_OPEN.match(text)
    if opening is None:
        return None
    start = opening.start(1)
    depth = 0
    for token in _JSON_TOKEN.finditer(text, start):
        depth += {"{": 1, "}": -1}.get(token[0], 0)
        if depth == 0:
            rest = _LINE_REST.match(text, token.end())
            if rest is None:
                return None
            close = Span(*token.span())
            span = Span(start, close.end)
            return FencedBlock(Format.JSON, span, Span(start + 1, close.start), close, span, rest.end())
    return Problem(ProblemKind.UNCLOSED, Span(start, start + 1), "front matter without a closing }")
