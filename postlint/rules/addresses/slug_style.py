"""A slug or file name that makes an address people stumble over.

## Why
Blanks become `%20` in the address bar, some characters end an address in the middle when it is
copied, and a dash at the end looks like a cut.

## Bad
    ---
    title: The harbour opens again
    slug: the harbour-opens-
    ---

## Good
    ---
    title: The harbour opens again
    slug: the-harbour-opens-again
    ---

## Limits
What works is left alone unless you say otherwise: capitals, underscores and letters of any script
make good addresses, and many sites have used them for years. With `style = "lower"` capitals are
reported too, with `style = "kebab"` also underscores and letters beyond ASCII. Looked at are `slug`, the
field with a whole address (`permalink`, `url` for Hugo, `path` for Zola) and, where neither is given,
the name of a post's file; Astro, Hugo, Jekyll and Zola mend the blanks in those. Addresses with
template tags are left alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from postlint.model.findings import Edit, Finding, Fix, Severity
from postlint.model.patterns import late
from postlint.model.post import Post, Role
from postlint.model.text import Span, line_around
from postlint.rule import OptionSet, option, rule
from postlint.sites.base import Site
from postlint.sites.naming import whole_address_field

_STYLES = ("loose", "lower", "kebab")

#: generators that make words with dashes of whatever a file is called
_MEND_NAMES = frozenset({"astro", "hugo", "jekyll", "zola"})

# what makes a closer look worth while: the blank of "a b", the last dash of "a-/b"; not "a-b/c.html"
_SUSPECT = late(r"""[\s?#%"<>\\^`{}|\x00-\x1f]|(?:^|/)-|-(?:$|/)""")

# what ends or breaks an address: "?" of "what?", "%" of "100%"; not "%" of "h%C3%A4fen", nor "é"
_BREAKING = late(r"""[?#"<>\\^`{}|\x00-\x1f]|%(?![0-9A-Fa-f]{2})""")

# "2025-03-12-" of "2025-03-12-harbour": what remains is the slug
_DATE = late(r"\d{4}-\d\d?-\d\d?-(?=.)")

# what a slug is cut at: " & " of "boats & sails", "_" of "a_b" only for kebab
_BETWEEN_WORDS = late(r"[^\w.~+@:]+")
_BETWEEN_PLAIN_WORDS = late(r"[^A-Za-z0-9.]+")


class Options(OptionSet):
    style: str = option("loose", "what may stand in a slug", choices=lambda: _STYLES)


@rule("SL303", severity=Severity.WARNING, since="0.1.0", options=Options, fixable=True)
def check(post: Post, site: Site, options: Options) -> Iterator[Finding]:
    values = post.front.values if post.front is not None else None
    has_address = False
    for field in ("slug", whole_address_field(site.generator)):
        address = values.get(field) if values else None
        if isinstance(address, str) and address:
            has_address = True
            if not _is_left_to_build(address):
                yield from _of_field(post, field, address, options.style)
    if not has_address and post.role is Role.POST and site.generator not in _MEND_NAMES:
        name = post.path.rpartition("/")[2].rpartition(".")[0]
        if options.style == "loose" and _SUSPECT.search(name) is None:
            return
        fault = _fault(_DATE.sub("", name, count=1), options.style)
        if fault is not None:
            yield Finding(line_around(post.text, 0), f"{fault} in the file's name")


def _is_left_to_build(address: str) -> bool:
    return "{{" in address or "{%" in address or "://" in address


def _of_field(post: Post, field: str, address: str, style: str) -> Iterator[Finding]:
    if style == "loose" and _SUSPECT.search(address) is None:  # as with most
        return
    parts = address.split("/")
    fault = next((fault for part in parts if (fault := _fault(part, style))), None)
    if fault is not None and post.front is not None:
        place = post.front.locate_text(field)
        yield Finding(place, f"{fault} in `{field}`", _fix(post, place, address, style))


def _fault(part: str, style: str) -> str | None:
    """What is wrong with a part of an address, as a message begins."""
    if not part:
        return None
    if "%20" in part or any(map(str.isspace, part)):
        return "a blank"
    breaking = _BREAKING.search(part)
    if breaking is not None:
        return f"`{breaking[0]}`" if breaking[0].isprintable() else "a control character"
    if part[0] == "-" or part[-1] == "-":
        return "a leading dash" if part[0] == "-" else "a trailing dash"
    if style != "loose" and part != part.lower():
        return "a capital letter"
    if style == "kebab" and "_" in part.strip("_"):
        return "an underscore"
    return "a letter beyond ASCII" if style == "kebab" and not part.isascii() else None


def _fix(post: Post, place: Span, address: str, style: str) -> Fix | None:
    """The address in words with dashes, where it is written as it reads and letters need no other script."""
    if place.of(post.text) != address:
        return None
    mended = "/".join(_mended(part, style) for part in address.split("/"))
    if not mended.strip("/") or any(_fault(part, style) for part in mended.split("/")):
        return None
    return Fix(f"write {mended}", (Edit(place, mended),), safe=False)


def _mended(part: str, style: str) -> str:
    part = part.replace("%20", " ")
    if style == "kebab":
        # "é" is "e" and an accent, which goes
        part = "".join(
            char for char in unicodedata.normalize("NFKD", part) if not unicodedata.combining(char)
        )
        if not part.isascii():
            return part
    between: re.Pattern[str] = _BETWEEN_PLAIN_WORDS if style == "kebab" else _BETWEEN_WORDS
    part = between.sub("-", part).strip("-")
    return part if style == "loose" else part.lower()
