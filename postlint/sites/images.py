"""The images of a post that should be files of its site."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from functools import cache
from itertools import chain

from postlint.model.body import Reference
from postlint.model.findings import Edit, Finding, Fix
from postlint.model.hints import with_question
from postlint.model.lookup import Found
from postlint.model.patterns import late
from postlint.model.post import Post
from postlint.model.text import once_each
from postlint.model.values import Json, KeyPath, path_text
from postlint.sites.base import PICTURE_FOLDERS, Site

#: key paths under which generators, themes and social cards keep images; `*` is any item of a list
IMAGE_FIELDS = (
    "background",
    "banner",
    "banner_img",
    "cover",
    "cover-img",
    "cover.image",
    "cover.src",
    "coverImage",
    "cover_image",
    "feature-img",
    "featureImage",
    "feature_image",
    "featured-image",
    "featuredImage",
    "featured_image",
    "gallery.*.image_path",
    "header-img",
    "header.image",
    "header.og_image",
    "header.overlay_image",
    "header.teaser",
    "headerImage",
    "header_image",
    "hero",
    "hero.image",
    "hero.src",
    "heroImage",
    "hero_image",
    "image",
    "image.path",
    "image.src",
    "image.url",
    "images.*",
    "images.*.src",
    "index_img",
    "og.image",
    "og:image",
    "ogImage",
    "og_image",
    "preview_image",
    "previewimage",
    "seo.image",
    "share-img",
    "socialImage",
    "social_image",
    "teaser",
    "thumb",
    "thumbnail",
    "thumbnail-img",
    "twitter.image",
)

#: folders in which systems keep what belongs to one person: `~/` alone is an alias of many builds
_PERSONAL = ("Desktop", "Documents", "Downloads", "Dropbox", "Library", "Pictures", "Screenshots")

# "photo.jpg", "a/b.webp?w=3", "photo.jpg”" with a quote that went astray; not "photo", "v1.2", "page.html"
_FILE = late(r"\.(?!html?\b|php\b|aspx?\b|cgi\b|md\b|[0-9])[A-Za-z0-9]{2,5}[\"'”’»]?(?:[?#]|$)")

# "https://via.placeholder.com/150", "//picsum.photos/200"; not "https://example.community/". Runs over
# every post: it begins with plain characters, which `re` looks for as fast as `in`.
PLACEHOLDER_HOST = late(
    r"""//(?:(?:www|via|fakeimg|source)\.)?
        (?:placeholder\.com|placehold\.(?:co|it)|placekitten\.com|placeimg\.com|picsum\.photos
          |dummyimage\.com|fakeimg\.pl|loremflickr\.com|example\.(?:com|org|net))
        (?![\w.-])""",
    re.VERBOSE,
)

#: code points of an address that a message shows
_LONGEST_SHOWN = 120


def labelled_images(post: Post, fields: tuple[str, ...]) -> Iterator[tuple[str, Reference]]:
    """The images in these fields and in the body, each with the words that begin a message about it."""
    return chain(front_addresses(post, fields), (("", image) for image in _placed_images(post)))


def labelled_files(
    post: Post, site: Site, fields: tuple[str, ...], skip: tuple[str, ...]
) -> Iterator[tuple[str, Reference]]:
    """Those of them that name a file of the site. `skip` are globs of addresses to leave alone."""
    yield from front_images(post, site, fields, skip)
    yield from (("", image) for image in body_images(post, site, skip))


def body_images(post: Post, site: Site, skip: tuple[str, ...]) -> Iterator[Reference]:
    """The images in the body that name a file of the site, one for each place where an address stands.
    `skip` are globs of addresses to leave alone."""
    for image in _placed_images(post):
        if image.is_remote or image.is_dynamic or not _names_file(image.target, skip):
            continue
        if image.syntax == "wiki" and ("/" not in image.target or not site.has_wiki_embeds):
            continue  # a bare name may lie anywhere in the vault; elsewhere the brackets are text
        if "/" not in image.target and site.generator is None and site.has_wiki_embeds:
            continue  # as for Markdown's own syntax, which a vault can be set to
        if image.syntax == "template" and is_own_shortcode(post, site, image):
            continue
        if _climbs_to_a_page(image.target) or is_of_one_computer(post, site, image.target):
            continue
        yield image


def _placed_images(post: Post) -> Iterator[Reference]:
    """The images, one for each place where an address stands: many may use one definition."""
    return once_each(post.images, lambda image: image.target_span)


def front_images(
    post: Post, site: Site, fields: tuple[str, ...], skip: tuple[str, ...]
) -> Iterator[tuple[str, Reference]]:
    """The images that front matter names in these fields, or where the schema says so, and that
    are files of the site, each with the words that begin a message about it."""
    for label, image in front_addresses(post, fields):
        if image.is_remote or image.is_dynamic or not _names_file(image.target, skip):
            continue
        if not is_of_one_computer(post, site, image.target):
            yield label, image


def front_addresses(post: Post, fields: tuple[str, ...]) -> tuple[tuple[str, Reference], ...]:
    """What front matter holds in these fields, or where the schema wants an image, wherever it leads,
    each with the words that begin a message about it."""
    return post.once(_read_addresses, fields)


def _read_addresses(post: Post, fields: tuple[str, ...]) -> tuple[tuple[str, Reference], ...]:
    if post.front is None or post.front.values is None:
        return ()
    paths = list(_paths_of(fields, post.front.values))
    if post.verdict is not None:
        paths += post.verdict.image_paths
    found = []
    for path in dict.fromkeys(paths):
        value = post.front.get(*path)
        if isinstance(value, str):
            span = post.front.locate_text(*path)
            found.append((f"`{path_text(path)}`: ", Reference(value, span, span, "front-matter")))
    return tuple(found)


def is_of_one_computer(post: Post, site: Site, target: str) -> bool:
    """Whether a path begins at the root of somebody's disk, or in somebody's home folder.

    A site may have a folder of its own called `home` or `Users`: then it is the one that counts; and
    nobody is called `images` or `assets`.
    """
    target = target.strip()
    if target[1:3] in (":\\", ":/") and target[0].isascii() and target[0].isalpha():
        return True
    if target.startswith("~/"):
        return target[2:].partition("/")[0] in _PERSONAL
    first, *rest = target[1:].split("/", 3) if target.startswith(("/home/", "/Users/")) else [""]
    is_of_person = len(rest) > 1 and rest[0] not in ("", "assets", "static", *PICTURE_FOLDERS)
    return is_of_person and site.lookup(post, f"/{first}").found is not Found.YES


def missing_image(post: Post, site: Site, image: Reference, label: str = "") -> Finding | None:
    """The finding for an image whose file is not there, None where it is; `label` begins the message."""
    there = site.lookup(post, image.target)
    if there.found is Found.OUTSIDE:
        return Finding(image.target_span, f"{label}{shown(image.target)} leads out of the site")
    if there.found is not Found.NO:
        return None
    if image.syntax == "front-matter" and site.may_lie_in_picture_folder(image.target):
        return None  # a theme that names the folder itself
    message = f"{label}no file at {shown(image.target)}"
    nearest = site.nearest(post, image.target)
    if nearest is None:
        return Finding(image.target_span, message)
    fix = Fix(f"write {nearest}", (Edit(image.target_span, nearest),), safe=False)
    return Finding(image.target_span, with_question(message, nearest), fix)


def is_own_machine(target: str) -> bool:
    """Whether an address names the machine that asks: `http://localhost:4000/boats.png`."""
    if "//" not in target[:10]:  # as with most
        return False
    scheme, _, rest = target.strip().partition("//")
    host = re.split(r"[/?#]", rest, maxsplit=1)[0].rpartition("@")[2].lower()
    name = host if host.startswith("[") else host.partition(":")[0]
    return scheme.lower() in ("http:", "https:", "") and (
        name in ("localhost", "0.0.0.0", "[::1]")
        or name.endswith(".localhost")
        or re.fullmatch(r"127(?:\.\d{1,3}){3}", name) is not None
        or host.startswith("[::1]")
    )


def placeholder_host(target: str) -> str | None:
    """The host of an address where it is a service for placeholders, or stands for any host."""
    found = PLACEHOLDER_HOST.search(target)
    if found is None or target[: found.start()].lower() not in ("", "http:", "https:"):
        return None
    return found[0].removeprefix("//")


def shown(target: str) -> str:
    """An address for a message: the end of a very long one, where the name is, and no more than the
    sort of one that holds the image itself."""
    if target[:5].lower() == "data:":
        return target[:40].partition(";")[0].partition(",")[0]
    return target if len(target) <= _LONGEST_SHOWN else f"…{target[-_LONGEST_SHOWN:]}"


def is_own_shortcode(post: Post, site: Site, image: Reference) -> bool:
    """Whether the tag is Hugo's `figure` by name only: the site has a template of its own for it."""
    return "figure" in site.own_shortcodes and post.text.startswith("{{", image.span.start)


def _climbs_to_a_page(target: str) -> bool:
    """Whether an address leads by way of the address of another post, which only the build knows."""
    return target.startswith("../") and re.search(r"/\d{4}/\d\d/\d\d/", target) is not None


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
