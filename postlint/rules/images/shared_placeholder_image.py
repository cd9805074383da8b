"""One image at the head of many posts.

## Why
A stand-in such as `default.jpg` tells readers nothing, and lists of posts look as if they were all the
same one.

## Bad
    # five other posts have the same image
    ---
    title: The harbour opens again
    image: /images/default.jpg
    ---

## Good
    ---
    title: The harbour opens again
    image: https://images.harbour-news.net/boats.jpg
    ---

## Limits
Off unless you turn it on: many sites share one image among the posts of a series on purpose. Looked at
are the fields that hold an image; the option `posts` says how many may share one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from postlint.model.across import SiteFinding
from postlint.model.findings import Finding, Severity
from postlint.model.post import Post
from postlint.model.records import NamedTuple
from postlint.rule import OptionSet, WholeSite, option, site_rule
from postlint.sites.base import Site
from postlint.sites.images import IMAGE_FIELDS, front_addresses, shown


class Options(OptionSet):
    fields: tuple[str, ...] = option(IMAGE_FIELDS, "key paths that hold an image; `*` is any item of a list")
    posts: int = option(4, "how many posts may have one image", least=1)


class Heads(NamedTuple):
    """The images at the head of a post, as written."""

    images: tuple[str, ...]


def collect(post: Post, site: Site, options: Options) -> Heads | None:
    images = dict.fromkeys(image.target for _, image in front_addresses(post, options.fields))
    return Heads(tuple(images)) if images else None


@site_rule(
    "IM413",
    severity=Severity.INFO,
    since="0.1.0",
    facts=Heads,
    collect=collect,
    options=Options,
    enabled=False,
)
def compare(whole: WholeSite[Heads], options: Options) -> Iterator[SiteFinding]:
    uses = Counter(image for post in whole.posts for image in post.facts.images)
    for path, (images,) in whole.posts:
        shared = [image for image in images if uses[image] > options.posts]
        post = whole.read(path) if shared else None
        for label, image in front_addresses(post, options.fields) if post is not None else ():
            if image.target in shared:
                others = uses[image.target] - 1
                have = "another post has" if others == 1 else f"{others} other posts have"
                message = f"{label}{have} {shown(image.target)} too"
                yield SiteFinding(path, Finding(image.target_span, message))
