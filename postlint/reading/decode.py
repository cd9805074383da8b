"""Turns the bytes of a file into text, and says where they are no UTF-8."""

from __future__ import annotations

import codecs
import re

from postlint.model.patterns import late
from postlint.model.post import Problem, ProblemKind
from postlint.model.records import NamedTuple
from postlint.model.text import Span

#: runs of bad bytes that are told one by one; the last one counts the rest
_MOST_TOLD = 20
_SURROGATES = late("[\udc80-\udcff]+")
_WHOLE_LETTER = late("[^\0-\x7f\udc80-\udcff]")
_HIGH_RUN = late(rb"[\x80-\xff]+")
_WESTERN = ("cp1252", "latin-1")
#: what else writes letters of Latin script as lone high bytes
_OTHER_LATIN = ("iso8859-2", "cp1250", "mac-roman")
# a sign between two letters, as in "Za¿ó³æ" and "na•ve", which are other encodings read as
# Windows-1252; not that of "l’été", "col·legi", "nº"
_TORN = late(r"[^\W\d_][\x80-\x9f¡-©«-´¶¸¹»-¿•†‡‰™][^\W\d_]")
# halves of characters beyond U+FFFF, each for itself in UTF-8 (https://www.unicode.org/reports/tr26/)
_HALVES = late(rb"(?:\xed[\xa0-\xaf][\x80-\xbf]\xed[\xb0-\xbf][\x80-\xbf])+")
#: the six letters that make up almost half of a Russian text
_COMMON_CYRILLIC = "оеаинт"
_CYRILLIC = ("cp1251", "koi8-r")
_NAMES = {
    "cp1252": "Windows-1252",
    "latin-1": "Latin-1",
    "iso8859-2": "Latin-2",
    "cp1250": "Windows-1250",
    "mac-roman": "Mac Roman",
    "cp1251": "Windows-1251",
    "koi8-r": "KOI8-R",
    "shift_jis": "Shift JIS",
    "euc_jp": "EUC-JP",
    "gb18030": "GB 18030",
}


class Decoded(NamedTuple):
    """A file as text: without its byte-order mark, each byte that is no UTF-8 as a lone surrogate
    (PEP 383). `newline` is the first line break, "\\n" where there is none."""

    text: str
    bom: bool
    newline: str
    problems: tuple[Problem, ...] = ()


def decode(raw: bytes) -> Decoded:
    """The text of a file's bytes; never raises.

    UTF-16 and UTF-32 are decoded and told. Offsets in the messages are 0-based bytes of the file.
    """
    bom = raw.startswith(codecs.BOM_UTF8)
    try:
        text = raw.decode("utf-8-sig" if bom else "utf-8")
    except UnicodeDecodeError:
        return _decode_others(raw, bom=bom)
    if "\0" in text:
        return _decode_with_nul(raw, text, bom=bom)
    return Decoded(text, bom, _newline(text))


def likely_codec(raw: bytes) -> str | None:
    """The Python name of the encoding that a text is probably in, when it is not UTF-8.

    A guess from plain signs: kana for Japanese, runs of high bytes for Cyrillic and Chinese, lone
    high bytes for Western European. None where there is no sign.
    """
    runs = _HIGH_RUN.findall(raw)
    high = b"".join(runs)
    if not high:
        return None
    for codec in ("shift_jis", "euc_jp"):
        text = _decoded(raw, codec)
        if text is not None and sum("\u3040" <= letter <= "\u30ff" for letter in text) * 8 >= len(high):
            return codec
    if len(high) < 2.5 * len(runs):
        return _latin_codec(raw, high)
    text = _decoded(raw, "gb18030")
    # two thirds of the high bytes are pairs for the 3,755 characters of everyday Chinese
    if text is not None and 3 * sum(map(_is_everyday_chinese, text)) >= len(high):
        return "gb18030"
    return next((each for each in _CYRILLIC if _share(_COMMON_CYRILLIC.encode(each), high) > 0.35), None)


def _latin_codec(raw: bytes, high: bytes) -> str:
    western = "latin-1" if _decoded(high, "cp1252") is None else "cp1252"
    # half of the file may be UTF-8, of which nothing can be said by its bytes one by one
    stray = _WHOLE_LETTER.sub(" ", raw.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")
    if not _is_torn(stray, western):
        return western
    return next((codec for codec in _OTHER_LATIN if not _is_torn(stray, codec)), western)


def _is_torn(raw: bytes, codec: str) -> bool:
    text = _decoded(raw, codec)
    return text is None or _TORN.search(text) is not None


def joined_halves(written: bytes) -> str | None:
    """What bytes mean that hold the two halves of a UTF-16 character each for itself in UTF-8, None
    where they hold something else."""
    if not _HALVES.fullmatch(written):
        return None
    return written.decode("utf-8", "surrogatepass").encode("utf-16", "surrogatepass").decode("utf-16")


def _is_everyday_chinese(letter: str) -> bool:
    return "\u4e00" <= letter <= "\u9fff" and 0xB0 <= letter.encode("gb18030")[0] <= 0xD7


def _share(common: bytes, high: bytes) -> float:
    return sum(map(high.count, common)) / len(high)


def _newline(text: str) -> str:
    feed = text.find("\n")
    carriage = text.find("\r", 0, feed if feed >= 0 else len(text))
    if carriage < 0:
        return "\n"
    return "\r\n" if carriage + 1 == feed else "\r"


def _decode_others(raw: bytes, *, bom: bool) -> Decoded:
    # its mark begins with that of UTF-16
    if raw.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return _decode_wide(raw, "utf-32", bom=True)
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decode_wide(raw, "utf-16", bom=True)
    codec = _utf16_without_mark(raw)
    if codec is not None:
        return _decode_wide(raw, codec, bom=False)
    skipped = len(codecs.BOM_UTF8) if bom else 0
    text = raw[skipped:].decode("utf-8", "surrogateescape")
    # a file with NUL bytes is no text at all: naming each of its bytes would help nobody
    problems = _nul(text, skipped) or tuple(_invalid_bytes(raw, text, skipped))
    return Decoded(text, bom, _newline(text), problems)


def _decode_with_nul(raw: bytes, text: str, *, bom: bool) -> Decoded:
    wide = None if bom else _utf32_without_mark(raw)
    if wide is not None:
        return _decode_wide(raw, wide, bom=False)
    codec = None if bom else _utf16_without_mark(raw)
    if codec is not None:
        return _decode_wide(raw, codec, bom=False)
    return Decoded(text, bom, _newline(text), _nul(text, len(codecs.BOM_UTF8) if bom else 0))


def _utf32_without_mark(raw: bytes) -> str | None:
    """The UTF-32 whose ASCII characters leave three NULs in every four bytes."""
    if len(raw) % 4:
        return None
    nuls = [raw[place::4].count(0) * 4 for place in range(4)]
    if min(nuls[1:]) * 5 >= len(raw) * 4 and not nuls[0]:
        return "utf-32-le"
    return "utf-32-be" if min(nuls[:3]) * 5 >= len(raw) * 4 and not nuls[3] else None


def _utf16_without_mark(raw: bytes) -> str | None:
    """The UTF-16 whose ASCII characters leave a NUL in every second byte."""
    first, second = raw[0::2].count(0), raw[1::2].count(0)
    if max(first, second) * 5 < len(raw) * 2 or min(first, second):
        return None
    return "utf-16-be" if first else "utf-16-le"


def _decode_wide(raw: bytes, codec: str, *, bom: bool) -> Decoded:
    """A text in UTF-16 or UTF-32."""
    text = raw.decode(codec, "replace")
    line = re.match(r"[^\r\n]*", text)
    span = Span(0, line.end() if line else 0)
    problem = Problem(ProblemKind.UTF16, span, f"the file is {codec[:6].upper()}; posts are read as UTF-8")
    return Decoded(text, bom, _newline(text), (problem,))


def _nul(text: str, skipped: int) -> tuple[Problem, ...]:
    at = text.find("\0")
    if at < 0:
        return ()
    offset = skipped + len(text[:at].encode("utf-8", "surrogateescape"))
    message = f"a NUL byte at offset {offset}: this is no text file"
    return (Problem(ProblemKind.BINARY, Span(at, at + 1), message),)


def _invalid_bytes(raw: bytes, text: str, skipped: int) -> list[Problem]:
    runs = list(_SURROGATES.finditer(text))
    bad = sum(map(len, map(re.Match[str].group, runs)))
    good = sum(letter > "\x7f" for letter in text) - bad
    whole = likely_codec(raw) if bad > good else None
    problems = []
    offset, before = skipped, 0
    for run in runs[:_MOST_TOLD]:
        offset += len(text[before : run.start()].encode("utf-8", "surrogateescape"))
        before = run.start()
        written = run[0].encode("utf-8", "surrogateescape")
        message = _invalid_message(written, offset, whole)
        problems.append(Problem(ProblemKind.INVALID_BYTES, Span(*run.span()), message))
    untold = len(runs) - _MOST_TOLD
    if untold > 0:
        last = problems[-1]
        more = f"{last.message}; {untold} more like it follow"
        problems[-1] = Problem(ProblemKind.INVALID_BYTES, last.span, more)
    return problems


def _invalid_message(written: bytes, offset: int, whole: str | None) -> str:
    shown = " ".join(f"0x{byte:02X}" for byte in written[:4]) + (" …" if len(written) > 4 else "")
    noun, verb, looks = ("bytes", "are", "look") if len(written) > 1 else ("byte", "is", "looks")
    said = f"{noun} {shown} at offset {offset} {verb} not UTF-8"
    joined = joined_halves(written)
    if joined is not None:
        return f"{said} but the halves of “{joined[:4]}” in UTF-16"
    if whole is not None and whole not in _WESTERN:
        return f"{said}; the file looks like {_NAMES[whole]}"
    if whole is None and _is_cut_off(written):
        return f"{said}, {looks} like a character cut in the middle"
    meant = _decoded(written[:4], "cp1252")
    if meant is not None and meant.isprintable():
        return f"{said}, {looks} like “{meant}” in {_NAMES['cp1252']}"
    return said


def _is_cut_off(written: bytes) -> bool:
    """Whether the bytes are the beginning of a longer UTF-8 character: 0xE2 0x80 of 0xE2 0x80 0x93."""
    length = 3 if 0xE0 <= written[0] < 0xF0 else 4 if 0xF0 <= written[0] < 0xF5 else 0
    return 1 < len(written) < length and all(0x80 <= byte < 0xC0 for byte in written[1:])


def _decoded(raw: bytes, codec: str) -> str | None:
    try:
        return raw.decode(codec)
    except UnicodeDecodeError:
        return None
