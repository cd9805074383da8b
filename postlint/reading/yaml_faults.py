"""Says in words for writers why a block is no YAML, and where they would look for the cause."""

from __future__ import annotations

import re

from yaml.error import MarkedYAMLError
from yaml.reader import ReaderError

from postlint.model.findings import Edit, Fix
from postlint.model.post import Problem, ProblemKind
from postlint.model.text import Span
from postlint.reading.mending import BACKSLASH, OPEN_QUOTE, applied, quotes_around, shifted
from postlint.reading.parsed import Parsed, failed
from postlint.reading.yaml_lines import is_entry, line_above, line_at, line_below, without_comment
from postlint.reading.yaml_quotes import unquoted, unquoted_items, unquoted_message
from postlint.reading.yaml_slips import GLUED, glued_keys, is_toml, slips_at
from postlint.reading.yaml_trials import fault_of, is_mapping, is_worth_trials, place_of

#: what libyaml says → what a writer is told; the first that fits
_WORDS = (
    ("mapping keys are not allowed", "a “?” where no key can be"),
    ("hexdecimal number", BACKSLASH),
    ("expected whitespace or line break", "a value that starts with “!” is a tag, and this is none"),
    ("unknown escape character", BACKSLASH),
    ("found undefined alias", "a value that starts with “*” repeats another, and there is none of that name"),
    ("block sequence entries are not allowed", "a list must begin on its own line"),
    ("expected '-' indicator", "a key between the items of a list"),
    ("expected a single document", "a second document in one front matter"),
    ("another document", "a second document in one front matter"),
    ("undefined tag handle", "a tag that is not declared"),
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
        or _syntax(error, text, inner, fault)
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
            return shifted(Fix("put spaces for the tabs", edits, safe=True), inner.start)
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
    return failed(ProblemKind.UNCLOSED, line, "is the closing --- missing above this text?", fix=fix)


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


def _syntax(error: MarkedYAMLError, text: str, inner: Span, fault: Span) -> Parsed:
    said, context = error.problem or "", error.context or ""
    start = fault.end
    if said.endswith("hexdecimal number") or "escape character" in said:
        start = max(text.rfind("\\", inner.start, fault.end + 1), inner.start)
        return failed(ProblemKind.SYNTAX, Span(start, start + 1), BACKSLASH)
    if "quoted scalar" in context and ("end of stream" in said or "document indicator" in said):
        start, message = fault.start, OPEN_QUOTE
    elif "flow sequence" in context and "]" in line_at(text, fault.start, inner).of(text):
        listed = line_at(text, fault.start, inner).of(text)
        odd = listed.count('"') % 2 == 1
        start = fault.start if odd else fault.end
        message = "a quote in this list is not closed" if odd else "a comma is missing before this"
    elif "flow sequence" in context:
        start, message = fault.start, "a list is opened with “[” and not closed"
    elif "flow mapping" in context:
        start, message = fault.start, "“{” is opened and not closed"
    elif "could not find expected ':'" in said:
        start, message = fault.start, "a line without “:” after its key"
    elif "mapping values are not allowed" in said:
        return _misplaced_colon(text, inner, fault.end)
    elif "<document start>" in said or "directive" in context:
        start, message = inner.start, "a directive, which front matter cannot have"
        if not inner.of(text).lstrip().startswith("%"):
            message = "the first key is indented and the others are not"
    elif "cannot start any token" in said:
        message = f"a value cannot start with “{text[start : start + 1]}”"
    elif "expected key" in said and text[start - 1 : start] and text[:start].rstrip(" ")[-1:] in "\"'":
        message = "text after the closing quote"
    elif said in _MISFITS and is_entry(line_at(text, start, inner).of(text)):
        is_item = text.startswith("-", start)
        is_below_item = "block sequence" in context or not is_item
        noun = "a list item" if is_item else "a key"
        message = f"{noun} indented unlike those above" if is_below_item else "a list item between keys"
    else:
        message = next((words for sign, words in _WORDS if sign in said), "this is no YAML")
    if start >= inner.end:
        # the cause is above the end: show the last line that has text
        last = len(inner.of(text).rstrip()) + inner.start
        start = line_at(text, last, inner).start
        if "node content" in said:
            message = "a bracket is opened and not closed"
            if text[last - 1] in "[{":
                start = last - 1
    line = line_at(text, start, inner)
    if "{{" in line.of(text) or "{%" in line.of(text):
        message = "a template tag that is no YAML before it is filled in"
        start -= text.startswith(("{{", "{%"), start - 1)
    return failed(ProblemKind.SYNTAX, Span(start, max(line.end, min(start + 1, inner.end), start)), message)


def _misplaced_colon(text: str, inner: Span, offset: int) -> Parsed:
    """A `:` where YAML still reads the value of the line above."""
    line = line_at(text, offset, inner)
    above = line_above(text, line, inner)
    words = above.of(text)
    if above != line and words.strip() and not re.search(r":(?:\s|$)", words):
        glued = re.match(r"[ ]*[\w-]+(:)\S", words)
        if glued is None:
            return failed(ProblemKind.SYNTAX, above, "a line without “:” after its key")
        span = Span(*glued.span(1)).shifted(above.start)
        return failed(ProblemKind.SYNTAX, span, GLUED)
    content = line.of(text)
    deeper = len(content) - len(content.lstrip()) > len(words) - len(words.lstrip())
    message = "a key indented deeper than the line above" if deeper else "a “:” where no key can be"
    return failed(ProblemKind.SYNTAX, Span(line.start if deeper else offset, line.end), message)
