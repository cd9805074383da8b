"""Tells which posts are versions or translations of one page, by their paths."""

from __future__ import annotations

from postlint.model.patterns import late

#: two-letter codes of ISO 639-1 that sites are written in; others are more often names of folders
_LANGUAGES = (
    "af am ar az be bg bn bs ca cs cy da de el en eo es et eu fa fi fr ga gl gu he hi hr hu hy id is it ja ka"
    " kk km kn ko ku lo lt lv mk ml mn mr ms my nb ne nl nn no pa pl ps pt ro ru si sk sl sq sr sv sw ta te"
    " th tl tr uk ur uz vi zh"
)
#: `en`, `en-US`, `zh_Hans`; not `blog`
_LANGUAGE = late(r"([a-z]{2})(?:[-_](?:[A-Za-z]{2}|[A-Z][a-z]{3}))?")
#: `v2`, `1.0`, `v1.2.3`, `3.x`, `version-2.1`, `2.0-beta`; not `2024`, `v`, `news`
_VERSION = late(r"(?:version-?)?(?:v\d+|v?\d+(?:\.(?:\d+|x))+)(?:-(?:alpha|beta|rc)[.\d]*)?")
_NAMED_VERSIONS = frozenset(
    ("canary", "current", "dev", "edge", "latest", "legacy", "main", "master", "next", "nightly", "stable")
)


def page_of(path: str) -> str:
    """The path with `*` for each folder that names a language or a version, and without a language in the
    file's name: `docs/v1/de/a.md` and `docs/v2/en/a.md` are one page, and so are `a.md` and `a.fr.md`."""
    *folders, name = path.split("/")
    stem, *endings = name.split(".")
    if len(endings) > 1 and _is_language(endings[-2]):
        del endings[-2]
    folders = ["*" if _is_language(folder) or _is_version(folder) else folder for folder in folders]
    return "/".join([*folders, ".".join([stem, *endings])])


def _is_language(name: str) -> bool:
    found = _LANGUAGE.fullmatch(name)
    return found is not None and found[1] in _LANGUAGES


def _is_version(name: str) -> bool:
    return name in _NAMED_VERSIONS or _VERSION.fullmatch(name) is not None
