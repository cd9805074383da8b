"""Covers template tags with placeholders of the same length, so that Markdown can be read around them.

Liquid, Nunjucks and Hugo run before Markdown does: a tag may hold blanks, quotes and brackets that
no Markdown reader would understand.
"""

from __future__ import annotations

import re

from postlint.model.patterns import late
from postlint.model.records import NamedTuple
from postlint.model.text import Span
from postlint.reading.ahead import Ahead

#: stand for one code point of a tag, of code between tags and of a comment between tags. They are
#: ASCII control characters, which keeps the text compact, and no white space for `re` or `str`.
TAG, CODE, COMMENT = "\x1a", "\x19", "\x18"
PLACEHOLDERS = TAG + CODE + COMMENT

#: tags whose first address stands without a name: `{% asset_img x.png %}`, `{{< img "x.png" >}}`
PICTURE_TAGS = frozenset({"asset_img", "asset_path", "figure", "image", "img"})
#: Jekyll's tags for a file of the site's own; what it does with an address is not known
INCLUDES = frozenset({"include", "include_cached", "include_relative"})

_CLOSERS = {
    "{{</*": late(r"\*/>\}\}"),
    "{{%/*": late(r"\*/%\}\}"),
    "{{<": late(r">\}\}"),
    "{{%": late(r"%\}\}"),
    "{{": late(r"\}\}"),
    "{%": late(r"%\}"),
    "{#": late(r"#\}"),
}
_BLANK_LINE = late(r"(?:\r\n|\n|\r(?!\n))[ \t]*+[\r\n]")

# the name of a tag: `{%- raw -%}`, `{{< highlight go >}}`, but not `{{ raw }}`
_NAME = late(r"\{(?:%[-+]?|\{[<%])\s*+(\w++)")
_LIQUID_PAIRS = {
    "raw": TAG,
    "verbatim": TAG,
    "comment": COMMENT,
    "highlight": CODE,
    "codeblock": CODE,
}
_HUGO_PAIRS = {"highlight": CODE, "code": CODE, "mermaid": CODE, "comment": COMMENT}
_LIQUID_ENDS = {name: late(rf"\{{%[-+]?\s*+end{name}\s*+[-+]?%\}}") for name in _LIQUID_PAIRS}
_HUGO_ENDS = {name: late(rf"\{{\{{[<%]\s*+/\s*+{name}\s*+[%>]\}}\}}") for name in _HUGO_PAIRS}
# "{{", "{%", "{{<", "{{</*" of Hugo, "{# " of Nunjucks; not "{#heading-id}". Of a tag that is nothing but
# itself, as most are, the whole: "{{ page.title }}", "{% include a.html %}"; not "{% raw %}", "{{ a{b} }}"
_OPENER = late(
    rf"""
    \{{ (?:
        \{{ (?![<%]) [^{{}}\r\n]*+ \}}\}} ()
      | % [-+]?+ [^\S\r\n]*+ (?!(?:{"|".join(_LIQUID_PAIRS)})\b) [^{{%\r\n]*+ %\}} ()
      | \{{< (?!/\*) [^\S\r\n]*+ (?!(?:{"|".join(_HUGO_PAIRS)})\b) [^{{>\r\n]*+ >\}}\}} ()
      | \{{ (?: [<%] (?:/\*)? )? | % | \#(?=[\s-])
    )
    """,
    re.VERBOSE,
)


class Masked(NamedTuple):
    """A text as it is `written`, and the same `text` with its template tags covered.

    Every other code point is where it was. `tags` are the tags that the generator will run, in
    order. What stands in raw blocks, in comments and in highlighted code is covered too, but is no
    tag; neither is Hugo's `{{</* */>}}`.
    """

    written: str
    text: str
    tags: tuple[Span, ...]


def mask_templates(text: str, start: int) -> Masked:
    """Cover the template tags of `text` from `start` on.

    A line break inside a tag is covered as well, so that a tag never stands on two lines.
    """
    if "{" not in text or _OPENER.search(text, start) is None:
        return Masked(text, text, ())
    return _Cover(text).run(start)


class _Cover:
    def __init__(self, text: str) -> None:
        self._text = text
        self._ahead: dict[re.Pattern[str], Ahead] = {}

    def run(self, start: int) -> Masked:
        pieces: list[str] = []
        tags: list[Span] = []
        done = 0
        position = start
        while opener := _OPENER.search(self._text, position):
            if opener.lastindex:
                placeholder, position = TAG, opener.end()
                tags.append(Span(*opener.span()))
            else:
                end = self._end_of_tag(opener)
                if end is None:
                    position = opener.end()
                    continue
                placeholder, position = COMMENT if opener[0] == "{#" else TAG, end
                pair = self._end_of_pair(opener, end)
                if pair is not None:
                    placeholder, position = pair
                elif "*" not in opener[0] and opener[0] != "{#":
                    tags.append(Span(opener.start(), end))
            pieces += self._text[done : opener.start()], placeholder * (position - opener.start())
            done = position
        return Masked(self._text, "".join(pieces) + self._text[done:], tuple(tags))

    def _end_of_tag(self, opener: re.Match[str]) -> int | None:
        """Where the tag ends. Shortcodes and comments go over blank lines; `{{` in LaTeX or C++
        must not swallow the prose up to some later `}}`."""
        closer = self._next(_CLOSERS[opener[0]], opener.end())
        if closer is None:
            return None
        if opener[0] in ("{{", "{%"):
            blank = self._next(_BLANK_LINE, opener.end())
            if blank is not None and blank[0] < closer[0]:
                return None
        return closer[1]

    def _end_of_pair(self, opener: re.Match[str], end: int) -> tuple[str, int] | None:
        """For a tag that begins a block such as `{% raw %}`: the placeholder and the block's end.

        A block that nothing ends is none: Liquid would refuse it, so the site is not Liquid's.
        """
        name = _NAME.match(self._text, opener.start(), end)
        if name is None or "*" in opener[0] or self._text.startswith("/", end - len("/>}}")):
            return None
        is_liquid = opener[0] == "{%"
        pairs, ends = (_LIQUID_PAIRS, _LIQUID_ENDS) if is_liquid else (_HUGO_PAIRS, _HUGO_ENDS)
        if name[1] not in pairs:
            return None
        closing = self._next(ends[name[1]], end)
        return None if closing is None else (pairs[name[1]], closing[1])

    def _next(self, pattern: re.Pattern[str], offset: int) -> tuple[int, int] | None:
        if pattern not in self._ahead:
            self._ahead[pattern] = Ahead(self._text, pattern)
        return self._ahead[pattern].after(offset)
