"""Folders that are one page with what belongs to it: those with a file `index`.

https://gohugo.io/content-management/page-bundles/, https://www.getzola.org/documentation/content/overview/
"""

from __future__ import annotations

from collections.abc import Collection, Iterable


def is_index(path: str) -> bool:
    """Whether the file makes its folder a bundle: `index.md`, `index.fr.md`, `index.mdx`."""
    return path.startswith("index.", path.rfind("/") + 1)


def bundles_among(paths: Iterable[str]) -> frozenset[str]:
    """The folders that are bundles."""
    return frozenset(path.rpartition("/")[0] for path in paths if is_index(path))


def belongs_to_bundle(path: str, bundles: Collection[str]) -> bool:
    """Whether the file is no page of its own, but belongs to one whose folder is its own or one above."""
    if not bundles:
        return False
    folder = path.rpartition("/")[0]
    if is_index(path):
        folder = folder.rpartition("/")[0]
    while folder:
        if folder in bundles:
            return True
        folder = folder.rpartition("/")[0]
    return False
