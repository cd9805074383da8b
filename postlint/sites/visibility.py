"""Tells which posts readers are not shown: drafts, what is switched off, what expired or leads elsewhere."""

from __future__ import annotations

from collections.abc import Mapping

from postlint.dates import EXPIRES, given_dates
from postlint.model.post import Post
from postlint.model.values import Json
from postlint.sites.base import Site

#: fields that may keep a post from being published
_SWITCHES = frozenset(
    (
        "_build",
        "build",
        "draft",
        "headless",
        "permalink",
        "publish",
        "published",
        "render",
        "status",
    )
)

#: fields with the address to which the visitors of a post are led, in small letters without `-` and `_`
#: (https://github.com/jekyll/jekyll-redirect-from#redirect-to, and what themes have)
_LEAD_AWAY = frozenset({"redirect", "redirectlink", "redirectto", "redirecturl"})


def is_unpublished(path: str, values: Mapping[str, Json]) -> bool:
    """Whether a post is a draft or switched off, by its folder or by a field of any generator."""
    if "_drafts/" in path:
        return True
    if _SWITCHES.isdisjoint(values):  # as with most
        return False
    get = values.get
    if get("draft") is True or get("published") is False or get("publish") is False:
        return True
    if get("permalink") is False or get("render") is False or get("headless") is True:
        return True
    if str(get("status")).lower() in ("draft", "skip"):
        return True
    build = get("build") or get("_build")
    return isinstance(build, dict) and build.get("render") in (False, "never", "link")


def is_withdrawn(post: Post, site: Site) -> bool:
    """Whether readers are no longer shown a post: it has expired, or leads to another address."""
    return has_expired(post, site) or ("redirect" in _keys(post) and _leads_away(post))


def has_expired(post: Post, site: Site) -> bool:
    """Whether the day has passed from which on the generator leaves a post out."""
    keys = _keys(post)
    if not any(field in keys for field in EXPIRES) or site.generator not in (None, "hugo"):
        return False
    days = (given.written.day for given in post.once(given_dates) if given.field in EXPIRES)
    return any(day is not None and day < site.today for day in days)


def _keys(post: Post) -> str:
    """The keys of front matter in small letters, in one text: most are looked through in vain."""
    return "" if post.front is None else "\n".join(post.front.values or ()).lower()


def _leads_away(post: Post) -> bool:
    if post.front is None or not post.front.values:
        return False
    return any(
        isinstance(value, str | list) and bool(value) and _is_key_that_leads_away(key)
        for key, value in post.front.values.items()
    )


def _is_key_that_leads_away(key: str) -> bool:
    return key[:8].lower() == "redirect" and key.lower().replace("_", "").replace("-", "") in _LEAD_AWAY
