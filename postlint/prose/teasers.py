"""Tells whether a post shows a paragraph of another one in order to lead there."""

from __future__ import annotations

import posixpath
from bisect import bisect_right

from postlint.model.body import path_in
from postlint.model.patterns import late
from postlint.model.post import Post
from postlint.model.text import Span

#: code points around a paragraph in which the blocks beside it mostly are: a quick first look
_NEAR = 500

#: what stands between addresses in a tag: the blanks and quotes of `{{< ref "news/harbour.md" >}}`
_BETWEEN = late(r"""[\s"'`|{}<>%()]+""")
#: the address that a component leads to: `/news/harbour` of `<Card url="/news/harbour">`
_ATTRIBUTE = late(r"""\b(?:href|link|path|to|url)=["']([^"']+)""")
#: a date in front of a name: `2025-03-12-` of `2025-03-12-harbour`
_DATE = late(r"\d{4}-\d\d-\d\d-(?=.)")
#: fields that may hold another name
_ADDRESSES = ("slug", "permalink", "url", "path")


def leads_to(post: Post, span: Span, other: Post) -> bool:
    """Whether a link in a paragraph, or in a block beside it, leads to another post, as far as the last
    part of its address tells."""
    names = other.once(_names)
    around = post.text[max(0, span.start - _NEAR) : span.end + _NEAR].casefold()
    if not any(name in around for name in names):  # as with most
        return False
    blocks = post.body.blocks
    place = bisect_right(blocks, span.start, key=lambda block: block.span.start) - 1
    near = Span(blocks[max(0, place - 1)].span.start, blocks[min(place + 1, len(blocks) - 1)].span.end)
    targets = [link.target for link in post.body.links_in(near) if near.start <= link.span.start < near.end]
    targets += _ATTRIBUTE.findall(near.of(post.text))
    return any(not names.isdisjoint(_names_in(target)) for target in targets)


def _names(post: Post) -> frozenset[str]:
    """What the last part of an address of the post may be."""
    addresses = [post.path]
    if post.front is not None:
        addresses += [address for field in _ADDRESSES if isinstance(address := post.front.get(field), str)]
    return frozenset(name for address in addresses for name in _names_in(address))


def _names_in(target: str) -> set[str]:
    return {_name(piece) for piece in _BETWEEN.split(path_in(target)) if piece} - {""}


def _name(address: str) -> str:
    """`harbour` of `news/2025-03-12-harbour.md`, `/news/harbour/` and `news/harbour/index.en.md`."""
    folder, name = posixpath.split(address.rstrip("/"))
    stem = name.partition(".")[0]
    if stem.lstrip("_") == "index":
        stem = posixpath.basename(folder)
    return _DATE.sub("", stem).casefold()
