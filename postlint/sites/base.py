"""A site: its root, its generator, and where the addresses in its posts lead."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Hashable, Iterable, Iterator
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TypeVar, TypeVarTuple
from urllib.parse import quote, unquote

from postlint.model.body import PELICAN_PREFIXES, PICTURE_ENDINGS, path_in
from postlint.model.lookup import Found, Lookup
from postlint.model.patterns import late
from postlint.model.post import Post
from postlint.model.records import dataclass, field
from postlint.model.values import Json
from postlint.sites.files import LONGEST_PATH, Answer, Files, Question, fold
from postlint.sites.jekyll import Default, read_defaults

_Made = TypeVar("_Made")
_Args = TypeVarTuple("_Args")

#: folders whose content generators copy to the root of the published site, and those that hold
#: sources beside which images may stand
USUAL_ROOTS = ("", "static", "public", "assets", "content", "source", "src", "docs")

#: the folder whose content lies at the root of the published site, where a generator has one and leaves
#: its name out of the address: `static/a.png` is `/a.png`, and `/static/a.png` leads nowhere
#: (https://gohugo.io/content-management/static-files/, https://docs.astro.build/en/basics/project-structure/)
_PUBLISHED_AS_ROOT = {
    "astro": "public",
    "docusaurus": "static",
    "gatsby": "static",
    "hugo": "static",
    "vitepress": "public",
    "zola": "static",
}

#: folders below which sites keep pictures: a theme may put one before the name that front matter gives
PICTURE_FOLDERS = ("images", "image", "img", "imgs", "media", "photos", "pictures", "uploads", "files")

#: what a word processor or a slip puts around an address
_QUOTES = "\"'“”„‘’«»"

#: endings of what is worth suggesting in place of a missing image: not the post itself
_PICTURES = tuple(f".{ending}" for ending in PICTURE_ENDINGS)

#: names of a folder that a missing one is compared with, when the address of a near one is wanted
_MOST_COMPARED = 500

#: where Hugo looks for the templates of shortcodes, below `layouts/`; the first since 0.146
_SHORTCODE_FOLDERS = ("_shortcodes", "shortcodes")

#: folders that are left out of a page's address: `src/content/news/a.md` is published as `news/a/`
_CONTENT_ROOTS = ("src/content/", "src/pages/", "content/", "source/", "src/", "docs/")

_NO_DEFAULT = Default("", "", {})

# "boat\_1.png" in Markdown is boat_1.png (https://spec.commonmark.org/0.31.2/#backslash-escapes)
_ESCAPED = late(r"\\([!-/:-@\[-`{-~])")


@dataclass(frozen=True)
class Site:
    """What surrounds the posts.

    `asset_roots` are folders, relative to the root, that the configuration adds to the usual ones.
    `day` is the day that counts as now, so that rules about dates can be tested.
    """

    files: Files
    day: date
    generator: str | None = None
    asset_roots: tuple[str, ...] = ()
    _made: dict[Hashable, object] = field(default_factory=dict, repr=False, compare=False)

    @property
    def root(self) -> Path:
        return self.files.root

    def once(self, make: Callable[[Site, *_Args], _Made], *args: *_Args) -> _Made:
        """`make(site, *args)`, computed at most once for this site: what rules read from its configuration
        and data. `make` must depend on nothing but the files, and its arguments must be hashable."""
        key = (make, args)
        if key not in self._made:
            self._made[key] = make(self, *args)
        return self._made[key]  # type: ignore[return-value]

    @property
    def today(self) -> date:
        """The day that counts as now. Where the year is enough, `this_year` holds for longer."""
        self.files.asked[Question("day", "")] = self.day.isoformat()
        return self.day

    @property
    def this_year(self) -> int:
        self.files.asked[Question("year", "")] = str(self.day.year)
        return self.day.year

    def answer(self, question: Question) -> Answer:
        """The answer that a question gets today."""
        if question.about == "day":
            return self.day.isoformat()
        if question.about == "year":
            return str(self.day.year)
        return self.files.answer(question)

    @cached_property
    def _defaults(self) -> tuple[Default, ...]:
        return read_defaults(self.files) if self.generator == "jekyll" else ()

    def fields_given(self, path: str) -> frozenset[str]:
        """The front-matter fields that the site's configuration gives to the file at `path`."""
        return frozenset(
            field for default in self._defaults if default.holds_for(path) for field in default.values
        )

    def value_given(self, path: str, field: str) -> Json:
        """What the site's configuration gives the file at `path` for a field, None where it gives nothing."""
        given = [default for default in self._defaults if field in default.values and default.holds_for(path)]
        # of several the one for the deepest folder counts, of equal ones the last
        return max(given, key=lambda default: len(default.path), default=_NO_DEFAULT).values.get(field)

    def lookup(self, post: Post, address: str) -> Lookup:
        """Where an address in a post leads: fragment and query dropped, percent signs decoded, letter
        case exact, never outside the root. Several rules ask: it is looked up once for each post."""
        return post.once(self._look_up, address)

    def _look_up(self, post: Post, address: str) -> Lookup:
        if len(address) > LONGEST_PATH:
            return Lookup(Found.NO)
        written, suffix = _split(address)
        if not written:
            return Lookup(Found.YES)
        other_case: str | None = None
        is_inside = False
        for path in _paths(address):
            for inside in self._candidates(post.path, path):
                is_inside = True
                actual = self.files.spelling(inside)
                if actual == inside:
                    return Lookup(Found.YES)
                if actual is not None and other_case is None:
                    other_case = _respell(written, inside, actual) + suffix
        if other_case is not None:
            return Lookup(Found.OTHER_CASE, actual=other_case)
        return Lookup(Found.NO if is_inside else Found.OUTSIDE)

    def head(self, post: Post, address: str) -> bytes | None:
        """The first bytes of the file that an address leads to, None where there is none to read."""
        return post.once(self._head, address)

    def _head(self, post: Post, address: str) -> bytes | None:
        inside = self.file_at(post, address)
        return None if inside is None else self.files.head(inside)

    def file_at(self, post: Post, address: str) -> str | None:
        """The path, from the root, of the file that an address leads to, None where there is none."""
        if len(address) > LONGEST_PATH:
            return None
        for path in _paths(address):
            for inside in self._candidates(post.path, path):
                if self.files.spelling(inside) == inside:
                    return inside
        return None

    def picture_roots(self, post_path: str) -> Iterator[tuple[str, str]]:
        """The folders, from the root, in which the pictures of a post may lie, each with what an address of
        one in it begins with: the post's own folder, then those that are published as the site's root."""
        folder = post_path.rpartition("/")[0]
        yield folder, ""
        published = _PUBLISHED_AS_ROOT.get(self.generator or "")
        roots = USUAL_ROOTS[:1] if published is None else (published,)
        for root in dict.fromkeys((*roots, *self.asset_roots)):
            if root:
                yield root, "/"
            else:  # the sources of the site lie there too
                yield from ((name, f"/{name}/") for name in (*PICTURE_FOLDERS, "assets", "static"))

    @cached_property
    def has_wiki_embeds(self) -> bool:
        """Whether `![[boat.png]]` is an image here: a vault of Obsidian, or a site made by Quartz."""
        return not self.files.listing("").names.isdisjoint({".obsidian", "quartz.config.ts", "quartz"})

    @cached_property
    def own_shortcodes(self) -> frozenset[str]:
        """The shortcodes for which a Hugo site or its theme has a template of its own
        (https://gohugo.io/templates/shortcode/)."""
        if self.generator != "hugo":
            return frozenset()
        themes = (f"themes/{theme}/" for theme in self.files.listing("themes").names)
        folders = (f"{place}layouts/{name}" for place in ("", *themes) for name in _SHORTCODE_FOLDERS)
        return frozenset(
            name.partition(".")[0] for place in folders for name in self.files.listing(place).names
        )

    def nearest(self, post: Post, address: str) -> str | None:
        """The address of an image of nearly the same name in a folder where this one was looked for."""
        return post.once(self._nearest, address)

    def _nearest(self, post: Post, address: str) -> str | None:
        from difflib import get_close_matches

        if len(address) > LONGEST_PATH:
            return None
        path, suffix = _split(address)
        for mended in self._mended(path):
            if mended != path and self.lookup(post, mended).found is Found.YES:
                return mended + suffix
        name = posixpath.basename(unquote(path))
        for inside in self._candidates(post.path, unquote(path)):
            folder = posixpath.dirname(inside)
            listed = self.files.names_in(folder).by_fold
            names = [there for folded, there in listed.items() if folded.endswith(_PICTURES)]
            same_stem = [there for there in names if _stem(there) == _stem(name)]
            # comparing with thousands of names takes longer than all the rest of the run
            worth_comparing = names[:_MOST_COMPARED]
            close = same_stem if len(same_stem) == 1 else get_close_matches(name, worth_comparing, 1, 0.85)
            if close:
                return _respell(path, inside, posixpath.join(folder, close[0])) + suffix
        return None

    def _mended(self, path: str) -> Iterator[str]:
        """A path without the faults that are known by sight."""
        yield path.replace("\\", "/")
        yield path.strip(_QUOTES)
        published = _PUBLISHED_AS_ROOT.get(self.generator or "")
        if published is not None and path.lstrip("/").startswith(f"{published}/"):
            yield path.lstrip("/").removeprefix(published)

    def may_lie_in_picture_folder(self, address: str) -> bool:
        """Whether there is such a file below a folder that themes put before the names they are given:
        `image: boats.jpg` for `assets/images/boats.jpg`."""
        name = unquote(_split(address)[0])
        if len(name) > LONGEST_PATH or name.startswith((".", "/")):
            return False
        paths = (posixpath.normpath(f"{folder}/{name}") for folder in self._picture_folders)
        return any(self.files.spelling(path) is not None for path in paths)

    @cached_property
    def _picture_folders(self) -> tuple[str, ...]:
        return tuple(
            f"{root}/{name}".lstrip("/")
            for root in USUAL_ROOTS
            for name in PICTURE_FOLDERS
            if name in self.files.listing(root).names
        )

    def _candidates(self, post_path: str, target: str) -> Iterator[str]:
        """The paths from the root that an address may mean, none twice, the likeliest first.

        The post's own folder comes first, then its page's address (`a/post.md` is published as
        `a/post/`, and some generators keep a post's images there), then the roots.
        """
        seen: set[str] = set()
        published = _PUBLISHED_AS_ROOT.get(self.generator or "", "")
        for folder, rest in _readings(post_path, target):
            roots = ("",) if folder else (*USUAL_ROOTS, *self.asset_roots)
            for root in roots:
                path = posixpath.normpath(f"{root}/{folder}/{rest}".lstrip("/"))
                if published and not (folder or root) and path.startswith(f"{published}/"):
                    continue
                if path not in seen and path not in (".", "..") and not path.startswith("../"):
                    seen.add(path)
                    yield path


def _paths(address: str) -> Iterable[str]:
    """The paths that an address may stand for: percent signs, entities and backslashes undone, or not."""
    spellings = [address]
    if "&" in address:
        from html import unescape

        spellings.append(unescape(address))
    if "\\" in address:
        spellings.append(_ESCAPED.sub(r"\1", address))
    paths = [_split(spelling)[0] for spelling in spellings]
    return dict.fromkeys([*map(unquote, paths), *paths])


def _split(address: str) -> tuple[str, str]:
    """The path of an address, and what follows it: query and fragment."""
    address = address.strip()
    path = path_in(address)
    suffix = address[len(path) :]
    for prefix in PELICAN_PREFIXES:
        path = path.removeprefix(prefix)
    return path, suffix


def _readings(post_path: str, target: str) -> Iterator[tuple[str, str]]:
    """A folder and an address relative to it, for each way to read `target`."""
    folder, _, name = post_path.rpartition("/")
    if not target.startswith("/"):
        page = f"{folder}/{name.rpartition('.')[0]}"
        yield folder, target
        yield page, target
        if target.startswith("."):
            # as a browser does: relative to the published page, and never above the site's root
            for content in _CONTENT_ROOTS:
                if post_path.startswith(content):
                    for published in (folder, page):
                        yield (
                            "",
                            posixpath.normpath(f"/{published.removeprefix(content.rstrip('/'))}/{target}"),
                        )
        if target.startswith("../") and "_posts/" in f"/{post_path}":
            yield "", posixpath.normpath(f"/{target}")  # how deep a dated page lies only the build knows
    yield "", target


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
