"""The images of a post that should be files of its site."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase

from postlint.model.body import Reference
from postlint.model.findings import Edit, Finding, Fix
from postlint.model.front_matter import FrontMatter
from postlint.model.lookup import Found
from postlint.model.post import Post
from postlint.model.values import KeyPath
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
    """The images in the body that name a file of the site; `skip` are globs of addresses to leave."""
    for image in post.images:
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
    marked = post.verdict.image_paths if post.verdict is not None else ()
    paths = [path for field in fields for path in _paths_of(field, post.front)]
    for path in dict.fromkeys([*paths, *marked]):
        value = post.front.get(*path)
        if not isinstance(value, str) or not _names_file(value, skip):
            continue
        span = post.front.locate_text(*path)
        image = Reference(value, span, span, "front-matter")
        if not image.is_remote and not image.is_dynamic:
            yield ".".join(map(str, path)), image


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


def _paths_of(field: str, front: FrontMatter) -> Iterator[KeyPath]:
    first, *rest = field.split(".")
    if front.values is None or first not in front.values:
        return
    paths: list[KeyPath] = [(first,)]
    for step in rest:
        if step == "*":
            paths = [(*path, index) for path in paths for index in range(_length(front.get(*path)))]
        else:
            paths = [(*path, step) for path in paths]
    yield from paths


def _length(value: object) -> int:
    return len(value) if isinstance(value, list) else 0
