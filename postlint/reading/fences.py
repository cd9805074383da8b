"""Finds the front-matter block at the beginning of a post.

A block opens with `---` (YAML), `---yaml`, `---toml`, `---json`, `---js` (gray-matter), `+++` (TOML),
`;;;` (Hexo: JSON without its braces) or `{` (Hugo: JSON) on the first line; blank lines before it are
skipped, as Hugo does, and so are comments, and `FrontMatter.span` tells that they are there. It closes with
the same fence at the beginning of a line, `---` also with `...`; blanks after a fence do not count.

A document may also begin with a thematic break. `---` opens no front matter when the next line is
blank and the first line that follows, comments aside, is not `key:`, nor when it is never closed and the next
line is not `key:`. Text directly under `---` is taken for front matter, because every generator takes
it for that: it is reported as no mapping instead of vanishing from the page.
"""

from __future__ import annotations

import re

from postlint.model.characters import invisible_name
from postlint.model.findings import Edit, Fix
from postlint.model.front_matter import Format
from postlint.model.patterns import late
from postlint.model.post import Problem, ProblemKind
from postlint.model.records import NamedTuple
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
_OPEN = late(
    r"(?:[ \t]*(?:\r\n|\r|\n))*+[ ]{0,3}"
    r"(?P<fence>---|\+\+\+|;;;)(?P<language>json|toml|yaml|yml|js|javascript)?[ \t]*(?:\r\n|\r|\n|\Z)"
)
_CLOSE = {
    "---": re.compile(r"[\r\n](---|\.\.\.)[ \t]*(?:\r\n|\r|\n|\Z)"),
    "+++": late(r"[\r\n](\+\+\+)[ \t]*(?:\r\n|\r|\n|\Z)"),
    ";;;": late(r"[\r\n](;;;)[ \t]*(?:\r\n|\r|\n|\Z)"),
}
_FORMATS = {
    "---": Format.YAML,
    "+++": Format.TOML,
    ";;;": Format.JSON,
    "yaml": Format.YAML,
    "yml": Format.YAML,
    "toml": Format.TOML,
    "json": Format.JSON,
    "js": Format.JAVASCRIPT,
    "javascript": Format.JAVASCRIPT,
}
# matches `title: x`, `"my key":` and `key = 1`, `[table]`; must not match `A word: and prose`, `http://x`
_ENTRY = late(
    r"""
    [ \t]*(?:
        (?:[\w$.@/-]+|"[^"\r\n]*"|'[^'\r\n]*') [ \t]* (?::(?=\s|\Z)|=)
      | "[^"\r\n]*":
      | \[\[?[\w.-]+\]\]?[ \t]*(?=[\r\n]|\Z)
    )
    """,
    re.VERBOSE,
)
_BLANK_LINE = late(r"[ \t]*(?:[\r\n]|\Z)")
_BLANK_AND_COMMENT_LINES = late(r"(?:[ \t]*+(?:#[^\r\n]*+)?[\r\n]+)*+")
# matches `{"title"`, `{}` and `{` above `title: "x"` or `// note`; must not match `{{ page.title }}`,
# `{% include x %}`, `{: .note}` nor `{/* note */}`
_JSON_OPEN = late(
    r"""
    \s*+ (\{) (?=
        \s*+["}]
      | [ \t]*+[\r\n]\s*+ (?:'[^'\r\n]*+'[ \t]*+: | \w++[ \t]*+:[ \t]*+["'\[\{\d] | [“”]\w)
      | [ \t]*+[\r\n]\s*+ (?://[^\r\n]*+ | /\*[^*]*+\*/) \s*+ "
    )
    """,
    re.VERBOSE,
)
# a quoted text ends with its line, so that a missing quote does not take in the whole post, or, where
# nothing closes then, at its quote
_JSON_TOKENS = (
    late(r'"(?:[^"\\\r\n]++|\\.)*+(?:"|(?=[\r\n])|\Z)|[{}]'),
    late(r'"(?:[^"\\]++|\\.)*+(?:"|\Z)|[{}]', re.DOTALL),
)
_LINE_REST = late(r"[ \t]*(?:\r\n|\r|\n|\Z)")


def find_block(text: str) -> FencedBlock | Problem | None:
    """The front-matter block of a text without byte-order mark.

    A Problem where a block is opened and never closed, None where there is none. Linear in the text.
    """
    opening = _OPEN.match(text) or _opening_below_comments(text)
    if opening is None:
        return _json_object(text) or _misspelt_opening(text)
    fence, inner_start = opening["fence"], opening.end()
    closing = _closing(text, fence, inner_start)
    if closing is None:
        if _ENTRY.match(text, inner_start):
            span = Span(opening.start("fence"), opening.end("language" if opening["language"] else "fence"))
            return _misspelt_closing(text, fence, inner_start) or Problem(
                ProblemKind.UNCLOSED,
                span,
                f"front matter without a closing {fence}",
                fix=_closing_fence(text, fence, inner_start),
            )
        return None
    close = Span(*closing.span(1))
    if fence == "---" and not opening["language"] and _is_thematic_break(text, inner_start, close.start):
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


def _opening_below_comments(text: str) -> re.Match[str] | None:
    """An opening fence above `key: value` lines that are closed, with nothing but comments above it."""
    if text.lstrip()[:1] not in ("<", "{"):
        return None
    # matches `<!-- a -->`, `{/* a */}` and `{# a #}`; must not match `<p>`, `{{ a }}` nor `{: .a}`
    comments = re.compile(
        r"(?:\s*+(?:<!--(?:[^-]++|-(?!->))*+-->|\{/\*(?:[^*]++|\*(?!/))*+\*/\}|\{#(?:[^#]++|\#(?!\}))*+\#\}))++"
        r"[ \t]*+(?:\r\n|\r|\n)"
    ).match(text)
    opening = None if comments is None else _OPEN.match(text, comments.end())
    if opening is None or not _ENTRY.match(text, opening.end()):
        return None
    return opening if _closing(text, opening["fence"], opening.end()) else None


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
    for tokens in _JSON_TOKENS:
        depth = 0
        for token in tokens.finditer(text, start):
            depth += {"{": 1, "}": -1}.get(token[0], 0)
            if depth == 0:
                rest = _LINE_REST.match(text, token.end())
                if rest is None:
                    return None
                close = Span(*token.span())
                span = Span(start, close.end)
                return FencedBlock(Format.JSON, span, Span(start + 1, close.start), close, span, rest.end())
    return Problem(ProblemKind.UNCLOSED, Span(start, start + 1), "front matter without a closing }")


#: what nobody sees before a fence
_MARKS = r"\ufeff\u200b-\u200f\u2060"
_DASHES = "-–—‒−"
# matches `----`, `———`, `--- title`, `\u200b---`, `***`; must not match `---`, `- item`, `Text`
_NEARLY = (
    rf"(?P<marks>[{_MARKS}]*+)(?P<dashes>[{_DASHES}]{{1,40}}|[*]{{3}}|[+]{{3}})(?P<rest>[^\r\n]{{0,80}}+)"
)
_MAY_BE_NEARLY = late(rf"[{_DASHES}{_MARKS}*+]")
#: how many lines of a block are looked at for a closing fence that is misspelt
_MOST_LINES = 500


def _misspelt_opening(text: str) -> Problem | None:
    """A first line that was meant as a fence: `key: value` lines stand below it, down to another."""
    if not _MAY_BE_NEARLY.match(text):
        return None
    opening = re.match(_NEARLY + r"(?:\r\n|\r|\n)", text)
    if opening is None or not _ENTRY.match(text, opening.end()) or not _is_meant_as_fence(opening):
        return None
    fence = "+++" if "+" in opening["dashes"] else "---"
    line = Span(0, opening.end("rest"))
    end = _end_of_entries(text, opening.end())
    closing = re.compile(_NEARLY + r"(?=[\r\n]|\Z)").match(text, end)
    if closing is None or not _is_meant_as_fence(closing):
        return None
    edits = [Edit(line, fence)]
    if closing[0].rstrip() != fence:
        edits.append(Edit(Span(*closing.span()), fence))
    fix = Fix(f"write {fence}", tuple(edits), safe=False)
    if opening["marks"]:
        message = f"{invisible_name(opening['marks'])} stands before the {fence}"
        return Problem(ProblemKind.SYNTAX, Span(*opening.span("marks")), message, fix=fix)
    if opening["dashes"] == fence and not opening["rest"].strip():
        blanks = opening["rest"].strip(" \t")
        message = f"{invisible_name(blanks)} stands after the {fence}"
        return Problem(ProblemKind.SYNTAX, Span(*opening.span("rest")), message, fix=fix)
    written = line.of(text).rstrip()
    message = f"front matter begins with {fence} alone on its line, not with “{written}”"
    return Problem(ProblemKind.SYNTAX, line, message, fix=fix)


def _is_meant_as_fence(found: re.Match[str]) -> bool:
    """Whether a line of dashes is no list item, no comment and no text in bold type."""
    dashes, rest = found["dashes"], found["rest"].strip()
    if rest.startswith("#") or (rest and dashes != "---"):
        return False
    return dashes != "-"


def _misspelt_closing(text: str, fence: str, inner_start: int) -> Problem | None:
    """The line below the entries of a block that was meant as its closing fence."""
    end = _end_of_entries(text, inner_start)
    closing = re.compile(r"[ \t]*+" + _NEARLY + r"(?=[\r\n]|\Z)").match(text, end)
    if closing is None or not _is_meant_as_fence(closing):
        return None
    span = Span(closing.start(), closing.start() + len(closing[0].rstrip()))
    fix = Fix(f"write {fence}", (Edit(Span(*closing.span()), fence),), safe=False)
    message = f"front matter ends with {fence} alone on its line, not with “{span.of(text)}”"
    return Problem(ProblemKind.UNCLOSED, span, message, fix=fix)


def _closing_fence(text: str, fence: str, inner_start: int) -> Fix | None:
    """A fence below the entries, where a blank line, a heading or the end of the file shows their end."""
    end = _end_of_entries(text, inner_start)
    if end <= inner_start or not re.compile(r"[ \t]*(?:[\r\n]|\Z)|\#{1,6}[ ]").match(text, end):
        return None
    newline = "\r\n" if text.endswith("\r\n", 0, inner_start) else "\n"
    before = "" if text[end - 1] in "\r\n" else newline
    edit = Edit(Span(end, end), f"{before}{fence}{newline}")
    return Fix(f"put {fence} below the last field", (edit,), safe=False)


def _end_of_entries(text: str, start: int) -> int:
    """Where the line begins that is the first to be no entry, list item, comment nor indented."""
    line = re.compile(r"(?:[ ]{1,40}\S|[-][ ]|\#(?![#]*[ ][A-Z])|[\]}])[^\r\n]*(?:\r\n|\r|\n|\Z)")
    rest = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
    for _ in range(_MOST_LINES):
        found = rest.match(text, start) if _ENTRY.match(text, start) else line.match(text, start)
        if found is None or found.end() == start:
            break
        if _FENCE_LIKE.match(found[0]):
            break
        start = found.end()
    return start


# matches `  ---`, `- --`; must not match `- a`
_FENCE_LIKE = late(rf"[ ]*+[{_DASHES}]{{2}}")
