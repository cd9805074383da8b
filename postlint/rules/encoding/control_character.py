"""Control characters, which nobody sees and no page needs.

## Why
They come from a word processor, a terminal or an encoding that was guessed wrong. Readers see nothing,
an empty box or two words run together; feeds, which are XML, become invalid and stop being read.

## Bad
A form feed between two paragraphs, or the byte 92 of Windows-1252 saved as U+0092 in place of `’`.

## Good
    The ferry can’t sail in a storm.

## Limits
Tab, line feed and carriage return are no offence. Code is looked at too: what cannot be seen there is
copied with it. Mojibake, files that are no text at all, and what YAML refuses are told by other rules.
The fix is safe where what stands there shows nothing, and for U+0080 to U+009F where Windows-1252 has a
character; it is unsafe for an escape sequence, for U+0085, which may end a line, and where the character
may be what is left of a curly quote or dash. After twenty places the rest is one finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from postlint.model.findings import MOST_ALIKE, Edit, Finding, Fix, Severity, rest_of
from postlint.model.patterns import late
from postlint.model.post import Post, ProblemKind
from postlint.model.text import Span
from postlint.rule import rule
from postlint.rules.encoding import odd_characters
from postlint.sites.base import Site

_NAMES = {
    "\0": "NUL",
    "\a": "bell",
    "\b": "backspace",
    "\v": "vertical tab",
    "\f": "form feed",
    "\x1b": "escape",
    "\x7f": "delete",
    "\x85": "next line",
}
#: some systems end their lines so, and then it is no ellipsis
_NEXT_LINE = "\x85"

#: how much of an escape sequence a message shows, in code points
_LONGEST_SHOWN = 24

#: what is left of U+2013, U+2014, U+2018, U+2019, U+201C and U+201D when a program keeps one byte
_HALVED = {"\x13": "–", "\x14": "—", "\x18": "‘", "\x19": "’", "\x1c": "“", "\x1d": "”"}

# takes `\x1b[31m`, `\x1b(B` and a link's `\x1b]8;;https://example.com\x07` whole, and a character as
# often as it is repeated (https://invisible-island.net/xterm/ctlseqs/ctlseqs.html)
_CONTROLS = late(
    r"""
    \x1b (?: \[ [0-9;?]{0,16} [A-Za-z] | [()] [0-9A-Z]
           | \] [^\x00-\x1f\x7f-\x9f]{0,2000} (?:\x07|\x1b\\) )
  | ([\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]) \1*
    """,
    re.VERBOSE,
)


@rule("EN504", severity=Severity.WARNING, since="0.1.0", fixable=True)
def check(post: Post, site: Site, options: object) -> Iterator[Finding]:
    text = post.text
    odd = post.once(odd_characters)
    if not odd or not _CONTROLS.search(odd):
        return
    if post.problems_of(ProblemKind.UTF16, ProblemKind.BINARY):
        return
    runs = [Span(*run.span()) for run in _CONTROLS.finditer(text)]
    told = [problem.span for problem in post.problems_of(ProblemKind.SYNTAX)]
    if not text.isascii():
        told += _garbled(text)
    covered = {offset for span in told for offset in range(*span)}
    runs = [run for run in runs if run.start not in covered and run.end - 1 not in covered]
    for run in runs[:MOST_ALIKE]:
        yield Finding(run, _message(run.of(text)), _fix(text, run))
    yield from rest_of(runs, "control characters")


def _garbled(text: str) -> Iterator[Span]:
    from postlint.mojibake import find_garbles  # few files come here

    return (garble.span for garble in find_garbles(text))


def _message(run: str) -> str:
    if run[0] == "\x1b" and run.strip("\x1b"):
        shown = run.strip("\x07\x1b\\")
        shown = shown if len(shown) <= _LONGEST_SHOWN else shown[:_LONGEST_SHOWN] + "…"
        return f"terminal escape sequence `ESC{shown}`"
    named = f"U+{ord(run[0]):04X}"
    if run[0] in _NAMES:
        named += f" ({_NAMES[run[0]]})"
    if len(run) > 1:
        return f"control character {named} {len(run)} times"
    meant = _HALVED.get(run) or _in_windows_1252(run)
    return f"control character {named}" + (f" in the place of {meant}" if meant else "")


def _fix(text: str, run: Span) -> Fix:
    written = run.of(text)
    if written[0] in _HALVED:
        return _writing(run, _HALVED[written[0]] * len(written), safe=False)
    if written[0] >= "\x80":
        meant = _in_windows_1252(written[0])
        # beside another accented letter it may be a piece of mojibake that proves nothing
        alone = all(near < "\x80" for near in _neighbours(text, run)) and written[0] != _NEXT_LINE
        if meant is not None:
            return _writing(run, meant * len(written), safe=alone)
        return Fix("delete it", (Edit(run, ""),), safe=False)
    before, after = (near and not near.isspace() for near in _neighbours(text, run))
    if written[0].isspace() and before and after:
        return Fix("write a space", (Edit(run, " "),), safe=True)
    return Fix("delete it", (Edit(run, ""),), safe=written[0] != "\x1b")


def _writing(run: Span, meant: str, *, safe: bool) -> Fix:
    return Fix(f"write {meant}", (Edit(run, meant),), safe=safe)


def _neighbours(text: str, run: Span) -> tuple[str, str]:
    return text[run.start - 1 : run.start], text[run.end : run.end + 1]


def _in_windows_1252(control: str) -> str | None:
    """The character whose byte in Windows-1252 has the same number, None where there is none."""
    try:
        meant = control.encode("latin-1").decode("windows-1252")
    except UnicodeDecodeError:
        return None
    return meant if meant != control else None
