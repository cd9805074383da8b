"""An image in the body whose file is not there.

## Why
The page shows an empty frame, and no build step complains.

## Bad
    ---
    title: The harbour
    ---

    ![Boats at dawn](images/boats.png)

## Good
    ---
    title: The harbour
    ---

    ![Boats at dawn](https://images.harbour-news.net/boats.png)

## Limits
Remote addresses are not fetched. Left alone is what only the build knows: `{{ page.image }}`, an
alias such as `@/`, a relative address in a shortcode of the site's own or by way of another post's
dated page; and an address without a file ending. `/static/boats.png` on a site of Hugo leads nowhere,
since what `static/` holds is published as `/boats.png`; so it is with `public/` of Astro. Embeds such
as `![[boats/a.png]]` count in a vault of Obsidian and on sites of Quartz, where they name a folder.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from postlint.model.body import PICTURE_ENDINGS
from postlint.model.findings import Edit, Finding, Fix, Severity
from postlint.model.patterns import late
from postlint.model.post import Post
from postlint.model.text import Span
from postlint.model.triggers import HAS_IMAGE, has_text
from postlint.rule import OptionSet, option, rule
from postlint.sites.base import Site
from postlint.sites.images import body_images, missing_image

#: generators with kramdown or Python-Markdown, to which a space is a part of the address:
#: https://github.com/gettalong/kramdown/blob/master/lib/kramdown/parser/kramdown/link.rb
#: https://github.com/Python-Markdown/markdown/blob/master/markdown/inlinepatterns.py
_ALLOW_SPACES = frozenset({"jekyll", "mkdocs", "pelican"})
_ENDINGS = tuple(f".{ending}" for ending in PICTURE_ENDINGS)
_BLANKS = late(" +")


class Options(OptionSet):
    skip: tuple[str, ...] = option((), "addresses to leave alone; `*` stands for any text")


@rule(
    "IM401",
    severity=Severity.ERROR,
    options=Options,
    since="0.1.0",
    fixable=True,
    trigger=HAS_IMAGE | has_text("!["),
)
def check(post: Post, site: Site, options: Options) -> Iterator[Finding]:
    for image in body_images(post, site, options.skip):
        finding = missing_image(post, site, image)
        if finding is not None:
            yield finding
    yield from _unseen(post, site)


def _unseen(post: Post, site: Site) -> Iterator[Finding]:
    """What was surely to be an image and is shown as text, for a blank in the wrong place."""
    if "![" not in post.text:
        return
    seen = {image.span.start for image in post.images}
    for found in _meant_image().finditer(post.text, post.body_start):
        address = Span(*found.span("address"))
        blanks = [Span(*blank.span()) for blank in _BLANKS.finditer(post.text, address.start, address.end)]
        gap = Span(*found.span("gap"))
        if not _is_of_picture(found["address"]) or not (blanks or gap.start < gap.end):
            continue
        if gap.start == gap.end and site.generator in _ALLOW_SPACES:
            continue
        if found.start() in seen:
            continue  # the text is the label of one
        if not post.body.is_prose(Span(found.start(), address.start)):
            continue
        encoded = tuple(Edit(blank, "%20" * (blank.end - blank.start)) for blank in blanks)
        if gap.start < gap.end:
            fix = Fix("write them without a blank", (Edit(gap, ""), *encoded), safe=True)
            yield Finding(gap, "a blank between ] and (: Markdown sees no image", fix)
        else:
            fix = Fix("write %20 for the space", encoded, safe=True)
            yield Finding(address, "a space in the address: Markdown sees no image", fix)


def _is_of_picture(address: str) -> bool:
    """Whether an address ends like a picture, and only once: "a.png b.png" are two."""
    words = [word.lower().endswith(_ENDINGS) for word in address.split()]
    return words[-1] and not any(words[:-1])


@cache
def _meant_image() -> re.Pattern[str]:
    # takes "![Boats](my boats.png)", "![Boats] (boats.png)"; not "![Boats](a.png \"Boats\")" nor one that
    # begins with a backslash
    return re.compile(
        r"""(?<!\\) !\[ [^\[\]\r\n]{0,300} \] (?P<gap>[ ]{0,3})
            \( [ ]{0,3}
            (?P<address> [^\s()<>"'`{}\\] (?: [^()<>"'`{}\\\t\r\n]{0,300} [^\s()<>"'`{}\\] )? )
            [ ]{0,3} \)
        """,
        re.VERBOSE,
    )
