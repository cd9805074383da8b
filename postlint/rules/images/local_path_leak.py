"""An image that only its author's computer has.

## Why
It shows while the post is written and for nobody else; and the address tells readers the name of
a user or of a folder.

## Bad
    ---
    title: The harbour
    ---

    ![Boats at dawn](file:///Users/ada/boats.png)

    ![Boats at dusk](http://localhost:4000/boats.png)

## Good
    ---
    title: The harbour
    ---

    ![Boats at dawn](https://images.harbour-news.net/boats.png)

## Limits
A path such as `/home/ada/boats.png` counts only where the site has no folder of that name, and
`/home/images/boats.png` is for image-not-found. Of addresses that begin with `~/` only those count
that go on with a folder like `Downloads`: to many builds `~/` is the site's own folder. An image
written into the post as `data:` is a warning, and only when it is larger than `largest-data`.
"""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model.body import Reference
from postlint.model.findings import Finding, Severity
from postlint.model.post import Post
from postlint.model.text import Span
from postlint.model.triggers import HAS_IMAGE
from postlint.rule import OptionSet, option, rule
from postlint.rules.images import names_images
from postlint.sites.base import Site
from postlint.sites.images import (
    IMAGE_FIELDS,
    is_of_one_computer,
    is_own_machine,
    labelled_images,
    shown,
)

#: schemes of what lives in one browser, one editor or on one disk
_OF_ONE_PROGRAM = (
    "file:",
    "blob:",
    "webkit-fake-url:",
    "vscode-resource:",
    "vscode-webview:",
    "chrome-extension:",
    "moz-extension:",
    "content://",
    "attachment:",
    "cid:",
    "app://local/",
)


class Options(OptionSet):
    fields: tuple[str, ...] = option(IMAGE_FIELDS, "key paths that hold an image; `*` is any item of a list")
    largest_data: int = option(32, "kilobytes that an image written as `data:` may have", least=0)


@rule(
    "IM408",
    severity=Severity.ERROR,
    options=Options,
    since="0.1.0",
    trigger=lambda options: HAS_IMAGE | names_images(options.fields),
)
def check(post: Post, site: Site, options: Options) -> Iterator[Finding]:
    for label, image in labelled_images(post, options.fields):
        yield from _findings(post, site, options, image, label)


def _findings(post: Post, site: Site, options: Options, image: Reference, label: str) -> Iterator[Finding]:
    beginning = image.target[:20].lower()
    if beginning.startswith("data:"):
        size = len(image.target) // 1000
        if size > options.largest_data:
            message = f"{label}an image of {size} kB is written into the post"
            start = image.target_span.start
            shown_part = Span(start, start + len(shown(image.target)))
            yield Finding(shown_part, message, severity=Severity.WARNING)
    elif beginning.startswith(_OF_ONE_PROGRAM) or is_own_machine(image.target):
        yield Finding(image.target_span, f"{label}{shown(image.target)} is only on your computer")
    elif is_of_one_computer(post, site, image.target):
        yield Finding(image.target_span, f"{label}{shown(image.target)} is a path on your computer")
