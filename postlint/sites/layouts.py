"""The layouts that a site's posts may name, where all of them are the site's own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from postlint.model.patterns import late
from postlint.model.records import NamedTuple
from postlint.sites.base import Site
from postlint.sites.site_values import values_in

#: folders of templates that are looked into at most, so that a strange tree takes no time
_MOST_FOLDERS = 500

#: words in the configuration of Eleventy that give layouts other names or another folder
_CHANGES_LAYOUTS = ("addLayoutAlias", "layouts:", "includes:", "addTemplate", "setLayout", "setIncludes")

# `gem "minima"`, `gem 'jekyll-theme-slate'`; not `gem "jekyll-feed"`
_THEME_GEM = late(r"""^\s*gem\s+["'](?:minima|minimal-mistakes-jekyll|[\w-]*theme[\w-]*)["']""", re.MULTILINE)

#: what Jekyll takes for no layout, and those of the theme that GitHub Pages puts in place of none
_JEKYLL_HAS = ("none", "null", "nil", "default", "home", "page", "post")


class Layouts(NamedTuple):
    """The field that names a layout, the names that are known, and the folder with the templates."""

    field: str
    known: frozenset[str]
    place: str

    def knows(self, name: str) -> bool:
        """Whether there is such a layout, with or without the ending of its file."""
        return name in self.known or name.rpartition(".")[0] in self.known


def own_layouts(site: Site) -> Layouts | None:
    """The layouts of the site; None where it has none of its own, or where a theme, a module or the
    configuration may add others."""
    return site.once(_own_layouts)


def _own_layouts(site: Site) -> Layouts | None:
    match site.generator:
        case "jekyll":
            return _of_jekyll(site)
        case "eleventy":
            return _of_eleventy(site)
        case "hugo":
            return _of_hugo(site)
        case "zola":
            return _of_zola(site)
    return None


def _of_jekyll(site: Site) -> Layouts | None:
    config = values_in(site.files, "_config.yml", "_config.yaml") or {}
    if config.get("theme") or config.get("remote_theme") or config.get("layouts_dir") or config.get("source"):
        return None
    gems = site.files.content("Gemfile")
    if gems is not None and _THEME_GEM.search(gems.decode("utf-8", "replace")):
        return None
    known = _names_below(site, "_layouts")
    return Layouts("layout", known.union(_JEKYLL_HAS), "_layouts") if known else None


def _of_eleventy(site: Site) -> Layouts | None:
    for name in site.files.listing("").names:
        if name.startswith(("eleventy.config.", ".eleventy.")):
            config = site.files.content(name)
            if config is None or any(word.encode() in config for word in _CHANGES_LAYOUTS):
                return None
    for place in ("_includes", "src/_includes"):
        known = _names_below(site, place)
        if known:
            return Layouts("layout", known, place)
    return None


def _of_hugo(site: Site) -> Layouts | None:
    names = site.files.listing("").names
    for name in names:
        if name.startswith(("hugo.", "config.")):
            config = site.files.content(name)
            if config is None or b"import" in config:
                return None
    if "go.mod" in names or "config" in names:
        return None
    themes = [f"themes/{theme}/layouts" for theme in sorted(site.files.listing("themes").names)]
    found = [_names_below(site, place) for place in themes]
    own = _names_below(site, "layouts")
    if not all(found) or not (own or found):
        return None  # a theme that is not checked out
    files = own.union(*found)
    # `layouts/news/list.html` is the layout "list": which folder is searched, the kind of page decides
    return Layouts("layout", frozenset(file.rpartition("/")[2] for file in files), "layouts")


def _of_zola(site: Site) -> Layouts | None:
    config = values_in(site.files, "zola.toml", "config.toml") or {}
    known = _names_below(site, "templates")
    if not known or config.get("theme"):
        return None
    return Layouts("template", known, "templates")


def _names_below(site: Site, folder: str) -> frozenset[str]:
    """The names of the templates below a folder, with and without their endings, from that folder on."""
    return frozenset(
        name
        for path in _paths_below(site, folder)
        for name in (path, path.rpartition(".")[0], path.partition(".")[0])
    )


def _paths_below(site: Site, folder: str) -> Iterator[str]:
    waiting = [""]
    for _ in range(_MOST_FOLDERS):
        if not waiting:
            return
        inside = waiting.pop()
        for name in sorted(site.files.listing(f"{folder}/{inside}".rstrip("/")).names):
            path = f"{inside}/{name}".lstrip("/")
            if "." in name:
                yield path
            else:
                waiting.append(path)
