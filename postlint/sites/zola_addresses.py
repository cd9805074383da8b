"""The addresses that Zola gives to its pages.

https://www.getzola.org/documentation/content/page/
"""

from __future__ import annotations

from collections.abc import Collection

from postlint.model.patterns import late
from postlint.model.records import NamedTuple
from postlint.sites.base import Site
from postlint.sites.bundles import belongs_to_bundle, bundles_among
from postlint.sites.naming import Naming, as_folder
from postlint.sites.site_values import mapping, values_in

# what a slug loses: "." and " " of "v1. now"; not "a9"
_NOT_IN_SLUGS = late(r"[^0-9a-z]+")
# "2025-03-12-harbour", "2025-03-12T10:00:00Z_harbour" in the name of a file; not "2025-harbour"
_DATED = late(r"\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d))?[-_](.+)")


class ZolaAddresses(NamedTuple):
    """What the configuration says of addresses. `slugs` is how paths are made into slugs."""

    slugs: str
    languages: frozenset[str]
    bundles: Collection[str]

    def address(self, path: str, naming: Naming) -> str | None:
        """Where the file at `path` is published; None where it is not, or where only the build knows."""
        if not path.startswith("content/"):
            return None
        folder, _, name = path.removeprefix("content/").rpartition("/")
        stem = name.rpartition(".")[0]
        base, _, suffix = stem.rpartition(".")
        prefix = ""
        if suffix in self.languages:
            stem, prefix = base, f"/{suffix}"
        if naming.whole is not None:
            return self.normal(f"{prefix}/{naming.whole}")
        if stem != "_index" and belongs_to_bundle(path, self.bundles):
            return None
        if stem == "index":
            folder, _, stem = folder.rpartition("/")
        dated = _DATED.fullmatch(stem)
        stem = "" if stem == "_index" else naming.slug or (dated[1] if dated else stem)
        slugs = [self._slug(part) for part in (*folder.split("/"), stem) if part]
        return None if None in slugs else self.normal("/".join((prefix, *map(str, slugs), "")))

    def normal(self, address: str) -> str | None:
        """An address as written in front matter, as Zola publishes it."""
        return as_folder(address)

    def _slug(self, part: str) -> str | None:
        """A part of a path as a slug; None where letters would have to be written in Latin ones."""
        if self.slugs != "on":
            return part
        return _NOT_IN_SLUGS.sub("-", part.lower()).strip("-") if part.isascii() else None


def read_zola(site: Site, paths: Collection[str]) -> ZolaAddresses:
    """What the site's configuration says of addresses."""
    config = values_in(site.files, "zola.toml", "config.toml") or {}
    slugs = mapping(config.get("slugify")).get("paths", "on")
    languages = frozenset(mapping(config.get("languages")))
    return ZolaAddresses(str(slugs), languages, bundles_among(paths))
