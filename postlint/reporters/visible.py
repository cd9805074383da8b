"""Text from posts made safe to print: what cannot be seen, or would drive a terminal, is spelled out."""

from __future__ import annotations

import re

from postlint.model.patterns import late

# matches: ESC, a soft hyphen, U+202E, a lone surrogate; must not match: “é”, a no-break space
_UNSEEN = late(
    r"""
      [\x00-\x1f\x7f-\x9f]                                # C0, DEL and C1: they drive terminals
    | [\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e]   # soft hyphen, marks, breaks, bidi
    | [\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f\U0001d173-\U0001d17a]
    | [\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u3164\uffa0]  # fillers that look like nothing
    | [\ud800-\udfff]
    | [\u200c\u200d]                                      # joiners, which have their uses
    """,
    re.VERBOSE,
)

# commands to CI services. GitHub: `::` first in a line, `##[` anywhere (actions/runner, ActionCommand.cs);
# Azure: `##vso[` anywhere, `##[` first. Matches: “  ::” first, the first # of “a ##[b]” and of “a ##vso[b]”;
# must not match: “## [b]”, “a::b”
_COMMAND = late(r"\A\s*:(?=:)|#(?=#(?:vso)?\[)", re.IGNORECASE)


def visible(text: str) -> str:
    """`text` with every invisible or unprintable code point spelled out.

    `<U+202E>` is a code point; `<0xE9>` is a byte of the file that is no UTF-8, which the reading
    keeps as a lone surrogate (PEP 383). What comes back can always be encoded as UTF-8.
    """
    if text.isascii() and text.isprintable():
        return text
    return _UNSEEN.sub(_spelled, text)


def harmless(line: str) -> str:
    """A line for the log of a CI job, with what the service would run spelled out: `<U+0023>#vso[`."""
    return _COMMAND.sub(lambda found: f"{found[0][:-1]}<U+{ord(found[0][-1]):04X}>", line)


def _spelled(found: re.Match[str]) -> str:
    number = ord(found[0])
    # emoji families, Persian and the scripts of India need joiners; after ASCII they join nothing
    if found[0] in "\u200c\u200d" and not found.string[found.start() - 1 : found.start()].isascii():
        return found[0]
    if 0xDC80 <= number <= 0xDCFF:
        return f"<0x{number - 0xDC00:02X}>"
    return f"<U+{number:04X}>"
