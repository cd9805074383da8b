"""Says in words for writers why a block is no YAML, and where they would look for the cause."""

from __future__ import annotations

import re

from yaml.error import MarkedYAMLError
from yaml.reader import ReaderError

from postlint.model.findings import Edit, Fix
from postlint.model.post import Problem, ProblemKind
from postlint.model.records import NamedTuple
from postlint.model.text import Span
from postlint.reading.mending import (
    BACKSLASH,
    OPEN_BRACE,
    OPEN_LIST,
    OPEN_QUOTE,
    applied,
    quotes_around,
    shifted,
)
from postlint.reading.parsed import Parsed, failed
from postlint.reading.yaml_lines import is_entry, line_above, line_at, line_below, without_comment
from postlint.reading.yaml_quotes import unquoted, unquoted_items, unquoted_message
from postlint.reading.yaml_slips import GLUED, glued_keys, is_toml, slips_at
from postlint.reading.yaml_trials import fault_of, is_mapping, is_worth_trials, place_of

_NO_COLON = "a line without “:” after its key"
#: what libyaml says → what a writer is told; the first that fits
_WORDS = (
    ("mapping keys are not allowed", "a “?” where no key can be"),
    ("hexdecimal number", BACKSLASH),
    ("expected whitespace or line break", "a value that starts with “!” needs quotes"),
    ("unknown escape character", BACKSLASH),
    ("found undefined alias", "a value that starts with “*” repeats another, and there is none of that name"),
    ("block sequence entries are not allowed", "a list must begin on its own line"),
    ("expected '-' indicator", "a key between the items of a list"),
    ("expected a single document", "a second document in one front matter"),
    ("another document", "a second document in one front matter"),
    ("undefined tag handle", "a value that starts with “!” needs quotes"),
    ("expected comment or line break", "text after “|” or “>”: it must begin on the next line"),
    ("tab character", "a tab where YAML wants spaces"),
    ("expected alphabetic or numeric character", "“*” or “&” without a name"),
    ("expected node content", "a value is missing here"),
    ("unexpected document indicator", OPEN_QUOTE),
    ("expected key", "this does not fit what stands above: look at quotes and indentation"),
)
_MISFITS = (
    "did not find expected key",
    "did not find expected '-' indicator",
    "expected <block end>, but found '<block mapping start>'",
    "expected <block end>, but found '-'",
    "expected <block end>, but found '?'",
)


def explain(error: Exception, text: str, inner: Span) -> Parsed:
    """The one cause why the block at `inner` of `text` does not parse."""
    if isinstance(error, ReaderError):
        return _unprintable(error, text, inner)
    if not isinstance(error, MarkedYAMLError):
        return failed(ProblemKind.TOO_BIG, Span(inner.start, inner.start), "front matter is nested too deep")
    fault = place_of(error, inner)
    return (
        _tab(text, inner, fault)
        or unquoted(text, inner, fault)
        or unquoted_items(text, inner)
        or _slip(text, inner, fault)
        or _prose(text, inner, fault)
        or _syntax(_Report(error.problem or "", error.context or "", text, inner, fault))
    )


def template_fault(text: str, inner: Span, start: int) -> Parsed:
    """A template tag as a value, which YAML takes for a mapping in a mapping."""
    value = without_comment(text[start : line_at(text, start, inner).end])
    span = Span(start, start + len(value))
    fix = quotes_around(span, text)
    is_cured = is_mapping(applied(inner.of(text), shifted(fix, -inner.start).edits))
    return failed(ProblemKind.UNQUOTED_VALUE, span, unquoted_message(value), fix=fix if is_cured else None)


def text_fault(text: str, inner: Span, span: Span) -> Problem:
    """A block that YAML takes for one text, which stands at `span`."""
    block = inner.of(text)
    glued = glued_keys(block)
    if glued is not None:
        fix = shifted(glued.fix, inner.start) if is_mapping(applied(block, glued.fix.edits)) else None
        return Problem(ProblemKind.SYNTAX, glued.span.shifted(inner.start), glued.message, fix=fix)
    if is_toml(block):
        return Problem(ProblemKind.NOT_A_MAPPING, span, "`key = value` is TOML, which stands between +++")
    return Problem(ProblemKind.NOT_A_MAPPING, span, "front matter is a text, not “key: value” lines")


def _unprintable(error: ReaderError, text: str, inner: Span) -> Parsed:
    at = text.find(chr(error.character), inner.start, inner.end)
    at = inner.start if at < 0 else at
    message = f"the control character U+{ord(text[at]):04X} may not stand in YAML"
    return failed(ProblemKind.SYNTAX, Span(at, at + 1), message)


def _tab(text: str, inner: Span, fault: Span) -> Parsed | None:
    """A tab in the indentation where the fault is seen, or on the line below."""
    line = line_at(text, fault.end, inner)
    below = line_below(text, line.end)
    for candidate in (line, below):
        found = _TAB_INDENT.match(text, candidate.start, inner.end)
        if found is not None and (candidate == line or found.end() < candidate.end):
            where = "after “-”" if found["dash"] else "in the indentation"
            message = f"a tab {where}; YAML wants spaces"
            return failed(ProblemKind.TAB, Span(*found.span("tabs")), message, fix=_without_tabs(text, inner))
    return None


def _without_tabs(text: str, inner: Span) -> Fix | None:
    """Spaces for the tabs of all indentations, of the first width with which the block can be read."""
    block = inner.of(text)
    if not is_worth_trials(block):
        return None
    tabs = [Span(*found.span("tabs")) for found in _TAB_INDENTS.finditer(block)]
    for width in (2, 4, 8):
        edits = tuple(Edit(span, span.of(block).replace("\t", " " * width)) for span in tabs)
        if is_mapping(applied(block, edits)):
            return shifted(Fix("indent with spaces", edits, safe=True), inner.start)
    return None


# matches what stands before the text of `\t- a`, `-\ta`, and a line of tabs alone
_TAB_INDENT = re.compile(r"[ ]*+(?P<dash>-?)[ ]*+(?P<tabs>\t[ \t]*+)")
_TAB_INDENTS = re.compile(rf"^{_TAB_INDENT.pattern}", re.MULTILINE)


def _slip(text: str, inner: Span, fault: Span) -> Parsed | None:
    """The slip whose mending makes the block readable, or else lets it be read farther."""
    block = inner.of(text)
    if not is_worth_trials(block):
        return None
    fault = fault.shifted(-inner.start)
    likely: Parsed | None = None
    for slip in slips_at(block, fault):
        left = fault_of(applied(block, slip.fix.edits))
        told = slip.shifted(inner.start)
        if left is None:
            return failed(ProblemKind.SYNTAX, told.span, told.message, fix=told.fix)
        if likely is None and (left.end > max(fault.end, slip.fix.edits[-1].span.end) + 2):
            likely = failed(ProblemKind.SYNTAX, told.span, told.message)
    return likely


def _prose(text: str, inner: Span, fault: Span) -> Parsed | None:
    """The body taken for front matter, because a thematic break in it stands for the missing fence."""
    block = inner.of(text)
    if not is_worth_trials(block):
        return None
    found = _PROSE.search(block)
    if (
        found is None
        or found.start("prose") > fault.end - inner.start
        or _KEYS_BELOW.search(block, found.end())
    ):
        return None
    if not is_mapping(block[: found.end("head")]):
        return None
    start = found.start("prose")
    line = line_at(block, start).shifted(inner.start)
    at = found.end("head") + inner.start
    newline = "\r\n" if "\r\n" in block else "\n"
    fix = Fix("close the front matter above it", (Edit(Span(at, at), f"{newline}---"),), safe=False)
    return failed(
        ProblemKind.UNCLOSED,
        line,
        "text of the post stands inside the front matter: --- is missing above it",
        fix=fix,
    )


# matches a blank line, headings and the first line of a text below entries; must not match `key:`, `- a`
_PROSE = re.compile(
    r"""
    (?P<head>[^\r\n]) [ \t]*+ (?>\r\n|\r|\n)
    (?:[ \t]*+(?>\r\n|\r|\n))++
    (?P<prose> (?:\#[^\r\n]*+[\r\n\s]++)*+
        (?!-[ ]|[\w.-]++[ ]*+:(?:\s|\Z)|"[^"\r\n]*+"[ ]*+:|'[^'\r\n]*+'[ ]*+:)[^\s\#][^\r\n]* )
    """,
    re.VERBOSE,
)
_KEYS_BELOW = re.compile(r"^[\w-]++:(?:[ ]|$)", re.MULTILINE)


class _Report(NamedTuple):
    """What libyaml says of the block at `inner`; `fault` runs from its construct to where it stops."""

    said: str
    context: str
    text: str
    inner: Span
    fault: Span

    def line_at(self, offset: int) -> str:
        return line_at(self.text, offset, self.inner).of(self.text)


def _syntax(report: _Report) -> Parsed:
    said, _, text, inner, fault = report
    if said.endswith("hexdecimal number") or "escape character" in said:
        slash = max(text.rfind("\\", inner.start, fault.end + 1), inner.start)
        return failed(ProblemKind.SYNTAX, Span(slash, slash + 1), BACKSLASH)
    if "mapping values are not allowed" in said:
        return _misplaced_colon(text, inner, fault.end)
    words = next(
        (words for sign, words in _WORDS if sign in said),
        "this cannot be read as YAML: look at quotes and indentation",
    )
    start, message = _unclosed(report) or _misfit(report) or (fault.end, words)
    if start >= inner.end:
        start, message = _above_the_end(report, message)
    line = line_at(text, start, inner)
    if "{{" in line.of(text) or "{%" in line.of(text):
        message = "a template tag that is no YAML before it is filled in"
        start -= text.startswith(("{{", "{%"), start - 1)
    return failed(ProblemKind.SYNTAX, Span(start, max(line.end, min(start + 1, inner.end), start)), message)


def _unclosed(report: _Report) -> tuple[int, str] | None:
    """Where a quote, a bracket or a key begins that has no end."""
    said, context, _, _, (start, end) = report
    if "quoted scalar" in context and ("end of stream" in said or "document indicator" in said):
        return start, OPEN_QUOTE
    if "flow sequence" in context:
        listed = report.line_at(start)
        if "]" not in listed:
            return start, OPEN_LIST
        if listed.count('"') % 2:
            return start, "a quote in this list is not closed"
        return end, "a comma is missing before this"
    if "flow mapping" in context:
        return start, OPEN_BRACE
    if "could not find expected ':'" in said:
        return start, _NO_COLON
    return None


def _misfit(report: _Report) -> tuple[int, str] | None:
    """Where something stands that what is above it does not allow."""
    said, context, text, inner, (_, at) = report
    if "<document start>" in said or "directive" in context:
        is_directive = inner.of(text).lstrip().startswith("%")
        words = "a line that starts with “%” cannot stand in front matter"
        return inner.start, words if is_directive else "the first key is indented and the others are not"
    if "cannot start any token" in said:
        return at, f"a value cannot start with “{text[at : at + 1]}”"
    if "expected key" in said and text[at - 1 : at] and text[:at].rstrip(" ")[-1:] in "\"'":
        return at, "text after the closing quote"
    if said in _MISFITS and is_entry(report.line_at(at)):
        is_item = text.startswith("-", at)
        if is_item and "block sequence" not in context:
            return at, "a list item between keys"
        return at, f"{'a list item' if is_item else 'a key'} indented unlike those above"
    return None


def _above_the_end(report: _Report, message: str) -> tuple[int, str]:
    """The last line that has text, since the cause is above the end."""
    text, inner = report.text, report.inner
    last = len(inner.of(text).rstrip()) + inner.start
    start = line_at(text, last, inner).start
    if "node content" not in report.said:
        return start, message
    return last - 1 if text[last - 1] in "[{" else start, "a bracket is opened and not closed"


def _misplaced_colon(text: str, inner: Span, offset: int) -> Parsed:
    """A `:` where YAML still reads the value of the line above."""
    line = line_at(text, offset, inner)
    above = line_above(text, line, inner)
    words = above.of(text)
    if above != line and words.strip() and not re.search(r":(?:\s|$)", words):
        glued = re.match(r"[ ]*[\w-]+(:)\S", words)
        if glued is None:
            return failed(ProblemKind.SYNTAX, above, _NO_COLON)
        span = Span(*glued.span(1)).shifted(above.start)
        return failed(ProblemKind.SYNTAX, span, GLUED)
    content = line.of(text)
    deeper = len(content) - len(content.lstrip()) > len(words) - len(words.lstrip())
    message = "a key indented deeper than the line above" if deeper else "a “:” where no key can be"
    return failed(ProblemKind.SYNTAX, Span(line.start if deeper else offset, line.end), message)
