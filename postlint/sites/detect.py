"""Recognises the generator of a folder by the files it needs.

The signs are those of the generators' own documentation: the configuration file that each looks for
in the site's root, and a second sign where two generators share a file name.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

_LARGEST_CONFIG = 1_000_000

#: files that are looked into for a second sign
READ_FOR_SIGNS = ("package.json", "config.toml", "conf.py")


def _holds_text(file: Path, *words: str) -> bool:
    """Whether a small file has one of the words at the start of a line or in quotes."""
    try:
        if not file.is_file() or file.stat().st_size > _LARGEST_CONFIG:
            return False
        text = file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return any(f"\n{word}" in f"\n{text}" or f'"{word}"' in text for word in words)


def _has(*names: str) -> Callable[[Path, frozenset[str]], bool]:
    return lambda _folder, present: not present.isdisjoint(names)


def _is_hexo(folder: Path, present: frozenset[str]) -> bool:
    return "_config.yml" in present and (
        "scaffolds" in present or _holds_text(folder / "package.json", "hexo")
    )


def _is_inside_hexo(folder: Path) -> bool:
    return folder.name == "source" and _is_hexo(folder.parent, _names(folder.parent))


def _is_jekyll(folder: Path, present: frozenset[str]) -> bool:
    if present.isdisjoint({"_config.yml", "_config.yaml", "_posts"}):
        return False
    return not _is_inside_hexo(folder)


def _is_zola(folder: Path, present: frozenset[str]) -> bool:
    return "zola.toml" in present or (
        "config.toml" in present and "content" in present and _holds_text(folder / "config.toml", "base_url")
    )


def _is_hugo(folder: Path, present: frozenset[str]) -> bool:
    if not present.isdisjoint({"hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json"}):
        return True
    if "content" not in present:
        return False
    if "config" in present and (folder / "config" / "_default").is_dir():
        return True
    return not present.isdisjoint({"config.toml", "config.yaml", "config.yml", "config.json"}) and (
        not present.isdisjoint({"archetypes", "layouts", "themes"})
    )


def _is_nikola(folder: Path, present: frozenset[str]) -> bool:
    return "conf.py" in present and _holds_text(folder / "conf.py", "BLOG_TITLE")


def _configs(stem: str) -> tuple[str, ...]:
    return tuple(f"{stem}.{ending}" for ending in ("js", "mjs", "cjs", "ts", "mts", "cts"))


#: in the order asked: where two share a sign, the one with the more telling second sign comes first
_SIGNS: tuple[tuple[str, Callable[[Path, frozenset[str]], bool]], ...] = (
    ("astro", _has(*_configs("astro.config"))),
    ("docusaurus", _has(*_configs("docusaurus.config"))),
    ("eleventy", _has(*_configs("eleventy.config"), *_configs(".eleventy"))),
    ("gatsby", _has(*_configs("gatsby-config"))),
    ("vitepress", _has(".vitepress")),
    ("zola", _is_zola),
    ("hugo", _is_hugo),
    ("hexo", _is_hexo),
    ("pelican", _has("pelicanconf.py")),
    ("mkdocs", _has("mkdocs.yml", "mkdocs.yaml")),
    ("quarto", _has("_quarto.yml", "_quarto.yaml")),
    ("nikola", _is_nikola),
    ("jekyll", _is_jekyll),
)

GENERATORS: tuple[str, ...] = tuple(sorted(name for name, _ in _SIGNS))
#: the generators as people write them
NAMES = {name: name.capitalize() for name in GENERATORS} | {"mkdocs": "MkDocs", "vitepress": "VitePress"}


def _names(folder: Path) -> frozenset[str]:
    try:
        return frozenset(os.listdir(folder))
    except OSError:
        return frozenset()


def generator_of(folder: Path) -> str | None:
    """The generator whose site root this folder is, None where no sign of one is found."""
    present = _names(folder)
    for name, is_it in _SIGNS:
        if is_it(folder, present):
            return name
    return None


def repository_root(folder: Path) -> Path | None:
    """The nearest folder, this one or above, that holds `.git`."""
    for above in (folder, *folder.parents):
        if (above / ".git").exists():
            return above
    return None


class SiteFinder:
    """Answers for many folders and asks the file system once for each."""

    def __init__(self) -> None:
        self._repositories: dict[Path, Path | None] = {}
        self._homes: dict[Path, tuple[Path, str] | None] = {}
        self._end = Path.home()

    def find(self, folder: Path, given: Path) -> tuple[Path, str | None]:
        """The root of the site that a folder belongs to, and its generator.

        The nearest folder with a generator's signs, up to the repository's root; else the
        repository's root; else `given`.
        """
        return self._site_of(folder) or (self._repository_of(folder) or given, None)

    def _site_of(self, folder: Path) -> tuple[Path, str] | None:
        """The nearest folder with a generator's signs, and the generator."""
        if folder not in self._homes:
            generator, above = generator_of(folder), folder.parent
            if generator is not None:
                self._homes[folder] = folder, generator
            elif above == folder or folder in (self._repository_of(folder), self._end):
                self._homes[folder] = None
            else:
                self._homes[folder] = self._site_of(above)
        return self._homes[folder]

    def _repository_of(self, folder: Path) -> Path | None:
        if folder not in self._repositories:
            above = folder.parent
            if (folder / ".git").exists():
                self._repositories[folder] = folder
            else:
                self._repositories[folder] = None if above == folder else self._repository_of(above)
        return self._repositories[folder]
