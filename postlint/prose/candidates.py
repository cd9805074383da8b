"""Finds the few pairs of paragraphs that can be alike, without comparing each with each.

Of every paragraph some short pieces are kept: those that begin where a letter of a fixed choice
comes up first. An edit moves the pieces it touches and leaves the others as they were, so two
paragraphs that are nearly the same keep pieces in common. Looking for a byte is the cheapest thing
there is: this costs a third of what hashing each run of three words does.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TypeAlias

from postlint.model.patterns import late

#: letters that are neither in every word nor rare: one in 35 to 130 letters of English text
_ANCHORS = tuple(letter.encode() for letter in "bvkwpgfm")
#: the same for other scripts: last bytes of letters in Cyrillic (б в г з ч ь я), Greek, Hebrew, Arabic,
#: and of some characters in Chinese and Japanese
_MORE_ANCHORS = tuple(bytes([byte]) for byte in b"\x87\x8c\x8f\x99\x9c\xb1\xb2\xb3\xb7")
#: bytes in a piece: `with the ` is rare enough, and one edit spoils few pieces of this length
_PIECE = 9

#: the pieces of one paragraph; each begins with another letter
_Pieces: TypeAlias = tuple[bytes, ...]

#: the share of a paragraph's pieces that an earlier one must have, and the least number
_SHARE = 1 / 3
_LEAST = 2
#: A piece that more paragraphs have says little. Ten thousand paragraphs from one template then
#: cost as much each as ten.
_MOST_HOLDERS = 8
_MOST_CANDIDATES = 3

#: capitals to small letters, white space to a space; marks are dropped, so that `**so**` is `so`
_SMALL = bytes(
    byte + 32 if 65 <= byte <= 90 else 32 if chr(byte).isspace() and byte < 128 else byte
    for byte in range(256)
)
_MARKS = bytes(byte for byte in range(33, 128) if not chr(byte).isalnum())
#: general punctuation (U+2000 to U+203F): quotation marks, dashes, the ellipsis
_PUNCTUATION = late(rb"\xe2\x80[\x80-\xbf]")


def likely_pairs(paragraphs: Sequence[str]) -> Iterator[tuple[int, list[int]]]:
    """For each paragraph that has any: its index and those of earlier ones it may repeat, the
    likeliest first.

    Pairs that are the same but for markup are all found, or one of them with an equal third; of
    those that differ in one word of ten, nearly all. Costs are linear in the text.
    """
    pieces = _pieces_of(paragraphs)
    shared = _shared(pieces)
    if not shared:
        return
    holders: dict[bytes, list[int]] = {piece: [] for piece in shared}
    first_with_all: dict[_Pieces, int] = {}
    for index, own in enumerate(pieces):
        if len(shared.intersection(own)) < min(_LEAST, len(own)):
            continue
        found: list[int] = []
        for piece in own:
            if piece in holders:
                others = holders[piece]
                found += others
                if len(others) < _MOST_HOLDERS:
                    others.append(index)
        likely = _likeliest(found, max(_LEAST, _SHARE * len(own)))
        twin = first_with_all.setdefault(own, index)
        if twin != index and twin not in likely:
            likely.append(twin)
        if likely:
            yield index, likely


def letters_of(paragraph: str) -> bytes:
    """A paragraph in small letters without marks, each white space a space, in UTF-8."""
    if paragraph.isascii():
        return paragraph.encode().translate(_SMALL, _MARKS)
    encoded = paragraph.lower().encode("utf-8", "surrogatepass")
    return _PUNCTUATION.sub(b"", encoded).translate(_SMALL, _MARKS)


def _pieces_of(paragraphs: Sequence[str]) -> list[_Pieces]:
    ascii_match, match = _pieces_from(_ANCHORS).match, _pieces_from(_ANCHORS + _MORE_ANCHORS).match
    pieces = []
    for paragraph in paragraphs:
        letters = letters_of(paragraph)
        # every part of these patterns may be missing: they match whatever the letters
        found = (ascii_match(letters) if paragraph.isascii() else match(letters)).groups()  # type: ignore[union-attr]
        pieces.append(found if all(found) else tuple(filter(None, found)) or (letters,))
    return pieces


@cache
def _pieces_from(anchors: tuple[bytes, ...]) -> re.Pattern[bytes]:
    """A pattern with a group for each anchor, which holds the piece that begins where the anchor comes up
    first, if it does: searching for one after the other takes twice as long."""
    parts = (b"(?=(?:[^%b]*+(%b.{0,%d}))?)" % (anchor, anchor, _PIECE - 1) for anchor in anchors)
    return re.compile(b"".join(parts), re.DOTALL)


def _shared(pieces: Sequence[_Pieces]) -> set[bytes]:
    """The pieces that stand in more than one paragraph."""
    seen: set[bytes] = set()
    shared: set[bytes] = set()
    for own in pieces:
        shared.update(seen.intersection(own))
        seen.update(own)
    return shared


def _likeliest(found: list[int], least: float) -> list[int]:
    if len(found) < least:
        return []
    counts = Counter(found)
    likely = [index for index, count in counts.items() if count >= least]
    return sorted(likely, key=counts.__getitem__, reverse=True)[:_MOST_CANDIDATES]
