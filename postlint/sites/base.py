"""A site: its root, its generator, and where the addresses in its posts lead."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import quote, unquote

from postlint.model.lookup import Found, Lookup
from postlint.model.post import Post
from postlint.sites.files import UNKNOWN, Files, fold

#: folders whose content generators copy to the root of the published site, and those that hold
#: sources beside which images may stand
USUAL_ROOTS = ("", "static", "public", "assets", "content", "source", "src", "docs")


@dataclass(frozen=True)
class Site:
    """What surrounds the posts.

    `asset_roots` are folders, relative to the root, that the configuration adds to the usual ones.
    `today` is the day that counts as now, so that rules about dates can be tested.
    """

    files: Files
    today: date
    generator: str | None = None
    asset_roots: tuple[str, ...] = ()

    @property
    def root(self) -> Path:
        return self.files.root

    def lookup(self, post: Post, address: str) -> Lookup:
        """Where an address in a post leads: fragment and query dropped, percent signs decoded, letter
        case exact, never outside the root.

        The post's own folder counts first, then its page's address (`a/post.md` is published as
        `a/post/`, and some generators keep a post's images there), then the roots.
        """
        path = address.strip().partition("#")[0].partition("?")[0]
        suffix = address.strip()[len(path) :]
        for prefix in ("{static}", "{attach}", "{filename}"):  # Pelican
            path = path.removeprefix(prefix)
        if not path:
            return Lookup(Found.YES)
        other_case: str | None = None
        is_inside = False
        for decoded in dict.fromkeys((unquote(path), path)):
            for base in self._bases(post, decoded):
                inside = _join(base, decoded)
                if inside is None:
                    continue
                is_inside = True
                actual = self._actual(inside)
                if actual == inside:
                    return Lookup(Found.YES)
                if actual is not None and other_case is None:
                    other_case = _respell(path, inside, actual)
        if other_case is not None:
            return Lookup(Found.OTHER_CASE, actual=other_case + suffix)
        if not is_inside:
            return Lookup(Found.OUTSIDE)
        nearest = self._nearest(post, path)
        return Lookup(Found.NO, nearest=nearest and nearest + suffix)

    def _bases(self, post: Post, target: str) -> Iterator[str]:
        if not target.startswith("/"):
            folder, _, name = post.path.rpartition("/")
            yield folder
            yield posixpath.join(folder, name.rpartition(".")[0])
        yield from USUAL_ROOTS
        yield from self.asset_roots

    def _actual(self, path: str) -> str | None:
        """The path as the disk spells it, None where there is no such file in any spelling."""
        folder = ""
        for name in path.split("/"):
            listing = self.files.listing(folder)
            if listing is UNKNOWN:
                return path
            if name not in listing.names:
                found = listing.by_fold.get(fold(name))
                if found is None:
                    return None
                name = found
            folder = f"{folder}/{name}" if folder else name
        return folder

    def _nearest(self, post: Post, path: str) -> str | None:
        """The address of a file of nearly this name in a folder where this one was looked for."""
        from difflib import get_close_matches

        decoded = unquote(path)
        name = posixpath.basename(decoded)
        for base in self._bases(post, decoded):
            inside = _join(base, decoded)
            if inside is None:
                continue
            folder = posixpath.dirname(inside)
            names = sorted(n for n in self.files.listing(folder).names if "." in n)
            same_stem = [n for n in names if _stem(n) == _stem(name)]
            close = same_stem if len(same_stem) == 1 else get_close_matches(name, names, 1, 0.85)
            if close:
                return _respell(path, inside, posixpath.join(folder, close[0]))
        return None


def _join(base: str, target: str) -> str | None:
    """The path from the root, None where it leads out of it."""
    path = posixpath.normpath(posixpath.join(base, target.lstrip("/")))
    return None if path.startswith("../") or path in ("..", ".") else path


def _stem(name: str) -> str:
    return fold(name).rpartition(".")[0] or fold(name)


def _respell(written: str, path: str, actual: str) -> str:
    """`written` with each name that `actual` spells otherwise than `path` put right, from the end on."""
    names = written.split("/")
    pairs = zip(reversed(path.split("/")), reversed(actual.split("/")), strict=True)
    for back, (asked, there) in enumerate(pairs, 1):
        if back > len(names) or asked not in (names[-back], unquote(names[-back])):
            break
        if asked != there:
            needs_quoting = "%" in names[-back] or (" " in there and " " not in names[-back])
            names[-back] = quote(there, safe="!$&'()*+,;=:@~") if needs_quoting else there
    return "/".join(names)
