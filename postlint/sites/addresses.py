"""The addresses of a site's posts, as its generator computes them."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Iterator
from typing import Protocol
from urllib.parse import unquote

from postlint.model.across import Gathered
from postlint.model.front_matter import FrontMatter
from postlint.model.post import Post
from postlint.model.records import NamedTuple
from postlint.model.text import Span, line_around
from postlint.model.values import KeyPath
from postlint.sites.base import Site
from postlint.sites.naming import (
    Naming,
    as_folder,
    former_address_fields,
    whole_address_field,
)


class Published(NamedTuple):
    """One address at which a post is published, or from which visitors are led to it.

    `language` is what front matter says; posts in two languages may share an address, which a plugin
    then takes apart. `former` is the address as written where it only leads to the post.
    """

    path: str
    address: str
    language: str | None
    former: str | None = None


class Addresses(Protocol):
    """How one generator makes addresses."""

    def address(self, path: str, naming: Naming) -> str | None:
        """Where the file at `path` is published; None where it is not, or where only the build knows."""

    def normal(self, address: str) -> str | None:
        """An address that front matter gives, as it is published."""


class PlainAddresses(NamedTuple):
    """What can be known without the generator: addresses that front matter gives as a whole."""

    takes_slugs: bool

    def address(self, path: str, naming: Naming) -> str | None:
        """The permalink; where slugs are taken, the slug in the post's folder."""
        if naming.whole is not None:
            return self.normal(naming.whole)
        if naming.slug is None or not self.takes_slugs:
            return None
        return self.normal(
            naming.slug if naming.slug[0] == "/" else f"/{path.rpartition('/')[0]}/{naming.slug}"
        )

    def normal(self, address: str) -> str | None:
        """An address as written in front matter; one that does not begin at the site's root may be a name."""
        return as_folder(address)


def addresses_of(site: Site, paths: Collection[str]) -> Addresses | None:
    """How the site's generator makes addresses; `paths` are those of all posts. None where its
    configuration cannot be read."""
    match site.generator:
        case "jekyll":
            from postlint.sites.jekyll_addresses import read_jekyll

            return read_jekyll(site)
        case "hugo":
            from postlint.sites.hugo_addresses import read_hugo

            return read_hugo(site, paths)
        case "zola":
            from postlint.sites.zola_addresses import read_zola

            return read_zola(site, paths)
        case "hexo":
            from postlint.sites.hexo_addresses import read_hexo

            return read_hexo(site)
        case "astro":
            from postlint.sites.docs_addresses import AstroAddresses

            return AstroAddresses()
        case "docusaurus":
            from postlint.sites.docs_addresses import DocusaurusAddresses

            return DocusaurusAddresses()
        case "mkdocs":
            from postlint.sites.docs_addresses import read_mkdocs

            return read_mkdocs(site)
        case "eleventy":
            return PlainAddresses(takes_slugs=False)
        case None | "gatsby":
            return PlainAddresses(takes_slugs=True)
    return None


def published(posts: Iterable[Gathered[Naming]], site: Site) -> Iterator[Published]:
    """The addresses of all posts, in their order, those of each post without repeats; former ones last."""
    posts = tuple(posts)
    addresses = addresses_of(site, [post.path for post in posts])
    if addresses is None:
        return
    led: list[Published] = []
    for path, naming in posts:
        address = addresses.address(path, naming)
        if address is None:
            continue
        address = _as_read(address)
        yield Published(path, address, naming.language)
        seen = {address}
        for written in naming.former:
            former = addresses.normal(written) if written.startswith("/") else None
            if former is not None and (former := _as_read(former)) not in seen:
                seen.add(former)
                led.append(Published(path, former, naming.language, written))
    yield from led


def _as_read(address: str) -> str:
    """An address without percent signs, and with each letter in one form."""
    if address.isascii() and "%" not in address:
        return address
    return unicodedata.normalize("NFC", unquote(address))


def place_of(post: Post | None, one: Published, site: Site) -> Span:
    """Where a post says its address: the field that does, else its title, else its first line; the
    beginning of a post that is gone."""
    if post is None:
        return Span(0, 0)
    front = post.front
    if front is not None and front.values is not None:
        for path in _places(front, one, site.generator):
            value = front.get(*path)
            if isinstance(value, str) and value:
                return front.locate_text(*path)
    return line_around(post.text, 0)


def _places(front: FrontMatter, one: Published, generator: str | None) -> Iterator[KeyPath]:
    if one.former is not None:
        for field in former_address_fields(generator):
            written = front.get(field)
            if isinstance(written, list) and one.former in written:
                yield field, written.index(one.former)
            yield (field,)
    yield (whole_address_field(generator),)
    if not one.path.rpartition("/")[2].startswith("_index."):  # to a section a slug is nothing
        yield ("slug",)
    yield from (("id",), ("title",))
