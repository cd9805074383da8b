"""Changes of a file as a patch that `git apply` takes."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import diff_bytes, unified_diff

from postlint.reporters.style import Style
from postlint.reporters.visible import visible

_NO_NEWLINE = b"\\ No newline at end of file"


def patch(shown: str, old: bytes, new: bytes, style: Style) -> Iterator[bytes]:
    """The lines of a unified diff (https://www.gnu.org/software/diffutils/manual/html_node/Unified-Format.html),
    each with its own line break. Bytes are as in the file, whatever their encoding.

    `shown` is the path from the working folder.
    """
    ink = style.ink
    colors = {b"-": ink.removed, b"+": ink.added, b"@": ink.gutter}
    lines = diff_bytes(unified_diff, _lines(old), _lines(new), b"old", b"new")
    for number, line in enumerate(lines):
        if number < 2:  # names with blanks and the like are for us to write
            side = b"--- " if number == 0 else b"+++ "
            yield (
                ink.path.encode()
                + side
                + _name("a/" if number == 0 else "b/", shown)
                + ink.off.encode()
                + b"\n"
            )
            continue
        text = line.removesuffix(b"\n")
        is_last = text == line
        if style.width is not None:  # a terminal obeys what it is sent
            text = visible(text.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")
        color = colors.get(line[:1], "")
        yield color.encode() + text + (ink.off.encode() if color else b"") + b"\n"
        if is_last:
            yield _NO_NEWLINE + b"\n"


def _lines(raw: bytes) -> list[bytes]:
    """Lines with their line feeds; a carriage return ends no line of a patch."""
    *lines, last = raw.split(b"\n")
    return [*(line + b"\n" for line in lines), *([last] if last else ())]


def _name(side: str, shown: str) -> bytes:
    """A path as git writes it in a patch: in quotes where it holds characters that would end it, with a tab
    behind it where it holds a blank."""
    raw = (side + shown).encode("utf-8", "surrogateescape")
    if any(byte < 32 or byte in b'"\\' or byte == 127 for byte in raw):
        return b'"' + b"".join(_ESCAPES.get(byte) or _octal(byte) for byte in raw) + b'"'
    return raw + b"\t" if b" " in raw else raw


#: https://git-scm.com/docs/git-config#Documentation/git-config.txt-corequotePath
_ESCAPES = {
    ord("\a"): b"\\a",
    ord("\b"): b"\\b",
    ord("\t"): b"\\t",
    ord("\n"): b"\\n",
    ord("\v"): b"\\v",
    ord("\f"): b"\\f",
    ord("\r"): b"\\r",
    ord('"'): b'\\"',
    ord("\\"): b"\\\\",
}


def _octal(byte: int) -> bytes:
    return bytes([byte]) if 32 <= byte < 127 else b"\\%03o" % byte
