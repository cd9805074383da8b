"""The addresses that Astro, Docusaurus and MkDocs make of a file's path.

https://docs.astro.build/en/guides/content-collections/, https://docusaurus.io/docs/create-doc,
https://docusaurus.io/docs/blog, https://www.mkdocs.org/user-guide/writing-your-docs/
"""

from __future__ import annotations

from postlint.model.patterns import late
from postlint.model.records import NamedTuple
from postlint.sites.base import Site
from postlint.sites.naming import Naming, as_folder
from postlint.sites.site_values import values_in

# what Astro drops from an entry's name: "'" and "." of "what's v1.0"; not letters of any script
_DROPPED = late(r"[^\w\u0080-\U0010ffff -]+")

# "2025-03-12-harbour", "2025/03/12/harbour", "2025-03-12/index" as Docusaurus reads it
_DATED = late(r"(?P<folder>(?:.*/)?)(?P<year>\d{4})[/-](?P<month>\d\d?)[/-](?P<day>\d\d?)[/-](?P<name>.+)")

# "01-" of "01-intro", "2. " of "2. boats"; not "2025-" or the "1." of "1.5-notes"
_NUMBER = late(r"\d{1,3}[ ]*[-_.]+[ ]*(?=[^\d\W])")

# "i18n/fr/docusaurus-plugin-content-docs/current/": the language and the rest
_TRANSLATED = late(r"i18n/([^/]+)/docusaurus-plugin-content-(docs|blog|pages)/(.*)")


class AstroAddresses(NamedTuple):
    """How Astro tells entries apart: by collection and id; which page shows them, only the build knows."""

    def address(self, path: str, naming: Naming) -> str | None:
        """The page's address, or the collection and id of an entry; None for what is neither."""
        stem = path.rpartition(".")[0]
        if "/_" in path:
            return None
        if stem.startswith("src/pages/"):
            return self.normal(stem.removeprefix("src/pages").removesuffix("/index"))
        if not stem.startswith("src/content/"):
            return None
        collection, _, entry = stem.removeprefix("src/content/").partition("/")
        if not entry:
            return None
        if naming.slug is None:
            parts = [_DROPPED.sub("", part).replace(" ", "-").lower() for part in entry.split("/")]
            entry = "/".join(parts).removesuffix("/index")
        return self.normal(f"/{collection}/{naming.slug or entry}")

    def normal(self, address: str) -> str | None:
        """An address as written in front matter, as Astro publishes it."""
        return as_folder(address)


class DocusaurusAddresses(NamedTuple):
    """How Docusaurus makes addresses of the files in its usual folders."""

    def address(self, path: str, naming: Naming) -> str | None:
        """Where the file at `path` is published, below the address of its plugin; None for what is no
        page, or stands in a folder that only the configuration knows."""
        if "/_" in path:
            return None
        prefix = ""
        translated = _TRANSLATED.fullmatch(path)
        if translated is not None:
            language, plugin, inside = translated.groups()
            prefix = f"/{language}"
            path = (
                f"{plugin}/{inside.removeprefix('current/')}" if plugin != "pages" else f"src/pages/{inside}"
            )
        stem = path.rpartition(".")[0]
        if stem.startswith("blog/"):
            return self.normal(f"{prefix}/blog/{_of_blog_post(stem.removeprefix('blog/'), naming)}")
        if stem.startswith("src/pages/"):
            return self.normal(f"{prefix}/{stem.removeprefix('src/pages/').removesuffix('index')}")
        if stem.startswith(("docs/", "versioned_docs/")):
            base, _, inside = stem.partition("/")
            if base == "versioned_docs":
                version, _, inside = inside.partition("/")
                base = f"docs/{version}"
            return self.normal(f"{prefix}/{base}/{_of_document(inside, naming)}")
        return None

    def normal(self, address: str) -> str | None:
        """An address as written in front matter, as Docusaurus publishes it."""
        return as_folder(address)


def _of_blog_post(stem: str, naming: Naming) -> str:
    if naming.slug is not None:
        return naming.slug.lstrip("/")
    dated = _DATED.fullmatch(stem)
    if dated is not None:
        folder, year, month, day, name = dated.group("folder", "year", "month", "day", "name")
        name = name.removesuffix("/index") if name != "index" else ""
        return f"{folder}{year}/{month:0>2}/{day:0>2}/{name}"
    return stem.removesuffix("/index")


def _of_document(stem: str, naming: Naming) -> str:
    folder, _, name = stem.rpartition("/")
    folder = "/".join(_NUMBER.sub("", part, count=1) for part in folder.split("/")) if folder else ""
    if naming.slug is not None:
        return naming.slug.lstrip("/") if naming.slug.startswith("/") else f"{folder}/{naming.slug}"
    name = _NUMBER.sub("", name, count=1)
    is_of_folder = name.lower() in ("index", "readme") or name.lower() == folder.rpartition("/")[2].lower()
    return f"{folder}/" if is_of_folder and naming.id is None else f"{folder}/{naming.id or name}"


class MkdocsAddresses(NamedTuple):
    """How MkDocs makes addresses: `folder` is the one with the documents."""

    folder: str

    def address(self, path: str, naming: Naming) -> str | None:
        """Where the file at `path` is published; None for what is no page, and for posts of a blog, of
        which its plugin makes the address."""
        del naming
        if not path.startswith(self.folder) or "/posts/" in path or "/." in path:
            return None
        stem = path.removeprefix(self.folder).rpartition(".")[0]
        name = stem.rpartition("/")[2]
        if name in ("index", "README"):
            return self.normal(stem.removesuffix(name))
        return self.normal(stem)

    def normal(self, address: str) -> str | None:
        """An address as MkDocs publishes it."""
        return as_folder(address)


def read_mkdocs(site: Site) -> MkdocsAddresses | None:
    """What the site's configuration says of addresses; None where it cannot be read."""
    config = values_in(site.files, "mkdocs.yml", "mkdocs.yaml")
    if config is None:
        return None
    folder = config.get("docs_dir", "docs")
    return MkdocsAddresses(folder.strip("/") + "/") if isinstance(folder, str) else None
