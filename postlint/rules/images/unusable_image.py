"""An image whose file is there and holds no image.

## Why
An empty file, a web page saved under the name of an image or a photograph in the format of a telephone
shows as a broken image, and no build step complains.

## Bad
    # images/boats.jpg is empty
    ![Boats at dawn](images/boats.jpg)

## Good
    # images/boats.jpg is a photograph
    ![Boats at dawn](images/boats.jpg)

## Limits
Only the first bytes of a file are read, and only those of the formats that browsers know. One format
under the name of another, such as a JPEG called `.png`, is a note: browsers show it, other readers
may not. The pointers that Git LFS leaves in a checkout made without it, as most CI makes one, are no
fault of a post: turn `lfs-pointers` on where the checkout that is checked is the one that is published.
"""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model.body import Reference
from postlint.model.findings import Finding, Severity
from postlint.model.post import Post
from postlint.model.triggers import HAS_IMAGE
from postlint.rule import OptionSet, option, rule
from postlint.rules.images import names_images
from postlint.sites.base import Site
from postlint.sites.files import HEAD
from postlint.sites.image_files import FORMAT_OF_ENDING, FORMATS, Content, content_of
from postlint.sites.images import IMAGE_FIELDS, labelled_files, shown

_WORDS = {
    Content.AVIF: "an AVIF",
    Content.BMP: "a BMP",
    Content.GIF: "a GIF",
    Content.ICO: "an ICO",
    Content.JPEG: "a JPEG",
    Content.PNG: "a PNG",
    Content.SVG: "an SVG",
    Content.WEBP: "a WebP",
    Content.HEIC: "a HEIC, which few browsers show",
    Content.TIFF: "a TIFF, which few browsers show",
    Content.FILM: "a film and no image",
    Content.PDF: "a PDF and no image",
    Content.EMPTY: "empty",
    Content.LFS_POINTER: "a Git LFS pointer and no image",
    Content.WEB_PAGE: "a web page and no image",
    Content.JSON: "JSON and no image",
    Content.XML: "XML and no image",
    Content.TEXT: "text and no image",
}


class Options(OptionSet):
    fields: tuple[str, ...] = option(IMAGE_FIELDS, "key paths that hold an image; `*` is any item of a list")
    skip: tuple[str, ...] = option((), "addresses to leave alone; `*` stands for any text")
    lfs_pointers: bool = option(False, "whether to report what Git LFS has not fetched")


@rule(
    "IM409",
    severity=Severity.WARNING,
    options=Options,
    since="0.1.0",
    trigger=lambda options: HAS_IMAGE | names_images(options.fields),
)
def check(post: Post, site: Site, options: Options) -> Iterator[Finding]:
    for label, image in labelled_files(post, site, options.fields, options.skip):
        content, named = _content(post, site, image), _format_named(image)
        if content is None or content in (named, Content.UNKNOWN):
            continue
        if content is Content.LFS_POINTER and not options.lfs_pointers:
            continue
        # browsers go by the bytes of an image and not by its name, except for SVG
        # (https://mimesniff.spec.whatwg.org/#sniffing-in-an-image-context)
        is_harmless = content in FORMATS and Content.SVG not in (content, named)
        severity = Severity.INFO if is_harmless else None
        message = f"{label}{shown(image.target)} is {_WORDS[content]}"
        yield Finding(image.target_span, message, severity=severity)


def _content(post: Post, site: Site, image: Reference) -> Content | None:
    """What the file of an image holds, None where there is no file or no format to expect."""
    head = site.head(post, image.target) if _format_named(image) else None
    return None if head is None else content_of(head, is_whole=len(head) < HEAD)


def _format_named(image: Reference) -> Content | None:
    return FORMAT_OF_ENDING.get(image.path.rpartition(".")[2].strip().lower())
