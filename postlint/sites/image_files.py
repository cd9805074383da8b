"""Tells what a file holds by its first bytes."""

from __future__ import annotations

from codecs import getincrementaldecoder
from enum import Enum, auto


class Content(Enum):
    """What a file turns out to be."""

    AVIF = auto()
    BMP = auto()
    GIF = auto()
    ICO = auto()
    JPEG = auto()
    PNG = auto()
    SVG = auto()
    WEBP = auto()
    HEIC = auto()
    TIFF = auto()
    FILM = auto()
    PDF = auto()
    EMPTY = auto()
    LFS_POINTER = auto()
    WEB_PAGE = auto()
    JSON = auto()
    XML = auto()
    TEXT = auto()
    UNKNOWN = auto()


#: the formats that browsers show, by the ending of a file's name
FORMAT_OF_ENDING = {
    "apng": Content.PNG,
    "avif": Content.AVIF,
    "bmp": Content.BMP,
    "gif": Content.GIF,
    "ico": Content.ICO,
    "jfif": Content.JPEG,
    "jpe": Content.JPEG,
    "jpeg": Content.JPEG,
    "jpg": Content.JPEG,
    "png": Content.PNG,
    "svg": Content.SVG,
    "webp": Content.WEBP,
}
FORMATS = frozenset(FORMAT_OF_ENDING.values())

# https://mimesniff.spec.whatwg.org/#matching-an-image-type-pattern
_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", Content.PNG),
    (b"\xff\xd8\xff", Content.JPEG),
    (b"GIF87a", Content.GIF),
    (b"GIF89a", Content.GIF),
    (b"\x00\x00\x01\x00", Content.ICO),
    (b"II*\0", Content.TIFF),
    (b"MM\0*", Content.TIFF),
    (b"%PDF-", Content.PDF),
    # https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md
    (b"version https://git-lfs.github.com/spec/", Content.LFS_POINTER),
)


def content_of(head: bytes, *, is_whole: bool) -> Content:
    """What begins with these bytes; `is_whole` says that nothing follows them."""
    if not head:
        return Content.EMPTY
    for signature, content in _SIGNATURES:
        if head.startswith(signature):
            return content
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return Content.WEBP
    if head[4:8] == b"ftyp":
        return _boxed_content(head)
    if head.startswith(b"BM") and head[6:10] == b"\0\0\0\0":
        return Content.BMP
    return _text_content(head, is_whole=is_whole)


#: brands of films, of which the first stands at the beginning (https://mp4ra.org/registered-types/brands)
_FILMS = (b"isom", b"iso2", b"mp41", b"mp42", b"avc1", b"qt  ", b"M4V ")


def _boxed_content(head: bytes) -> Content:
    """What a file in the format of ISO 14496-12 holds, by the brands it names."""
    if b"avif" in head[8:64] or b"avis" in head[8:64]:
        return Content.AVIF
    if head[8:12] in (b"heic", b"heix", b"hevc"):
        return Content.HEIC
    return Content.FILM if head[8:12] in _FILMS else Content.UNKNOWN


def _text_content(head: bytes, *, is_whole: bool) -> Content:
    try:
        # without an end the decoder does not mind a last letter that is cut in the middle
        text = getincrementaldecoder("utf-8-sig")().decode(head, final=is_whole)
    except UnicodeDecodeError:
        return Content.UNKNOWN
    start = text.lstrip().lower()
    if "\0" in text or not start:
        return Content.UNKNOWN
    if start.startswith(("<!doctype html", "<html", "<head", "<body")):
        return Content.WEB_PAGE
    if start.startswith("<") and "svg" in start:
        return Content.SVG
    if start.startswith(("<?xml", "<!--", "<!doctype")):
        return Content.XML if is_whole else Content.UNKNOWN  # its root element may come later
    return Content.JSON if start.startswith(("{", "[")) else Content.TEXT
