"""Finds what readers do not read in a run of prose: code spans, tags, addresses, template tags.

One pass from left to right, as CommonMark has it: code spans, autolinks and HTML tags bind tighter
than the brackets of links, and brackets are matched by a stack
(https://spec.commonmark.org/0.31.2/#appendix-a-parsing-strategy).
"""

from __future__ import annotations

import re
from collections.abc import Container

from postlint.model.patterns import late
from postlint.model.records import NamedTuple
from postlint.model.text import Span
from postlint.reading.ahead import Ahead
from postlint.reading.templates import PLACEHOLDERS

_LONGEST_LABEL = 999  # CommonMark 6.3
#: so many brackets in brackets are kept in mind; of more, the outer ones are text
_DEEPEST_BRACKETS = 100
_DEEPEST_PARENTHESES = 10  # CommonMark 6.3 asks for three at least

# where something other than text may begin: an escape, a code span, a tag, a bracket …
# Every alternative begins with a plain character, which lets `re` skip the text between two marks: a
# search is ten times as fast so
_MARK = rf"""
    \\[!-/:-@\[-`{{-~]
  | ``*
  | <
  | \[\[ [^\[\]\r\n]+ \]\]
  | !\[\[ [^\[\]\r\n]+ \]\]
  | \[\^ [^\[\]\s]+ \] (?!\()
  | \[
  | !\[
  | \]
  | \$\$?
  | \{{[:#.] [^{{}}\r\n]* \}}
  | {"|".join(f"{char}[{PLACEHOLDERS}]*" for char in PLACEHOLDERS)}
"""
_MARKS = late(_MARK, re.VERBOSE)
_ADDRESS = rf"""[^\s<>"`\[\]|\\{PLACEHOLDERS}]+"""
_MARKS_AND_ADDRESSES = late(
    rf"""{_MARK} | h(?<![\w/]h)ttps?://{_ADDRESS} | w(?<![\w/]w)ww\.{_ADDRESS}""", re.VERBOSE
)

_BACKTICKS = late(r"`+")
_COMMENT_END = late(r"-->")
_DISPLAY_MATH = late(r"\$\$")
# "$x_1 + y^2$"; not "$5 and $10"
_INLINE_MATH = late(r"\$(?=[^\s$])(?=[^$\r\n]*[\\^_{}=])[^$\r\n]{1,300}(?<!\s)\$(?!\d)")

# "<https://a.b/c>", "<me@a.b>"; not "<b>"
_AUTOLINK = late(r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*|[^\s<>@:/]+@[^\s<>@]+)>")
# a tag with its attributes, JSX included: "<a href='x'>", "</b>", "<!DOCTYPE html>"; not "<T, U>"
TAG = late(
    r"""
    < (?:
        [A-Za-z][\w.:-]*+
        (?: \s++ (?: \{ [^{}]*+ \}
                   | [A-Za-z_:@][\w.:@-]*+
                     (?: \s*+ = \s*+
                         (?: "[^"]*+" | '[^']*+' | [^\s"'=<>`{}]++
                           | \{ (?: [^{}<]++ | \{[^{}<]*+\} )*+ \} )
                     )?+
                 )
        )*+
        \s*+ /?>
      | / [A-Za-z][\w.:-]*+ \s*+ >
      | [!?][A-Za-z][^<>]*+ >
      | /?>
    )
    """,
    re.VERBOSE,
)

# what stands in the parentheses of an inline link: `(` address, perhaps kramdown's size, title `)`
_TAIL_ANGLE = late(r"\(\s*+<((?:[^<>\\\r\n]|\\.)*+)>")
_TAIL_BARE = late(r"\(\s*+(?!<)((?:[^\s()\\]|\\\S?)*+)")
_PARENTHESIS = late(r"([()])(?:[^\s()\\]|\\\S?)*+")
_TAIL_END = late(
    r"""
    (?: \s++ = \d*+ (?: x \d*+ )?+ )?+
    (?: \s++ (?: "(?:[^"\\]|\\.)*+" | '(?:[^'\\]|\\.)*+' | \((?:[^()\\]|\\.)*+\) ) )?+
    \s*+ \)
    """,
    re.VERBOSE | re.DOTALL,
)
_LABEL = late(r"\[((?:[^\[\]\\]|\\.){0,999}+)\]", re.DOTALL)


class Bracket(NamedTuple):
    """A link or an image of Markdown.

    `target` is the place of its address, without angle brackets; a reference has a `label`
    instead. `text` is the place of what stands between its brackets.
    """

    span: Span
    text: Span
    is_image: bool
    target: Span | None = None
    label: str = ""


class Inline(NamedTuple):
    """What one run of prose holds beside text, all in the order of the text.

    `hidden` may touch but do not overlap. `wikis` are Obsidian's `![[…]]`, `tags` are HTML tags,
    `addresses` are the addresses written in the open or in angle brackets.
    """

    hidden: tuple[Span, ...]
    brackets: tuple[Bracket, ...]
    wikis: tuple[Span, ...]
    tags: tuple[Span, ...]
    addresses: tuple[Span, ...]


def scan_inline(text: str, span: Span, labels: Container[str]) -> Inline:
    """Read the prose at `span`, whose template tags must be covered.

    `labels` are the labels that have a definition, as `normal_label` gives them: a reference to
    any other label is plain text.
    """
    scan = _Scan(text[span.start : span.end], span.start, labels)
    scan.run()
    return Inline(
        hidden=tuple(_apart(sorted(scan.hidden))),
        brackets=tuple(sorted(scan.brackets)),
        wikis=tuple(scan.wikis),
        tags=tuple(scan.tags),
        addresses=tuple(scan.addresses),
    )


def normal_label(label: str) -> str:
    """A label as references are matched: without regard to case and white space."""
    return " ".join(label.split()).casefold()


def _apart(spans: list[Span]) -> list[Span]:
    """Sorted spans with those left out or cut that an earlier one covers."""
    apart: list[Span] = []
    for span in spans:
        if apart and span.start < apart[-1].end:
            if span.end > apart[-1].end:
                apart[-1] = Span(apart[-1].start, span.end)
        else:
            apart.append(span)
    return apart


class _Scan:
    """One pass over one run of prose. Offsets are those of the run; `offset` leads to the post's."""

    def __init__(self, text: str, offset: int, labels: Container[str]) -> None:
        self.text = text
        self.offset = offset
        self.labels = labels
        self.hidden: list[Span] = []
        self.brackets: list[Bracket] = []
        self.wikis: list[Span] = []
        self.tags: list[Span] = []
        self.addresses: list[Span] = []
        self.openers: list[tuple[int, int, bool]] = []
        #: so many openers at the bottom of the stack stand around a link and cannot be links
        self.inactive = 0
        self._code_ends: dict[int, list[int]] | None = None
        self._comment_end = Ahead(text, _COMMENT_END)
        self._math_end = Ahead(text, _DISPLAY_MATH)

    def run(self) -> None:
        text = self.text
        marks = _MARKS_AND_ADDRESSES if "://" in text or "www." in text else _MARKS
        position = 0
        while mark := marks.search(text, position):
            position = self.take(mark)

    def take(self, mark: re.Match[str]) -> int:
        """Deal with one mark; return where to go on."""
        first = mark[0][0]
        start, end = mark.span()
        if first == "`":
            return self.take_code(start, end)
        if first == "<":
            return self.take_angle(start)
        if first == "]":
            return self.close(start)
        if first == "$":
            return self.take_math(start, end)
        if first in "[!":
            return self.take_bracket(mark)
        if first in "hw":
            return self.take_address(mark)
        if first != "\\":
            self.hide(start, end)
        return end

    def hide(self, start: int, end: int) -> None:
        self.hidden.append(self.span(start, end))

    def span(self, start: int, end: int) -> Span:
        return Span(start + self.offset, end + self.offset)

    def take_code(self, start: int, end: int) -> int:
        """Hide the code span that begins with the backticks here, if as many close it."""
        if self._code_ends is None:
            self._code_ends = {}
            for run in reversed(list(_BACKTICKS.finditer(self.text, end))):
                self._code_ends.setdefault(len(run[0]), []).append(run.start())
        closers = self._code_ends.get(end - start, [])
        while closers and closers[-1] < end:
            closers.pop()
        if not closers:
            return end
        close = closers.pop() + end - start
        self.hide(start, close)
        return close

    def take_angle(self, start: int) -> int:
        text = self.text
        if text.startswith("<!--", start):
            closing = self._comment_end.after(start + 2)
            if closing is not None:
                self.hide(start, closing[1])
                return closing[1]
        autolink = _AUTOLINK.match(text, start)
        if autolink:
            self.hide(start, autolink.end())
            self.addresses.append(self.span(*autolink.span(1)))
            return autolink.end()
        tag = TAG.match(text, start)
        if tag is None:
            return start + 1
        self.hide(start, tag.end())
        self.tags.append(self.span(start, tag.end()))
        return tag.end()

    def take_math(self, start: int, end: int) -> int:
        if end - start == 2:
            closing = self._math_end.after(end)
            if closing is None:
                return end
            self.hide(start, closing[1])
            return closing[1]
        math = _INLINE_MATH.match(self.text, start)
        if math is None:
            return end
        self.hide(start, math.end())
        return math.end()

    def take_address(self, mark: re.Match[str]) -> int:
        end = mark.start() + len(_without_punctuation(mark[0]))
        self.hide(mark.start(), end)
        if not self.openers:
            self.addresses.append(self.span(mark.start(), end))
        return end

    def take_bracket(self, mark: re.Match[str]) -> int:
        start, end = mark.span()
        if mark[0].endswith("]]"):
            if mark[0][0] == "!":
                self.wikis.append(self.span(start, end))
                self.hide(start, end)
                return end
            end = start + 1
        elif mark[0].startswith("[^"):
            self.hide(start, end)
            return end
        self.openers.append((start, end, mark[0][0] == "!"))
        if len(self.openers) > _DEEPEST_BRACKETS:
            del self.openers[0]
            self.inactive = max(0, self.inactive - 1)
        return end

    def close(self, at: int) -> int:
        """Match the `]` with its opener; note the link or image if they make one."""
        if not self.openers:
            return at + 1
        start, text_start, is_image = self.openers.pop()
        is_active = is_image or len(self.openers) >= self.inactive
        self.inactive = min(self.inactive, len(self.openers))
        if not is_active:
            return at + 1
        tail = self.inline_tail(at + 1)
        label = ""
        if tail is None:
            label, end = self.reference_tail(text_start, at)
            if not label:
                return at + 1
            target = None
        else:
            target, end = tail
        self.brackets.append(
            Bracket(self.span(start, end), self.span(text_start, at), is_image, target, label)
        )
        if end > at + 1:
            self.hide(at, end)
        if not is_image:
            self.inactive = len(self.openers)
        return end

    def inline_tail(self, at: int) -> tuple[Span, int] | None:
        """The address in the parentheses at `at`, and where they end."""
        if not self.text.startswith("(", at):
            return None
        angle = _TAIL_ANGLE.match(self.text, at)
        end = angle and _TAIL_END.match(self.text, angle.end())
        if angle and end:
            return self.span(*angle.span(1)), end.end()
        bare = _TAIL_BARE.match(self.text, at)
        if bare is None:
            return None
        address_end = self.end_of_address(bare.end())
        end = _TAIL_END.match(self.text, address_end)
        return (self.span(bare.start(1), address_end), end.end()) if end else None

    def end_of_address(self, position: int) -> int:
        """Where a bare address ends whose first parenthesis, if any, is at `position`."""
        depth = 0
        while depth <= _DEEPEST_PARENTHESES and (part := _PARENTHESIS.match(self.text, position)):
            depth += 1 if part[1] == "(" else -1
            if depth < 0:
                break
            position = part.end()
        return position

    def reference_tail(self, text_start: int, at: int) -> tuple[str, int]:
        """The defined label that the brackets refer to, "" for none, and where the reference ends."""
        if not self.labels:
            return "", at
        following = _LABEL.match(self.text, at + 1)
        if following and following[1]:
            label = normal_label(following[1])
        elif at - text_start <= _LONGEST_LABEL:
            label = normal_label(self.text[text_start:at])
        else:
            return "", at
        return (label, following.end() if following else at + 1) if label in self.labels else ("", at)


def _without_punctuation(address: str) -> str:
    """An address in running text without what belongs to the sentence (GFM 6.9)."""
    surplus = address.count(")") - address.count("(")
    end = len(address)
    while end:
        last = address[end - 1]
        if last == ")" and surplus > 0:
            surplus -= 1
        elif last not in "?!.,:;*_~'":
            break
        end -= 1
    return address[:end]
