"""An image whose address differs from its file in letter case only.

## Why
The image shows on a Mac or on Windows, where letter case does not count, and is missing on the
server, where it does. The same happens to accents that are composed in one of the two spellings
and decomposed in the other.

## Bad
    # beside it stands images/Boats.jpg
    ![Boats at dawn](images/boats.jpg)

## Good
    # beside it stands images/Boats.jpg
    ![Boats at dawn](images/Boats.jpg)

## Limits
Looks at the images of the body and at those that front matter names.
"""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import is_normalized, normalize

from postlint.model.findings import Edit, Finding, Fix, Severity
from postlint.model.lookup import Found
from postlint.model.post import Post
from postlint.model.triggers import HAS_IMAGE
from postlint.rule import OptionSet, option, rule
from postlint.rules.images import names_images
from postlint.sites.base import Site
from postlint.sites.images import IMAGE_FIELDS, labelled_files


class Options(OptionSet):
    fields: tuple[str, ...] = option(IMAGE_FIELDS, "key paths that hold an image; `*` is any item of a list")
    skip: tuple[str, ...] = option((), "addresses to leave alone; `*` stands for any text")


@rule(
    "IM403",
    severity=Severity.ERROR,
    options=Options,
    since="0.1.0",
    fixable=True,
    trigger=lambda options: HAS_IMAGE | names_images(options.fields),
)
def check(post: Post, site: Site, options: Options) -> Iterator[Finding]:
    for _, image in labelled_files(post, site, options.fields, options.skip):
        there = site.lookup(post, image.target)
        if there.found is Found.OTHER_CASE and there.actual is not None:
            edit = Edit(image.target_span, there.actual)
            fix = Fix(f"write {there.actual}", (edit,), safe=True)
            yield Finding(image.target_span, _message(image.target, there.actual), fix)


def _message(written: str, actual: str) -> str:
    if normalize("NFC", written) == normalize("NFC", actual):
        # the two look the same on the screen
        form = "composed" if is_normalized("NFC", actual) else "decomposed"
        return f"{written} is written with {form} accents on disk"
    return f"{written} is called {actual} on disk"
