"""An image whose alternative text is a file name, or only "image".

## Why
It is read out in place of the image and tells nothing about it: most often an editor has put it
there when the image was dropped in.

## Bad
    ---
    title: The harbour
    ---

    ![IMG_2041.jpg](https://images.harbour-news.net/boats.jpg)

## Good
    ---
    title: The harbour
    ---

    ![Boats at dawn](https://images.harbour-news.net/boats.jpg)

## Limits
Names that cameras and screenshot tools give are known without their ending, other names with one
only. The words for an image are those of English, German, French, Spanish, Portuguese, Russian, Chinese,
Japanese and Korean, with a number behind them or without; the option `words` adds more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from postlint.model.body import PICTURE_ENDINGS, Reference
from postlint.model.findings import Finding, Severity
from postlint.model.patterns import late
from postlint.model.post import Post
from postlint.model.text import Span
from postlint.model.triggers import HAS_IMAGE
from postlint.rule import OptionSet, option, rule
from postlint.sites.base import Site

#: texts that editors, cameras and templates put in place of one, and the word "image" in many languages
_EMPTY_WORDS = frozenset(
    (
        # English
        "add alt text",
        "alt",
        "alt text",
        "alt text here",
        "alt-text",
        "alternative text",
        "alttext",
        "description of image",
        "enter image description here",
        "image",
        "image alt",
        "image alt text",
        "image description",
        "image title",
        "images",
        "img",
        "photo",
        "photograph",
        "pic",
        "picture",
        "placeholder",
        "screen shot",
        "screenshot",
        "untitled",
        # German
        "abbildung",
        "alternativtext",
        "bild",
        "bildbeschreibung",
        "bildschirmfoto",
        "foto",
        "grafik",
        # French
        "capture",
        "capture d'écran",
        "capture d’écran",
        "texte alternatif",
        # Spanish
        "captura",
        "captura de pantalla",
        "descripción de la imagen",
        "imagen",
        "texto alternativo",
        # Portuguese
        "captura de ecrã",
        "captura de tela",
        "descrição da imagem",
        "imagem",
        # Russian
        "изображение",
        "картинка",
        "скриншот",
        # Chinese
        "图像",
        "图片",
        "截图",
        # Japanese
        "画像",
        # Korean
        "사진",
        "이미지",
    )
)
#: what tells one of many images from another: "image 3", "image-20250301", "image (1)"
_NUMBERING = "0123456789 ._-:()"
#: no name of a file is longer, and few words for an image are
_LONGEST = 255

# "boats.png", "img/boats.png", "IMG_2041", "DSC01234", "Screenshot 2025-03-01 at 9.12.10"; not
# "the file boats.png", "Screenshot of 2025", "DSC chair"
_FILE_NAME = late(
    rf"""
    [^\s"'“”:]+ \.(?:{"|".join(PICTURE_ENDINGS)})
  | (?:IMG|DSC|DSCN|DSCF|PXL|MVIMG|GOPR) [ _-]*+ \d++ [\d _-]*+ (?:\(\d++\))?+
  | P\d{{7}} | \d{{8}}_\d{{6}}
  | (?:Screen[ ]?shot|CleanShot|WhatsApp[ ]Image|Bildschirmfoto|Pasted[ ]image|Capture[ ]d['’]écran
      |Captura[ ]de[ ](?:pantalla|tela))
    [ _-]*+ (?:from[ ]|le[ ]|em[ ]|um[ ])?+ \d++ [\d:.@x_-]*+
    (?:[ ](?:at|à|às|a[ ]la\(s\)|um|[\d:.@x_-]++|[AP]M))*+
    """,
    re.VERBOSE | re.IGNORECASE,
)
# what stands before a text for an image: `alt="`, `title: `
_NAMING = late(r"""(?:alt|alt-text|title|aria-label)\s*+[=:]\s*+(?:["']\s*+)?+""")


class Options(OptionSet):
    words: tuple[str, ...] = option((), "texts that say nothing about an image, beside the usual ones")


@rule("IM406", severity=Severity.INFO, options=Options, since="0.1.0", trigger=HAS_IMAGE)
def check(post: Post, site: Site, options: Options) -> Iterator[Finding]:
    told: set[Span] = set()
    for image in post.images:
        alt = (image.alt or "").strip()
        if not alt or len(alt) > _LONGEST or image.span in told:
            continue
        message = _fault_of(alt, image, options.words)
        if message is not None:
            told.add(image.span)
            yield Finding(_place_of(post.text, image, alt), message)


def _fault_of(alt: str, image: Reference, words: tuple[str, ...]) -> str | None:
    if _FILE_NAME.fullmatch(alt) or ("." in alt and image.target.endswith(alt)):
        return f"“{alt}” is the name of a file"
    folded = alt.casefold()
    if folded.rstrip(_NUMBERING) in _EMPTY_WORDS or folded in map(str.casefold, words):
        return f"“{alt}” says nothing about the image"
    return None


def _place_of(text: str, image: Reference, alt: str) -> Span:
    """Where the alternative text is written, the whole image where that is not certain."""
    written = image.span.of(text)
    if image.syntax in ("markdown", "reference"):
        at = written.find(alt)
    elif image.syntax == "wiki":
        at = written.rfind(alt)
    else:
        values = (found.end() for found in _NAMING.finditer(written))
        at = next((value for value in values if written.startswith(alt, value)), -1)
    start = image.span.start + at
    return Span(start, start + len(alt)) if at >= 0 else image.span
