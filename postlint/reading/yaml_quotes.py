"""Finds the values of YAML that lack quotes, and proves that nothing else is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from postlint.model.findings import Edit, Fix
from postlint.model.post import ProblemKind
from postlint.model.text import Span
from postlint.model.yaml_text import single_quoted
from postlint.reading.mending import applied, quotes_around, shifted
from postlint.reading.parsed import Parsed, failed
from postlint.reading.yaml_lines import line_below, lines_of, without_comment
from postlint.reading.yaml_trials import MOST_TRIALS, fault_of, is_mapping, is_worth_trials

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
# matches `#boats` and `@ada` in `[#boats, @ada]`; must not match `["#boats"]` nor `[a, # note`
_BARE_ITEM = re.compile(r"[\[,][ \t]*+(?P<item>[#@`%*][^,\[\]\"'\r\n]*[^\s,\[\]\"'])(?=[ \t]*[,\]])")
# matches `tags: [#boats`; must not match `title: A [#1]`
_LIST_LINE = re.compile(r"^[ ]*+[\w-]++:[ \t]++\[[^\r\n]*", re.MULTILINE)
# matches `tags: `; must not match `title: `
_LIST_FIELD = re.compile(
    r"(?:\A|[\r\n])[ ]*+(?:tags?|categor(?:y|ies)|keywords|authors|aliases|topics):[ \t]*+\Z"
)
_RESERVED = "@`%*&!"


def unquoted(text: str, inner: Span, fault: Span) -> Parsed | None:
    """The value that needs quotes, proven by a block that parses once it has them.

    Where several values lack quotes, all are quoted on trial and the first is told.
    """
    block = inner.of(text)
    if not is_worth_trials(block):
        return None
    fault = fault.shifted(-inner.start)
    culprits: list[Span] = []
    moved = 0
    for _ in range(MOST_TRIALS):
        farthest: tuple[Span, Span, str] | None = None
        for value in _candidates(block, fault):
            trial = applied(block, [Edit(value, single_quoted(value.of(block)))])
            left = fault_of(trial)
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


def unquoted_items(text: str, inner: Span) -> Parsed | None:
    """The items of lists on one line that need quotes, proven as a single value is."""
    block = inner.of(text)
    if not is_worth_trials(block):
        return None
    lists = [found.span() for found in _LIST_LINE.finditer(block)]
    items = [found.span("item") for start, end in lists for found in _BARE_ITEM.finditer(block, start, end)]
    spans = [Span(*item).shifted(inner.start) for item in items]
    told = _lacks_quotes(text, spans) if spans else None
    fix = None if told is None else told.problems[0].fix
    if fix is None or not is_mapping(applied(block, shifted(fix, -inner.start).edits)):
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
    fix = Fix(title, edits, safe=all(fix.safe for fix in fixes)) if is_in_order else None
    message = unquoted_message(spans[0].of(text))
    return failed(ProblemKind.UNQUOTED_VALUE, spans[0], message, fix=fix)


def _begins_list(text: str, value: Span) -> bool:
    """Whether a value such as `- boats` stands in a field that holds a list."""
    return value.of(text).startswith("- ") and _LIST_FIELD.search(text[: value.start][-80:]) is not None


def _candidates(block: str, fault: Span) -> Iterator[Span]:
    """Values that show why they need quotes, the likeliest first: on the line of the fault, where its
    construct begins and on the line above; also together with the lines that continue them."""
    for line in dict.fromkeys(lines_of(block, fault)):
        found = _VALUE_LINE.match(block, line.start, line.end)
        if found is None or not (found["key"] or found["dash"]) or not _needs_quotes(found["value"]):
            continue
        start = found.start("value")
        yield Span(start, start + len(without_comment(found["value"])))
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
        return without_comment(value)[-1] != value[0] and bool(_QUOTED_AND_MORE.match(value))
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
        following = line_below(block, end)
        content = following.of(block)
        if not content.strip() or len(content) - len(content.lstrip(" ")) <= indent:
            return end
        entry = _VALUE_LINE.match(content)
        if content.lstrip().startswith("#") or (entry and (entry["key"] or entry["dash"])):
            return end
        end = following.start + len(content.rstrip())


def unquoted_message(value: str) -> str:
    if value.startswith(("{{", "{%")):
        return f"a template tag needs quotes: “{value[:2]}” begins something else in YAML"
    if value[0] in "\"'":
        return "a value that starts with a quoted word needs quotes around all of it"
    if value[0] in _RESERVED or value[0] in "-?[{|>]},#":
        return f"a value that starts with “{value[0]}” needs quotes"
    return "a value with “: ” in it needs quotes"
