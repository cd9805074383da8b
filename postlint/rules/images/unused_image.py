"""An image in the folder of a post that no post names.

## Why
Left-overs of older drafts make the repository and the published site larger, and the next editor
wonders whether they matter.

## Bad
    # in the folder of this index.md lies boat-old.png too
    ---
    title: The harbour opens again
    ---
    ![A boat](boat.png)

## Good
    # in the folder of this index.md lies boat.png only
    ---
    title: The harbour opens again
    ---
    ![A boat](boat.png)

## Limits
Off unless you turn it on. Only folders count that are a post with what belongs to it: those with a file
`index.md`, where the generator has such folders. An image counts as named when any post of the site
writes its file's name, with or without what comes before the ending, or the beginning of it: `boat`
is enough for `boat@2x.png`. Names that themes look for, such as `cover` and `featured`, are left
alone, and so are the options' `skip`, folders with pages or programs beside the post, and posts that
gather what lies beside them (`resources`, galleries). Where not one of the images in a folder is named,
that is told once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from urllib.parse import unquote

from postlint.model.across import Gathered, SiteFinding
from postlint.model.body import PICTURE_ENDINGS
from postlint.model.findings import Finding, Severity
from postlint.model.patterns import late
from postlint.model.post import Post
from postlint.model.records import NamedTuple
from postlint.rule import OptionSet, WholeSite, option, site_rule
from postlint.sites.base import Site
from postlint.sites.bundles import is_index
from postlint.sites.files import fold
from postlint.sites.sections import place_of_field

#: generators that keep a post and its images in one folder
_WITH_BUNDLES = frozenset({None, "astro", "docusaurus", "eleventy", "gatsby", "hugo", "quarto", "zola"})

# "cover.png", "featured-boat.jpg", "og2.png", which themes look for by themselves; not "heron.png"
_OF_THEMES = late(
    r"(?:banner|card|cover|featured?|hero|og|poster|preview|share|social|thumb(?:nail)?)(?![a-z])",
    re.IGNORECASE,
)

#: what may name images beside a post, and is not read
_OTHER_SOURCES = (".css", ".html", ".js", ".json", ".jsx", ".scss", ".toml", ".ts", ".tsx", ".yaml", ".yml")

_ENDINGS = tuple(f".{ending}" for ending in PICTURE_ENDINGS)

# ".png" of "![A](a/boat.png)"; not ".pdf", ".pngs"
_ENDING = late(rf"\.(?:{'|'.join(PICTURE_ENDINGS)})(?!\w)", re.IGNORECASE)

# what cannot stand in the name before it: the "/" of "a/boat.png"
_OUTSIDE_NAMES = late(r"""[\s/\\"'()<>\[\]{}|=,:]""")

#: code points of a file's name, as systems allow them
_LONGEST_NAME = 255

# "{{< gallery >}}", ".Resources.Match"; not "gallery" in prose
_GATHERS = late(r"\{\{[<%]\s*\w*galler|\.Resources|import\.meta\.glob|getImages|\bmatch=", re.IGNORECASE)


class Options(OptionSet):
    skip: tuple[str, ...] = option((), "names of images to leave alone; `*` stands for any text")


class Named(NamedTuple):
    """The images that a post names, by file name; `gathers`: it may show any that lie beside it."""

    images: tuple[str, ...]
    gathers: bool


def collect(post: Post, site: Site, options: Options) -> Named | None:
    names = {fold(unquote(name)) for name in _names_in(post.text)}
    is_bundle = is_index(post.path)
    gathers = is_bundle and (_has_resources(post) or _GATHERS.search(post.text) is not None)
    return Named(tuple(sorted(names)), gathers) if names or is_bundle else None


def _names_in(text: str) -> Iterator[str]:
    """What stands before each ending of an image, with the ending, back to where a name must begin."""
    for found in _ENDING.finditer(text):
        before = text[max(0, found.start() - _LONGEST_NAME) : found.start()]
        yield _OUTSIDE_NAMES.split(before)[-1] + found[0]


def _has_resources(post: Post) -> bool:
    return post.front is not None and "resources" in (post.front.values or ())


@site_rule(
    "IM412",
    severity=Severity.INFO,
    since="0.1.0",
    facts=Named,
    collect=collect,
    options=Options,
    enabled=False,
)
def compare(whole: WholeSite[Named], options: Options) -> Iterator[SiteFinding]:
    if whole.site.generator not in _WITH_BUNDLES:
        return
    named = {name for post in whole.posts for name in post.facts.images}
    bundles: dict[str, list[Gathered[Named]]] = {}
    for post in whole.posts:
        if "/" in post.path and is_index(post.path):
            bundles.setdefault(post.path.rpartition("/")[0], []).append(post)
    for folder, indexes in bundles.items():
        listed = whole.site.files.listing(folder).names
        if any(index.facts.gathers for index in indexes) or any(map(_is_other_source, listed)):
            continue
        stems = tuple(_stem(image) for index in indexes for image in index.facts.images)
        unnamed = [name for name in sorted(listed) if _is_unnamed(name, named, stems, options)]
        pages = [page for index in indexes if unnamed and (page := whole.read(index.path))]
        if not unnamed or len(pages) < len(indexes):
            continue
        unused = [name for name in unnamed if not any(_stem(name) in page.text for page in pages)]
        images = sum(fold(name).endswith(_ENDINGS) for name in listed)
        told = [f"any of the {images} images here"] if 1 < images == len(unused) else unused
        place = place_of_field(pages[0], "title")
        yield from (SiteFinding(indexes[0].path, Finding(place, f"no post names {what}")) for what in told)


def _stem(name: str) -> str:
    return name.rpartition(".")[0]


def _is_other_source(name: str) -> bool:
    return name.endswith(_OTHER_SOURCES)


def _is_unnamed(name: str, named: set[str], stems: tuple[str, ...], options: Options) -> bool:
    folded = fold(name)
    if not folded.endswith(_ENDINGS) or folded in named or folded.startswith(stems):
        return False
    return _OF_THEMES.match(name) is None and not any(fnmatchcase(name, glob) for glob in options.skip)
