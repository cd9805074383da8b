"""An image whose address begins with http:// or only with //.

## Why
On a page served by https, browsers do not show what comes by http, or ask for it by https and show
nothing when that fails. An address that begins with `//` leads nowhere from a feed reader, an
e-mail or a file on disk.

## Bad
    ---
    title: The harbour
    ---

    ![Boats at dawn](http://harbour.example/boats.png)

## Good
    ---
    title: The harbour
    ---

    ![Boats at dawn](https://harbour.example/boats.png)

## Limits
Nobody asks the server whether it speaks https: that is why the fix for `http://` is for you to judge.
Addresses of example.com and of services for placeholders are for placeholder.
"""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model.body import Reference
from postlint.model.findings import Edit, Finding, Fix, Severity
from postlint.model.post import Post
from postlint.model.text import Span
from postlint.model.triggers import HAS_IMAGE
from postlint.rule import OptionSet, option, rule
from postlint.rules.images import names_images
from postlint.sites.base import Site
from postlint.sites.images import IMAGE_FIELDS, is_own_machine, labelled_images, placeholder_host, shown


class Options(OptionSet):
    fields: tuple[str, ...] = option(IMAGE_FIELDS, "key paths that hold an image; `*` is any item of a list")


@rule(
    "IM407",
    severity=Severity.INFO,
    options=Options,
    since="0.1.0",
    fixable=True,
    trigger=lambda options: HAS_IMAGE | names_images(options.fields),
)
def check(post: Post, site: Site, options: Options) -> Iterator[Finding]:
    for label, image in labelled_images(post, options.fields):
        yield from _findings(post, image, label)


def _findings(post: Post, image: Reference, label: str) -> Iterator[Finding]:
    beginning = image.target[: len("http://")].lower()
    is_insecure = beginning == "http://"
    if not (is_insecure or beginning.startswith("//")) or is_own_machine(image.target):
        return
    if placeholder_host(image.target) is not None:
        return
    place = Span(image.target_span.start, image.target_span.start + (len("http:") if is_insecure else 0))
    host = image.target.lstrip("/").partition("/")[0]
    if not is_insecure and "." not in host:
        # most often a slash too many: the site's own `/images/boats.png` is meant
        yield Finding(image.target_span, f"{label}{shown(image.target)} leads to a server called “{host}”")
        return
    fix = None
    if image.target_span.of(post.text) == image.target:
        fix = Fix("begin with https:", (Edit(place, "https:"),), safe=not is_insecure)
    what = "is fetched without https" if is_insecure else "has no https: before it"
    yield Finding(image.target_span, f"{label}{shown(image.target)} {what}", fix)
