"""The addresses that Jekyll gives to posts, pages and the documents of collections.

https://jekyllrb.com/docs/permalinks/
"""

from __future__ import annotations

from collections.abc import Mapping

from postlint.model.patterns import late
from postlint.model.records import NamedTuple
from postlint.model.values import Json
from postlint.sites.base import Site
from postlint.sites.naming import Naming, clean, day_of, filled
from postlint.sites.site_values import mapping, texts, values_in

#: the words that stand for a permalink (https://jekyllrb.com/docs/permalinks/#built-in-formats)
_STYLES = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
}

# "news/_posts/2025-03-12-harbour.md", "_posts/old/2025-3-1-harbour.md"; not "_posts/harbour.md"
_POST = late(r"(?:(?P<above>.+)/)?_posts/(?:.*/)?(?P<day>\d{2,4}-\d{1,2}-\d{1,2})-(?P<name>[^/]+)\.[^./]+")

# what becomes a dash: " " and "#" of "c# & more", not "c" or "&"; other scripts stay as they are
_NOT_IN_TITLES = late(r"[^0-9A-Za-z._~!$&'()+,;=@\u0080-\U0010ffff]+")
# the same for `:slug`: "." of "v1.2" too
_NOT_IN_SLUGS = late(r"[^0-9A-Za-z\u0080-\U0010ffff]+")

#: folders that Jekyll does not look into unless it is told to
_LEFT_OUT = ("vendor/", "node_modules/")


class JekyllAddresses(NamedTuple):
    """What `_config.yml` says of addresses. `posts` is the permalink of posts, None where it is none."""

    posts: str | None
    is_pretty: bool
    collections: Mapping[str, Json]
    excluded: tuple[str, ...]
    site: Site

    def address(self, path: str, naming: Naming) -> str | None:
        """Where the file at `path` is published; None where it is not, or where only the build knows."""
        if path.startswith((".", *_LEFT_OUT, *self.excluded)) or "/." in path:
            return None
        given = naming.whole if naming.whole is not None else self.site.value_given(path, "permalink")
        if given is not None and not isinstance(given, str):
            return None
        if "_posts/" in path:
            return self._of_post(path, naming, given or self.posts)
        if path.startswith("_"):
            return self._of_document(path, naming, given)
        return None if "/_" in path else self._of_page(path, given)

    def _of_post(self, path: str, naming: Naming, template: str | None) -> str | None:
        found = _POST.fullmatch(path)
        if found is None or template is None:
            return None
        above = found["above"].split("/") if found["above"] else []
        categories = dict.fromkeys(entry.lower() for entry in (*above, *naming.categories))
        name = naming.slug or found["name"]
        parts = {"categories": "/".join(categories), "collection": "posts", **_names(name)}
        return self.normal(filled(template, parts, day_of(naming.date or found["day"])))

    def _of_document(self, path: str, naming: Naming, given: str | None) -> str | None:
        folder, _, inside = path.partition("/")
        collection = mapping(self.collections.get(folder[1:]))
        if collection.get("output") is not True or "/_" in path:
            return None
        template = given or collection.get("permalink", "/:collection/:path" + self._ending)
        if not isinstance(template, str):
            return None
        stem = inside.rpartition(".")[0]
        name = stem.rpartition("/")[2]
        parts = {"collection": folder[1:], "path": stem, "name": name, **_names(naming.slug or name)}
        return self.normal(filled(template, parts, day_of(naming.date)))

    def _of_page(self, path: str, given: str | None) -> str | None:
        stem = path.rpartition(".")[0]
        folder, _, name = stem.rpartition("/")
        if given is not None:
            return self.normal(filled(given, {"path": folder, "basename": name, "output_ext": ".html"}, None))
        return self.normal(f"/{folder}/" if name == "index" else f"/{stem}{self._ending}")

    def normal(self, address: str | None) -> str | None:
        """An address with what the file that is written for it makes certain: `/boats` is `/boats.html`."""
        cleaned = None if address is None else clean(address)
        if cleaned is None:
            return None
        cleaned = cleaned.removesuffix("index.html")
        if cleaned.endswith("/") or "." in cleaned.rpartition("/")[2]:
            return cleaned
        return f"{cleaned}.html"

    @property
    def _ending(self) -> str:
        return "/" if self.is_pretty else ".html"


def read_jekyll(site: Site) -> JekyllAddresses | None:
    """What the site's configuration says of addresses; None where it keeps its sources elsewhere."""
    config = values_in(site.files, "_config.yml", "_config.yaml") or {}
    if config.get("source", ".") not in (".", "./", ""):
        return None
    style = config.get("permalink", "date")
    collections = mapping(config.get("collections"))
    posts = mapping(collections.get("posts")).get("permalink", style)
    return JekyllAddresses(
        posts=_STYLES.get(posts, posts) if isinstance(posts, str) else None,
        is_pretty=isinstance(style, str) and (style == "pretty" or style.endswith("/")),
        collections=collections,
        excluded=tuple(entry.strip("/") for entry in texts(config.get("exclude")) if entry.strip("/")),
        site=site,
    )


def _names(name: str) -> dict[str, str]:
    if name.isascii() and name.replace("-", "").isalnum() and "--" not in name:  # as with most
        title = name.strip("-")
        return {"title": title, "slug": title.lower(), "output_ext": ".html"}
    title = _NOT_IN_TITLES.sub("-", name).strip("-")
    return {"title": title, "slug": _NOT_IN_SLUGS.sub("-", name).strip("-").lower(), "output_ext": ".html"}
