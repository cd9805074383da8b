"""Finds text that is UTF-8 read in the wrong encoding, and proves it by reading it back."""

from __future__ import annotations

import codecs
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator

from postlint.model.patterns import late
from postlint.model.records import NamedTuple
from postlint.model.text import Span, beyond_ascii

#: What ftfy's `BADNESS_RE` can match at all. Every match holds at least one of these; the other
#: characters of its classes (no-break space, soft hyphen, ´ · – — ― ‘ ’ “ ” • …) never match among
#: themselves. The ranges hold more than ftfy names, which costs time and never an answer.
_RISKY = late("[\x80-\x9f\xa1-\xac\xae-\xb3µ¶¸-\u0491‚„†‡‰‹›⁄₧€№™\u2202-\u2265⌐\u2500-\u2593◊\uf8ffﬁﬂ\ufffd]")
#: A character of UTF-8 is two bytes at least, so one alone between ASCII is no misread one, unless a
#: byte became a space: see `_LOST`.
_RISKY_ALONE = "ÂÃ"
#: how far ASCII neighbours decide whether a character is out of place: `[a-z]\s?[ÃÂ][ ]`
_REACH = 4

_NON_ASCII_RUN = late("[^\x00-\x7f]+")
_ASCII_AS_BLANKS = b" " * 0x80 + bytes(range(0x80, 0x100))

#: The encodings ftfy knows, by the names of its codecs, in the order they are asked. Windows-1252
#: goes first because it agrees with Latin-1 wherever both can be meant, and browsers say so too
#: (https://encoding.spec.whatwg.org/#names-and-labels).
_ENCODINGS = {
    "sloppy-windows-1252": "Windows-1252",
    "latin-1": "Latin-1",
    "sloppy-windows-1251": "Windows-1251",
    "sloppy-windows-1250": "Windows-1250",
    "sloppy-windows-1253": "Windows-1253",
    "sloppy-windows-1254": "Windows-1254",
    "sloppy-windows-1257": "Windows-1257",
    "iso-8859-2": "Latin-2",
    "macroman": "Mac Roman",
    "cp437": "code page 437",
}
_WESTERN = ("sloppy-windows-1252", "latin-1")
_WESTERN_NAMES = tuple(_ENCODINGS[codec] for codec in _WESTERN)

#: whole multi-byte characters of UTF-8 (Unicode, table 3-7): C3 A9 matches, C3 28 and C0 80 do not
_UTF8_RUN = late(
    rb"""(?: [\xc2-\xdf] [\x80-\xbf]
           | \xe0 [\xa0-\xbf] [\x80-\xbf]
           | [\xe1-\xec\xee\xef] [\x80-\xbf]{2}
           | \xed [\x80-\x9f] [\x80-\xbf]
           | \xf0 [\x90-\xbf] [\x80-\xbf]{2}
           | [\xf1-\xf3] [\x80-\xbf]{3}
           | \xf4 [\x80-\x8f] [\x80-\xbf]{2}
         )+""",
    re.VERBOSE,
)

#: letters that words are written with, not those of phonetic script: `É”` would be ɔ, `É…` Ʌ
_LETTERS = late("[À-ſƏƒƠ-ưȘ-țəḀ-ỿ\u0370-\u03ff\u0400-\u04ff]+")

#: Forms of which a careless program dropped or changed one byte, each in a place where nobody
#: writes it. `â€œquoted”` has no match, `â€œquotedâ€ and` has one.
_LOST = late(
    r"""(?P<quote> â€ \ufffd? (?![^\x00-\x7fÂÃâ])                     # ” is E2 80 9D; 9D is no character
                  | Ã¢â‚¬Â? \ufffd? (?![^\x00-\x7fÃ]) )                 # the same, misread twice
      | (?<=[a-z]) (?P<grave> Ã[ ](?=[ .,;:!?)]) | Ã(?=[ ]) )          # à is C3 A0; A0 became a space
      # a no-break space is C2 A0, and A0 became a space
      | (?: (?<=[a-z0-9.,;:!?)\]]) | (?<=[\w.:]\*\*) ) (?P<space> Â(?=[ ]) )
    """,
    re.VERBOSE,
)
# what is left of a no-break space where ftfy does not look for it: `5Â %`, `**Price:**Â 5`; not `L’Â `
_LEFT_OVER = late(r"(?:[0-9;:)\]]|\w[.:]?\*\*)Â(?= )")
_LOST_TEXT = {"quote": "”", "grave": "à", "space": ""}

#: what ends a quotation in some language, with what began it
_QUOTES = {"”": "“„", "’": "‘‚", "“": "„", "‘": "‚", "»": "«", "›": "‹", "«": "»"}

#: how far back a quotation may have begun, in code points
_LONGEST_QUOTATION = 400

#: how much of a line is looked at on either side of a repair, in code points
_NEAR = 32
_CHUNK_BEFORE = late(r"\S*\Z")
_CHUNK_AFTER = late(r"\S*")
#: a repaired word, as far as it helps to recognise it: `£1.5m`, `l’été`, not `déjà, vu`
_WORD_BEFORE = late(r"(?:\w[.,'’-]?)*\Z")
_WORD_AFTER = late(r"(?:[.,'’-]?\w)*")


class Garble(NamedTuple):
    """Characters of a text that are UTF-8 misread.

    `span` covers only the broken characters, `repaired` is what they were: "" for a byte-order mark
    and for what is left of a no-break space, "\\ufffd" where the text was lost before it was misread.
    `read_as` names the encoding it was read in, the oldest reading last; it has more than one name
    when that happened several times. `word` shows the repair with its neighbours. `is_exact` is
    false where a byte was lost; `is_certain` says that nothing else can be meant and nothing
    suspicious is left beside it.
    """

    span: Span
    repaired: str
    read_as: tuple[str, ...]
    word: str
    is_exact: bool
    is_certain: bool


def find_garbles(text: str) -> Iterator[Garble]:
    """The misread characters of a text in order, each line judged by itself.

    Lone surrogates, which stand for bytes that are no UTF-8, are never part of one.
    """
    for line in _suspicious_lines(text):
        for garble in garbles_of_line(line.of(text)):
            yield garble._replace(span=garble.span.shifted(line.start))


def may_be_garbled(odd: str) -> bool:
    """Whether a text may have misread characters, of which `beyond_ascii` leaves `odd`."""
    return _RISKY.search(odd) is not None


def _suspicious_lines(text: str) -> Iterator[Span]:
    """The lines in which `BADNESS_RE` matches, and perhaps some more.

    Most posts are ASCII, or have nothing else than curly quotes and dashes, or accented letters each
    for itself: they end before ftfy (44 ms) is imported.
    """
    if text.isascii() or not may_be_garbled(beyond_ascii(text)) or not _has_suspicious_run(text):
        return
    # looking for a line break that the text has nowhere would go through all of it for every line
    breaks = [mark for mark in "\n\r" if mark in text]
    done = 0
    for run in _NON_ASCII_RUN.finditer(text):
        start, end = run.span()
        if start < done or not _is_risky(run[0]):
            continue
        if _is_suspicious(text[max(start - _REACH, 0) : end + _REACH]):
            line_start = max((text.rfind(mark, 0, start) for mark in breaks), default=-1) + 1
            done = min((_find_or_end(text, mark, end) for mark in breaks), default=len(text))
            yield Span(line_start, done)


def _has_suspicious_run(text: str) -> bool:
    """Whether some run of characters beyond ASCII is one for `_is_suspicious` to judge: in a text with
    accents and emoji, several times faster than a search for them."""
    encoded = text.encode("utf-8", "surrogatepass")
    runs = (run.decode("utf-8", "surrogatepass") for run in set(encoded.translate(_ASCII_AS_BLANKS).split()))
    return any(_is_risky(run) for run in runs)


def _is_risky(run: str) -> bool:
    return (len(run) > 1 or run in _RISKY_ALONE) and _RISKY.search(run) is not None


def _find_or_end(text: str, wanted: str, start: int) -> int:
    found = text.find(wanted, start)
    return len(text) if found < 0 else found


class _Reading(NamedTuple):
    """A repair of `line[start:end]`, before its neighbours are looked at."""

    start: int
    end: int
    repaired: str
    read_as: tuple[str, ...]
    is_exact: bool
    is_unique: bool


def garbles_of_line(line: str) -> list[Garble]:
    """The misread characters of one line, in order, with spans inside the line."""
    if not _is_suspicious(line):
        return []
    lost = list(_lost_bytes(line))
    rest = _masked(line, lost)
    readings = _whole(rest) or _piecewise(rest)
    return list(_judged(line, sorted([*lost, *readings])))


def _lost_bytes(line: str) -> Iterator[_Reading]:
    for lost in _LOST.finditer(line):
        repaired = _LOST_TEXT[lost.lastgroup or "grave"]
        layers = 2 if lost.group().startswith("Ã¢") else 1
        yield _Reading(*lost.span(), repaired, ("Windows-1252",) * layers, False, False)


def _whole(line: str) -> list[_Reading]:
    """The strongest proof: all that is not ASCII in the line is UTF-8 when it is read back."""
    peeled = _peel(line) if _is_bad(line) else None
    if peeled is None:
        return []
    # ASCII stays where it is when a line is read back, so the runs between it pair off; only U+FFFD
    # is written as a control character by ftfy's encodings, and then they may not
    before, after = list(_NON_ASCII_RUN.finditer(line)), list(_NON_ASCII_RUN.finditer(peeled.text))
    if len(before) != len(after):
        return []
    readings = []
    for was, now in zip(before, after, strict=True):
        if _can_be_meant(line, *was.span()):
            return []
        # one run may lie under more layers than the line
        is_done = not _is_bad(now.group()) or _can_be_meant(peeled.text, *now.span())
        deeper = None if is_done else _peel(now.group())
        text, more, is_unique = deeper or _Peeled(now.group(), (), True)
        is_unique = is_unique and peeled.is_unique
        readings.append(_Reading(*was.span(), text, peeled.read_as + more, True, is_unique))
    return readings


def _piecewise(line: str) -> list[_Reading]:
    """Runs that are UTF-8 when read back, among correct text: those that are out of place by
    themselves, and those in one word with them."""
    found: list[_Reading] = []
    # a character that the encoding lacks, a lone surrogate among them, becomes one "?"
    for codec, errors in ((_WESTERN[0], _C1_AS_BYTES), *((codec, "replace") for codec in _ENCODINGS)):
        taken: list[_Reading] = []
        waiting: list[Span] = []
        for match in _UTF8_RUN.finditer(line.encode(codec, errors)):
            run = Span(*match.span())
            if _can_be_meant(line, *run):
                continue
            if _is_out_of_place(line, *run):
                taken += _read_run(line, run)
            else:
                waiting.append(run)
        starts = [reading.start for reading in taken]
        for run in waiting:
            if _holds_any(_chunk(line, *run), starts):
                taken += _read_run(line, run)
            elif taken and codec in _WESTERN:
                taken += [reading for reading in _read_run(line, run) if _is_letter_of_a_word(line, reading)]
        line = _masked(line, sorted(taken))
        found += taken
    return found


def _c1_as_bytes(error: UnicodeError) -> tuple[str | bytes, int]:
    """An error handler for Windows-1252: a control character is the byte that Latin-1 makes of it.

    A line that was misread twice may be in both encodings, and a run that is cut in two at each such
    character would be read back only in part.
    """
    assert isinstance(error, UnicodeEncodeError)
    lacking = error.object[error.start : error.end]  # all of them at once: one by one takes quadratic time
    return bytes(ord(char) if "\x80" <= char <= "\x9f" else ord("?") for char in lacking), error.end


_C1_AS_BYTES = "postlint-c1-as-bytes"
codecs.register_error(_C1_AS_BYTES, _c1_as_bytes)


def _is_letter_of_a_word(line: str, reading: _Reading) -> bool:
    """Whether a run that could be meant by itself makes a word with its neighbours: `Ã¥bner`. In a
    line in which other text is certainly misread, that is proof enough."""
    beside = line[reading.start - 1 : reading.start] + line[reading.end : reading.end + 1]
    return any(map(str.isalpha, beside)) and bool(_LETTERS.fullmatch(reading.repaired))


def _read_run(line: str, run: Span) -> list[_Reading]:
    peeled = _peel(run.of(line))
    return [_Reading(*run, peeled.text, peeled.read_as, True, peeled.is_unique)] if peeled else []


def _masked(line: str, readings: list[_Reading]) -> str:
    """The line with something harmless of the same length in the place of each reading."""
    parts: list[str] = []
    done = 0
    for reading in readings:
        parts += [line[done : reading.start], "-" * (reading.end - reading.start)]
        done = reading.end
    return "".join([*parts, line[done:]])


def _is_out_of_place(line: str, start: int, end: int) -> bool:
    run = line[start:end]
    if _is_bad(run):
        return True
    # `DrÃ¥`, `byÅ‚`: an accented capital inside a word, and what follows it is no letter
    return run[0].isupper() and line[start - 1 : start].islower() and _is_bad(line[start - 1 : end])


def _can_be_meant(line: str, start: int, end: int) -> bool:
    """Whether a run that could be read back is also what a Portuguese author writes in capitals:
    `“AMANHÃ”` (and not Ô), `ATÉ AMANHÃ—TALVEZ` (and not ×)."""
    if end - start != 2:
        return False
    first, second = line[start], line[start + 1]
    openers = _QUOTES.get(second, "")
    before = line[max(start - _LONGEST_QUOTATION, 0) : start]
    if not first.isupper() or not (before[-1:].isupper() or (openers and before.endswith(tuple(openers)))):
        return False
    opened = max((before.rfind(quote) for quote in openers), default=-1)
    return second == "—" or opened > before.rfind(second)


class _Peeled(NamedTuple):
    text: str
    read_as: tuple[str, ...]
    is_unique: bool


def _peel(text: str) -> _Peeled | None:
    """Read a text back, layer after layer, while it looks misread; None when it is no UTF-8."""
    read_as: tuple[str, ...] = ()
    is_unique = True
    while layer := _read_back(text):
        read, encoding, is_alone = layer
        # what was misread once and reads back as a letter again was misread twice: `Ã¥`, `Å¡`
        if read_as and not (_is_bad(text) or (encoding in _WESTERN_NAMES and _LETTERS.fullmatch(read))):
            break
        text = read
        read_as += (encoding,)
        is_unique = is_unique and is_alone
    return _Peeled(text, read_as, is_unique) if read_as else None


def _read_back(text: str) -> tuple[str, str, bool] | None:
    """A text read as UTF-8 after all, the encoding it was read in, and whether no other explains it."""
    readings: dict[str, str] = {}
    for codec, name in _ENCODINGS.items():
        try:
            read = text.encode(codec).decode("utf-8")
        except UnicodeError:
            continue
        if read == text or not _is_text(read):
            continue
        if codec in _WESTERN:
            return read, name, True
        readings.setdefault(read, name)
    if not readings:
        return None
    read, name = next(iter(readings.items()))
    return read, name, len(readings) == 1


def _is_text(text: str) -> bool:
    """Whether every character is one that Unicode has given a meaning."""
    return all(unicodedata.category(char) not in ("Cn", "Co", "Cs") for char in beyond_ascii(text))


def _judged(line: str, readings: list[_Reading]) -> Iterator[Garble]:
    """The readings with the words they stand in, and whether each is beyond doubt."""
    mended, places = _mended(line, readings)
    for reading, place in zip(readings, places, strict=True):
        # "" for a byte-order mark, which means nothing inside a text
        repaired = reading.repaired.replace("\ufeff", "")
        mended_end = place + len(reading.repaired)
        is_certain = (
            reading.is_exact
            and reading.is_unique
            and "\ufffd" not in repaired
            and any(char.isprintable() for char in repaired)
            and not _is_bad(_chunk(mended, place, mended_end).of(mended))
        )
        yield Garble(
            span=Span(reading.start, reading.end),
            repaired=repaired,
            read_as=reading.read_as,
            word=_word(mended, place, mended_end),
            is_exact=reading.is_exact,
            is_certain=is_certain,
        )


def _mended(line: str, readings: list[_Reading]) -> tuple[str, list[int]]:
    """The line with all repairs made, and where in it each repair begins."""
    parts: list[str] = []
    places: list[int] = []
    done = length = 0
    for reading in readings:
        length += reading.start - done
        places.append(length)
        parts += [line[done : reading.start], reading.repaired]
        length += len(reading.repaired)
        done = reading.end
    return "".join([*parts, line[done:]]), places


def _chunk(line: str, start: int, end: int) -> Span:
    """What stands around a place up to the next white space."""
    before = _CHUNK_BEFORE.search(line[max(start - _NEAR, 0) : start])
    after = _CHUNK_AFTER.match(line[end : end + _NEAR])
    return Span(start - len(before.group() if before else ""), end + len(after.group() if after else ""))


def _word(line: str, start: int, end: int) -> str:
    """The word around a place, for people."""
    before = _WORD_BEFORE.search(line[max(start - _NEAR, 0) : start])
    after = _WORD_AFTER.match(line[end : end + _NEAR])
    return (before.group() if before else "") + line[start:end] + (after.group() if after else "")


def _holds_any(span: Span, sorted_places: list[int]) -> bool:
    index = bisect_left(sorted_places, span.start)
    return index < len(sorted_places) and sorted_places[index] < span.end


def _is_suspicious(text: str) -> bool:
    return _LEFT_OVER.search(text) is not None or _is_bad(text)


def _is_bad(text: str) -> bool:
    # imported here because it takes 44 ms; it also registers the sloppy codecs
    from ftfy.badness import is_bad

    return is_bad(text)
