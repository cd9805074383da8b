"""The images of a post that should be files of its site."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from functools import cache

from postlint.model.body import Reference
from postlint.model.findings import Edit, Finding, Fix
from postlint.model.lookup import Found
from postlint.model.post import Post
from postlint.model.text import Span
from postlint.model.values import Json, KeyPath, path_text
from postlint.sites.base import Site

#: key paths under which generators, themes and social cards keep images; `*` is any item of a list
IMAGE_FIELDS = (
    "banner",
    "cover",
    "cover.image",
    "cover.src",
    "cover_image",
    "coverImage",
    "featureImage",
    "feature_image",
    "featured_image",
    "featuredImage",
    "header.image",
    "header.overlay_image",
    "header.teaser",
    "hero",
    "hero.image",
    "hero.src",
    "hero_image",
    "heroImage",
    "image",
    "image.path",
    "image.src",
    "image.url",
    "images.*",
    "images.*.src",
    "og:image",
    "og_image",
    "ogImage",
    "preview_image",
    "previewimage",
    "social_image",
    "teaser",
    "thumb",
    "thumbnail",
)

# "photo.jpg", "a/b.webp?w=3"; not "photo", "v1.2", "page.html"
_FILE = re.compile(r"\.(?!html?\b|php\b|aspx?\b|cgi\b|md\b|[0-9])[A-Za-z0-9]{2,5}(?:[?#]|$)")


def body_images(post: Post, skip: tuple[str, ...]) -> Iterator[Reference]:
    """The images in the body that name a file of the site, one for each place where an address stands:
    many may use one definition. `skip` are globs of addresses to leave alone."""
    seen: set[Span] = set()
    for image in post.images:
        if image.target_span in seen:
            continue
        seen.add(image.target_span)
        if image.is_remote or image.is_dynamic or not _names_file(image.target, skip):
            continue
        if image.syntax == "include" and not image.target.startswith("/"):
            continue  # the site's own template decides where the address begins
        yield image


def front_images(
    post: Post, fields: tuple[str, ...], skip: tuple[str, ...]
) -> Iterator[tuple[str, Reference]]:
    """The images that front matter names in these fields, or where the schema says so, each with
    the field as people write it."""
    if post.front is None or post.front.values is None:
        return
    paths = list(_paths_of(fields, post.front.values))
    if post.verdict is not None:
        paths += post.verdict.image_paths
    for path in dict.fromkeys(paths):
        value = post.front.get(*path)
        if not isinstance(value, str) or not _names_file(value, skip):
            continue
        span = post.front.locate_text(*path)
        image = Reference(value, span, span, "front-matter")
        if not image.is_remote and not image.is_dynamic:
            yield path_text(path), image


def missing_image(post: Post, site: Site, image: Reference, label: str = "") -> Finding | None:
    """The finding for an image whose file is not there, None where it is; `label` begins the message."""
    there = site.lookup(post, image.target)
    if there.found is Found.OUTSIDE:
        return Finding(image.target_span, f"{label}{image.target} leads out of the site")
    if there.found is not Found.NO:
        return None
    message = f"{label}no file at {image.target}"
    nearest = site.nearest(post, image.target)
    if nearest is None:
        return Finding(image.target_span, message)
    fix = Fix(f"write {nearest}", (Edit(image.target_span, nearest),), safe=False)
    return Finding(image.target_span, f"{message}: did you mean {nearest}?", fix)


def _names_file(target: str, skip: tuple[str, ...]) -> bool:
    return bool(_FILE.search(target)) and not any(fnmatchcase(target, glob) for glob in skip)


def _paths_of(fields: tuple[str, ...], values: Mapping[str, Json]) -> Iterator[KeyPath]:
    """The key paths that the fields name in these values."""
    by_first_key = _by_first_key(fields)
    for key, value in values.items():
        for rest in by_first_key.get(key, ()):
            yield from ((key, *path) for path in _spread(rest, value))


@cache
def _by_first_key(fields: tuple[str, ...]) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """The fields by their first key, each with the keys that follow: few posts have many of them."""
    grouped: dict[str, tuple[tuple[str, ...], ...]] = {}
    for field in fields:
        first, *rest = field.split(".")
        grouped[first] = (*grouped.get(first, ()), tuple(rest))
    return grouped


def _spread(keys: tuple[str, ...], value: Json) -> Iterator[KeyPath]:
    """The paths below a value that the keys lead to, with an index for every `*`."""
    if not keys:
        yield ()
        return
    first, rest = keys[0], keys[1:]
    if first == "*" and isinstance(value, list):
        for index, item in enumerate(value):
            yield from ((index, *path) for path in _spread(rest, item))
    elif isinstance(value, dict) and first in value:
        yield from ((first, *path) for path in _spread(rest, value[first]))
