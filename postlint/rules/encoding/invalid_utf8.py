"""Bytes that are not UTF-8.

## Why
Generators expect UTF-8. One byte of an older encoding stops the build of some of them, and others
put `�` on the page in its place.

## Bad
A file saved as Windows-1252, in which `£` is the single byte A3.

## Good
The same file saved as UTF-8, in which `£` is the two bytes C2 A3.

## Limits
The fix reads the bytes as Windows-1252 and is unsafe because nothing in the file proves it; only the two
halves of an emoji that Java or a database wrote one by one are safe to join. It is not offered where
the file looks like another encoding, as with Polish letters in Latin-2. A file in UTF-16 or with NUL
bytes is reported and left as it is.
"""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model.findings import Edit, Finding, Fix, Severity
from postlint.model.post import Post, ProblemKind
from postlint.model.text import Span
from postlint.model.triggers import has_problem
from postlint.reading.decode import joined_halves, likely_codec
from postlint.rule import rule
from postlint.sites.base import Site


@rule(
    "EN501",
    severity=Severity.ERROR,
    since="0.1.0",
    fixable=True,
    trigger=has_problem(ProblemKind.UTF16, ProblemKind.BINARY, ProblemKind.INVALID_BYTES),
)
def check(post: Post, site: Site, options: object) -> Iterator[Finding]:
    for problem in post.problems_of(ProblemKind.UTF16, ProblemKind.BINARY):
        yield Finding(problem.span, problem.message)
    invalid = post.problems_of(ProblemKind.INVALID_BYTES)
    is_western = bool(invalid) and likely_codec(_bytes(post.text)) in ("cp1252", "latin-1")
    for problem in invalid:
        fix = _as_halves(post, problem.span)
        if fix is None and is_western:
            fix = _as_windows_1252(post, problem.span)
        yield Finding(problem.span, problem.message, fix)


def _as_halves(post: Post, span: Span) -> Fix | None:
    joined = joined_halves(_bytes(span.of(post.text)))
    return None if joined is None else Fix(f"write “{joined}”", (Edit(span, joined),), safe=True)


def _as_windows_1252(post: Post, span: Span) -> Fix | None:
    from postlint.mojibake import find_garbles  # few files come here

    try:
        read = _bytes(span.of(post.text)).decode("windows-1252")
    except UnicodeDecodeError:
        return None
    if any(find_garbles(read)):
        return None
    return Fix(f"write “{read}”, as Windows-1252 has it", (Edit(span, read),), safe=False)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")
