"""What a Jekyll site's `_config.yml` gives its posts: front-matter defaults.

https://jekyllrb.com/docs/configuration/front-matter-defaults/
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase

from postlint.model.records import NamedTuple
from postlint.model.text import Span
from postlint.model.values import Json
from postlint.reading.yaml_simple import read_yaml
from postlint.sites.files import Files

_CONFIG_FILES = ("_config.yml", "_config.yaml")


class Default(NamedTuple):
    """Values for the files of one scope: a path from the root, "" for all, and a sort, "" for all."""

    path: str
    sort: str
    values: Mapping[str, Json]

    def holds_for(self, path: str) -> bool:
        scope = self.path.strip("/")
        is_inside = not scope or path == scope or path.startswith(f"{scope}/")
        return (is_inside or fnmatchcase(path, scope)) and self.sort in ("", _sort_of(path))


def read_defaults(files: Files) -> tuple[Default, ...]:
    """The defaults in the site's configuration, in its order; none where it cannot be read.

    What is wrong with the configuration is for Jekyll to say: it builds nothing then.
    """
    for name in _CONFIG_FILES:
        content = files.content(name)
        if content is None:
            continue
        text = content.decode("utf-8", errors="replace")
        values = read_yaml(text, Span(0, len(text))).values
        return tuple(_defaults_in(values.get("defaults"))) if values else ()
    return ()


def _defaults_in(written: Json) -> Iterator[Default]:
    for entry in written if isinstance(written, list) else ():
        if not isinstance(entry, dict):
            continue
        scope, values = entry.get("scope"), entry.get("values")
        if isinstance(scope, dict) and isinstance(values, dict):
            yield Default(str(scope.get("path") or ""), str(scope.get("type") or ""), values)


def _sort_of(path: str) -> str:
    """What Jekyll calls the file: "posts", "drafts", the name of its collection, or "pages"."""
    folders = path.split("/")[:-1]
    if "_posts" in folders:
        return "posts"
    if "_drafts" in folders:
        return "drafts"
    return folders[0][1:] if folders and folders[0].startswith("_") else "pages"
