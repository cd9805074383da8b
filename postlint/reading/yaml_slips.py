"""Says what the author of YAML that cannot be read may have meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

from postlint.model.findings import Edit, Fix
from postlint.model.text import Span
from postlint.model.yaml_text import quoted
from postlint.reading.mending import BACKSLASH, OPEN_QUOTE, Slip
from postlint.reading.yaml_lines import is_entry, line_above, line_at, line_below, lines_of, without_comment
from postlint.reading.yaml_trials import MOST_TRIALS

#: a longer text is indented by hand
_MOST_INDENTED = 100
GLUED = "a “:” after a key needs a space after it"
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
# matches `title: "Ferries",`; must not match `- "a"`
_COMMA_AT_END = re.compile(
    r"""^[^\s"'#][^"'\r\n]*["'][^"'\r\n]*["'][ \t]*(?P<slip>[,;])(?=[ \t]*(?:[\r\n]|\Z))""", re.MULTILINE
)


def slips_at(block: str, fault: Span) -> Iterator[Slip]:
    """Readings of the lines about a fault of a block, the likeliest first."""
    lines = lines_of(block, fault)
    yield from _backslashes(block, lines[0], fault.end)
    yield from _commas(block, lines)
    yield from _open_quotes(block, lines[0].end)
    for line in dict.fromkeys(lines):
        yield from _early_quotes(block, line)
        yield from _comment_of_another_language(block, line)
        yield from _text_not_indented(block, line)
        yield from _slips_of_a_line(block, line)


def glued_keys(block: str) -> Slip | None:
    """The colons without a blank behind them, where every line has one."""
    lines = [line for line in block.split("\n") if line.strip()]
    if not lines or not all(map(_GLUED_KEY.match, lines)):
        return None
    colons = [Span(*found.span("slip")) for found in _GLUED_KEY.finditer(block)]
    edits = tuple(Edit(Span(colon.end, colon.end), " ") for colon in colons)
    return Slip(colons[0], GLUED, Fix("put a space after the colon", edits, safe=True))


def is_toml(block: str) -> bool:
    """Whether every line of a block is `key = value`."""
    lines = [line for line in block.split("\n") if line.strip()]
    return bool(lines) and all(map(_TOML_LINE.match, lines))


def _slips_of_a_line(block: str, line: Span) -> Iterator[Slip]:
    content = line.of(block)
    for pattern, replacement, message, title in (
        (_GLUED_KEY, ": ", GLUED, "put a space after the colon"),
        (_TOML_LINE, ": ", "`key = value` is TOML; YAML wants `key: value`", "put a colon for the “=”"),
        (_WIDE_COLON, ": ", "“：” is a full-width colon; YAML wants “:”", "put a plain colon"),
        (_GLUED_DASH, "- ", "a “-” before a list item needs a space after it", "put a space after the dash"),
        (_BRACKET_TOO_MANY, "", "a “]” that closes nothing", "delete it"),
    ):
        found = pattern.match(content)
        if found is not None:
            span = Span(*found.span("slip")).shifted(line.start)
            written = span.of(block)
            start = span.end - len(written.lstrip())
            culprit = Span(start, start + len(written.strip()))
            yield Slip(culprit, message, Fix(title, (Edit(span, replacement),), safe=True))
    above = line_above(block, line)
    item = _ITEM.match(above.of(block))
    if item is not None and content.strip() and not is_entry(content):
        indentation = Span(line.start, line.end - len(content.lstrip(" ")))
        fix = Fix("make it a list item", (Edit(indentation, item["indent"] + "- "),), safe=False)
        yield Slip(Span(indentation.end, line.end), "a list item without its “-”", fix)


def _open_quotes(block: str, end: int) -> Iterator[Slip]:
    """Values up to `end` whose quote is not closed before the next entry, the first first."""
    trials = 0
    for found in re.finditer(r"^[^\r\n]*", block[:end], re.MULTILINE):
        line = line_at(block, found.start())
        opened = _OPENED.match(block, line.start, line.end)
        if opened is None or not (opened["dash"] or opened["key"]):
            continue
        if _CLOSED[opened["quote"]].match(opened["rest"]):
            continue
        below = line_below(block, line.end).of(block)
        if below.strip() and not is_entry(below):
            continue
        trials += 1
        if trials > MOST_TRIALS:
            return
        quote, last = opened["quote"], Span(line.end, line.end)
        if opened["rest"][-1:] in set("\"'“”‘’"):
            last = Span(line.end - 1, line.end)
        start = opened.start("quote")
        fix = Fix("close the quote", (Edit(last, quote),), safe=False)
        message = OPEN_QUOTE
        if opened["rest"][-1:] in set("“”‘’"):
            message = f"a quote that {quote} opens is not closed by {opened['rest'][-1]}"
        yield Slip(Span(start, line.end), message, fix)


def _backslashes(block: str, line: Span, fault: int) -> Iterator[Slip]:
    """A backslash in double quotes that begins no escape, as in a path of Windows."""
    opened = _OPENED.match(block, line.start, line.end)
    slash = block.rfind("\\", line.start, fault + 1)
    if opened is None or opened["quote"] != '"' or slash < max(opened.start("rest"), fault - 2):
        return
    rest = opened["rest"]
    if rest.count('"') == 1 and rest.endswith('"'):
        edit = Edit(Span(opened.start("quote"), line.end), quoted(rest[:-1]))
        yield Slip(Span(slash, slash + 1), BACKSLASH, Fix("put it in single quotes", (edit,), safe=False))


def _commas(block: str, lines: list[Span]) -> Iterator[Slip]:
    """Commas after quoted values, as JSON and JavaScript have them."""
    commas = [Span(*found.span("slip")) for found in _COMMA_AT_END.finditer(block)]
    if any(line.holds(comma) for line in lines for comma in commas):
        fix = Fix("delete it", tuple(Edit(comma, "") for comma in commas), safe=True)
        sign = commas[0].of(block)
        yield Slip(commas[0], f"a “{sign}” after a value; YAML has none there", fix)


def _comment_of_another_language(block: str, line: Span) -> Iterator[Slip]:
    # matches `// note`, `<!-- note -->`; must not match `a // note`
    found = re.match(r"[ ]*+(?P<sign>//+|<!--)[^\r\n]*?(?P<end>[ ]*-->)?\Z", line.of(block))
    if found is None:
        return
    span, end = (Span(*found.span(part)).shifted(line.start) for part in ("sign", "end"))
    edits = [Edit(span, "#")]
    if found["end"]:
        edits.append(Edit(end, ""))
    message = f"a comment begins with “#” in YAML, not with “{found['sign']}”"
    yield Slip(span, message, Fix("make it a comment", tuple(edits), safe=True))


def _text_not_indented(block: str, line: Span) -> Iterator[Slip]:
    """Text that stands below `|` or `>` and is not indented."""
    above = line_above(block, line)
    opened = re.match(r"(?P<indent>[ ]*)[\w-]+:[ \t]+(?P<sign>[|>])[-+]?\Z", above.of(block))
    words = line.of(block)
    if opened is None or not words.strip() or above == line:
        return
    if len(words) - len(words.lstrip(" ")) > len(opened["indent"]):
        return
    edits: list[Edit] = []
    below = line
    while below.start < len(block) and not is_entry(below.of(block)) and len(edits) < _MOST_INDENTED:
        if below.of(block).strip():
            edits.append(Edit(Span(below.start, below.start), opened["indent"] + "  "))
        below = line_below(block, below.end)
    if edits:
        message = f"text below “{opened['sign']}” must be indented"
        yield Slip(line, message, Fix("indent it", tuple(edits), safe=False))


def _early_quotes(block: str, line: Span) -> Iterator[Slip]:
    """A quote inside a quoted value, which ends it: `'It's here'`."""
    opened = _OPENED.match(block, line.start, line.end)
    if opened is None or not (opened["dash"] or opened["key"]):
        return
    quote, start = opened["quote"], opened.start("quote")
    rest = without_comment(opened["rest"])
    closed = _CLOSED[quote].match(rest)
    if closed is None or closed.end() >= len(rest) or rest[-1] != quote:
        return
    if "\\" in rest or rest[closed.end() :].lstrip().startswith(","):
        return
    inside = rest[:-1].replace("''", "'") if quote == "'" else rest[:-1]
    early = start + closed.end()
    fix = Fix(
        "quote the whole value", (Edit(Span(start, start + 1 + len(rest)), quoted(inside)),), safe=False
    )
    yield Slip(Span(early, early + 1), "a quote inside the quotes ends the value here", fix)
