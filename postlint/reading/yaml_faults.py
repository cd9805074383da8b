"""Says in words for writers why a block is no YAML, and proves which value only lacks quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yaml.error import MarkedYAMLError
from yaml.reader import ReaderError

from postlint.model.post import ProblemKind
from postlint.model.text import Span
from postlint.reading.parsed import Parsed, failed
from postlint.reading.yaml_block import compose

#: values quoted on trial before the search for the culprit ends
_MOST_TRIALS = 8
#: a longer block is not parsed again and again
_LONGEST_TRIAL = 20_000
# matches `title: Phones: the verdict`, `  - @name`, `- name: x: y`; must not match `- |`, `# a: b`
_VALUE_LINE = re.compile(
    r"""
    (?P<indent>[ ]*+)(?P<dash>(?:-[ ]++)+)?+
    (?:(?P<key>"[^"\r\n]*"|'[^'\r\n]*'|[^\s\#'"\[\]{},&*!|>%@`-](?:[^:\r\n]|:(?=\S))*+):[ \t]++)?
    (?P<value>[^\s\#|>'"][^\r\n]*)
    """,
    re.VERBOSE,
)
# matches `[foo] bar`, `{a} b`; must not match `[a, b]`, `[a,` nor `[a]]`
_BRACKETS_AND_MORE = re.compile(r"(?:\[[^\]]*\]|\{[^}]*\})[ \t]*[^\s\]},#]")
_COMMENT = re.compile(r"[ \t]+#[^\r\n]*\Z")
_LINE = re.compile(r"[^\r\n]*")
_BREAK = re.compile(r"[ \t]*(?:\r\n|\r|\n|\Z)")
_TAB_INDENT = re.compile(r"[ ]*+(\t[ \t]*+)(?=\S)")
_RESERVED = "@`%*&!"

#: what libyaml says → what a writer is told; the first that fits
_WORDS = (
    ("mapping keys are not allowed", "a “?” where no key can be"),
    ("hexdecimal number", "an escape without its hexadecimal digits"),
    ("expected whitespace or line break", "a value that starts with “!” is a tag, and this is none"),
    ("unknown escape character", "a backslash in double quotes must be doubled"),
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


def explain(error: Exception, text: str, inner: Span) -> Parsed:
    """The one cause why the block at `inner` of `text` does not parse."""
    if isinstance(error, ReaderError):
        return _unprintable(error, text, inner)
    if not isinstance(error, MarkedYAMLError):
        return failed(ProblemKind.TOO_BIG, Span(inner.start, inner.start), "front matter is nested too deep")
    fault = _place(error, inner)
    return _tab(text, inner, fault) or _unquoted(text, inner, fault) or _syntax(error, text, inner, fault)


def template_fault(text: str, inner: Span, start: int) -> Parsed:
    """A template tag as a value, which YAML takes for a mapping in a mapping."""
    value = _without_comment(text[start : _line_of(text, start, inner).end])
    return failed(ProblemKind.UNQUOTED_VALUE, Span(start, start + len(value)), _unquoted_message(value))


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
        found = _TAB_INDENT.match(text, candidate.start, min(candidate.end, inner.end))
        if found is not None:
            return failed(
                ProblemKind.TAB, Span(*found.span(1)), "a tab in the indentation; YAML wants spaces"
            )
    return None


def _unquoted(text: str, inner: Span, fault: Span) -> Parsed | None:
    """The value that needs quotes, proven by a block that parses once it has them.

    Where several values lack quotes, all are quoted on trial and the first is told.
    """
    block, culprit = inner.of(text), None
    if len(block) > _LONGEST_TRIAL:
        return None
    fault = fault.shifted(-inner.start)
    for _ in range(_MOST_TRIALS):
        farthest: tuple[Span, Span, str] | None = None
        for value in _candidates(block, fault):
            trial = _with_quotes(block, value)
            left = _fault_of(trial)
            if left is None:
                culprit = culprit or value
                return failed(
                    ProblemKind.UNQUOTED_VALUE,
                    culprit.shifted(inner.start),
                    _unquoted_message(culprit.of(inner.of(text))),
                )
            if left.end > value.end + 2 and (farthest is None or left.end > farthest[0].end):
                farthest = left, value, trial
        if farthest is None:
            return None
        fault, value, block = farthest
        culprit = culprit or value
    return None


def _candidates(block: str, fault: Span) -> Iterator[Span]:
    """Values that show why they need quotes, the likeliest first: on the line of the fault, where its
    construct begins and on the line above; also together with the lines that continue them."""
    whole = Span(0, len(block))
    lines = [_line_of(block, fault.end, whole), _line_of(block, fault.start, whole)]
    lines.append(_line_of(block, max(lines[0].start - 1, 0), whole))
    for line in dict.fromkeys(lines):
        found = _VALUE_LINE.match(block, line.start, line.end)
        if found is None or not (found["key"] or found["dash"]) or not _needs_quotes(found["value"]):
            continue
        start = found.start("value")
        yield Span(start, start + len(_without_comment(found["value"])))
        end = _continued(block, line, len(found["indent"]))
        if end > line.end:
            yield Span(start, end)


def _needs_quotes(value: str) -> bool:
    if value[0] in "[{" and not value.startswith(("{{", "{%")):
        return bool(_BRACKETS_AND_MORE.match(value))
    return (
        ": " in value
        or value.endswith(":")
        or value[0] in _RESERVED
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
    quoted = value.of(block).replace("'", "''")
    return f"{block[: value.start]}'{quoted}'{block[value.end :]}"


def _fault_of(block: str) -> Span | None:
    """Where a block stops being YAML, from the construct to the fault; None when it parses."""
    try:
        compose(block)
    except MarkedYAMLError as error:
        return _place(error, Span(0, len(block)))
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
    if value[0] in _RESERVED or value[0] in "-?[{":
        return f"a value that starts with “{value[0]}” needs quotes"
    return "a value with “: ” in it needs quotes"


def _syntax(error: MarkedYAMLError, text: str, inner: Span, fault: Span) -> Parsed:
    said, context = error.problem or "", error.context or ""
    start = fault.end
    if "quoted scalar" in context and ("end of stream" in said or "document indicator" in said):
        start, message = fault.start, "a quote is opened and not closed"
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
    elif "cannot start any token" in said:
        message = f"a value cannot start with “{text[start : start + 1]}”"
    elif "expected key" in said and text[start - 1 : start] and text[:start].rstrip(" ")[-1:] in "\"'":
        message = "text after the closing quote"
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
    return failed(ProblemKind.SYNTAX, Span(start, max(line.end, min(start + 1, inner.end), start)), message)


def _misplaced_colon(text: str, inner: Span, offset: int) -> Parsed:
    """A `:` where YAML still reads the value of the line above."""
    line = _line_of(text, offset, inner)
    above = _line_of(text, max(line.start - 1, inner.start), inner)
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


def _without_comment(value: str) -> str:
    return _COMMENT.sub("", value).rstrip()


def _line_of(text: str, offset: int, inner: Span) -> Span:
    """The line of an offset without its line break and the blanks at its end."""
    start = max(text.rfind("\n", inner.start, offset), text.rfind("\r", inner.start, offset)) + 1
    start = max(start, inner.start)
    return _trimmed(text, start, inner.end)


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
