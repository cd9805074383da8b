"""An image named in front matter whose file is not there.

## Why
The hero image, the list of posts and the card on social networks stay empty, and nobody who
reads the post alone notices.

## Bad
    ---
    title: The harbour
    image: assets/images/boats.jpg
    ---

## Good
    ---
    title: The harbour
    image: https://images.harbour-news.net/boats.jpg
    ---

## Limits
Only fields that usually hold an image are looked at, those of the option `fields`, and those that
the schema marks with `"format": "postlint-image"`. A value without a file ending is left alone:
it may be the name of a record and not a path; and so is a name that a folder of pictures, such as
`assets/images/`, holds: the theme may put the folder before it. Curly quotes around an address are
for `smart-quote-delimiter`.
"""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model.body import Reference
from postlint.model.findings import Finding, Severity
from postlint.model.front_matter import Format
from postlint.model.post import Post
from postlint.rule import OptionSet, option, rule
from postlint.rules.images import names_images
from postlint.sites.base import Site
from postlint.sites.images import IMAGE_FIELDS, front_images, missing_image


class Options(OptionSet):
    fields: tuple[str, ...] = option(IMAGE_FIELDS, "key paths that hold an image; `*` is any item of a list")
    skip: tuple[str, ...] = option((), "addresses to leave alone; `*` stands for any text")


@rule(
    "IM402",
    severity=Severity.ERROR,
    options=Options,
    since="0.1.0",
    fixable=True,
    trigger=lambda options: names_images(options.fields),
)
def check(post: Post, site: Site, options: Options) -> Iterator[Finding]:
    for label, image in front_images(post, site, options.fields, options.skip):
        finding = missing_image(post, site, image, label)
        if finding is not None and not _is_in_curly_quotes(post, image):
            yield finding


def _is_in_curly_quotes(post: Post, image: Reference) -> bool:
    """Whether the quotes of a plain YAML value are the cause, of which smart-quote-delimiter tells."""
    is_plain = post.text[image.target_span.start - 1] not in "\"'"
    is_yaml = post.front is not None and post.front.format is Format.YAML
    return is_yaml and is_plain and image.target[:1] in "“„”‘" and image.target[-1:] in "“”’"
