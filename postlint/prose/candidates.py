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

#: letters that are neither in every word nor rare: one in 35 to 130 letters of English text
_ANCHORS = tuple(letter.encode() for letter in "bvkwpgfm")
#: the same for other scripts: last bytes of letters in Cyrillic (б в г з ч ь я), Greek, Hebrew, Arabic,
#: and of some characters in Chinese and Japanese
_MORE_ANCHORS = tuple(bytes([byte]) for byte in b"\x87\x8c\x8f\x99\x9c\xb1\xb2\xb3\xb7")
#: bytes in a piece: `with the ` is rare enough, and one edit spoils few pieces of this length
_PIECE = 9

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
_PUNCTUATION = re.compile(rb"\xe2\x80[\x80-\xbf]")


def likely_pairs(paragraphs: Sequence[str]) -> Iterator[tuple[int, list[int]]]:
    """For each paragraph that has any: its index and those of earlier ones it may repeat, the
    likeliest first.

    Pairs that are the same but for markup are all found, or one of them with an equal third; of
    those that differ in one word of ten, nearly all. Costs are linear in the text.
    """
    pieces = [_pieces(paragraph) for paragraph in paragraphs]
    shared = _shared(pieces)
    if not shared:
        return
    holders: dict[bytes, list[int]] = {}
    first_with_all: dict[tuple[bytes, ...], int] = {}
    for index, own in enumerate(pieces):
        if len(shared.intersection(own)) < min(_LEAST, len(own)):
            continue
        found: list[int] = []
        for piece in own:
            others = holders.setdefault(piece, [])
            found += others
            if len(others) < _MOST_HOLDERS:
                others.append(index)
        likely = _likeliest(found, max(_LEAST, _SHARE * len(own)))
        twin = first_with_all.setdefault(tuple(own), index)
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


def _pieces(paragraph: str) -> list[bytes]:
    anchors = _ANCHORS if paragraph.isascii() else _ANCHORS + _MORE_ANCHORS
    letters = letters_of(paragraph)
    find = letters.find
    pieces = [letters[at : at + _PIECE] for anchor in anchors if (at := find(anchor)) >= 0]
    return pieces or [letters]


def _shared(pieces: list[list[bytes]]) -> set[bytes]:
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
    counted = Counter(found).most_common(_MOST_CANDIDATES)
    return [index for index, count in counted if count >= least]
