"""Says what the author of a line that is no TOML may have meant."""

from __future__ import annotations

import re

from postlint.model.findings import Edit, Fix
from postlint.model.text import Span
from postlint.model.yaml_text import TRUTHS
from postlint.reading.mending import Slip

# matches `title: Phones`; must not match `title = "a: b"`
_YAML_LINE = re.compile(r"[ \t]*[A-Za-z0-9_-]+(?P<slip>:)(?:[ \t]|$)")
# matches `title = “Phones”`, `tags = [“a”]`; must not match `title = "“Phones”"`
_CURLY = re.compile(r"[^=\"'\r\n]*=[ \t]*\[?[ \t]*(?P<curly>[“”„‘’])")
_STRAIGHT = dict.fromkeys("“”„", '"') | dict.fromkeys("‘’", "'")
# matches `tags = [a, b]`; must not match `tags = ["a"]`
_BARE_LIST = re.compile(r"[^=\[\r\n]*=[ \t]*\[(?P<items>[^\[\]{}\"'#\r\n]*)\]")
# matches `draft = True`; must not match `draft = true`
_CONSTANT = re.compile(
    r"[^=\[\r\n]*=[ \t]*(?P<word>[Tt]rue|TRUE|[Ff]alse|FALSE|[Yy]es|[Nn]o|on|off)[ \t]*(?=#|$)"
)
# matches `date = 2024-1-2`, `d = 2024-01-02 10:00 +0900`; must not match `d = 20240102`
_DATE = re.compile(
    r"""
    [^=\[\r\n]*=[ \t]* (?P<date>
        (?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})
        (?:[T ](?P<hour>\d{1,2}:\d\d)(?P<second>:\d\d)?(?:[ ]?(?P<zone>Z|[-+]\d\d:?\d\d))?)?
    ) [ \t]*(?=\#|$)
    """,
    re.VERBOSE,
)
# matches `title = "The "old" mill"`, `a = 'It's'`; must not match `a = "a" b`
_QUOTED = re.compile(r"[^=\"'\r\n]*=[ \t]*(?P<quote>[\"'])(?P<inside>[^\r\n]+)(?P=quote)[ \t]*\Z")
_PLAIN = r"""(?:"[^"\\\r\n]*"|'[^'\r\n]*'|true|false|[0-9][0-9.:TZ-]*)"""
# matches `title = "Phones",`, `draft = true;`; must not match `tags = ["a",`
_ENDED = re.compile(rf"[^=\[\r\n]*=[ \t]*{_PLAIN}[ \t]*(?P<slip>[,;])[ \t]*\Z")
# matches `title = "Phones" // new`; must not match `url = "https://x"`
_COMMENTED = re.compile(rf"(?:[^=\[\r\n]*=[ \t]*{_PLAIN})?[ \t]*(?P<slip>//)")
# matches `my key = 1`; must not match `"my key" = 1`
_SPACED_KEY = re.compile(r"[ \t]*(?P<key>[A-Za-z0-9_-]+(?:[ ]+[A-Za-z0-9_-]+)+)[ \t]*=")
# matches `weight = 012`; must not match `weight = 0`, `time = 07:30:00`
_ZERO = re.compile(r"[^=\[\r\n]*=[ \t]*(?P<zero>0+)[1-9][0-9]*[ \t]*(?=#|$)")


def slip_on(line: Span, text: str) -> Slip | None:
    """The slip on one line of a text; None where the line shows none."""
    content = line.of(text)
    for find in (_colon, _curly_quotes, _bare_list, _constant, _date, _sign, _comment, _spaced_key, _zero):
        slip = find(content)
        if slip is not None:
            return slip.shifted(line.start)
    return None


def early_quote(line: Span, end: int, text: str) -> Slip | None:
    """A quote inside a quoted value that ends at `end`, though another quote ends its line."""
    found = _QUOTED.match(text, line.start, line.end)
    rest = text[end : line.end].lstrip()
    if (
        found is None
        or end <= found.start("inside")
        or not rest
        or rest[0] in ",#"
        or "\\" in found["inside"]
    ):
        return None
    inside = found["inside"]
    written = f"'{inside}'" if "'" not in inside else '"' + inside.replace('"', '\\"') + '"'
    whole = Span(found.start("quote"), found.end("inside") + 1)
    fix = Fix("quote the whole value", (Edit(whole, written),), safe=False)
    return Slip(Span(end - 1, end), "a quote inside the quotes ends the value here", fix)


def _colon(content: str) -> Slip | None:
    found = _YAML_LINE.match(content)
    if found is None:
        return None
    fix = Fix("put “=” for the colon", (Edit(Span(*found.span("slip")), " ="),), safe=True)
    return Slip(Span(0, len(content)), "`key: value` is YAML; TOML wants `key = value`", fix)


def _curly_quotes(content: str) -> Slip | None:
    found = _CURLY.match(content)
    if found is None:
        return None
    edits = [
        Edit(Span(place, place + 1), _STRAIGHT[letter])
        for place, letter in enumerate(content)
        if letter in _STRAIGHT
    ]
    fix = Fix("write straight quotes", tuple(edits), safe=True)
    return Slip(Span(found.start("curly"), len(content)), "curly quotes are no quotes in TOML", fix)


def _bare_list(content: str) -> Slip | None:
    found = _BARE_LIST.match(content)
    if found is None or not found["items"].strip(" \t,"):
        return None
    start = found.start("items")
    items = [item for item in re.finditer(r"[^,]+", found["items"]) if item[0].strip()]
    edits = []
    for item in items:
        begin = start + item.end() - len(item[0].lstrip())
        word = item[0].strip()
        edits.append(Edit(Span(begin, begin + len(word)), f'"{word}"'))
    fix = Fix("put quotes around them", tuple(edits), safe=True)
    return Slip(Span(*found.span("items")), "the texts of a list need quotes", fix)


def _constant(content: str) -> Slip | None:
    found = _CONSTANT.match(content)
    if found is None or found["word"] in ("true", "false"):
        return None
    written = found["word"]
    meant = str(TRUTHS.get(written.lower(), written.lower() == "true")).lower()
    span = Span(*found.span("word"))
    fix = Fix(f"write {meant}", (Edit(span, meant),), safe=written.lower() == meant)
    return Slip(span, f"TOML writes `{meant}`, not `{written}`", fix)


def _date(content: str) -> Slip | None:
    found = _DATE.match(content)
    if found is None:
        return None
    meant = f"{found['year']}-{found['month']:>02}-{found['day']:>02}"
    if found["hour"]:
        meant += f"T{found['hour']:>05}{found['second'] or ':00'}"
    zone = found["zone"] or ""
    meant += zone if len(zone) != 5 else f"{zone[:3]}:{zone[3:]}"
    if meant == found["date"]:
        return None
    span = Span(*found.span("date"))
    fix = Fix(f"write {meant}", (Edit(span, meant),), safe=True)
    return Slip(span, f"TOML writes this date as {meant}", fix)


def _sign(content: str) -> Slip | None:
    found = _ENDED.match(content)
    if found is None:
        return None
    span = Span(*found.span("slip"))
    message = f"a “{found['slip']}” after a value; TOML has none there"
    return Slip(span, message, Fix("delete it", (Edit(span, ""),), safe=True))


def _comment(content: str) -> Slip | None:
    found = _COMMENTED.match(content)
    if found is None:
        return None
    span = Span(*found.span("slip"))
    fix = Fix("make it a comment", (Edit(span, "#"),), safe=True)
    return Slip(span, "a comment begins with “#” in TOML, not with “//”", fix)


def _spaced_key(content: str) -> Slip | None:
    found = _SPACED_KEY.match(content)
    if found is None:
        return None
    span = Span(*found.span("key"))
    fix = Fix("put quotes around it", (Edit(span, f'"{found["key"]}"'),), safe=True)
    return Slip(span, "a key with a space in it needs quotes", fix)


def _zero(content: str) -> Slip | None:
    found = _ZERO.match(content)
    if found is None:
        return None
    span = Span(*found.span("zero"))
    fix = Fix("delete it", (Edit(span, ""),), safe=False)
    return Slip(span, "a number in TOML does not begin with 0", fix)
