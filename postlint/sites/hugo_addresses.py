"""The addresses that Hugo gives to its pages.

https://gohugo.io/content-management/urls/
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from postlint.model.patterns import late
from postlint.model.records import NamedTuple
from postlint.model.values import Json
from postlint.sites.base import Site
from postlint.sites.bundles import belongs_to_bundle, bundles_among
from postlint.sites.naming import Naming, as_folder, day_of, filled
from postlint.sites.site_values import mapping, values_in

#: where the configuration may stand (https://gohugo.io/configuration/introduction/)
_ENDINGS = ("toml", "yaml", "yml", "json")
_PARTS = ("permalinks", "languages", "module")

# what Hugo drops from a path: "?" and ":" of "why: now?"; not a letter of any script
_DROPPED = late(r"[^\w.\\#+~@%\s/\u0080-\U0010ffff-]+")
# " " of "a b", " - " of "a - b"; not "--"
_BLANKS = late(r"-?\s+-?")


class HugoAddresses(NamedTuple):
    """What the configuration says of addresses.

    `roots` are the folders of content, each with its language, the deepest first. `bundles` are the
    folders whose `index.md` is a page: other files there belong to it and are no pages.
    """

    roots: tuple[tuple[str, str], ...]
    languages: frozenset[str]
    default: str
    permalinks: dict[str, Json]
    keeps_case: bool
    bundles: Collection[str]

    def address(self, path: str, naming: Naming) -> str | None:
        """Where the file at `path` is published; None where it is not, or where only the build knows."""
        root, language = next((root for root in self.roots if path.startswith(root[0])), ("", ""))
        if not root:
            return None
        folder, _, name = path[len(root) :].rpartition("/")
        stem = name.rpartition(".")[0]
        base, _, suffix = stem.rpartition(".")
        if suffix in self.languages:
            stem, language = base, suffix
        prefix = f"/{language}" if language and language != self.default else ""
        if naming.whole is not None:
            if ":" in naming.whole:
                return None
            return self.normal(naming.whole if naming.whole.startswith("/") else f"{prefix}/{naming.whole}")
        if belongs_to_bundle(path, self.bundles):
            return None
        address = self._of_section(folder) if stem == "_index" else self._of_page(folder, stem, naming)
        return None if address is None else self.normal(prefix + address)

    def _of_section(self, folder: str) -> str | None:
        # a slug is nothing to a section: https://gohugo.io/content-management/urls/#slug
        if "section" in self.permalinks:
            return None
        return f"/{self._path(folder)}/"

    def _of_page(self, folder: str, stem: str, naming: Naming) -> str | None:
        if stem == "index":
            folder, _, stem = folder.rpartition("/")
        section = folder.partition("/")[0]
        pages = mapping(self.permalinks.get("page", self.permalinks))
        template = pages.get(section or "/")
        if template is None:
            return f"/{self._path(folder)}/{self._path(naming.slug or stem).replace('/', '-')}/"
        if not isinstance(template, str):
            return None
        title = self._path(naming.title or "").replace("/", "-")
        name = self._path(stem)
        parts = {
            "section": section,
            "sections": self._path(folder),
            "slug": self._path(naming.slug) if naming.slug else title,
            "title": title,
            "filename": name,
            "contentbasename": name,
            "slugorfilename": self._path(naming.slug or stem),
            "slugorcontentbasename": self._path(naming.slug or stem),
        }
        address = filled(template, parts, day_of(naming.date))
        return None if address is None or not (title or naming.slug) else address

    def _path(self, text: str) -> str:
        if not text.replace("-", "").replace("/", "").isalnum():
            text = _BLANKS.sub("-", _DROPPED.sub("", text).strip())
        return text if self.keeps_case else text.lower()

    def normal(self, address: str) -> str | None:
        """An address as written in front matter, as Hugo publishes it."""
        return as_folder(address)


def read_hugo(site: Site, paths: Collection[str]) -> HugoAddresses | None:
    """What the site's configuration says of addresses; None where it cannot be read."""
    config = _read_config(site)
    if config is None:
        return None
    languages = mapping(config.get("languages"))
    default = str(config.get("defaultcontentlanguage") or "en")
    top = str(config.get("contentdir") or "content").strip("/")
    roots = {f"{top}/": default}
    for language, settings in languages.items():
        folder = _lowered(mapping(settings)).get("contentdir")
        if isinstance(folder, str):
            roots[folder.strip("/") + "/"] = language
    mounts = _lowered(mapping(config.get("module"))).get("mounts")
    for mount in mounts if isinstance(mounts, list) else ():
        source, target = mapping(mount).get("source"), mapping(mount).get("target")
        if isinstance(source, str) and target == "content":
            roots[source.strip("/") + "/"] = str(mapping(mount).get("lang") or default)
    in_folder = config.get("defaultcontentlanguageinsubdir") is True
    return HugoAddresses(
        roots=tuple(sorted(roots.items(), key=lambda root: -len(root[0]))),
        languages=frozenset(languages),
        default="" if in_folder and len(languages) > 1 else default,
        permalinks=mapping(config.get("permalinks")),
        keeps_case=config.get("disablepathtolower") is True,
        bundles=bundles_among(paths),
    )


def _read_config(site: Site) -> Mapping[str, Json] | None:
    places = [f"{stem}.{ending}" for stem in ("hugo", "config") for ending in _ENDINGS]
    names = site.files.listing("").names
    config: dict[str, Json] = {}
    for place in places:
        if place in names:
            values = values_in(site.files, place)
            if values is None:
                return None
            config = _lowered(values)
            break
    folder = "config/_default"
    names = site.files.listing(folder).names
    for place in places:
        if place in names:
            config |= _lowered(values_in(site.files, f"{folder}/{place}") or {})
    for part in _PARTS:
        for ending in _ENDINGS:
            if f"{part}.{ending}" in names:
                config[part] = dict(values_in(site.files, f"{folder}/{part}.{ending}") or {})
    return config


def _lowered(values: Mapping[str, Json]) -> dict[str, Json]:
    """The values with keys in small letters, as Hugo reads them."""
    return {key.lower(): value for key, value in values.items()}
