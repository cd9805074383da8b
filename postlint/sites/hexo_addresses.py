"""The addresses that Hexo gives to posts and pages.

https://hexo.io/docs/permalinks
"""

from __future__ import annotations

from postlint.model.patterns import late
from postlint.model.records import NamedTuple
from postlint.sites.base import Site
from postlint.sites.naming import Naming, as_folder, day_of, filled
from postlint.sites.site_values import values_in

_POSTS = "source/_posts/"

# "2025-03-12-harbour", the name of a file that `new_post_name` begins with the date
_DATED = late(r"\d{4}-\d\d?-\d\d?-(?P<name>.+)")


class HexoAddresses(NamedTuple):
    """What `_config.yml` says of addresses. `has_dated_names`: the date in a file's name is no part of
    its title."""

    permalink: str
    has_dated_names: bool

    def address(self, path: str, naming: Naming) -> str | None:
        """Where the file at `path` is published; None where it is not, or where only the build knows."""
        stem = path.rpartition(".")[0]
        if path.startswith(_POSTS):
            name = stem.removeprefix(_POSTS)
            dated = _DATED.fullmatch(name) if self.has_dated_names else None
            title = dated["name"] if dated else name
            parts = {"title": title, "name": title.rpartition("/")[2], "post_title": naming.title or title}
            if naming.whole is not None:
                return self.normal(naming.whole)
            address = filled(self.permalink, parts, day_of(naming.date))
            return None if address is None else self.normal(address)
        if not path.startswith("source/") or "/_" in path:
            return None
        if naming.whole is not None:
            return self.normal(naming.whole)
        stem = stem.removeprefix("source/")
        return self.normal("/" if stem == "index" else stem.removesuffix("/index") + self._ending(stem))

    @staticmethod
    def _ending(stem: str) -> str:
        return "/" if stem.endswith("/index") else ".html"

    def normal(self, address: str) -> str | None:
        """An address as written in front matter, as Hexo publishes it."""
        return as_folder(address)


def read_hexo(site: Site) -> HexoAddresses | None:
    """What the site's configuration says of addresses; None where files of posts have names of which
    only the build knows the meaning."""
    config = values_in(site.files, "_config.yml", "_config.yaml") or {}
    permalink = config.get("permalink", ":year/:month/:day/:title/")
    names = str(config.get("new_post_name", ":title.md"))
    has_dated_names = names.startswith(":year-") and names.endswith("-:title.md")
    if not isinstance(permalink, str) or not (has_dated_names or names == ":title.md"):
        return None
    return HexoAddresses(permalink, has_dated_names)
