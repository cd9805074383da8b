"""An image without a text for those who do not see it.

## Why
People who listen to the page hear nothing, or the name of the file; so do search engines, and
everybody while the image does not load.

## Bad
    ---
    title: The harbour
    ---

    ![](https://images.harbour-news.net/boats.png)

## Good
    ---
    title: The harbour
    ---

    ![Boats at dawn](https://images.harbour-news.net/boats.png)

    <img src="https://images.harbour-news.net/line.png" alt="">

## Limits
HTML says that an image is decoration with `alt=""`, `role="presentation"` or `aria-hidden`; Markdown
cannot say it. A `title` or `aria-label` of an `<img>` counts as its text, and so does the
`<figcaption>` of the `<figure>` around an image. Of the tags of templates only `figure` of Hugo is
judged, where the site has no template of its own for it. Components, embeds of wikis and images in
front matter are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from postlint.model.body import Reference
from postlint.model.findings import Finding, Severity
from postlint.model.post import Post
from postlint.model.text import Span, once_each
from postlint.model.triggers import HAS_IMAGE
from postlint.rule import rule
from postlint.sites.base import Site
from postlint.sites.images import is_own_shortcode, shown


@rule("IM405", severity=Severity.WARNING, since="0.1.0", trigger=HAS_IMAGE)
def check(post: Post, site: Site, options: object) -> Iterator[Finding]:
    # an <img> may hold many addresses in its srcset
    for image in once_each(post.images, lambda image: image.span):
        if image.alt is not None and image.alt.strip():
            continue
        mark = _mark_without_text(post, site, image)
        if mark is not None and not _has_caption(post.text, image.span):
            yield Finding(mark, f"no alternative text for {shown(image.target)}")


def _mark_without_text(post: Post, site: Site, image: Reference) -> Span | None:
    """Where the text is missing, None where it is not, or where nobody can know."""
    text, start = post.text, image.span.start
    if image.syntax in ("markdown", "reference"):
        if _is_film(image) or _is_named_behind(text, image.span.end):
            return None
        return Span(start, text.index("]", start) + 1)
    if image.alt is not None:  # decoration
        return None
    if image.syntax in ("html", "srcset"):
        return Span(start, start + len("<img")) if text[start : start + 5] in _IMG_TAGS else None
    if image.syntax == "directive":
        return Span(start, start + len(":::image"))
    if image.syntax == "template" and _is_bare_figure(post, site, image):
        return Span(start, text.index("figure", start) + len("figure"))
    return None


def _has_caption(text: str, image: Span) -> bool:
    """Whether an image stands in a `<figure>` that has a caption, which is read out in its place
    (https://html.spec.whatwg.org/#guidance-for-conformance-checkers)."""
    before = text[max(0, image.start - _LONGEST_FIGURE) : image.start]
    opened = before.rfind("<figure")
    if opened < 0 or "</figure" in before[opened:]:
        return False
    after = text[image.end : image.end + _LONGEST_FIGURE].partition("</figure>")[0]
    return "<figcaption" in before[opened:] or "<figcaption" in after


def _is_bare_figure(post: Post, site: Site, image: Reference) -> bool:
    """Whether Hugo's `figure` writes an `<img>` without alt: it takes the caption where none is given
    (https://gohugo.io/shortcodes/figure/)."""
    tag = image.span.of(post.text)
    is_of_hugo = site.generator == "hugo" and tag.startswith("{{")
    return is_of_hugo and "caption" not in tag and not is_own_shortcode(post, site, image)


#: a capital letter alone is a component, which may take its text from elsewhere
_IMG_TAGS = frozenset(f"<{name}{end}" for name in ("img", "IMG") for end in " \t\r\n/")


def _is_film(image: Reference) -> bool:
    """Whether an address ends like a film or a sound, which some generators embed by the same syntax."""
    return image.path.lower().endswith(
        (".m4a", ".mov", ".mp3", ".mp4", ".oga", ".ogg", ".ogv", ".wav", ".webm")
    )


def _is_named_behind(text: str, end: int) -> bool:
    """Whether attributes behind an image name it: `![](x.png){alt="Boats"}` of kramdown, Pandoc or Quarto."""
    if text[end : end + 1] != "{":
        return False
    attributes = text[end : end + _LONGEST_ATTRIBUTES].partition("}")[0]
    return re.search(r"\balt\s*=|\btitle\s*=|\baria-|\brole\s*=", attributes) is not None


_LONGEST_ATTRIBUTES = 2000
#: how far the tags of a figure are looked for on either side of its image, in code points
_LONGEST_FIGURE = 4000
