"""Mojibake: text in UTF-8 that was read in another encoding.

## Why
A program took the bytes of `£` for Windows-1252, saw `Â£` and saved that. Readers see it too, search
engines index it, and every further round through such a program doubles it.

## Bad
    The harbour cost Â£89m, and itâ€™s not paid for yet.

## Good
    The harbour cost £89m, and it’s not paid for yet.

## Limits
Reported only where it can be proved: the characters, written in the wrong encoding, are valid UTF-8,
and as they stand they make no sense by ftfy's measure. `Ã…lesund` alone is not enough. Three forms
with a lost byte are reported as well, and their fix is unsafe: `â€` at the end of a quotation,
`voilÃ ` whose no-break space became a space, and the `Â` that is left of a no-break space. So is the
fix of anything whose repair is white space, can be read in two ways or leaves doubtful text beside
it. Code, HTML comments and addresses, though not the texts of links, are left alone: they may show
mojibake on purpose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model.body import PROSE_KINDS, BlockKind
from postlint.model.findings import Edit, Finding, Fix, Severity
from postlint.model.patterns import late
from postlint.model.post import Post
from postlint.model.text import Span
from postlint.model.triggers import BEYOND_ASCII
from postlint.prose.html_code import is_html_code
from postlint.rule import rule
from postlint.rules.encoding import odd_characters
from postlint.sites.base import Site

if TYPE_CHECKING:
    from postlint.mojibake import Garble

#: takes `https://example.org/cafÃ©`, `/images/cafÃ©.jpg`, `"cafÃ©.jpg"`, the address alone in
#: `[itâ€™s](http://example.org)`; not `Â£89m/year`
_ADDRESS = late(
    r"""(?: \w+:// | (?: \A[("'<]* | =["'] ) (?: www\. | \.{0,2}/ ) )  (?: [^\s()<>"] | \([^\s()<>"]*\) )*
      | (?<! [^\s()<>\[\]"'=] ) [^\s()<>\[\]"'=]+ (?: (?<= \.\w{3} ) | (?<= \.\w{4} ) ) (?= [)"'>]*\Z )
    """,
    re.VERBOSE,
)

#: how far an address or a shown text is followed, in code points
_LONGEST_ADDRESS = 120
_LONGEST_SHOWN = 24

_INVISIBLE = {"\xa0": "a no-break space", "\xad": "a soft hyphen", "": "a byte-order mark"}


@rule("EN502", severity=Severity.ERROR, since="0.1.0", fixable=True, trigger=BEYOND_ASCII)
def check(post: Post, site: Site, options: object) -> Iterator[Finding]:
    if post.text.isascii():
        return
    from postlint.mojibake import find_garbles, may_be_garbled  # with patterns that most posts do not need

    if not may_be_garbled(post.once(odd_characters)):
        return
    for garble in find_garbles(post.text):
        if _is_read_as_text(post, garble.span) and not _is_in_address(post.text, garble.span):
            yield Finding(garble.span, _message(post, garble), _fix(garble))


def _is_read_as_text(post: Post, span: Span) -> bool:
    if span.end <= post.body_start:
        return True
    block = post.body.block_at(span.start)
    if block is None or post.body.is_hidden(span):
        return False
    return (block.kind in PROSE_KINDS or block.kind is BlockKind.HTML) and not is_html_code(post, span.start)


def _is_in_address(text: str, span: Span) -> bool:
    before = text[max(span.start - _LONGEST_ADDRESS, 0) : span.start]
    after = text[span.end : span.end + _LONGEST_ADDRESS]
    start = len(before) - len(before.split()[-1]) if before and not before[-1].isspace() else len(before)
    end = len(after.split(None, 1)[0]) if after and not after[0].isspace() else 0
    token, place = before[start:] + span.of(text) + after[:end], len(before) - start
    return any(address.start() <= place < address.end() for address in _ADDRESS.finditer(token))


def _message(post: Post, garble: Garble) -> str:
    shown = f"“{_shown(garble.span.of(post.text))}” is {'' if garble.is_exact else 'what is left of '}"
    times = len(garble.read_as)
    how = "" if times == 1 else " twice" if times == 2 else f" {times} times"
    message = f"{shown}{_meant(garble)} in UTF-8 read as {' and '.join(dict.fromkeys(garble.read_as))}{how}"
    return f"{message}: the text is lost" if "\ufffd" in garble.repaired else message


def _meant(garble: Garble) -> str:
    if not garble.is_exact and garble.repaired == "":
        return _INVISIBLE["\xa0"]
    return _INVISIBLE.get(garble.repaired, f"“{_shown(garble.repaired)}”")


def _fix(garble: Garble) -> Fix | None:
    if "\ufffd" in garble.repaired:
        return None
    if garble.repaired == "":
        title = "remove it"
    else:
        title = f"write {_INVISIBLE.get(garble.repaired) or _shown(garble.word)}"
    return Fix(title, (Edit(garble.span, garble.repaired),), safe=garble.is_certain)


def _shown(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"
