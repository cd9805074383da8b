"""What a post says of its own address: the fields of front matter from which generators make it."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache

from postlint.model.patterns import late
from postlint.model.post import Post
from postlint.model.records import NamedTuple
from postlint.model.values import Json
from postlint.reading.written_dates import read_date
from postlint.sites.base import Site
from postlint.sites.key_case import ignores_key_case
from postlint.sites.roles import is_template
from postlint.sites.site_values import texts
from postlint.sites.visibility import has_expired, is_unpublished

#: the field that holds a whole address, by generator; `permalink` for the others
_WHOLE_ADDRESS = {"hugo": "url", "pelican": "url", "zola": "path"}

#: the fields with addresses from which visitors are led to the post, by generator: elsewhere `aliases`
#: are other titles, or nothing
_FORMER_ADDRESSES = {
    "hugo": ("aliases",),
    "jekyll": ("redirect_from",),
    "zola": ("aliases",),
    None: ("aliases", "redirect_from"),
}

#: generators that copy a file without front matter as it is, or leave it out
_WANT_FRONT_MATTER = frozenset({"hexo", "jekyll", "zola"})

#: generators that may write the categories into the address
_BY_CATEGORY = frozenset({"hexo", "jekyll"})

# ":year" and ":title" of "/:year/:title/"; nothing of "/12:30/"
_TOKEN = late(r":([a-z][a-z_]*)")

# "2025-03-12", "2025-3-1 10:00"; not "12.3.2025"
_DAY = late(r"(\d{4})-(\d\d?)-(\d\d?)(?!\d)")


class Naming(NamedTuple):
    """What front matter says of the address, as written; the path says the rest.

    `whole` is an address rather than a part of one; `former` are addresses that lead there.
    """

    whole: str | None = None
    slug: str | None = None
    id: str | None = None
    date: str | None = None
    title: str | None = None
    language: str | None = None
    categories: Sequence[str] = ()
    former: Sequence[str] = ()


class Day(NamedTuple):
    """The parts of a date as addresses have them."""

    year: str
    month: str
    day: str


_NOTHING = Naming()


def whole_address_field(generator: str | None) -> str:
    """The field in which this generator looks for an address, rather than for a part of one."""
    return _WHOLE_ADDRESS.get(generator or "", "permalink")


def former_address_fields(generator: str | None) -> tuple[str, ...]:
    """The fields in which this generator looks for addresses that lead to the post."""
    return _FORMER_ADDRESSES.get(generator, ())


def naming_of(post: Post, site: Site) -> Naming | None:
    """What a post says of its address; None for what is not published: drafts, what is switched off or
    has expired, and what stands in a folder of drafts or templates."""
    return None if has_expired(post, site) else post.once(_naming_of, site.generator)


def _naming_of(post: Post, generator: str | None) -> Naming | None:
    front = post.front
    if front is None or front.values is None:
        return None if post.has_front_matter or generator in _WANT_FRONT_MATTER else _NOTHING
    values = front.values
    if ignores_key_case(generator) and not "".join(values).islower():
        values = {key.lower(): value for key, value in values.items()}
    if is_unpublished(post.path, values) or is_template(post.path, generator=generator):
        return None
    get = values.get
    return Naming(
        _text(get(whole_address_field(generator))),
        _text(get("slug")),
        _text(get("id")),
        _text(get("date")),
        _text(get("title")),
        language_of(values),
        _categories(values) if generator in _BY_CATEGORY else (),
        _former(values, generator),
    )


def _former(values: Mapping[str, Json], generator: str | None) -> Sequence[str]:
    fields = former_address_fields(generator)
    if not fields or values.keys().isdisjoint(fields):  # as with most
        return ()
    return [address for field in fields for address in texts(values.get(field))]


def _text(value: Json) -> str | None:
    return value if isinstance(value, str) and value else None


def _categories(values: Mapping[str, Json]) -> list[str]:
    """The categories, of which one text may hold several (https://jekyllrb.com/docs/posts/#categories)."""
    several = values.get("categories")
    return texts(values.get("category")) + (several.split() if isinstance(several, str) else texts(several))


def language_of(values: Mapping[str, Json]) -> str | None:
    """The language that a post says it is in."""
    return _text(values.get("lang") or values.get("language") or values.get("locale"))


def day_of(text: str | None) -> Day | None:
    """The day of a date in any form that some generator reads, None for what is none."""
    if text is None:
        return None
    found = _DAY.match(text)
    if found is not None:
        return Day(found[1], found[2].zfill(2), found[3].zfill(2))
    written = read_date(text)
    if written is None or written.day is None:
        return None
    return Day(f"{written.day.year:04}", f"{written.day.month:02}", f"{written.day.day:02}")


def filled(template: str, parts: Mapping[str, str], day: Day | None) -> str | None:
    """An address with its tokens (`:year`, `:title`) replaced; None where one is not known, and for an
    address that a template engine has a hand in."""
    pieces = _pieces(template)
    if len(pieces) == 1:
        return clean(template)
    dated = _date_parts(day) if day is not None else {}
    found = []
    for place, piece in enumerate(pieces):
        if place % 2:
            value = parts.get(piece)
            if value is None:
                value = dated.get(piece)
            if value is None:
                return None
            found.append(value)
        else:
            found.append(piece)
    return clean("".join(found))


@lru_cache(maxsize=256)
def _pieces(template: str) -> tuple[str, ...]:
    """A template cut at its tokens: text and names of tokens in turn, text first and last."""
    return tuple(_TOKEN.split(template))


@lru_cache(maxsize=256)
def _date_parts(day: Day) -> dict[str, str]:
    year, month, of_month = day
    parts = {
        "year": year,
        "short_year": year[2:],
        "month": month,
        "i_month": month.lstrip("0"),
        "day": of_month,
        "i_day": of_month.lstrip("0"),
    }
    try:
        of_year = date(int(year), int(month), int(of_month)).timetuple().tm_yday
    except ValueError:
        return parts
    return parts | {"y_day": f"{of_year:03}", "yearday": str(of_year)}


def clean(address: str) -> str | None:
    """An address from the site's root with one slash at its beginning and between its parts; None for one
    with a template's tags, with a host, or with a query."""
    if "{" in address or "://" in address or "?" in address or "#" in address or "\0" in address:
        return None
    if "//" in address or "/." in address:
        folder = address.endswith("/")
        address = posixpath.normpath(f"/{address.strip('/')}") + ("/" if folder else "")
        return "/" if address == "//" else address
    return address if address.startswith("/") else f"/{address}"


def as_folder(address: str) -> str | None:
    """An address as generators publish it that write `boats/index.html` for `/boats`."""
    cleaned = clean(address)
    if cleaned is None:
        return None
    cleaned = cleaned.removesuffix("index.html")
    return cleaned if cleaned.endswith(("/", ".html")) else f"{cleaned}/"
