"""Says in words for writers why a block is no YAML, and proves which value only lacks quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from yaml.error import MarkedYAMLError, YAMLError
from yaml.nodes import MappingNode
from yaml.reader import ReaderError

from postlint.model.findings import Edit, Fix
from postlint.model.post import Problem, ProblemKind
from postlint.model.text import Span
from postlint.reading.mending import applied, quoted, quotes_around, shifted
from postlint.reading.parsed import Parsed, failed
from postlint.reading.yaml_block import Unreadable, compose

#: values quoted on trial before the search for the culprit ends
_MOST_TRIALS = 8
#: a longer text is indented by hand
_MOST_INDENTED = 100
#: a longer block is not parsed again and again
_LONGEST_TRIAL = 20_000
#: libyaml takes quadratic time for more that are not closed
_MOST_BRACKETS = 1000
# matches `title: Phones: the verdict`, `  - @name`, `- name: x: y`; must not match `- |`, `# a: b`
_VALUE_LINE = re.compile(
    r"""
    (?P<indent>[ ]*+)(?P<dash>(?:-[ ]++)+)?+
    (?:(?P<key>"[^"\r\n]*"|'[^'\r\n]*'|[^\s\#'"\[\]{},&*!|>%@`-](?:[^:\r\n]|:(?=\S))*+):[ \t]++)?
    (?P<value>[^\s\#][^\r\n]*)
    """,
    re.VERBOSE,
)
# matches `[foo] bar`, `[[foo]] bar`, `{a} b`; must not match `[a, b]`, `[a,` nor `[a]]`
_BRACKETS_AND_MORE = re.compile(r"(?:\[\[[^\]]*\]\]|\[[^\]]*\]|\{[^}]*\})[ \t]*[^\s\]},#]")
# matches `"Ferries" again`, `'a'b`; must not match `"Ferries"`, `"Ferries" # note`
_QUOTED_AND_MORE = re.compile(r"""(?:"(?:[^"\\]++|\\.)*+"|'(?:[^']++|'')*+')(?![ \t]*(?:\Z|[ \t]\#))""")
# matches `"Ferries",`; must not match `"Ferries", again`
_COMMA_AFTER_QUOTES = re.compile(r"""(?:"[^"\r\n]*"|'[^'\r\n]*')[ \t]*[,;]""")
# matches `> text`, `|text`; must not match `>-` nor `| # note`
_FOLD_AND_TEXT = re.compile(r"[>|](?![-+0-9]*+[ \t]*(?:\Z|[ \t]\#))")
_COMMENT = re.compile(r"[ \t]+#[^\r\n]*\Z")
_LINE = re.compile(r"[^\r\n]*")
_BREAK = re.compile(r"[ \t]*(?:\r\n|\r|\n|\Z)")
# matches what stands before the text of `\t- a`, `-\ta`, and a line of tabs alone
_TAB_INDENT = re.compile(r"[ ]*+(?P<dash>-?)[ ]*+(?P<tabs>\t[ \t]*+)")
_TAB_INDENTS = re.compile(rf"^{_TAB_INDENT.pattern}", re.MULTILINE)
_RESERVED = "@`%*&!"

_BACKSLASH = "a backslash in double quotes must be doubled"
#: what libyaml says → what a writer is told; the first that fits
_WORDS = (
    ("mapping keys are not allowed", "a “?” where no key can be"),
    ("hexdecimal number", _BACKSLASH),
    ("expected whitespace or line break", "a value that starts with “!” is a tag, and this is none"),
    ("unknown escape character", _BACKSLASH),
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
    ("unexpected document indicator", "a quote is opened and not closed"),
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
    fault = _place(error, inner)
    return (
        _tab(text, inner, fault)
        or _unquoted(text, inner, fault)
        or _unquoted_items(text, inner)
        or _slip(text, inner, fault)
        or _prose(text, inner, fault)
        or _syntax(error, text, inner, fault)
    )


def template_fault(text: str, inner: Span, start: int) -> Parsed:
    """A template tag as a value, which YAML takes for a mapping in a mapping."""
    value = _without_comment(text[start : _line_of(text, start, inner).end])
    span = Span(start, start + len(value))
    fix = quotes_around(span, text)
    is_cured = _is_mapping(applied(inner.of(text), shifted(fix, -inner.start).edits))
    return failed(ProblemKind.UNQUOTED_VALUE, span, _unquoted_message(value), fix=fix if is_cured else None)


def text_fault(text: str, inner: Span, span: Span) -> Problem:
    """A block that YAML takes for one text, which stands at `span`."""
    lines = [line for line in inner.of(text).split("\n") if line.strip()]
    if lines and all(map(_GLUED_KEY.match, lines)):
        colons = [found.start("slip") + inner.start for found in _GLUED_KEY.finditer(inner.of(text))]
        edits = tuple(Edit(Span(colon + 1, colon + 1), " ") for colon in colons)
        fix = Fix("put a blank after the colon", edits, safe=True)
        is_cured = _is_mapping(applied(inner.of(text), shifted(fix, -inner.start).edits))
        culprit = Span(colons[0], colons[0] + 1)
        return Problem(ProblemKind.SYNTAX, culprit, _GLUED, fix=fix if is_cured else None)
    if lines and all(map(_TOML_LINE.match, lines)):
        return Problem(ProblemKind.NOT_A_MAPPING, span, "`key = value` is TOML, which stands between +++")
    return Problem(ProblemKind.NOT_A_MAPPING, span, "front matter is a text, not “key: value” lines")


def _unprintable(error: ReaderError, text: str, inner: Span) -> Parsed:
    at = text.find(chr(error.character), inner.start, inner.end)
    at = inner.start if at < 0 else at
    message = f"the control character U+{ord(text[at]):04X} may not stand in YAML"
    return failed(ProblemKind.SYNTAX, Span(at, at + 1), message)


def _tab(text: str, inner: Span, fault: Span) -> Parsed | None:
    """A tab in the indentation where the fault is seen, or on the line below."""
    line = _line_of(text, fault.end, inner)
    below = _line_after(text, line.end)
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
    if not _is_worth_trials(block):
        return None
    tabs = [Span(*found.span("tabs")) for found in _TAB_INDENTS.finditer(block)]
    for width in (2, 4, 8):
        edits = tuple(Edit(span, span.of(block).replace("\t", " " * width)) for span in tabs)
        if _is_mapping(applied(block, edits)):
            return shifted(Fix("put spaces for the tabs", edits, safe=True), inner.start)
    return None


def _unquoted(text: str, inner: Span, fault: Span) -> Parsed | None:
    """The value that needs quotes, proven by a block that parses once it has them.

    Where several values lack quotes, all are quoted on trial and the first is told.
    """
    block = inner.of(text)
    if not _is_worth_trials(block):
        return None
    fault = fault.shifted(-inner.start)
    culprits: list[Span] = []
    moved = 0
    for _ in range(_MOST_TRIALS):
        farthest: tuple[Span, Span, str] | None = None
        for value in _candidates(block, fault):
            trial = _with_quotes(block, value)
            left = _fault_of(trial)
            if left is None:
                culprits.append(value.shifted(inner.start - moved))
                return _lacks_quotes(text, culprits)
            if left.end > value.end + 2 and (farthest is None or left.end > farthest[0].end):
                farthest = left, value, trial
        if farthest is None:
            return None
        fault, value, trial = farthest
        culprits.append(value.shifted(inner.start - moved))
        moved += len(trial) - len(block)
        block = trial
    return None


# matches `#boats` and `@ada` in `[#boats, @ada]`; must not match `["#boats"]` nor `[a, # note`
_BARE_ITEM = re.compile(r"[\[,][ \t]*+(?P<item>[#@`%*][^,\[\]\"'\r\n]*[^\s,\[\]\"'])(?=[ \t]*[,\]])")


# matches `tags: [#boats`; must not match `title: A [#1]`
_LIST_LINE = re.compile(r"^[ ]*+[\w-]++:[ \t]++\[[^\r\n]*", re.MULTILINE)


def _unquoted_items(text: str, inner: Span) -> Parsed | None:
    """The items of lists on one line that need quotes, proven as a single value is."""
    block = inner.of(text)
    if not _is_worth_trials(block):
        return None
    lists = [found.span() for found in _LIST_LINE.finditer(block)]
    items = [found.span("item") for start, end in lists for found in _BARE_ITEM.finditer(block, start, end)]
    spans = [Span(*item).shifted(inner.start) for item in items]
    told = _lacks_quotes(text, spans) if spans else None
    fix = None if told is None else told.problems[0].fix
    if fix is None or not _is_mapping(applied(block, shifted(fix, -inner.start).edits)):
        return None
    return told


def _lacks_quotes(text: str, spans: list[Span]) -> Parsed:
    """The first of the values that lack quotes, with quotes for all."""
    if _begins_list(text, spans[0]):
        return failed(ProblemKind.SYNTAX, spans[0], "a list must begin on its own line")
    fixes = [quotes_around(span, text) for span in spans]
    edits = tuple(edit for fix in fixes for edit in fix.edits)
    title = fixes[0].title if len(fixes) == 1 else "put quotes around this and other values"
    is_in_order = all(before.end <= after.start for before, after in pairwise(spans))
    fix = Fix(title, edits, safe=True) if is_in_order else None
    message = _unquoted_message(spans[0].of(text))
    return failed(ProblemKind.UNQUOTED_VALUE, spans[0], message, fix=fix)


# matches `tags: `; must not match `title: `
_LIST_FIELD = re.compile(
    r"(?:\A|[\r\n])[ ]*+(?:tags?|categor(?:y|ies)|keywords|authors|aliases|topics):[ \t]*+\Z"
)


def _begins_list(text: str, value: Span) -> bool:
    """Whether a value such as `- boats` stands in a field that holds a list."""
    return value.of(text).startswith("- ") and _LIST_FIELD.search(text[: value.start][-80:]) is not None


def _candidates(block: str, fault: Span) -> Iterator[Span]:
    """Values that show why they need quotes, the likeliest first: on the line of the fault, where its
    construct begins and on the line above; also together with the lines that continue them."""
    whole = Span(0, len(block))
    lines = [_line_of(block, fault.end, whole), _line_of(block, fault.start, whole)]
    lines.append(_line_above(block, lines[0], whole))
    for line in dict.fromkeys(lines):
        found = _VALUE_LINE.match(block, line.start, line.end)
        if found is None or not (found["key"] or found["dash"]) or not _needs_quotes(found["value"]):
            continue
        start = found.start("value")
        yield Span(start, start + len(_without_comment(found["value"])))
        end = _continued(block, line, len(found["indent"]))
        if end > line.end and found["value"][0] not in "|>":
            yield Span(start, end)


def _needs_quotes(value: str) -> bool:
    if value[0] in "[{" and not value.startswith(("{{", "{%")):
        return bool(_BRACKETS_AND_MORE.match(value))
    if value[0] in "\"'":
        if _COMMA_AFTER_QUOTES.fullmatch(value):
            return False
        # one that also ends with its quote has others inside: which of them are text, nobody can tell
        return _without_comment(value)[-1] != value[0] and bool(_QUOTED_AND_MORE.match(value))
    if value[0] in "|>":
        return bool(_FOLD_AND_TEXT.match(value))
    return (
        ": " in value
        or value.endswith(":")
        or value[0] in _RESERVED
        or value[0] in "]},"
        or value.startswith(("{{", "{%", "- ", "? "))
    )


def _continued(block: str, line: Span, indent: int) -> int:
    """Where the last line ends that is deeper than `line`'s indentation and is no entry itself."""
    end = line.end
    while True:
        following = _line_after(block, end)
        content = following.of(block)
        if not content.strip() or len(content) - len(content.lstrip(" ")) <= indent:
            return end
        entry = _VALUE_LINE.match(content)
        if content.lstrip().startswith("#") or (entry and (entry["key"] or entry["dash"])):
            return end
        end = following.start + len(content.rstrip())


def _with_quotes(block: str, value: Span) -> str:
    doubled = value.of(block).replace("'", "''")
    return f"{block[: value.start]}'{doubled}'{block[value.end :]}"


def _is_worth_trials(block: str) -> bool:
    return len(block) <= _LONGEST_TRIAL and block.count("[") + block.count("{") <= _MOST_BRACKETS


def _is_mapping(block: str) -> bool:
    """Whether a block can be read as `key: value` lines."""
    try:
        node = compose(block)
    except (YAMLError, RecursionError, Unreadable):
        return False
    return isinstance(node, MappingNode) and bool(node.value)


def _fault_of(block: str) -> Span | None:
    """Where a block stops being YAML, from the construct to the fault; None when it parses."""
    try:
        compose(block)
    except MarkedYAMLError as error:
        return _place(error, Span(0, len(block)))
    except (YAMLError, RecursionError, Unreadable):
        return Span(0, 0)
    return None


def _place(error: MarkedYAMLError, inner: Span) -> Span:
    marks = [
        mark.index + inner.start for mark in (error.context_mark, error.problem_mark) if mark is not None
    ]
    start, *_, end = [*marks, *marks] if marks else (inner.start, inner.start)
    end = min(end, inner.end)
    return Span(min(start, end), end)


def _unquoted_message(value: str) -> str:
    if value.startswith(("{{", "{%")):
        return f"a template tag needs quotes: “{value[:2]}” begins something else in YAML"
    if value[0] in "\"'":
        return "a value that starts with a quoted word needs quotes around all of it"
    if value[0] in _RESERVED or value[0] in "-?[{|>]},#":
        return f"a value that starts with “{value[0]}” needs quotes"
    return "a value with “: ” in it needs quotes"


def _syntax(error: MarkedYAMLError, text: str, inner: Span, fault: Span) -> Parsed:
    said, context = error.problem or "", error.context or ""
    start = fault.end
    if said.endswith("hexdecimal number") or "escape character" in said:
        start = max(text.rfind("\\", inner.start, fault.end + 1), inner.start)
        return failed(ProblemKind.SYNTAX, Span(start, start + 1), _BACKSLASH)
    if "quoted scalar" in context and ("end of stream" in said or "document indicator" in said):
        start, message = fault.start, "a quote is opened and not closed"
    elif "flow sequence" in context and "]" in _line_of(text, fault.start, inner).of(text):
        listed = _line_of(text, fault.start, inner).of(text)
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
    elif said in _MISFITS and _ENTRY.match(_line_of(text, start, inner).of(text)):
        is_item = text.startswith("-", start)
        is_below_item = "block sequence" in context or not is_item
        noun = "a list item" if is_item else "a key"
        message = f"{noun} indented unlike those above" if is_below_item else "a list item between keys"
    else:
        message = next((words for sign, words in _WORDS if sign in said), "this is no YAML")
    if start >= inner.end:
        # the cause is above the end: show the last line that has text
        last = len(inner.of(text).rstrip()) + inner.start
        start = _line_of(text, last, inner).start
        if "node content" in said:
            message = "a bracket is opened and not closed"
            if text[last - 1] in "[{":
                start = last - 1
    line = _line_of(text, start, inner)
    if "{{" in line.of(text) or "{%" in line.of(text):
        message = "a template tag that is no YAML before it is filled in"
        start -= text.startswith(("{{", "{%"), start - 1)
    return failed(ProblemKind.SYNTAX, Span(start, max(line.end, min(start + 1, inner.end), start)), message)


def _misplaced_colon(text: str, inner: Span, offset: int) -> Parsed:
    """A `:` where YAML still reads the value of the line above."""
    line = _line_of(text, offset, inner)
    above = _line_above(text, line, inner)
    words = above.of(text)
    if above != line and words.strip() and not re.search(r":(?:\s|$)", words):
        glued = re.match(r"[ ]*[\w-]+(:)\S", words)
        if glued is None:
            return failed(ProblemKind.SYNTAX, above, "a line without “:” after its key")
        span = Span(*glued.span(1)).shifted(above.start)
        return failed(ProblemKind.SYNTAX, span, "a “:” after a key needs a blank after it")
    content = line.of(text)
    deeper = len(content) - len(content.lstrip()) > len(words) - len(words.lstrip())
    message = "a key indented deeper than the line above" if deeper else "a “:” where no key can be"
    return failed(ProblemKind.SYNTAX, Span(line.start if deeper else offset, line.end), message)


# --- slips -----------------------------------------------------------------------------------------


class _Slip(NamedTuple):
    """What the author may have meant: the culprit's place in the block, and the edit that shows it."""

    span: Span
    message: str
    fix: Fix


_GLUED = "a “:” after a key needs a blank after it"
# matches `title:Foo`; must not match `title: Foo` nor `http://x`
_GLUED_KEY = re.compile(r"^[ ]*+[^\W\d][\w-]*+(?P<slip>:)(?=[^\s:/])", re.MULTILINE)
# matches `title = Foo`; must not match `a word = x`
_TOML_LINE = re.compile(r"[ ]*+[\w-]++(?P<slip>[ \t]*+=[ \t]*+)(?=\S)")
# matches `title：Foo`; must not match `title: Foo：bar`
_WIDE_COLON = re.compile(r"[ ]*+[\w-]++(?P<slip>\uff1a[ \t\u3000]*+)")
# matches `  -b`; must not match `- b`, `---` nor `-1`
_GLUED_DASH = re.compile(r"[ ]*+(?P<slip>-)(?=[^\W\d]|[\"'])")
# matches `tags: [a, b]]`; must not match `tags: [[a]]`
_BRACKET_TOO_MANY = re.compile(r"[^\[\]\r\n]*\[[^\[\]\r\n]*\](?P<slip>\]+)(?=[ \t]*(?:[\r\n]|\Z))")
_ITEM = re.compile(r"(?P<indent>[ ]*+)-[ ]++\S")
# matches `title: "Foo`, `- 'a'`, with what follows the quote; must not match `"a": b`
_OPENED = re.compile(
    r"""
    [ ]*+(?P<dash>(?:-[ ]++)*+)
    (?P<key>[^\s:\#"'\[{][^:\r\n]*+:[ \t]++)?
    (?P<quote>["'])(?P<rest>[^\r\n]*+)
    """,
    re.VERBOSE,
)
_CLOSED = {'"': re.compile(r'(?:[^"\\]++|\\.)*+"'), "'": re.compile(r"(?:[^']++|'')*+'(?!')")}
# matches `title:`, `- a`, `"a": b`; must not match `A note: that` nor `-a`
_ENTRY = re.compile(r"""[ ]*+(?:-(?:[ ]|\Z)|(?:[\w.-]++|"[^"]*+"|'[^']*+')[ ]*+:(?:\s|\Z))""")


def _slip(text: str, inner: Span, fault: Span) -> Parsed | None:
    """The slip whose mending makes the block readable, or else lets it be read farther."""
    block = inner.of(text)
    if not _is_worth_trials(block):
        return None
    fault = fault.shifted(-inner.start)
    likely: Parsed | None = None
    for slip in _slips(block, fault):
        left = _fault_of(applied(block, slip.fix.edits))
        told = slip.span.shifted(inner.start)
        if left is None:
            fix = shifted(slip.fix, inner.start)
            return failed(ProblemKind.SYNTAX, told, slip.message, fix=fix)
        if likely is None and (left.end > max(fault.end, slip.fix.edits[-1].span.end) + 2):
            likely = failed(ProblemKind.SYNTAX, told, slip.message)
    return likely


def _slips(block: str, fault: Span) -> Iterator[_Slip]:
    whole = Span(0, len(block))
    lines = [_line_of(block, fault.end, whole), _line_of(block, fault.start, whole)]
    lines.append(_line_above(block, lines[0], whole))
    yield from _backslashes(block, lines[0], fault.end)
    yield from _commas(block, lines)
    yield from _open_quotes(block, lines[0].end)
    for line in dict.fromkeys(lines):
        yield from _early_quotes(block, line)
        yield from _comment_of_another_language(block, line)
        yield from _text_not_indented(block, line)
        yield from _slips_of_a_line(block, line)


def _slips_of_a_line(block: str, line: Span) -> Iterator[_Slip]:
    content = line.of(block)
    for pattern, replacement, message, title in (
        (_GLUED_KEY, ": ", _GLUED, "put a blank after the colon"),
        (_TOML_LINE, ": ", "`key = value` is TOML; YAML wants `key: value`", "put a colon for the “=”"),
        (_WIDE_COLON, ": ", "“：” is a full-width colon; YAML wants “:”", "put a plain colon"),
        (_GLUED_DASH, "- ", "a “-” before a list item needs a blank after it", "put a blank after the dash"),
        (_BRACKET_TOO_MANY, "", "a “]” that closes nothing", "delete it"),
    ):
        found = pattern.match(content)
        if found is not None:
            span = Span(*found.span("slip")).shifted(line.start)
            written = span.of(block)
            start = span.end - len(written.lstrip())
            culprit = Span(start, start + len(written.strip()))
            yield _Slip(culprit, message, Fix(title, (Edit(span, replacement),), safe=True))
    above = _line_above(block, line, Span(0, len(block)))
    item = _ITEM.match(above.of(block))
    if item is not None and content.strip() and not _ENTRY.match(content):
        indentation = Span(line.start, line.end - len(content.lstrip(" ")))
        fix = Fix("make it a list item", (Edit(indentation, item["indent"] + "- "),), safe=False)
        yield _Slip(Span(indentation.end, line.end), "a list item without its “-”", fix)


def _open_quotes(block: str, end: int) -> Iterator[_Slip]:
    """Values up to `end` whose quote is not closed before the next entry, the first first."""
    trials = 0
    for found in re.finditer(r"^[^\r\n]*", block[:end], re.MULTILINE):
        line = _trimmed(block, found.start(), len(block))
        opened = _OPENED.match(block, line.start, line.end)
        if opened is None or not (opened["dash"] or opened["key"]):
            continue
        if _CLOSED[opened["quote"]].match(opened["rest"]):
            continue
        below = _line_after(block, line.end).of(block)
        if below.strip() and not _ENTRY.match(below):
            continue
        trials += 1
        if trials > _MOST_TRIALS:
            return
        quote, last = opened["quote"], Span(line.end, line.end)
        if opened["rest"][-1:] in set("\"'“”‘’"):
            last = Span(line.end - 1, line.end)
        start = opened.start("quote")
        fix = Fix("close the quote", (Edit(last, quote),), safe=False)
        message = "a quote is opened and not closed"
        if opened["rest"][-1:] in set("“”‘’"):
            message = f"a quote that {quote} opens is not closed by {opened['rest'][-1]}"
        yield _Slip(Span(start, line.end), message, fix)


def _backslashes(block: str, line: Span, fault: int) -> Iterator[_Slip]:
    """A backslash in double quotes that begins no escape, as in a path of Windows."""
    opened = _OPENED.match(block, line.start, line.end)
    slash = block.rfind("\\", line.start, fault + 1)
    if opened is None or opened["quote"] != '"' or slash < max(opened.start("rest"), fault - 2):
        return
    rest = opened["rest"]
    if rest.count('"') == 1 and rest.endswith('"'):
        edit = Edit(Span(opened.start("quote"), line.end), quoted(rest[:-1]))
        yield _Slip(Span(slash, slash + 1), _BACKSLASH, Fix("put it in single quotes", (edit,), safe=False))


# matches `title: "Ferries",`; must not match `- "a"`
_COMMA_AT_END = re.compile(
    r"""^[^\s"'#][^"'\r\n]*["'][^"'\r\n]*["'][ \t]*(?P<slip>[,;])(?=[ \t]*(?:[\r\n]|\Z))""", re.MULTILINE
)


def _commas(block: str, lines: list[Span]) -> Iterator[_Slip]:
    """Commas after quoted values, as JSON and JavaScript have them."""
    commas = [Span(*found.span("slip")) for found in _COMMA_AT_END.finditer(block)]
    if any(line.holds(comma) for line in lines for comma in commas):
        fix = Fix("delete it", tuple(Edit(comma, "") for comma in commas), safe=True)
        sign = commas[0].of(block)
        yield _Slip(commas[0], f"a “{sign}” after a value; YAML has none there", fix)


def _comment_of_another_language(block: str, line: Span) -> Iterator[_Slip]:
    # matches `// note`, `<!-- note -->`; must not match `a // note`
    found = re.match(r"[ ]*+(?P<sign>//+|<!--)[^\r\n]*?(?P<end>[ ]*-->)?\Z", line.of(block))
    if found is None:
        return
    span, end = (Span(*found.span(part)).shifted(line.start) for part in ("sign", "end"))
    edits = [Edit(span, "#")]
    if found["end"]:
        edits.append(Edit(end, ""))
    message = f"a comment begins with “#” in YAML, not with “{found['sign']}”"
    yield _Slip(span, message, Fix("make it a comment", tuple(edits), safe=True))


def _text_not_indented(block: str, line: Span) -> Iterator[_Slip]:
    """Text that stands below `|` or `>` and is not indented."""
    above = _line_above(block, line, Span(0, len(block)))
    opened = re.match(r"(?P<indent>[ ]*)[\w-]+:[ \t]+(?P<sign>[|>])[-+]?\Z", above.of(block))
    words = line.of(block)
    if opened is None or not words.strip() or above == line:
        return
    if len(words) - len(words.lstrip(" ")) > len(opened["indent"]):
        return
    edits: list[Edit] = []
    below = line
    while below.start < len(block) and not _ENTRY.match(below.of(block)) and len(edits) < _MOST_INDENTED:
        if below.of(block).strip():
            edits.append(Edit(Span(below.start, below.start), opened["indent"] + "  "))
        below = _line_after(block, below.end)
    if edits:
        message = f"text below “{opened['sign']}” must be indented"
        yield _Slip(line, message, Fix("indent it", tuple(edits), safe=False))


def _early_quotes(block: str, line: Span) -> Iterator[_Slip]:
    """A quote inside a quoted value, which ends it: `'It's here'`."""
    opened = _OPENED.match(block, line.start, line.end)
    if opened is None or not (opened["dash"] or opened["key"]):
        return
    quote, start = opened["quote"], opened.start("quote")
    rest = _without_comment(opened["rest"])
    closed = _CLOSED[quote].match(rest)
    if closed is None or closed.end() >= len(rest) or rest[-1] != quote:
        return
    if "\\" in rest or rest[closed.end() :].lstrip().startswith(","):
        return
    inside = rest[:-1].replace("''", "'") if quote == "'" else rest[:-1]
    other = f'"{inside}"' if '"' not in inside else "'" + inside.replace("'", "''") + "'"
    early = start + closed.end()
    fix = Fix("quote the whole value", (Edit(Span(start, start + 1 + len(rest)), other),), safe=False)
    yield _Slip(Span(early, early + 1), "a quote inside the quotes ends the value here", fix)


def _prose(text: str, inner: Span, fault: Span) -> Parsed | None:
    """The body taken for front matter, because a thematic break in it stands for the missing fence."""
    block = inner.of(text)
    if not _is_worth_trials(block):
        return None
    found = _PROSE.search(block)
    if (
        found is None
        or found.start("prose") > fault.end - inner.start
        or _KEYS_BELOW.search(block, found.end())
    ):
        return None
    if not _is_mapping(block[: found.end("head")]):
        return None
    start = found.start("prose")
    line = _line_of(block, start, Span(0, len(block))).shifted(inner.start)
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


def _without_comment(value: str) -> str:
    return _COMMENT.sub("", value).rstrip()


def _line_of(text: str, offset: int, inner: Span) -> Span:
    """The line of an offset without its line break and the blanks at its end."""
    start = max(text.rfind("\n", inner.start, offset), text.rfind("\r", inner.start, offset)) + 1
    start = max(start, inner.start)
    return _trimmed(text, start, inner.end)


def _line_above(text: str, line: Span, inner: Span) -> Span:
    """The line above another; that line itself where it is the first."""
    line_break = 2 if text.endswith("\r\n", 0, line.start) else 1
    return _line_of(text, max(line.start - line_break, inner.start), inner)


def _line_after(text: str, end: int) -> Span:
    """The line below the one whose content ends at `end`; empty at the end of the text."""
    line_break = _BREAK.match(text, end)
    return _trimmed(text, line_break.end() if line_break else end, len(text))


def _trimmed(text: str, start: int, limit: int) -> Span:
    content = _LINE.match(text, start, limit)
    end = content.end() if content else start
    while end > start and text[end - 1] in " \t":
        end -= 1
    return Span(start, end)
