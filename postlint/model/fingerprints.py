"""Tells a finding from others, wherever it moves: for baselines, and for services that follow findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from postlint.model.digests import blake2b
from postlint.model.findings import Diagnostic
from postlint.model.patterns import late

#: counts and lines change when a post changes elsewhere
_NUMBER = late(r"\d+")
_LAST_WORD = late(r"\S+\Z")
_FIRST_WORD = late(r"\S+")


def fingerprint(found: Diagnostic) -> str:
    """16 hexadecimal digits made of the rule, the text at the place and what the message says of it.

    The same fault in another line or in a renamed file has the same one, and so has the same fault a second
    time. What is said of other posts does not count: there may be more of them tomorrow.
    """
    of_others = any(related.site_path for related in found.related)
    message = "" if of_others else _NUMBER.sub("0", found.message)
    said = "\0".join((found.code, _culprit(found), message))
    return blake2b(said.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def ordinals(fingerprints: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Each with its number among those that are like it, from 1."""
    seen: dict[str, int] = {}
    for each in fingerprints:
        seen[each] = seen.get(each, 0) + 1
        yield each, seen[each]


def _culprit(found: Diagnostic) -> str:
    """The text that the finding is about with all of its words, so far as its first line is known."""
    start, end, excerpt = found.place.start, found.place.end, found.place.excerpt
    line, first = excerpt.text, start.column - excerpt.column
    behind = end.column - excerpt.column if end.line == start.line else len(line)
    before = _LAST_WORD.search(line[:first])
    after = _FIRST_WORD.match(line, behind)
    return f"{before[0] if before else ''}{line[first:behind]}{after[0] if after else ''}".strip()
